//! Entries a person adds to the form.

use super::{CredentialsStep, rows};
use crate::{
    catalog::FieldKey,
    wizard::{
        command::Action,
        form::{Form, RowId},
        notice::Notice,
        session::Session,
        transition::Transition,
    },
};

impl CredentialsStep {
    /// Returns true if the focus is on an entry that the user added.
    pub fn is_on_own_entry(&self) -> bool {
        let focused = self.form.focused().map(|row| &row.id);
        matches!(focused, Some(RowId::Field(key)) if self.draft.is_own(key))
    }

    /// Returns true if an action has an effect while the fields are unknown.
    pub fn offers(&self, action: Action) -> bool {
        match action {
            Action::Back => true,
            Action::Next => self.form.rows().len() > 1,
            Action::Accept => self.typed_key().is_some() || matches!(self.form.focused(), Some(row) if !row.is_text()),
            _ => false,
        }
    }

    /// The key typed into the row for a new entry.
    pub(super) fn typed_key(&self) -> Option<FieldKey> {
        let typed = self.form.row(&RowId::Add)?.expose_value().trim();
        (!typed.is_empty()).then(|| FieldKey::new(typed))
    }

    /// Turns the typed key into a row of its own, and focuses it.
    pub(super) fn take_entry(mut self, key: &FieldKey, session: &mut Session) -> Transition<Self> {
        let was_by_support = self.is_by_support();
        if !self.draft.add(key) {
            return self.point_at(key);
        }
        if was_by_support {
            self.form = Form::new(rows::build(&self.draft));
            self.form.focus_on(&RowId::Field(key.clone()));
        } else {
            self.clear_key();
            self.form.insert(rows::own_row(key, &self.draft), &RowId::Name);
        }
        let kept = self.park(session);
        Transition::stay(self).with_all(kept)
    }

    /// There is such an entry already: that is where the person wants to be.
    fn point_at(mut self, key: &FieldKey) -> Transition<Self> {
        let there = if self.draft.is_set_by_mode(key) { RowId::Mode } else { RowId::Field(key.clone()) };
        let words = match self.form.row(&there) {
            Some(row) => format!("The form has {key} already: {}.", row.label),
            None if self.draft.field(key).is_some() => format!("elemint itself sends {key}."),
            None => {
                let notice = Notice::bad("No key is that long, or has such characters.", "Check what was pasted.");
                return Transition::stay(self).saying(notice);
            }
        };
        self.clear_key();
        self.form.focus_on(&there);
        Transition::stay(self).saying(Notice::plain(words))
    }

    fn clear_key(&mut self) {
        if let Some(row) = self.form.row_mut(&RowId::Add) {
            row.fill("");
        }
    }

    /// Takes away an entry that was added; fields of the form stay.
    pub(super) fn remove_entry(mut self, key: &FieldKey, session: &mut Session) -> Transition<Self> {
        self.draft.remove(key);
        self.form.remove(&RowId::Field(key.clone()));
        if self.is_by_support() {
            self.form = Form::new(rows::build(&self.draft));
        }
        let kept = self.park(session);
        let words = format!("{key} is taken away.");
        Transition::stay(self).with_all(kept).saying(Notice::plain(words))
    }
}
