//! Finding an element by typing: words of its name, its aliases, its key or its hub, and facets.
//!
//! The most direct answer comes first (see [`Tier`]). Among equals those used lately come first, then those with the
//! better rank in the catalog, then those whose key starts like this, then all by name.

mod advice;
mod facet;
mod fold;
mod group;
mod query;
mod typo;

pub use facet::Facet;
pub use group::Group;
pub use query::Tier;
pub use typo::slips;

pub(super) use query::SearchTexts;

use super::{Catalog, Entry};
use crate::catalog::element::ElementKey;
use nucleo_matcher::{Config, Matcher, Utf32String};
use query::{SearchQuery, Standing};
use std::{cmp::Reverse, sync::Arc};

/// The elements that match what is typed, the best first. While nothing is typed: those used last, then all by name.
#[derive(Clone, Debug)]
pub struct ElementSearch {
    catalog: Arc<Catalog>,
    recent: Vec<usize>,
    text: String,
    query: SearchQuery,
    hits: Vec<usize>,
    matcher: Matcher,
}

/// Finds the characters that matched, for those rows that are looked at.
pub struct Marker<'a> {
    search: &'a ElementSearch,
    matcher: Matcher,
}

/// The characters that matched, counted from the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Those of the name.
    pub name: Vec<u32>,
    /// Those of the key.
    pub key: Vec<u32>,
}

impl ElementSearch {
    /// A search with nothing typed. Recent elements the catalog does not know are left out.
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

    /// Whether it is this catalog that is searched.
    pub fn is_of(&self, catalog: &Arc<Catalog>) -> bool {
        Arc::ptr_eq(&self.catalog, catalog)
    }

    /// Searches for what is typed now.
    pub fn ask(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.query = SearchQuery::parse(text);
        if self.query.is_empty() {
            return self.list();
        }
        let mut found = Vec::new();
        self.hits.clear();
        for (at, (entry, texts)) in self.catalog.entries.iter().zip(&self.catalog.texts).enumerate() {
            let Some(standing) =
                self.query.standing(entry, texts, &mut self.matcher).filter(|_| self.query.admits(entry))
            else {
                continue;
            };
            // Facets alone make no element better than another.
            if self.query.has_no_words() {
                self.hits.push(at);
                continue;
            }
            let used = self.recent.iter().position(|recent| *recent == at).unwrap_or(usize::MAX);
            let other_key = !self.query.starts_key(texts);
            found.push(((Reverse(standing), used, entry.rank, other_key), at));
        }
        // Among equals the order is that of the names.
        found.sort_unstable();
        self.hits.extend(found.into_iter().map(|(_, at)| at));
    }

    /// Everything, as it is listed while nothing is typed.
    fn list(&mut self) {
        let others = (0..self.catalog.entries.len()).filter(|at| !self.recent.contains(at));
        self.hits = self.recent.iter().copied().chain(others).collect();
    }

    /// How many elements match.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// How many elements there are in all.
    pub fn total(&self) -> usize {
        self.catalog.entries.len()
    }

    /// The element in this row.
    pub fn entry(&self, row: usize) -> Option<&Arc<Entry>> {
        self.catalog.entries.get(*self.hits.get(row)?)
    }

    /// The row the element with this key is in.
    pub fn row(&self, key: &str) -> Option<usize> {
        self.hits.iter().position(|at| self.catalog.entries.get(*at).is_some_and(|e| e.key.as_str() == key))
    }

    /// How directly the element in this row answers what was typed.
    pub fn tier(&self, row: usize) -> Option<Tier> {
        let at = *self.hits.get(row)?;
        let (entry, texts) = (self.catalog.entries.get(at)?, self.catalog.texts.get(at)?);
        let standing: Option<Standing> = self.query.standing(entry, texts, &mut self.matcher.clone());
        standing.map(|standing| standing.tier)
    }

    /// Whether this row is where it is because its element was used lately.
    pub fn is_recent(&self, row: usize) -> bool {
        row < self.recent.len() && self.query.is_empty()
    }

    /// To find the characters that matched.
    pub fn marker(&self) -> Marker<'_> {
        Marker { search: self, matcher: self.matcher.clone() }
    }
}

impl Marker<'_> {
    /// The characters that matched in this row.
    pub fn marks(&mut self, row: usize) -> Marks {
        let texts = self.search.hits.get(row).and_then(|at| self.search.catalog.texts.get(*at));
        let Some(texts) = texts else { return Marks::default() };
        let mut found = |text: &Utf32String| {
            let mut marks = Vec::new();
            self.search.query.pattern.indices(text.slice(..), &mut self.matcher, &mut marks);
            marks.sort_unstable();
            marks.dedup();
            marks
        };
        Marks { name: found(&texts.name), key: found(&texts.key) }
    }
}

#[cfg(test)]
mod tests;
