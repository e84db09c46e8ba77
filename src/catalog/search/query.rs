//! Parsed search query, and the ranking of elements for it.

use super::{
    facet::begins,
    fold::{Folded, letter_bits},
    group::Group,
    texts::{TextPart, TextsEntry, initial_bit},
    typo,
};
use crate::catalog::{Entry, element::AuthFlow};
use memchr::memmem::Finder;
use nucleo_matcher::{
    Matcher, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern},
};

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

/// Closeness of an element to a query. Greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Closeness of the match.
    pub tier: Tier,
    /// Order among matches of the same closeness.
    pub score: u32,
}

/// Parsed query. Every word narrows the result, in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct SearchQuery {
    pub hubs: Vec<String>,
    pub flows: Vec<String>,
    pub pattern: Pattern,
    /// Letters of the pattern, as a bit set.
    pattern_bits: u64,
    /// Words without the facets, separated by single spaces.
    text: String,
    words: Vec<QueryWord>,
    /// All words as one; `None` if none has a letter.
    whole: Option<QueryWord>,
}

/// Normalized word of a query, prepared for a search in many texts.
#[derive(Clone, Debug)]
struct QueryWord {
    letters: String,
    finder: Finder<'static>,
    /// Letters as a bit set.
    bits: u64,
    /// First letter as a bit set.
    initial: u64,
    /// First letters of similar words as a bit set: its own first or second one.
    similar_initials: u64,
    /// Number of typing errors it may have, if any.
    tolerance: Option<usize>,
}

impl QueryWord {
    fn new(letters: String) -> Self {
        let second = letters.chars().nth(1).map_or(0, |second| letter_bits(second.encode_utf8(&mut [0; 4])));
        Self {
            finder: Finder::new(&letters).into_owned(),
            bits: letter_bits(&letters),
            initial: initial_bit(&letters),
            similar_initials: initial_bit(&letters) | second,
            tolerance: typo::tolerance(&letters),
            letters,
        }
    }
}

impl SearchQuery {
    pub fn parse(text: &str) -> Self {
        let (mut hubs, mut flows, mut typed) = (Vec::new(), Vec::new(), Vec::new());
        for word in text.split_whitespace() {
            match Group::read(word) {
                Some((Group::Hub, value)) => hubs.push(value.into()),
                Some((Group::SignIn, value)) => flows.push(value.into()),
                None => typed.push(word),
            }
        }
        Self { hubs, flows, ..Self::from_words(typed) }
    }

    /// Parses words, none of which is a facet.
    pub fn from_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut query = Self::default();
        let typed: Vec<&str> = words.into_iter().collect();
        query.text = typed.join(" ");
        let words = typed.into_iter().map(|word| Folded::new(word).letters().to_owned());
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        query.pattern = Pattern::new(&words.join(" "), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let letters = query.pattern.atoms.iter().flat_map(|atom| atom.needle_text().chars());
        query.pattern_bits = letter_bits(&letters.collect::<String>());
        query.whole = (!words.is_empty()).then(|| QueryWord::new(words.concat()));
        query.words = words.into_iter().map(QueryWord::new).collect();
        query
    }

    /// Matches words with a digit only where they are written the same: a similar number is another one.
    pub fn with_exact_numbers(mut self) -> Self {
        let atom = |word: &QueryWord| {
            let kind = if word.has_digit() { AtomKind::Substring } else { AtomKind::Fuzzy };
            Atom::new(&word.letters, CaseMatching::Ignore, Normalization::Smart, kind, false)
        };
        self.pattern.atoms = self.words.iter().map(atom).collect();
        for word in self.words.iter_mut().chain(&mut self.whole).filter(|word| word.has_digit()) {
            word.tolerance = None;
        }
        self
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
        let flow = shown_flow(entry);
        self.hubs.iter().all(|value| begins(entry.hub.as_str(), value))
            && self.flows.iter().all(|value| begins(flow, value))
    }

