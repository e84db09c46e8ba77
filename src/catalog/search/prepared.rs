//! Searched texts of a catalog, prepared by the first search: a start needs none.

use super::texts::SearchTexts;
use crate::catalog::Entry;
use std::sync::{Arc, OnceLock};

/// Number of entries from which the texts are prepared with the catalog: no key should wait for so many.
const MANY: usize = 4_000;

/// Searched texts and ranks of the entries of a catalog, prepared once.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct PreparedTexts(OnceLock<CatalogTexts>);

/// Searched texts and ranks of the entries of a catalog, in the same order: a search does not read the entries.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct CatalogTexts {
    pub texts: SearchTexts,
    /// Position of each entry among equal matches.
    pub ranks: Vec<u8>,
}

impl PreparedTexts {
    pub(in crate::catalog) fn new(entries: &[Arc<Entry>]) -> Self {
        let texts = Self::default();
        if entries.len() >= MANY {
            texts.get(entries);
        }
        texts
    }

    /// Returns the texts of these entries, which have to be the same at every call.
    pub(in crate::catalog) fn get(&self, entries: &[Arc<Entry>]) -> &CatalogTexts {
        self.0.get_or_init(|| {
            let mut prepared = CatalogTexts::default();
            for entry in entries {
                let aliases = entry.aliases.iter().map(String::as_str);
                prepared.texts.push(&entry.name, aliases, entry.key.as_str(), entry.hub.as_str());
                prepared.ranks.push(entry.rank);
            }
            prepared
        })
    }
}

/// They follow from the entries.
impl PartialEq for PreparedTexts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PreparedTexts {}
