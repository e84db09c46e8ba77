//! What is taken away from an answer by way of the clipboard.

use super::Response;
use crate::{
    domain::{Secret, json::Document},
    wizard::{
        effect::Effect,
        keymap::Action,
        turn::{Notice, Turn},
    },
};

impl Response {
    /// Copies what is under the cursor, or what the key names.
    pub(super) fn copy(mut self, action: Action) -> Turn {
        let row = self.cursor;
        let (text, what) = match action {
            Action::Copy if self.is_masked(row) => {
                let notice = Notice::plain("This value is masked: Y copies it all the same, ctrl-r shows it.");
                return Turn::stay(self).saying(notice);
            }
            Action::Copy => (self.shown(row), "the value"),
            Action::CopyHidden => (self.value(row), "the value, unmasked,"),
            Action::CopyPath => (Secret::new(self.document.path(row)), "the path"),
            Action::CopyAll => (self.document.pretty(|node| self.mask.hides(node)), "the answer, secrets masked,"),
            Action::CopyToken => {
                self.taken = true;
                (self.made.instance.token.clone(), "the token")
            }
            _ => return Turn::stay(self),
        };
        Turn::stay(self).with(Effect::Copy(text, what))
    }

    /// As `value`, with what is masked inside it masked in the copy too.
    fn shown(&self, row: u32) -> Secret {
        let raw = self.document.node(row).filter(|n| n.kind().is_container()).map(|n| n.raw().to_owned());
        match raw.map(Document::read) {
            // A part of a document has its rows in the same order.
            Some(Ok(part)) => part.pretty(|inner| self.is_masked(row + inner.row())),
            _ => self.value(row),
        }
    }

    /// A text without its quotes; anything else as it was sent.
    fn value(&self, row: u32) -> Secret {
        Secret::new(self.document.node(row).map(|n| n.text().into_owned()).unwrap_or_default())
    }
}
