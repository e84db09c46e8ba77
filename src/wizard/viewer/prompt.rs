//! What is asked of the reader, one thing at a time.

use super::{Said, Viewer};
use crate::wizard::{
    effect::{Effect, Overwrite},
    input::Line,
    key::{Code, Key},
    turn::Notice,
};
use std::path::PathBuf;

/// What is being typed or asked, if anything is.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// Nothing.
    None,
    /// What to search for; the row to come back to.
    Search(Line, u32),
    /// What to copy.
    Copy,
    /// What to take away.
    Take,
    /// Where to save which of the parcels.
    Save(Line, usize),
    /// Whether to replace the file that is there, with which of the parcels.
    Replace(PathBuf, usize),
    /// Whether to show every secret.
    Reveal,
}

impl Viewer {
    /// A key while something is asked.
    pub(super) fn press_prompt(&mut self, key: Key) -> Said {
        match std::mem::replace(&mut self.prompt, Prompt::None) {
            Prompt::None => Said::default(),
            Prompt::Search(line, from) => {
                self.press_search(key, line, from);
                Said::default()
            }
            Prompt::Copy => key.typed().map_or_else(Said::default, |letter| self.copy(letter)),
            Prompt::Take => self.take(key),
            Prompt::Save(line, parcel) => self.press_save(key, line, parcel),
            Prompt::Replace(path, parcel) => match key.typed() {
                Some('y' | 'Y') => self.save(path, parcel, Overwrite::Yes),
                _ => Said::telling(Notice::plain("Nothing was written.")),
            },
            Prompt::Reveal => {
                if matches!(key.typed(), Some('y' | 'Y')) {
                    self.show_all();
                }
                Said::default()
            }
        }
    }

    /// The file is there already.
    pub fn exists(&mut self, path: PathBuf) {
        self.prompt = Prompt::Replace(path, self.saving);
    }

    /// Whether what was saved last is the document itself.
    pub fn has_saved_all(&self) -> bool {
        self.parcels.get(self.saving).is_some_and(|parcel| parcel.text.is_none())
    }

    fn take(&mut self, key: Key) -> Said {
        let typed = key.typed();
        if let Some(at) = self.parcels.iter().position(|parcel| Some(parcel.letter) == typed) {
            self.begin_save(at);
        }
        Said::default()
    }

    pub(super) fn begin_save(&mut self, parcel: usize) {
        let Some(file) = self.parcels.get(parcel).map(|parcel| parcel.file.clone()) else { return };
        self.prompt = Prompt::Save(Line::new(&file, false), parcel);
    }

    fn press_save(&mut self, key: Key, mut line: Line, parcel: usize) -> Said {
        match key.code {
            Code::Esc => Said::default(),
            Code::Enter if line.text().trim().is_empty() => Said::default(),
            Code::Enter => self.save(PathBuf::from(line.text().trim()), parcel, Overwrite::No),
            _ => {
                line.press(key);
                self.prompt = Prompt::Save(line, parcel);
                Said::default()
            }
        }
    }

    /// The document is saved whole: it is what a person takes away, and readable for them alone.
    fn save(&mut self, path: PathBuf, parcel: usize, overwrite: Overwrite) -> Said {
        self.saving = parcel;
        let text = self.parcels.get(parcel).and_then(|parcel| parcel.text.clone());
        let text = text.unwrap_or_else(|| self.document.pretty(|_| false));
        Said::doing(Effect::Save(path, text, overwrite))
    }
}
