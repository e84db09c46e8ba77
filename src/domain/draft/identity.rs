//! Name of a form among the saved ones.

use super::Draft;
use crate::domain::draft_id::DraftId;

impl Draft {
    /// Returns its name among the saved forms, once it has one.
    pub fn id(&self) -> Option<&DraftId> {
        self.id.as_ref()
    }

    /// Names it among the saved forms.
    pub fn set_id(&mut self, id: DraftId) {
        self.id = Some(id);
    }
}
