//! A complete form.

use super::{Draft, DraftValue, Resolved};
use crate::{
    catalog::{
        element::{AuthFlow, ElementKey, oauth_keys},
        field::{FieldKey, FieldKind, Target},
    },
    domain::{callback::CallbackUrl, draft_id::DraftId},
};
/// Draft without faults, ready to send. Only [`Draft::finish`] creates one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub(super) draft: Draft,
}

impl Filled {
    /// Takes a form as it is, whatever is missing, to look at and never to send.
    pub(in crate::domain) fn unchecked(draft: Draft) -> Self {
        Self { draft }
    }

    /// Returns the draft it was created from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Replaces the ID of the draft.
    pub(in crate::domain) fn rename(&mut self, id: DraftId) {
        self.draft.set_id(id);
    }

    /// Returns the element of the form.
    pub fn element(&self) -> &ElementKey {
        &self.draft.element.key
    }

    /// Returns the name of the instance.
    pub fn name(&self) -> &str {
        self.draft.name.trim()
    }

    /// Returns the tags, split at commas.
    pub fn tags(&self) -> Vec<&str> {
        self.draft.tags.split(',').map(str::trim).filter(|t| !t.is_empty()).collect()
    }

    /// Returns the entries of the `configuration` object, in form order.
    pub fn configuration(&self) -> impl Iterator<Item = (&FieldKey, &FieldKind, &DraftValue)> {
        let asked = self.draft.asked().filter(|f| f.target == Target::Configuration);
        asked.filter_map(|f| self.draft.value(&f.key).map(|v| (&f.key, &f.kind, v)))
    }

    /// Returns the value of a configuration key, or an empty text.
    pub fn value(&self, key: &str) -> &str {
        self.draft.value(&FieldKey::new(key)).map_or("", DraftValue::expose)
    }

    /// Replaces references by their values, for the one request that sends them.
    #[must_use]
    pub fn resolved(self, values: Resolved) -> Self {
        Self { draft: self.draft.resolved(values) }
    }

    /// Replaces the callback address.
    #[must_use]
    pub fn with_callback(mut self, callback: &CallbackUrl) -> Self {
        self.draft.put(&FieldKey::new(oauth_keys::CALLBACK_URL), callback.as_str());
        self
    }

    /// Returns the authorization flow.
    pub fn flow(&self) -> AuthFlow {
        self.draft.mode().map_or(AuthFlow::Plain, |mode| mode.flow)
    }
}
