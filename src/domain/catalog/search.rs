//! Finding an element by typing: fuzzy words for its name, key or hub, and facets for what a name does not say.

mod facet;

pub use facet::{Facet, Group};

use super::{Catalog, Entry};
use crate::domain::element::{ElementKey, Flow};
use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{CaseMatching, Normalization, Pattern},
};
use std::{cmp::Reverse, sync::Arc};

/// What of an element is searched, in the matcher's own shape, so that no key pays for making it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    name: Utf32String,
    key: Utf32String,
    hub: Utf32String,
}

impl Texts {
    pub(super) fn of(entry: &Entry) -> Self {
        Self { name: (&*entry.name).into(), key: entry.key.as_str().into(), hub: entry.hub.as_str().into() }
    }
}

/// The elements that match what is typed, the best first; those used last and then all by name while nothing is.
#[derive(Clone, Debug)]
pub struct Search {
    catalog: Arc<Catalog>,
    recent: Vec<usize>,
    text: String,
    query: Query,
    hits: Vec<usize>,
    matcher: Matcher,
}

/// Finds the characters that matched, for those rows that are looked at.
pub struct Marker<'a> {
    search: &'a Search,
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

impl Search {
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
            query: Query::default(),
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
        let narrower = narrows(&self.text, text);
        let before = std::mem::take(&mut self.hits);
        text.clone_into(&mut self.text);
        self.query = Query::read(text);
        if self.query.is_empty() {
            return self.list();
        }
        let mut scored = Vec::new();
        let mut take = |at: usize| {
            let score = self.catalog.entries.get(at).zip(self.catalog.texts.get(at)).and_then(|(entry, texts)| {
                self.query.admits(entry).then(|| self.query.score(texts, &mut self.matcher)).flatten()
            });
            scored.extend(score.map(|score| (Reverse(score), at)));
        };
        if narrower {
            before.into_iter().for_each(&mut take);
        } else {
            (0..self.catalog.entries.len()).for_each(&mut take);
        }
        // Among equals the order is that of the names.
        scored.sort_unstable();
        self.hits = scored.into_iter().map(|(_, at)| at).collect();
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

/// What was typed, understood. Every word narrows what is found, in whatever order they come.
#[derive(Clone, Debug, Default)]
struct Query {
    hubs: Vec<String>,
    ways: Vec<String>,
    pattern: Pattern,
}

impl Query {
    fn read(text: &str) -> Self {
        let mut query = Self::default();
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            match Group::read(word) {
                Some((Group::Hub, value)) => query.hubs.push(value.into()),
                Some((Group::SignIn, value)) => query.ways.push(value.into()),
                None => words.push(word),
            }
        }
        query.pattern = Pattern::parse(&words.join(" "), CaseMatching::Ignore, Normalization::Smart);
        query
    }

    fn is_empty(&self) -> bool {
        self.hubs.is_empty() && self.ways.is_empty() && self.pattern.atoms.is_empty()
    }

    /// Whether the facets let the element pass.
    fn admits(&self, entry: &Entry) -> bool {
        let goes = |value: &String| entry.flows().iter().any(|flow| begins(way(*flow), value));
        self.hubs.iter().all(|value| begins(entry.hub.as_str(), value)) && self.ways.iter().all(goes)
    }

    /// A name counts as it is typed first; the key next, since the documentation is searched by it; the hub last.
    fn score(&self, texts: &Texts, matcher: &mut Matcher) -> Option<u32> {
        let mut score = |text: &Utf32String| self.pattern.score(text.slice(..), matcher);
        let name = score(&texts.name).map(|s| s + 8);
        name.max(score(&texts.key)).max(score(&texts.hub).map(|s| s / 2))
    }
}

/// What a way to authenticate is called in the facet.
fn way(flow: Flow) -> &'static str {
    match flow {
        Flow::Plain => "credentials",
        Flow::OAuth2 => "oauth2",
        Flow::OAuth1 => "oauth1",
    }
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// Whether all that the new text finds was found by the old one. A colon may make a facet of a word, and the
/// matcher's signs turn a word's meaning round, so neither is relied on.
fn narrows(old: &str, new: &str) -> bool {
    let grown = new.strip_prefix(old).filter(|grown| !grown.is_empty());
    grown.is_some_and(|grown| !grown.contains(':')) && !new.contains(['!', '^', '$', '\'', '\\'])
}

#[cfg(test)]
mod tests;
