//! Searched texts of the rows of the list.

use super::InstanceRow;
use crate::catalog::{SearchTexts, TextsEntry};

/// Searched texts of each row. Those of rows that are gone stay in the buffer until the list is requested again.
#[derive(Clone, Debug, Default)]
pub(super) struct RowTexts {
    texts: SearchTexts,
    /// Place of the texts of each row.
    places: Vec<usize>,
}

impl RowTexts {
    /// Returns the texts of a row.
    pub fn get(&self, row: usize) -> Option<TextsEntry<'_>> {
        self.texts.get(*self.places.get(row)?)
    }

    /// Adds the texts of the next row.
    pub fn push(&mut self, row: &InstanceRow) {
        self.places.push(self.texts.len());
        add(&mut self.texts, row);
    }

    /// Replaces the texts of a row.
    pub fn replace(&mut self, at: usize, row: &InstanceRow) {
        if let Some(place) = self.places.get_mut(at) {
            *place = self.texts.len();
            add(&mut self.texts, row);
        }
    }

    /// Removes a row.
    pub fn remove(&mut self, at: usize) {
        if at < self.places.len() {
            self.places.remove(at);
        }
    }
}

/// Adds the texts of an instance. Its ID and tags count as other names.
fn add(texts: &mut SearchTexts, row: &InstanceRow) {
    let instance = &row.instance;
    let aliases = std::iter::once(&instance.id).chain(&instance.tags).map(String::as_str);
    let hub = instance.hub.as_deref().unwrap_or_default();
    texts.push(&instance.name, aliases, instance.element.as_str(), hub);
}
