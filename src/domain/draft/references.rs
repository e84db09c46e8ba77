//! Secrets and references of a form.

use super::{Draft, DraftValue, Resolved};
use crate::{catalog::field::FieldKey, domain::Reference, text::secret::Secret};

impl Draft {
    /// Returns the secrets typed into the form, so that they can be recognized in other texts.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.values.values().filter_map(|value| match value {
            DraftValue::Hidden(secret) => Some(secret),
            DraftValue::Plain(_) | DraftValue::Reference(_) => None,
        })
    }

    /// Returns the references that have to be read before the form can be sent.
    pub fn references(&self) -> impl Iterator<Item = (&FieldKey, &Reference)> {
        self.asked().filter_map(|field| match self.values.get(&field.key) {
            Some(DraftValue::Reference(reference)) => Some((&field.key, reference)),
            _ => None,
        })
    }

    /// Replaces references by their values.
    pub(super) fn resolved(mut self, values: Resolved) -> Self {
        self.values.extend(values.into_iter().map(|(key, secret)| (key, DraftValue::Hidden(secret))));
        self
    }
}
