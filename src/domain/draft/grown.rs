//! A form of whose element more is known than when it was begun.

use super::{Draft, DraftValue};
use crate::catalog::element::Element;
use std::sync::Arc;

impl Draft {
    /// The same for an element of which more is known now. What was typed stays.
    #[must_use]
    pub fn about(self, element: Arc<Element>) -> Self {
        let mode = if self.mode < element.modes.len() { self.mode } else { 0 };
        let mut draft = Self {
            id: self.id,
            name: self.name,
            tags: self.tags,
            own: self.own,
            last: self.last,
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
}
