//! State of the choice of a platform that is restored when the user comes back to it.

use super::{form::Form, input::LineEditor, list::Cursor};
use crate::domain::BaseUrl;

/// Choice of a platform as it was left.
#[derive(Clone, Debug)]
pub struct PlatformMemory {
    /// Cursor in the list.
    pub cursor: Cursor,
    /// Address typed for a platform that is not in the list.
    pub other: LineEditor,
    /// Sign-in form of the platform tried last, so that going back and forth loses nothing.
    pub tried: Option<(BaseUrl, Form)>,
}

impl PlatformMemory {
    /// Returns the sign-in form that was filled in for this platform before.
    pub fn form_for(&self, base: &BaseUrl) -> Option<Form> {
        self.tried.as_ref().filter(|(tried, _)| tried == base).map(|(_, form)| form.clone())
    }
}

impl Default for PlatformMemory {
    fn default() -> Self {
        Self { cursor: Cursor::default(), other: LineEditor::new("", false), tried: None }
    }
}
