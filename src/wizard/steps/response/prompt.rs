//! What is typed below the answer: a search, or where to save it.

use super::Response;
use crate::domain::json::Search;
use crate::wizard::{
    effect::{Effect, Overwrite},
    event::Made,
    input::Line,
    key::{Code, Key},
    turn::{Notice, Turn},
};
use std::path::PathBuf;

/// What is being typed, if anything is.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// Nothing.
    None,
    /// What to search for; the row to come back to.
    Search(Line, u32),
    /// Where to save to.
    Save(Line),
    /// Whether to replace the file that is there.
    Replace(PathBuf),
}

impl Prompt {
    /// Where to save to, with a name to begin with.
    pub(super) fn save(made: &Made) -> Self {
        Self::Save(Line::new(&file_name(made), false))
    }
}

impl Response {
    /// A key while something is typed.
    pub(super) fn press_prompt(mut self, key: Key) -> Turn {
        match std::mem::replace(&mut self.prompt, Prompt::None) {
            Prompt::None => Turn::stay(self),
            Prompt::Search(line, from) => self.press_search(key, line, from),
            Prompt::Save(line) => self.press_save(key, line),
            Prompt::Replace(path) => self.press_replace(key, path),
        }
    }

    fn press_search(mut self, key: Key, mut line: Line, from: u32) -> Turn {
        match key.code {
            Code::Enter => {}
            Code::Esc => {
                self.search = Search::default();
                self.cursor = from;
            }
            _ => {
                if line.press(key) {
                    let mut search = Search::new(line.text(), from);
                    search.run(&self.document, |node| self.is_masked(node.row()));
                    self.search = search;
                    self.cursor = from;
                    self.see(self.search.first());
                }
                self.prompt = Prompt::Search(line, from);
            }
        }
        Turn::stay(self)
    }

    fn press_save(mut self, key: Key, mut line: Line) -> Turn {
        match key.code {
            Code::Esc => Turn::stay(self),
            Code::Enter if line.text().trim().is_empty() => Turn::stay(self),
            Code::Enter => self.save(PathBuf::from(line.text().trim()), Overwrite::No),
            _ => {
                line.press(key);
                self.prompt = Prompt::Save(line);
                Turn::stay(self)
            }
        }
    }

    fn press_replace(self, key: Key, path: PathBuf) -> Turn {
        match key.typed() {
            Some('y' | 'Y') => self.save(path, Overwrite::Yes),
            _ => Turn::stay(self).saying(Notice::plain("Nothing was written.")),
        }
    }

    /// The file holds everything: it is what a person takes away, and readable for them alone.
    fn save(mut self, path: PathBuf, overwrite: Overwrite) -> Turn {
        let text = self.document.pretty(|_| false);
        self.prompt = Prompt::None;
        Turn::stay(self).with(Effect::Save(path, text, overwrite))
    }
}

/// A name that says what it is and cannot lead elsewhere.
fn file_name(made: &Made) -> String {
    let safe = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
    format!("{}-{}.json", safe(made.instance.element.as_str()), safe(&made.instance.id))
}
