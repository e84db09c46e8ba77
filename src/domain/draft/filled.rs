//! A form nothing is missing from.

use super::{Draft, DraftValue, Resolved};
use crate::{
    catalog::{
        element::{AuthFlow, ElementKey, oauth_keys},
        field::{FieldKey, FieldKind, Target},
    },
    domain::{callback::CallbackUrl, draft_id::DraftId},
};
/// A draft nothing is wrong with, to be sent. Only [`Draft::finish`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub(super) draft: Draft,
}

impl Filled {
    /// Takes a form as it is, whatever is missing, to look at and never to send.
    pub(in crate::domain) fn unchecked(draft: Draft) -> Self {
        Self { draft }
    }

    /// The draft it was made of, to go back to.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Names the form anew.
    pub(in crate::domain) fn rename(&mut self, id: DraftId) {
        self.draft.set_id(id);
    }

    /// The element it is for.
    pub fn element(&self) -> &ElementKey {
        &self.draft.element.key
    }

    /// The instance's name.
    pub fn name(&self) -> &str {
        self.draft.name.trim()
    }

    /// The tags, split at commas.
    pub fn tags(&self) -> Vec<&str> {
        self.draft.tags.split(',').map(str::trim).filter(|t| !t.is_empty()).collect()
    }

    /// What of the form goes into `configuration`, in the form's order.
    pub fn configuration(&self) -> impl Iterator<Item = (&FieldKey, &FieldKind, &DraftValue)> {
        let asked = self.draft.asked().filter(|f| f.target == Target::Configuration);
        asked.filter_map(|f| self.draft.value(&f.key).map(|v| (&f.key, &f.kind, v)))
    }

    /// The value of one configuration key, or nothing.
    pub fn value(&self, key: &str) -> &str {
        self.draft.value(&FieldKey::new(key)).map_or("", DraftValue::expose)
    }

    /// The same with the values its references stand for, for the one request that sends them.
    #[must_use]
    pub fn resolved(self, values: Resolved) -> Self {
        Self { draft: self.draft.resolved(values) }
    }

    /// The same where the browser ends at this callback.
    #[must_use]
    pub fn ending_at(mut self, callback: &CallbackUrl) -> Self {
        self.draft.put(&FieldKey::new(oauth_keys::CALLBACK_URL), callback.as_str());
        self
    }

    /// What happens between the form and the instance.
    pub fn flow(&self) -> AuthFlow {
        self.draft.mode().map_or(AuthFlow::Plain, |mode| mode.flow)
    }
}
