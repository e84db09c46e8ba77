//! Pasted addresses that carry several values.

use super::CredentialsStep;
use crate::wizard::{form::RowId, notice::Notice};

impl CredentialsStep {
    /// An address that carries several values fills all their rows; says which. Nothing where it is none.
    pub(super) fn take_address(&mut self, text: &str) -> Option<Notice> {
        let filled = self.draft.take_address(text)?;
        let mut labels = Vec::new();
        for key in filled {
            let value = self.draft.value(&key).map_or("", |value| value.expose());
            if let Some(row) = self.form.row_mut(&RowId::Field(key)) {
                row.fill(value);
                row.complaint = None;
                row.cleaned = None;
                labels.push(row.label.clone());
            }
        }
        Some(Notice::good(format!("Filled out of the pasted address: {}.", labels.join(", "))))
    }
}
