//! Secrets that a resumed session asks for again.

use super::fields::row_id;
use crate::{
    domain::SavedSession,
    wizard::{Step, Wizard, form::Form},
};
use std::collections::BTreeSet;

/// Secrets that were typed before the session was resumed. They are not saved, so they are asked for again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostSecrets {
    /// Element of their form; `None` for the sign-in.
    element: Option<String>,
    fields: BTreeSet<String>,
}

impl LostSecrets {
    /// Returns the secrets that a saved session lost.
    pub fn from_saved(saved: &SavedSession) -> Self {
        let values = saved.form.as_ref().and_then(|form| form.values.as_ref());
        Self { element: values.map(|values| values.element.clone()), fields: saved.secrets.iter().cloned().collect() }
    }

    /// Returns true if a field of the present form is empty because its secret was not saved.
    pub(super) fn contains(&self, wizard: &Wizard, field: &str) -> bool {
        self.is_of(wizard.step()) && self.fields.contains(field)
    }

    /// Returns the labels of the fields that are still empty.
    pub(super) fn labels<'w>(&self, wizard: &'w Wizard) -> Vec<&'w str> {
        let rows = wizard.step().form().into_iter().flat_map(Form::rows);
        let is_lost = |id: &str| self.contains(wizard, id);
        let lost = rows.filter(|row| row.counts && row.expose_value().is_empty() && is_lost(&row_id(&row.id)));
        lost.map(|row| row.label.as_ref()).collect()
    }

    /// Forgets the secrets once the form was submitted.
    pub(super) fn update(&mut self, step: &Step) {
        if matches!(step, Step::Consent(_) | Step::Review(_) | Step::Creating(_) | Step::Instance(_)) {
            self.fields.clear();
        }
    }

    /// Returns the fields of the form.
    pub(super) fn fields(&self) -> &BTreeSet<String> {
        &self.fields
    }

    /// Returns true if this step has their form.
    pub(super) fn is_of(&self, step: &Step) -> bool {
        match &self.element {
            None => matches!(step, Step::SignIn(_)),
            Some(element) => {
                matches!(step, Step::Credentials(step) if step.draft().element().key.as_str() == element)
            }
        }
    }
}
