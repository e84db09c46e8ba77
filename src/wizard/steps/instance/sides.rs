//! The two documents of the step, of which one has the keys.

use super::{InstanceStep, Side};
use crate::wizard::{reply::DocumentReply, transition::Transition, viewer::Viewer};
use std::path::Path;

impl InstanceStep {
    /// The document that has the keys.
    pub fn viewer(&self) -> &Viewer {
        match (self.side, &self.request) {
            (Side::Request, Some(request)) => request,
            (Side::Answer, _) | (Side::Request, None) => &self.answer,
        }
    }

    pub(super) fn viewer_mut(&mut self) -> &mut Viewer {
        match (self.side, &mut self.request) {
            (Side::Request, Some(request)) => request,
            (Side::Answer, _) | (Side::Request, None) => &mut self.answer,
        }
    }

    pub(super) fn both(&mut self) -> impl Iterator<Item = &mut Viewer> {
        [Some(&mut self.answer), self.request.as_mut()].into_iter().flatten()
    }

    /// The first time both are shown; then the keys go from one to the other.
    pub(super) fn compare(mut self) -> Transition<Self> {
        self.mark(true);
        self.side = self.side.other();
        Transition::stay(self)
    }

    pub(super) fn mark(&mut self, comparing: bool) {
        self.comparing = comparing;
        self.both().for_each(|viewer| viewer.signs = comparing);
    }

    /// Returns true if one of the documents was saved last to the file of this path.
    pub(in crate::wizard) fn is_saving(&self, path: &Path) -> bool {
        [Some(&self.answer), self.request.as_ref()].into_iter().flatten().any(|viewer| viewer.is_saving(path))
    }

    /// Gives the keys to the document that was saved, before a question about its file.
    pub(super) fn focus_on_saving(&mut self, reply: &DocumentReply) {
        let DocumentReply::Exists(path) = reply else { return };
        if !self.viewer().is_saving(path) {
            self.side = self.side.other();
        }
    }
}
