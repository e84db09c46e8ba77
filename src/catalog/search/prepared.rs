//! Searched texts of a catalog, prepared by the first search: a start needs none.

use super::query::SearchTexts;
use crate::catalog::Entry;
use std::sync::{Arc, OnceLock};

/// Number of entries from which the texts are prepared with the catalog: no key should wait for so many.
const MANY: usize = 4_000;

/// Searched texts of each entry of a catalog, in the same order.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct PreparedTexts(OnceLock<Vec<SearchTexts>>);

impl PreparedTexts {
    pub(in crate::catalog) fn new(entries: &[Arc<Entry>]) -> Self {
        let texts = Self::default();
        if entries.len() >= MANY {
            texts.get(entries);
        }
        texts
    }

    /// Returns the texts of these entries, which have to be the same at every call.
    pub(in crate::catalog) fn get(&self, entries: &[Arc<Entry>]) -> &[SearchTexts] {
        self.0.get_or_init(|| entries.iter().map(|entry| SearchTexts::new(entry)).collect())
    }
}

/// They follow from the entries.
impl PartialEq for PreparedTexts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PreparedTexts {}
