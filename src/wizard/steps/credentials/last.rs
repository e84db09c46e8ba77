//! What was used the last time: seen where it stands, and taken out or put in again by one key.

use super::{Credentials, rows};
use crate::{
    domain::draft::DraftEntry,
    wizard::{
        form::{Control, Form, RowId},
        session::Session,
        transition::Transition,
    },
};

impl Credentials {
    /// Says of each row whether it holds what it held the last time; of the folded ones their heading does.
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

    /// Takes out what was used the last time, or puts it in where nothing else is. What was typed stays.
    pub(super) fn turn_last(mut self, session: &mut Session) -> Transition {
        if !self.draft.has_last_values() || self.is_by_support() {
            return Transition::stay(self);
        }
        if self.draft.has_any_last_value() {
            self.draft.clear_last_values();
        } else {
            self.draft.fill_last_values();
        }
        self.fill_anew();
        let kept = self.park(session);
        Transition::stay(self).with_all(kept)
    }

    /// Makes the rows anew, the focus and what is open as they were.
    fn fill_anew(&mut self) {
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
