//! Documents of which a part is still to come, and documents with a flaw.

use super::{Prompt, Viewer, ViewerOutcome};
use crate::{
    document::{
        json::{Body, Document, Node},
        mask::Mask,
    },
    wizard::{command::Action, reply::DocumentReply},
};

impl Viewer {
    /// Takes the reply to an effect on the document.
    pub fn on_reply(&mut self, reply: DocumentReply) {
        match reply {
            DocumentReply::Exists(path) => self.exists(path),
            DocumentReply::Filtered(words, result) => self.filtered(&words, result),
            DocumentReply::Loading(bytes) => self.note_progress(bytes),
            DocumentReply::Loaded(Ok(body)) => self.arrived(*body),
            DocumentReply::Loaded(Err(why)) => self.break_off(why),
        }
    }

    /// Creates a viewer of any body, with its flaw shown above it.
    pub fn from_body(body: Body, mask: Mask, name: &str) -> Self {
        let (flaw, text) = (body.flaw(), body.document.is_text());
        let mut viewer = Self { flaw, ..Self::new(body.document, mask, name) };
        if text {
            viewer.outline.open_all();
        }
        // Lines of a text are long as they please, and have nothing inside that could be opened instead.
        viewer.look.wrap = text;
        viewer
    }

    /// Marks the document as the beginning of a longer one.
    #[must_use]
    pub fn coming(self, bytes: u64) -> Self {
        Self { coming: Some(bytes), ..self }
    }

    /// Returns the flaw of the document, in complete sentences.
    pub fn flaw(&self) -> Option<&str> {
        self.flaw.as_deref()
    }

    /// Returns the number of bytes that have come, if that is not all.
    pub fn come(&self) -> Option<u64> {
        self.coming
    }

    /// More of it has come.
    pub fn note_progress(&mut self, bytes: u64) {
        self.coming = self.coming.map(|_| bytes);
    }

    /// Takes the complete document. Rows seen before keep their place, unless the document turns out to be of another
    /// kind.
    pub fn arrived(&mut self, body: Body) {
        let (old, new) = (&self.document, &body.document);
        if (old.is_many(), old.is_text()) == (new.is_many(), new.is_text()) {
            self.flaw = body.flaw();
            self.document = body.document;
            self.coming = None;
        } else {
            let name = self.exports.first().map(|export| export.file.clone()).unwrap_or_default();
            *self = Self { room: self.room, mouse: self.mouse, ..Self::from_body(body, self.mask.clone(), &name) };
        }
        self.find_again();
        self.follow();
    }

    /// Takes another document in place of this one, such as a newer answer, with its mask and exports. An open prompt, the
    /// search and the filter stay, and apply to it.
    pub(in crate::wizard) fn replace(&mut self, next: Self) -> ViewerOutcome {
        let (old, at) = match &self.filter {
            Some(filter) => (&filter.whole, filter.cursor),
            None => (&self.document, self.cursor),
        };
        let (mut outline, mut cursor) = (next.outline, 0);
        if has_same_rows(old, &next.document) {
            cursor = at;
            outline = self.filter.as_ref().map_or(&self.outline, |filter| &filter.outline).clone();
        } else if let Some(row) = same_row(old, at, &next.document) {
            cursor = row;
            outline.open_to(&next.document, row);
        }
        (self.mask, self.exports, self.flaw, self.coming) = (next.mask, next.exports, next.flaw, next.coming);
        (self.changes, self.decided) = (next.changes, next.decided);
        // The rows may hold other values now.
        self.revealed.forget_rows();
        if self.filter.is_some() {
            return self.filter_anew(next.document, outline, cursor);
        }
        (self.document, self.outline, self.cursor) = (next.document, outline, cursor);
        if let Prompt::Search(_, from) = &mut self.prompt {
            *from = cursor;
        }
        self.find_again();
        self.follow();
        ViewerOutcome::default()
    }

    /// Records that no more of the document will come.
    pub fn break_off(&mut self, why: String) {
        (self.flaw, self.coming) = (Some(why), None);
    }

    /// Returns true if an action has to wait for the rest of the document: a file with half of it would be taken for all
    /// of it.
    pub(in crate::wizard) fn awaits_rest(&self, action: Action) -> bool {
        let is_whole = matches!(
            action,
            Action::Copy | Action::Take | Action::Save | Action::SaveSecrets | Action::Page | Action::Filter
        );
        is_whole && self.coming.is_some()
    }
}

/// Returns the row of another document that has the path of this row.
fn same_row(document: &Document, row: u32, other: &Document) -> Option<u32> {
    let (path, depth) = (document.path(row), document.node(row)?.depth());
    other.nodes().filter(|node| node.depth() == depth).map(Node::row).find(|row| other.path(*row) == path)
}

/// Returns true if both documents have the same keys at the same places.
fn has_same_rows(one: &Document, other: &Document) -> bool {
    let is_same = |(one, other): (Node<'_>, Node<'_>)| one.depth() == other.depth() && one.key() == other.key();
    one.rows() == other.rows() && one.nodes().zip(other.nodes()).all(is_same)
}
