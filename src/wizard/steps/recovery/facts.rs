//! Facts of the search.

use super::{RecoveryOrigin, RecoveryPhase, RecoveryStep};
use crate::{
    domain::{CreateRequest, Instance, JournalEntry},
    text::Secret,
    wizard::list::Cursor,
};
use std::borrow::Cow;

impl RecoveryStep {
    /// Returns the request.
    pub fn entry(&self) -> &JournalEntry {
        &self.entry
    }

    /// Returns the requested name with its secrets masked.
    pub fn name(&self) -> Cow<'_, str> {
        self.mask.cover_text(&self.entry.name)
    }

    /// Returns the name of a found instance with its secrets masked.
    pub fn name_of<'i>(&self, found: &'i Instance) -> Cow<'i, str> {
        self.mask.cover_text(&found.name)
    }

    /// Returns the origin.
    pub fn origin(&self) -> &RecoveryOrigin {
        &self.origin
    }

    /// Returns the progress.
    pub fn phase(&self) -> &RecoveryPhase {
        &self.phase
    }

    /// Returns the cursor in the list of found instances.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the request itself, where it was sent in this session.
    pub fn request(&self) -> Option<&CreateRequest> {
        match &self.origin {
            RecoveryOrigin::Now(request, _) => Some(request),
            RecoveryOrigin::Earlier => None,
        }
    }

    /// Returns the platform's number of the request, where there is one.
    pub fn request_id(&self) -> Option<&str> {
        match &self.origin {
            RecoveryOrigin::Now(_, fault) => fault.request_id.as_deref(),
            RecoveryOrigin::Earlier => None,
        }
    }

    /// Returns the answer that left the outcome unknown, where there is one.
    pub fn answer(&self) -> Option<&Secret> {
        match &self.origin {
            RecoveryOrigin::Now(_, fault) => fault.answer.as_ref(),
            RecoveryOrigin::Earlier => None,
        }
    }

    /// Returns true while an instance may exist whose token is lost.
    pub fn is_open(&self) -> bool {
        !matches!(self.phase, RecoveryPhase::Absent)
    }
}
