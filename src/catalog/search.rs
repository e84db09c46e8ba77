//! Search for elements by words of the name, aliases, key or hub, and by facets.
//!
//! Results are sorted by the closeness of the match (see [`Tier`]). Equal matches are sorted by recent use, then by
//! rank in the catalog, then by a key that starts with the text, then by name.

mod advice;
mod facet;
mod fold;
mod group;
mod prepared;
mod query;
mod typo;

pub use facet::Facet;
pub use group::Group;
pub use query::Tier;
pub use typo::slips;

pub(super) use {prepared::PreparedTexts, query::SearchTexts};

use super::{Catalog, Entry};
use crate::catalog::element::ElementKey;
use nucleo_matcher::{Config, Matcher, Utf32String};
use query::{SearchQuery, Standing};
use std::{cmp::Reverse, sync::Arc};

/// Search results for the typed text, the best first. Without text, all elements: the recently used first, then by
/// name.
#[derive(Clone, Debug)]
pub struct ElementSearch {
    catalog: Arc<Catalog>,
    recent: Vec<usize>,
    text: String,
    query: SearchQuery,
    hits: Vec<usize>,
    matcher: Matcher,
}

/// Finds the matching characters, only for the rows that are displayed.
pub struct Marker<'a> {
    search: &'a ElementSearch,
    /// `None` if no words were typed, so that nothing is highlighted.
    matcher: Option<Matcher>,
}

/// Indexes of the matching characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Characters of the name.
    pub name: Vec<u32>,
    /// Characters of the key.
    pub key: Vec<u32>,
}

impl ElementSearch {
    /// Creates a search without text. Recent elements that are not in the catalog are left out.
    pub fn new(catalog: Arc<Catalog>, recent: &[ElementKey]) -> Self {
        let at = |key: &ElementKey| catalog.entries.iter().position(|e| &e.key == key);
        let mut distinct: Vec<usize> = Vec::new();
        for at in recent.iter().filter_map(at) {
            if !distinct.contains(&at) {
                distinct.push(at);
            }
        }
        let mut search = Self {
            hits: Vec::new(),
            catalog,
            recent: distinct,
            text: String::new(),
            query: SearchQuery::default(),
            matcher: Matcher::new(Config::DEFAULT),
        };
        search.list();
        search
    }

    /// Returns true if this catalog is searched.
    pub fn is_of(&self, catalog: &Arc<Catalog>) -> bool {
        Arc::ptr_eq(&self.catalog, catalog)
    }

    /// Searches for the typed text.
    pub fn ask(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.query = SearchQuery::parse(text);
        if self.query.is_empty() {
            return self.list();
        }
        let mut found = Vec::new();
        self.hits.clear();
        for (at, (entry, texts)) in self.catalog.entries.iter().zip(self.catalog.texts()).enumerate() {
            let Some(standing) =
                self.query.standing(entry, texts, &mut self.matcher).filter(|_| self.query.admits(entry))
            else {
                continue;
            };
            // Facets alone do not rank elements.
            if self.query.has_no_words() {
                self.hits.push(at);
                continue;
            }
            let used = self.recent.iter().position(|recent| *recent == at).unwrap_or(usize::MAX);
            let other_key = !self.query.starts_key(texts);
            found.push(((Reverse(standing), used, entry.rank, other_key), at));
        }
        // Equal matches keep the order of the names.
        found.sort_unstable();
        self.hits.extend(found.into_iter().map(|(_, at)| at));
    }

    /// Lists all elements, for an empty text.
    fn list(&mut self) {
        let others = (0..self.catalog.entries.len()).filter(|at| !self.recent.contains(at));
        self.hits = self.recent.iter().copied().chain(others).collect();
    }

    /// Returns the number of matches.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Returns true if there are no matches.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// Returns the number of elements in the catalog.
    pub fn total(&self) -> usize {
        self.catalog.entries.len()
    }

    /// Returns the element in this row.
    pub fn entry(&self, row: usize) -> Option<&Arc<Entry>> {
        self.catalog.entries.get(*self.hits.get(row)?)
    }

    /// Returns the row of the element with this key.
    pub fn row(&self, key: &str) -> Option<usize> {
        self.hits.iter().position(|at| self.catalog.entries.get(*at).is_some_and(|e| e.key.as_str() == key))
    }

    /// Returns the closeness of the match in this row.
    pub fn tier(&self, row: usize) -> Option<Tier> {
        let at = *self.hits.get(row)?;
        let (entry, texts) = (self.catalog.entries.get(at)?, self.catalog.texts().get(at)?);
        let standing: Option<Standing> = self.query.standing(entry, texts, &mut self.matcher.clone());
        standing.map(|standing| standing.tier)
    }

    /// Returns true if the row is listed first because the element was used recently.
    pub fn is_recent(&self, row: usize) -> bool {
        row < self.recent.len() && self.query.is_empty()
    }

    /// Returns a finder of the matching characters.
    pub fn marker(&self) -> Marker<'_> {
        let has_words = !self.query.has_no_words();
        Marker { search: self, matcher: has_words.then(|| self.matcher.clone()) }
    }
}

impl Marker<'_> {
    /// Returns the matching characters of this row.
    pub fn marks(&mut self, row: usize) -> Marks {
        let Some(matcher) = &mut self.matcher else { return Marks::default() };
        let texts = self.search.hits.get(row).and_then(|at| self.search.catalog.texts().get(*at));
        let Some(texts) = texts else { return Marks::default() };
        let mut found = |text: &Utf32String| {
            let mut marks = Vec::new();
            self.search.query.pattern.indices(text.slice(..), matcher, &mut marks);
            marks.sort_unstable();
            marks.dedup();
            marks
        };
        Marks { name: found(&texts.name), key: found(&texts.key) }
    }
}

#[cfg(test)]
mod tests;
