//! Searching, in keys and in values that are not masked.

use super::{Prompt, Viewer, ViewerOutcome};
use crate::{
    document::json::{DocumentSearch, NodePart},
    wizard::{command::Action, input::LineEditor, key::Key, notice::Notice},
};
use std::borrow::Cow;

/// Bytes searched at a time: no longer than a key takes.
const GULP: usize = 8 << 20;
/// A longer value is not a word.
const LONGEST: usize = 200;

impl Viewer {
    pub(super) fn begin_search(&mut self) {
        self.prompt = Prompt::Search(LineEditor::new("", false), self.cursor);
    }

    /// Searches for the typed text, from the row at which the search began.
    pub(super) fn seek(&mut self) {
        let Prompt::Search(line, from) = &self.prompt else { return };
        let from = *from;
        self.search = DocumentSearch::new(line.text(), from);
        self.gulp();
        self.show_row(self.search.first().unwrap_or(from));
    }

    /// Continues a search. The first match is shown while the text is still being typed, or if it is awaited.
    pub(super) fn seek_on(&mut self) {
        if self.search.is_done() {
            return;
        }
        let none = self.search.is_empty();
        self.gulp();
        self.go_to_first(none);
    }

    /// Searches again, since there is more text; moves to the first match if there was none before.
    pub(super) fn find_again(&mut self) {
        let none = self.search.is_empty();
        self.seek_anew();
        self.go_to_first(none);
    }

    /// Moves to the first match, if there was none before.
    fn go_to_first(&mut self, none: bool) {
        let wanted = none && (self.awaited || matches!(self.prompt, Prompt::Search(..)));
        if let Some(row) = self.search.first().filter(|_| wanted) {
            self.awaited = false;
            self.show_row(row);
        }
    }

    /// Searches again, since the mask has changed.
    pub(super) fn seek_anew(&mut self) {
        self.search = DocumentSearch::new(self.search.words(), self.cursor);
        self.gulp();
    }

    fn gulp(&mut self) {
        let mut search = std::mem::take(&mut self.search);
        search.step(&self.document, self.cover(), GULP);
        self.search = search;
    }

    /// Looks for the value under the cursor, or its key where there is none to look for.
    pub(super) fn search_word(&mut self) -> ViewerOutcome {
        let Some(node) = self.document.node(self.cursor) else { return ViewerOutcome::default() };
        let key = || node.key().filter(|_| !self.covers(NodePart::Key(node))).map(Cow::into_owned);
        let value = || Some(node.text().into_owned()).filter(|text| !text.is_empty() && text.len() <= LONGEST);
        let plain = !node.kind().is_container() && !self.covers(NodePart::Value(node));
        let Some(word) = plain.then(value).flatten().or_else(key) else {
            return ViewerOutcome::telling(Notice::plain("This row has nothing to search for."));
        };
        self.search = DocumentSearch::new(&word, self.cursor);
        self.gulp();
        if self.search.is_done() && self.search.len() == 1 {
            return ViewerOutcome::telling(Notice::plain("There is no other occurrence."));
        }
        self.jump(true);
        ViewerOutcome::default()
    }

    pub(super) fn jump(&mut self, forward: bool) {
        let next = if forward { self.search.next(self.cursor) } else { self.search.previous(self.cursor) };
        if let Some(row) = next {
            self.show_row(row);
        }
    }

    pub(super) fn act_in_search(&mut self, action: Action, line: LineEditor, from: u32) {
        match action {
            Action::Accept => self.awaited = self.search.is_empty(),
            Action::NextFound | Action::PreviousFound => {
                self.jump(action == Action::NextFound);
                self.prompt = Prompt::Search(line, from);
            }
            Action::Back => {
                self.search = DocumentSearch::default();
                self.show_row(from);
            }
            _ => self.prompt = Prompt::Search(line, from),
        }
    }

    pub(super) fn type_search(&mut self, key: Key, mut line: LineEditor, from: u32) {
        let changed = line.press(key);
        self.prompt = Prompt::Search(line, from);
        if changed {
            self.seek();
        }
    }
}
