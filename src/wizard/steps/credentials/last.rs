//! Last values: marked in their rows, and removed or filled in again by one key.

use super::{CredentialsStep, rows};
use crate::{
    domain::draft::DraftEntry,
    wizard::{
        form::{Control, Form, RowId},
        session::Session,
        transition::Transition,
    },
};

impl CredentialsStep {
    /// Marks the rows that hold their last value; for folded rows the heading is marked.
    pub(super) fn mark_last(&mut self) {
        let draft = &self.draft;
        let place = |id: &RowId| match id {
            RowId::Field(key) => Some(DraftEntry::Field(key.clone())),
            RowId::Name => Some(DraftEntry::Name),
            RowId::Tags => Some(DraftEntry::Tags),
            _ => None,
        };
        self.form.mark_last(|id| place(id).is_some_and(|place| draft.is_last(&place)));
    }

    /// Removes the last values, or fills them into empty rows. Typed values stay.
    pub(super) fn turn_last(mut self, session: &mut Session) -> Transition<Self> {
        if self.draft.has_any_last_value() {
            self.draft.clear_last_values();
        } else {
            self.draft.fill_last_values();
        }
        self.fill_anew();
        let kept = self.park(session);
        Transition::stay(self).with_all(kept)
    }

    /// Builds the rows again, with the same focus and the same open section.
    pub(super) fn fill_anew(&mut self) {
        let focus = self.form.focused().map(|row| row.id.clone());
        let open = self.form.row(&RowId::Options).is_some_and(|row| matches!(row.control, Control::Fold(true)));
        let key = self.typed_key();
        self.form = Form::new(rows::build(&self.draft));
        if let Some(Control::Fold(fold)) = self.form.row_mut(&RowId::Options).map(|row| &mut row.control) {
            *fold = open;
        }
        if let (Some(key), Some(row)) = (key, self.form.row_mut(&RowId::Add)) {
            row.fill(key.as_str());
        }
        self.mark_last();
        if let Some(focus) = focus {
            self.form.focus_on(&focus);
        }
    }
}