    /// Returns the closeness of an element, or `None` if it does not match. Its name is seldom read, since the memory of
    /// thousands of them would be.
    pub fn standing<'n>(
        &self,
        name: impl FnOnce() -> &'n str,
        texts: TextsEntry<'_>,
        matcher: &mut Matcher,
    ) -> Option<Standing> {
        let at = |tier| Some(Standing { tier, score: 0 });
        if self.has_no_words() {
            return at(Tier::Contained);
        }
        // Two typing errors may add two letters that the element does not have.
        let whole = self.whole.as_ref()?;
        if whole.missing(texts) > 2 {
            return None;
        }
        if let Some(tier) = self.direct(whole, name, texts) {
            return at(tier);
        }
        if let Some(slips) = self.slips(whole, texts) {
            let score = 8_u32.saturating_sub(u32::try_from(slips).unwrap_or(8));
            return Some(Standing { tier: Tier::Similar, score });
        }
        let [in_name, in_key] = texts.originals(self.pattern_bits);
        let mut score = |text| self.pattern.score(text, matcher);
        let score = in_name.and_then(&mut score).map(|score| score + 8).max(in_key.and_then(&mut score))?;
        Some(Standing { tier: Tier::Scattered, score })
    }

    /// Returns the indexes of the characters of a text that matched.
    pub fn marks(&self, text: Utf32Str<'_>, matcher: &mut Matcher) -> Vec<u32> {
        let mut marks = Vec::new();
        // Each word is marked where it is, since another one may be in another text of the row.
        for atom in &self.pattern.atoms {
            let before = marks.len();
            if atom.indices(text, matcher, &mut marks).is_none() {
                marks.truncate(before);
            }
        }
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    fn direct<'n>(&self, whole: &QueryWord, name: impl FnOnce() -> &'n str, texts: TextsEntry<'_>) -> Option<Tier> {
        let closest = whole.closest(texts);
        if closest >= Some(Tier::Name) && self.text == name() {
            return Some(Tier::ExactName);
        }
        match &*self.words {
            [_] => closest.or_else(|| whole.in_hub(texts)),
            words => closest.max(words.iter().map(|word| word.place(texts)).min().flatten()),
        }
    }

    /// Returns the total number of typing errors, if each word occurs in the element with few errors.
    fn slips(&self, whole: &QueryWord, texts: TextsEntry<'_>) -> Option<usize> {
        let each = |word: &QueryWord| match word.place(texts) {
            Some(_) => Some(0),
            None => word.slips(texts),
        };
        match &*self.words {
            // The only word is the query itself, and was not found.
            [_] => whole.slips(texts),
            words => words.iter().map(each).sum::<Option<usize>>().or_else(|| whole.slips(texts)),
        }
    }

    /// Returns true if the key starts with the query. Such elements precede equal matches.
    pub fn starts_key(&self, texts: TextsEntry<'_>) -> bool {
        self.whole.as_ref().is_none_or(|whole| texts.key().starts_with(&*whole.letters))
    }
}

impl QueryWord {
    fn has_digit(&self) -> bool {
        self.letters.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Returns the closest match in name, aliases and key.
    fn closest(&self, texts: TextsEntry<'_>) -> Option<Tier> {
        if self.missing(texts) > 0 {
            return None;
        }
        let at_start = if self.initial & texts.initials() == 0 { None } else { self.closest_start(texts) };
        at_start.or_else(|| self.finder.find(texts.letters().as_bytes()).map(|_| Tier::Contained))
    }

    fn closest_start(&self, texts: TextsEntry<'_>) -> Option<Tier> {
        let starts = texts.starts().filter(|start| start.begins_with(&self.letters));
        let tiers = starts.map(|start| match start.first_of() {
            None => Tier::WordStart,
            Some(_) if !start.ends_after(self.letters.len()) => Tier::Start,
            Some(TextPart::Key) => Tier::Key,
            Some(TextPart::Name) => Tier::Name,
            Some(TextPart::Alias) => Tier::Alias,
        });
        tiers.max()
    }

    /// Returns the closest match as one word of several, in all texts.
    fn place(&self, texts: TextsEntry<'_>) -> Option<Tier> {
        let closest = self.closest(texts).map(|tier| tier.min(Tier::WordStart));
        closest.or_else(|| self.in_hub(texts))
    }

    /// Returns the least number of letters that are in no text.
    fn missing(&self, texts: TextsEntry<'_>) -> usize {
        (self.bits & !texts.bits()).count_ones() as usize
    }

    /// Returns the match of the hub.
    fn in_hub(&self, texts: TextsEntry<'_>) -> Option<Tier> {
        texts.hub().starts_with(&*self.letters).then_some(Tier::Hub)
    }

    /// Returns the least number of typing errors in a beginning of a word.
    fn slips(&self, texts: TextsEntry<'_>) -> Option<usize> {
        let most = self.tolerance?;
        if self.similar_initials & texts.initials() == 0 || self.missing(texts) > most {
            return None;
        }
        let alike = texts.starts().filter(|start| typo::starts_alike(&self.letters, start.rest()));
        alike.filter_map(|start| typo::fewest(self.letters.chars(), start.tail().chars(), most)).min()
    }
}

/// Returns the facet value of the flow that the list shows. Only this one counts, so that no element is found by a flow
/// that its row does not show.
pub(super) fn shown_flow(entry: &Entry) -> &'static str {
    entry.flows().first().map_or("", |flow| flow_word(*flow))
}

/// Returns the facet value of an auth flow.
pub(super) fn flow_word(flow: AuthFlow) -> &'static str {
    match flow {
        AuthFlow::Plain => "credentials",
        AuthFlow::OAuth2 => "oauth2",
        AuthFlow::OAuth1 => "oauth1",
    }
}
