//! Parsed search query, and the ranking of elements for it.

use super::{
    fold::{Folded, letter_bits},
    group::Group,
    typo,
};
use crate::catalog::{Entry, element::AuthFlow};
use nucleo_matcher::{
    Matcher, Utf32String,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

/// Searched texts of one element, prepared once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalog) struct SearchTexts {
    pub(super) name: Utf32String,
    pub(super) key: Utf32String,
    /// Normalized name, then aliases.
    names: Vec<Folded>,
    folded_key: Folded,
    hub: String,
    bits: u64,
}

impl SearchTexts {
    pub(in crate::catalog) fn new(entry: &Entry) -> Self {
        let aliases = entry.aliases.iter().map(String::as_str);
        let names: Vec<Folded> = std::iter::once(&*entry.name).chain(aliases).map(Folded::new).collect();
        let folded_key = Folded::new(entry.key.as_str());
        let hub = Folded::new(entry.hub.as_str()).letters().to_owned();
        let texts = names.iter().map(Folded::letters).chain([folded_key.letters(), &*hub]);
        let bits = texts.fold(0, |bits, text| bits | letter_bits(text));
        Self { name: (&*entry.name).into(), key: entry.key.as_str().into(), names, folded_key, hub, bits }
    }

    fn all(&self) -> impl Iterator<Item = &Folded> {
        self.names.iter().chain([&self.folded_key])
    }
}

/// Closeness of a match, the closest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The letters occur in the name or the key, in this order.
    Scattered,
    /// Words of the query have a similar spelling.
    Similar,
    /// A word is the beginning of the hub.
    Hub,
    /// The words occur in the name, an alias or the key.
    Contained,
    /// The words are beginnings of words there.
    WordStart,
    /// The name, an alias or the key starts with the query.
    Start,
    /// The query equals an alias.
    Alias,
    /// The query equals the name, ignoring case.
    Name,
    /// The query equals the key.
    Key,
    /// The query equals the name, including case.
    ExactName,
}

/// Rank of an element for a query. Greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    pub tier: Tier,
    pub score: u32,
}

/// Parsed query. Every word narrows the result, in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct SearchQuery {
    pub hubs: Vec<String>,
    pub flows: Vec<String>,
    pub pattern: Pattern,
    /// Words without the facets, separated by single spaces.
    text: String,
    words: Vec<String>,
    whole: String,
    bits: u64,
}

impl SearchQuery {
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut typed = Vec::new();
        for word in text.split_whitespace() {
            match Group::read(word) {
                Some((Group::Hub, value)) => query.hubs.push(value.into()),
                Some((Group::SignIn, value)) => query.flows.push(value.into()),
                None => typed.push(word),
            }
        }
        query.text = typed.join(" ");
        let words = typed.into_iter().map(|word| Folded::new(word).letters().to_owned());
        query.words = words.filter(|word| !word.is_empty()).collect();
        query.whole = query.words.concat();
        query.bits = letter_bits(&query.whole);
        let words = query.words.join(" ");
        query.pattern = Pattern::new(&words, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        query
    }

    pub fn is_empty(&self) -> bool {
        self.hubs.is_empty() && self.flows.is_empty() && self.text.is_empty()
    }

    /// Returns true if only facets were typed.
    pub fn has_no_words(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns true if the element has the typed facet values.
    pub fn admits(&self, entry: &Entry) -> bool {
        if self.hubs.is_empty() && self.flows.is_empty() {
            return true;
        }
        // Only the flow shown in the list counts, so that no element is found by a flow that its row does not show.
        let flow = entry.flows().first().map_or("", |flow| flow_word(*flow));
        self.hubs.iter().all(|value| begins(entry.hub.as_str(), value))
            && self.flows.iter().all(|value| begins(flow, value))
    }

    /// Returns the rank of an element, or `None` if it does not match.
    pub fn standing(&self, entry: &Entry, texts: &SearchTexts, matcher: &mut Matcher) -> Option<Standing> {
        let at = |tier| Some(Standing { tier, score: 0 });
        if self.has_no_words() {
            return at(Tier::Contained);
        }
        // Two typing errors may add two letters that the element does not have.
        let missing = (self.bits & !texts.bits).count_ones();
        if self.words.is_empty() || missing > 2 {
            return None;
        }
        if let Some(tier) = self.direct(entry, texts) {
            return at(tier);
        }
        if let Some(slips) = self.slips(texts) {
            return Some(Standing {
                tier: Tier::Similar,
                score: 8_u32.saturating_sub(u32::try_from(slips).unwrap_or(8)),
            });
        }
        let mut score = |text: &Utf32String| self.pattern.score(text.slice(..), matcher);
        let score = score(&texts.name).map(|score| score + 8).max(score(&texts.key))?;
        Some(Standing { tier: Tier::Scattered, score })
    }

    fn direct(&self, entry: &Entry, texts: &SearchTexts) -> Option<Tier> {
        let whole = &*self.whole;
        let (name, aliases) = texts.names.split_first()?;
        if self.text == entry.name {
            return Some(Tier::ExactName);
        }
        if texts.folded_key.letters() == whole {
            return Some(Tier::Key);
        }
        if name.letters() == whole {
            return Some(Tier::Name);
        }
        if aliases.iter().any(|alias| alias.letters() == whole) {
            return Some(Tier::Alias);
        }
        if texts.all().any(|text| text.letters().starts_with(whole)) {
            return Some(Tier::Start);
        }
        let words = self.words.iter().map(|word| place(word, texts)).min().flatten();
        words.max(place(whole, texts).filter(|tier| *tier != Tier::Hub))
    }

    /// Returns the total number of typing errors, if each word occurs in the element with few errors.
    fn slips(&self, texts: &SearchTexts) -> Option<usize> {
        let nearest = |word: &str| texts.all().flat_map(Folded::tails).filter_map(|tail| typo::slips(word, tail)).min();
        let each = self.words.iter().map(|word| match place(word, texts) {
            Some(_) => Some(0),
            None => nearest(word),
        });
        each.sum::<Option<usize>>().or_else(|| nearest(&self.whole))
    }

    /// Returns true if the key starts with the query. Such elements precede equal matches.
    pub fn starts_key(&self, texts: &SearchTexts) -> bool {
        texts.folded_key.letters().starts_with(&*self.whole)
    }
}

/// Returns the closest match of one word in an element's texts.
fn place(word: &str, texts: &SearchTexts) -> Option<Tier> {
    if texts.all().flat_map(Folded::tails).any(|tail| tail.starts_with(word)) {
        Some(Tier::WordStart)
    } else if texts.all().any(|text| text.letters().contains(word)) {
        Some(Tier::Contained)
    } else {
        texts.hub.starts_with(word).then_some(Tier::Hub)
    }
}

/// Returns the facet value of an auth flow.
pub(super) fn flow_word(flow: AuthFlow) -> &'static str {
    match flow {
        AuthFlow::Plain => "credentials",
        AuthFlow::OAuth2 => "oauth2",
        AuthFlow::OAuth1 => "oauth1",
    }
}

/// Returns true if a text begins with another, ignoring case.
pub(super) fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}
