//! ID of a form among the saved drafts.

use super::Draft;
use crate::domain::draft_id::DraftId;

impl Draft {
    /// Returns the ID, once the form is saved.
    pub fn id(&self) -> Option<&DraftId> {
        self.id.as_ref()
    }

    /// Sets the ID.
    pub fn set_id(&mut self, id: DraftId) {
        self.id = Some(id);
    }
}
