//! Continuation of a form after more is known of its element.

use super::{Draft, DraftValue};
use crate::catalog::element::Element;
use std::sync::Arc;

impl Draft {
    /// Moves the form to a more complete description of its element. Typed values are kept.
    #[must_use]
    pub fn with_element(mut self, element: Arc<Element>) -> Self {
        self.judge();
        if !self.is_for_new() {
            return self.changed_with(element);
        }
        let mode = if self.mode < element.modes.len() { self.mode } else { 0 };
        let mut draft = Self {
            id: self.id,
            name: self.name,
            tags: self.tags,
            own: self.own,
            last: self.last,
            proxies: self.proxies,
            filled: self.filled,
            ..Self::empty(element, mode)
        };
        draft.fill_defaults();
        for (key, value) in self.values {
            match value {
                DraftValue::Reference(_) => drop(draft.values.insert(key, value)),
                value => draft.put(&key, value.expose()),
            }
        }
        draft
    }

    /// The same for an existing instance: its values are read again, and the typed ones replace them.
    fn changed_with(self, element: Arc<Element>) -> Self {
        let mut draft = Self::of_existing(element, self.purpose.clone());
        draft.choose_mode(self.mode);
        draft.proxies.clone_from(&self.proxies);
        (draft.own, draft.name, draft.tags) = (self.own.clone(), self.name.clone(), self.tags.clone());
        for (key, value) in self.values.iter().filter(|(key, _)| self.is_changed(key)) {
            draft.values.insert(key.clone(), value.clone());
        }
        draft
    }
}
