//! What is read while some of it is still to come, and what was wrong with it when it came.

use super::{Viewer, ViewerOutcome};
use crate::{
    document::{json::Body, mask::Mask},
    wizard::{keymap::Action, transition::Notice},
};

impl Viewer {
    /// Whatever came, with what is wrong with it told above it.
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

    /// The same as the beginning of what is still coming.
    #[must_use]
    pub fn coming(self, bytes: u64) -> Self {
        Self { coming: Some(bytes), ..self }
    }

    /// What is wrong with it, in whole sentences.
    pub fn flaw(&self) -> Option<&str> {
        self.flaw.as_deref()
    }

    /// How many bytes have come, where that is not all.
    pub fn come(&self) -> Option<u64> {
        self.coming
    }

    /// More of it has come.
    pub fn hear_of(&mut self, bytes: u64) {
        self.coming = self.coming.map(|_| bytes);
    }

    /// All of it has come. The rows that were seen are the rows of the whole, unless it has turned out to be something
    /// else.
    pub fn arrived(&mut self, body: Body) {
        let (old, new) = (&self.document, &body.document);
        if (old.is_many(), old.is_text()) == (new.is_many(), new.is_text()) {
            self.flaw = body.flaw();
            self.document = body.document;
            self.coming = None;
        } else {
            let name = self.parcels.first().map(|parcel| parcel.file.clone()).unwrap_or_default();
            *self = Self { room: self.room, mouse: self.mouse, ..Self::from_body(body, self.mask.clone(), &name) };
        }
        self.find_again();
        self.follow();
    }

    /// It came no further.
    pub fn break_off(&mut self, why: String) {
        (self.flaw, self.coming) = (Some(why), None);
    }

    /// What has to wait until all of it is there: nobody wants half of it on their disk and take it for the whole.
    pub(super) fn too_early(&self, action: Action) -> Option<ViewerOutcome> {
        let whole = matches!(action, Action::Copy | Action::Take | Action::Save | Action::Page | Action::Filter);
        let told = || ViewerOutcome::telling(Notice::plain("It is still being read; that takes the whole of it."));
        (whole && self.coming.is_some()).then(told)
    }
}
