//! Searched texts of a catalog, prepared by the first search: a start needs none.

use super::{query::shown_flow, texts::SearchTexts};
use crate::catalog::Entry;
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// Number of entries from which the texts are prepared with the catalog: no key should wait for so many.
const MANY: usize = 4_000;

/// Searched texts and facts of the entries of a catalog, prepared once.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct PreparedTexts(OnceLock<CatalogTexts>);

/// Searched texts and facts of the entries of a catalog, in the same order: a search does not read the entries.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct CatalogTexts {
    pub texts: SearchTexts,
    pub facts: Vec<EntryFacts>,
    /// Position in the catalog of the first entry of each kind.
    pub kinds: Vec<usize>,
}

/// Facts of an entry that a search uses.
#[derive(Clone, Copy, Debug)]
pub(in crate::catalog) struct EntryFacts {
    /// Position among equal matches.
    pub rank: u8,
    /// Number of its kind: entries of the same hub and auth flow have the same.
    pub kind: usize,
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
            let mut known = BTreeMap::new();
            for (at, entry) in entries.iter().enumerate() {
                let aliases = entry.aliases.iter().map(String::as_str);
                prepared.texts.push(&entry.name, aliases, entry.key.as_str(), entry.hub.as_str());
                let kind = *known.entry((entry.hub.as_str(), shown_flow(entry))).or_insert(prepared.kinds.len());
                if kind == prepared.kinds.len() {
                    prepared.kinds.push(at);
                }
                prepared.facts.push(EntryFacts { rank: entry.rank, kind });
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
