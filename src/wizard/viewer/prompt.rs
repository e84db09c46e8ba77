//! Prompts of the viewer, one at a time.

use super::{Export, Viewer, ViewerOutcome};
use crate::{
    text::Secret,
    wizard::{
        effect::{Effect, Overwrite},
        input::LineEditor,
        key::{Key, KeyCode},
        transition::{Notice, several_lines},
    },
};
use std::path::PathBuf;

/// Open prompt.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// No prompt.
    None,
    /// Search text, and the row to come back to.
    Search(LineEditor, u32),
    /// Filter, and its place in the history.
    Filter(LineEditor, usize),
    /// Letter of the part to copy.
    Copy,
    /// Letter of the export.
    Take,
    /// Path for the export of a letter.
    Save(LineEditor, char),
    /// Question if an existing file is replaced with the export of a letter.
    Replace(PathBuf, char),
    /// Question if every secret is shown.
    Reveal,
}

impl Viewer {
    /// A paste goes where it is typed.
    pub fn paste(&mut self, text: &Secret) -> ViewerOutcome {
        let lines = text.expose().trim().lines().count();
        if lines > 1 && matches!(self.prompt, Prompt::Search(..) | Prompt::Save(..)) {
            return ViewerOutcome::telling(several_lines(lines));
        }
        match &mut self.prompt {
            Prompt::Filter(line, place) => {
                line.insert(text.expose().trim());
                let (line, place) = (line.clone(), *place);
                return self.typed_filter(line, place);
            }
            Prompt::Search(line, _) => {
                line.insert(text.expose().trim());
                self.seek();
            }
            Prompt::Save(line, _) => {
                line.insert(text.expose().trim());
            }
            _ => {}
        }
        ViewerOutcome::default()
    }

    /// A key while something is asked.
    pub(super) fn press_prompt(&mut self, key: Key) -> ViewerOutcome {
        match std::mem::replace(&mut self.prompt, Prompt::None) {
            Prompt::None => ViewerOutcome::default(),
            Prompt::Search(line, from) => {
                self.press_search(key, line, from);
                ViewerOutcome::default()
            }
            Prompt::Filter(line, place) => self.press_filter(key, line, place),
            Prompt::Copy => key.typed().map_or_else(ViewerOutcome::default, |letter| self.copy(letter)),
            Prompt::Take => self.take(key),
            Prompt::Save(line, letter) => self.press_save(key, line, letter),
            Prompt::Replace(path, letter) => match key.typed() {
                Some('y' | 'Y') => self.save(path, letter, Overwrite::Yes),
                _ => ViewerOutcome::telling(Notice::plain("Nothing was written.")),
            },
            Prompt::Reveal => {
                if matches!(key.typed(), Some('y' | 'Y')) {
                    self.show_all();
                }
                ViewerOutcome::default()
            }
        }
    }

    /// The file is there already.
    pub fn exists(&mut self, path: PathBuf) {
        self.prompt = Prompt::Replace(path, self.saving);
    }

    /// Returns true if the document itself was saved last, with its secrets.
    pub fn has_saved_all(&self) -> bool {
        self.saving == BARE && self.filter.is_none()
    }

    fn take(&mut self, key: Key) -> ViewerOutcome {
        match key.typed() {
            Some('v') => self.page(),
            Some('p') => self.print(false),
            Some('P') => self.print(true),
            Some('V') => ViewerOutcome::doing(Effect::Page(self.document.pretty(|_| false))),
            Some('e') => ViewerOutcome::doing(Effect::Edit(self.masked(), self.file_of(WHOLE).unwrap_or_default())),
            Some('E') => ViewerOutcome::doing(Effect::Edit(
                self.document.pretty(|_| false),
                self.file_of(WHOLE).unwrap_or_default(),
            )),
            Some(letter) => {
                self.begin_save(letter);
                ViewerOutcome::default()
            }
            None => ViewerOutcome::default(),
        }
    }

    pub(super) fn page(&self) -> ViewerOutcome {
        ViewerOutcome::doing(Effect::Page(self.masked()))
    }

    /// Returns the first part of the file name for the export of a letter.
    fn file_of(&self, letter: char) -> Option<String> {
        let is_it = |parcel: &&Export| {
            parcel.text.is_none() && matches!(letter, WHOLE | BARE) || parcel.under(letter).is_some()
        };
        self.parcels.iter().find(is_it).map(|parcel| parcel.file.clone())
    }

    pub(super) fn begin_save(&mut self, letter: char) {
        if let Some(file) = self.file_of(letter) {
            self.prompt = Prompt::Save(LineEditor::offering(&file), letter);
        }
    }

    fn press_save(&mut self, key: Key, mut line: LineEditor, letter: char) -> ViewerOutcome {
        match key.code {
            KeyCode::Esc => ViewerOutcome::default(),
            KeyCode::Enter if line.text().trim().is_empty() => ViewerOutcome::default(),
            KeyCode::Enter => self.save(PathBuf::from(line.text().trim()), letter, Overwrite::No),
            _ => {
                line.press(key);
                self.prompt = Prompt::Save(line, letter);
                ViewerOutcome::default()
            }
        }
    }

    /// Saves a text to a file that only this user can read; the document without its secrets, unless they are asked for.
    fn save(&mut self, path: PathBuf, letter: char, overwrite: Overwrite) -> ViewerOutcome {
        self.saving = letter;
        let text = self.parcels.iter().find_map(|parcel| parcel.under(letter).cloned());
        let whole = || if letter == BARE { self.document.pretty(|_| false) } else { self.masked() };
        let text = text.unwrap_or_else(whole);
        ViewerOutcome::doing(Effect::Save(path, text, overwrite))
    }
}

/// The letter of the document itself, its secrets masked.
pub(super) const WHOLE: char = 'b';
/// The letter of the document with its secrets.
pub(super) const BARE: char = 'B';
