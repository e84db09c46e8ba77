//! Search for elements by words of the name, aliases, key or hub, and by facets.
//!
//! Results are sorted by the closeness of the match (see [`Tier`]). Equal matches are sorted by recent use, then by
//! rank in the catalog, then by a key that starts with the text, then by name.

mod advice;
mod element_facets;
mod facet;
mod fold;
mod group;
mod hits;
mod prepared;
mod query;
#[cfg(test)]
mod simple;
mod texts;
mod typo;
mod word_search;

pub use advice::nearest;
pub use facet::{Facet, FacetCounts, FacetGroup, begins};
pub use query::{Standing, Tier};
pub use texts::{SearchTexts, TextsEntry};
pub use typo::slips;
pub use word_search::WordSearch;

pub(super) use prepared::{CatalogTexts, PreparedTexts};

use super::{Catalog, Entry};
use crate::catalog::element::ElementKey;
use hits::{HitRank, RankedHits};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use query::SearchQuery;
use std::{cmp::Reverse, sync::Arc};

/// Elements looked at in one part of a search, with the frame no more than a key may take.
const PART: usize = 16_384;

/// Search results for the typed text, the best first. Without text, all elements: the recently used first, then by
/// name.
#[derive(Clone, Debug)]
pub struct ElementSearch {
    catalog: Arc<Catalog>,
    recent: Vec<usize>,
    text: String,
    query: SearchQuery,
    hits: RankedHits,
    /// First element that the search has not looked at.
    next: usize,
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
            hits: RankedHits::default(),
            next: 0,
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
        self.begin(text);
        self.finish();
    }

    /// Begins to search for the typed text, with the first part of the catalog.
    pub fn begin(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.query = SearchQuery::parse(text);
        if self.query.is_empty() {
            return self.list();
        }
        (self.hits, self.next) = (RankedHits::default(), 0);
        self.go_on();
    }

    /// Searches the next part of the catalog.
    pub fn go_on(&mut self) {
        self.search_up_to(self.next.saturating_add(PART));
    }

    /// Searches the rest of the catalog.
    pub fn finish(&mut self) {
        self.search_up_to(usize::MAX);
    }

    /// Returns true if the complete catalog was searched.
    pub fn is_done(&self) -> bool {
        self.next >= self.total()
    }

    fn search_up_to(&mut self, end: usize) {
        let end = end.min(self.total());
        let CatalogTexts { texts, facts, kinds } = self.catalog.texts();
        let entries = &self.catalog.entries;
        let admits = |at: &usize| entries.get(*at).is_some_and(|entry| self.query.admits(entry));
        let admitted: Vec<bool> = kinds.iter().map(admits).collect();
        for (at, (entry, facts)) in entries.iter().zip(facts).enumerate().take(end).skip(self.next) {
            let texts = texts.get(at).filter(|_| admitted.get(facts.kind) == Some(&true));
            let Some(texts) = texts else { continue };
            let standing = self.query.standing(|| &entry.name, texts, &mut self.matcher);
            let Some(standing) = standing else { continue };
            // Facets alone do not rank elements.
            let is_ranked = !self.query.has_no_words();
            let used = self.recent.iter().position(|recent| is_ranked && *recent == at).unwrap_or(usize::MAX);
            let rank = if is_ranked { facts.rank } else { 0 };
            let other_key = is_ranked && !self.query.starts_key(texts);
            self.hits.add(HitRank { standing: Reverse(standing), used, rank, other_key }, at);
        }
        self.next = end;
    }

    /// Lists all elements, for an empty text.
    fn list(&mut self) {
        self.hits = RankedHits::default();
        self.next = self.total();
        let standing = Reverse(Standing { tier: Tier::Contained, score: 0 });
        let rank = HitRank { standing, used: usize::MAX, rank: 0, other_key: false };
        for (used, at) in self.recent.iter().enumerate() {
            self.hits.add(HitRank { used, ..rank }, *at);
        }
        for at in (0..self.total()).filter(|at| !self.recent.contains(at)) {
            self.hits.add(rank, at);
        }
    }

    /// Returns the number of matches.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Returns true if there are no matches.
    pub fn is_empty(&self) -> bool {
        self.hits.len() == 0
    }

    /// Returns the number of elements in the catalog.
    pub fn total(&self) -> usize {
        self.catalog.entries.len()
    }

    /// Returns the element in this row.
    pub fn entry(&self, row: usize) -> Option<&Arc<Entry>> {
        self.catalog.entries.get(self.hits.get(row)?)
    }

    /// Returns the row of the element with this key.
    pub fn row(&self, key: &str) -> Option<usize> {
        self.hits.iter().position(|at| self.catalog.entries.get(at).is_some_and(|e| e.key.as_str() == key))
    }

    /// Returns the closeness of the match in this row.
    pub fn tier(&self, row: usize) -> Option<Tier> {
        self.hits.rank(row).map(|rank| rank.standing.0.tier)
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
        let texts = self.search.hits.get(row).and_then(|at| self.search.catalog.texts().texts.get(at));
        let Some(texts) = texts else { return Marks::default() };
        let query = &self.search.query;
        let mut found = |text: Option<Utf32Str<'_>>| text.map(|text| query.marks(text, matcher)).unwrap_or_default();
        let [name, key] = texts.originals(0).map(&mut found);
        Marks { name, key }
    }
}

#[cfg(test)]
mod tests;
