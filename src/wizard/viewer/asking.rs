//! Input while the viewer asks something.

use super::{
    Export, Prompt, Viewer, ViewerOutcome,
    export::{BARE, WHOLE},
};
use crate::{
    text::Secret,
    wizard::{
        Press,
        command::{self, Action, Context},
        confirmation::unanswered,
        effect::{Overwrite, ScreenEffect, SessionEffect},
        input::LineEditor,
        key::Key,
        notice::{Notice, several_lines},
        sentence,
    },
};
use std::path::{Path, PathBuf};

impl Viewer {
    /// The context whose commands apply.
    pub fn context(&self) -> &'static Context {
        match self.prompt {
            Prompt::None => &command::READING,
            Prompt::Search(..) => &command::SEARCH,
            Prompt::Filter(..) => &command::FILTER,
            Prompt::Copy => &command::COPY,
            Prompt::Take => &command::TAKE,
            Prompt::Save(..) => &command::SAVE,
            Prompt::Replace(..) | Prompt::Reveal => &command::ASK,
        }
    }

    /// Returns the contexts that apply in a step with its own commands in addition to reading.
    pub fn contexts(&self, own: &'static Context) -> Vec<&'static Context> {
        if matches!(self.prompt, Prompt::None) { vec![&command::READING, own] } else { vec![self.context()] }
    }

    /// A paste goes where it is typed.
    pub fn paste(&mut self, text: &Secret) -> ViewerOutcome {
        self.pasted(text, LineEditor::insert)
    }

    /// Puts a text in place of the line that is typed.
    pub fn set(&mut self, text: &Secret) -> ViewerOutcome {
        self.pasted(text, LineEditor::set)
    }

    fn pasted(&mut self, text: &Secret, take: fn(&mut LineEditor, &str) -> bool) -> ViewerOutcome {
        let lines = text.expose().trim().lines().count();
        if lines > 1 && matches!(self.prompt, Prompt::Search(..) | Prompt::Save(..)) {
            return ViewerOutcome::telling(several_lines(lines));
        }
        match &mut self.prompt {
            Prompt::Filter(line, place) => {
                take(line, text.expose().trim());
                let (line, place) = (line.clone(), *place);
                return self.typed_filter(line, place);
            }
            Prompt::Search(line, _) => {
                take(line, text.expose().trim());
                self.seek();
            }
            Prompt::Save(line, _) => {
                take(line, text.expose().trim());
            }
            Prompt::None | Prompt::Copy | Prompt::Take | Prompt::Replace(..) | Prompt::Reveal => {}
        }
        ViewerOutcome::default()
    }

    /// An action while something is asked. Any action but a letter cancels a menu; a question stays until it is answered.
    pub(super) fn act_in_prompt(&mut self, action: Action) -> ViewerOutcome {
        match (std::mem::replace(&mut self.prompt, Prompt::None), action) {
            (Prompt::Search(line, from), action) => {
                self.act_in_search(action, line, from);
                ViewerOutcome::default()
            }
            (Prompt::Filter(line, place), action) => self.act_in_filter(action, line, place),
            (Prompt::Copy, Action::Pick(letter)) => self.copy(letter),
            (Prompt::Take, Action::Pick(letter)) => self.take(letter),
            (Prompt::Save(line, letter), Action::Accept) if !line.text().trim().is_empty() => {
                self.save(PathBuf::from(line.text().trim()), letter, Overwrite::No)
            }
            (Prompt::Replace(path, letter), Action::Pick('y' | 'Y')) => self.save(path, letter, Overwrite::Yes),
            (Prompt::Replace(..), Action::Back | Action::Pick('N')) => {
                ViewerOutcome::telling(Notice::plain("Nothing was written."))
            }
            (Prompt::Reveal, Action::Pick('y' | 'Y')) => {
                self.show_all();
                ViewerOutcome::default()
            }
            (question @ (Prompt::Replace(..) | Prompt::Reveal), action)
                if !matches!(action, Action::Back | Action::Pick('N')) =>
            {
                self.prompt = question;
                ViewerOutcome::telling(unanswered(Action::Pick('y')))
            }
            (
                Prompt::None | Prompt::Copy | Prompt::Take | Prompt::Save(..) | Prompt::Replace(..) | Prompt::Reveal,
                _,
            ) => ViewerOutcome::default(),
        }
    }

    /// A key while something is asked: a letter answers a menu or a question, else it edits the line.
    pub(super) fn type_into_prompt(&mut self, key: Key) -> ViewerOutcome {
        match std::mem::replace(&mut self.prompt, Prompt::None) {
            Prompt::Search(line, from) => {
                self.type_search(key, line, from);
                ViewerOutcome::default()
            }
            Prompt::Filter(line, place) => self.type_filter(key, line, place),
            Prompt::Save(mut line, letter) => {
                line.press(key);
                self.prompt = Prompt::Save(line, letter);
                ViewerOutcome::default()
            }
            question @ (Prompt::Replace(..) | Prompt::Reveal) => {
                self.prompt = question;
                match key.typed() {
                    Some(letter) => self.act_in_prompt(Action::Pick(letter)),
                    None => ViewerOutcome::telling(unanswered(Action::Pick('y'))),
                }
            }
            prompt @ (Prompt::None | Prompt::Copy | Prompt::Take) => {
                self.prompt = prompt;
                self.act_in_prompt(key.typed().map_or(Action::Back, Action::Pick))
            }
        }
    }

    /// Describes the text that goes by a letter when it is saved, and the treatment of its secrets.
    pub fn describe_save(&self, letter: char) -> String {
        let is_it = |export: &&Export| export.letter == letter.to_ascii_lowercase();
        let label = self.exports.iter().find(is_it).map_or("the document", |export| export.label);
        let secrets = match letter {
            WHOLE => ", secrets masked",
            letter if letter.is_ascii_uppercase() => ", with its secrets",
            _ => "",
        };
        format!("{label}{secrets}")
    }

    /// The file is there already.
    pub fn exists(&mut self, path: PathBuf) {
        self.prompt = Prompt::Replace(path, self.saving);
    }

    /// Returns true if this document was saved last to the file of this path, which may be complete by now.
    pub(in crate::wizard) fn is_saving(&self, path: &Path) -> bool {
        self.saving_to.as_ref().is_some_and(|to| to.file_name() == path.file_name())
    }

    /// Returns true if the document itself was saved last, with its secrets.
    pub fn has_saved_all(&self) -> bool {
        self.saving == BARE && self.filter.is_none()
    }

    fn take(&mut self, letter: char) -> ViewerOutcome {
        let file = || self.file_of(WHOLE).unwrap_or_default();
        match letter {
            'v' => self.page(),
            'p' => self.print(false),
            'P' => self.print(true),
            'V' => ViewerOutcome::doing(ScreenEffect::Page(self.document.pretty(|_| false))),
            'e' => ViewerOutcome::doing(ScreenEffect::Edit(self.masked(), file())),
            'E' => ViewerOutcome::doing(ScreenEffect::Edit(self.document.pretty(|_| false), file())),
            letter => self.begin_save(letter),
        }
    }

    pub(super) fn page(&self) -> ViewerOutcome {
        ViewerOutcome::doing(ScreenEffect::Page(self.masked()))
    }

    /// Returns the first part of the file name for the export of a letter.
    fn file_of(&self, letter: char) -> Option<String> {
        let is_it = |export: &&Export| {
            export.text.is_none() && matches!(letter, WHOLE | BARE) || export.under(letter).is_some()
        };
        self.exports.iter().find(is_it).map(|export| export.file.clone())
    }

    /// Asks for the path of an export.
    pub(super) fn begin_save(&mut self, letter: char) -> ViewerOutcome {
        let Some(file) = self.file_of(letter) else {
            return ViewerOutcome::telling(self.no_export(letter, Action::Take, "Nothing was saved."));
        };
        self.prompt = Prompt::Save(LineEditor::offering(&file), letter);
        ViewerOutcome::default()
    }

    /// Returns the notice for a letter without an export, after the action that opened the menu.
    pub(super) fn no_export(&self, letter: char, menu: Action, otherwise: &'static str) -> Notice {
        let small = letter.to_ascii_lowercase();
        match self.exports.iter().find(|export| letter != small && export.letter == small) {
            Some(export) => {
                let words = format!("No secret is in {}. ", export.label);
                Notice::plain(sentence![words, Press::Start(menu), Action::Pick(small), " instead."])
            }
            None => Notice::plain(otherwise),
        }
    }

    /// Saves a text to a file that only this user can read; the document without its secrets, unless they are asked for.
    fn save(&mut self, path: PathBuf, letter: char, overwrite: Overwrite) -> ViewerOutcome {
        (self.saving, self.saving_to) = (letter, Some(path.clone()));
        let text = self.exports.iter().find_map(|export| export.under(letter).cloned());
        let whole = || if letter == BARE { self.document.pretty(|_| false) } else { self.masked() };
        let text = text.unwrap_or_else(whole);
        ViewerOutcome::doing(SessionEffect::Save(path, text, overwrite))
    }
}
