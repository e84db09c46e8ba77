//! Search in a list of instances: words, and filters such as `tag:dev state:disabled expires:<24h`.

mod advice;
mod facets;

pub use facets::FacetRow;

use super::{
    instance::ListedInstance,
    instance_facts::{InstanceFacts, InstanceState},
    test_record::TestOutcome,
    timestamp::Timestamp,
};
use crate::{catalog::begins, text::quoted_words};
use memchr::memchr2_iter;

/// Parsed search. An instance matches if all words and filters do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceQuery {
    /// Words in lower case. Each occurs in name, ID, element, hub or a tag.
    words: Vec<String>,
    filters: Vec<TypedFilter>,
}

/// Word of a search that cannot be used, with the valid ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is not a valid filter. Use {expected}.")]
pub struct InstanceQueryError {
    /// Word as typed.
    pub word: String,
    /// Valid words in its place.
    pub expected: String,
}

/// Names of the filters, with their values for the help.
pub const INSTANCE_FILTERS: [(&str, &str); 9] = [
    ("element", "KEY"),
    ("hub", "KEY"),
    ("tag", "TAG"),
    ("state", "enabled|disabled|invalid"),
    ("expires", "<24h|>7d|unknown"),
    ("age", "<7d|>30d"),
    ("test", "passed|failed|none"),
    ("token", "here|missing"),
    ("events", "on|off"),
];

/// Filter with its value as typed, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedFilter {
    filter: QueryFilter,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum QueryFilter {
    Element(String),
    Hub(String),
    Tag(String),
    State(InstanceState),
    Expires(Option<Bound>),
    Age(Bound),
    Test(Option<TestOutcome>),
    Token(bool),
    Events(bool),
}

/// Limit of a duration, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Less(u64),
    More(u64),
}

impl InstanceQuery {
    /// Parses a typed search. Double quotes keep words together: `tag:"data team"`.
    ///
    /// # Errors
    /// The first word that is no valid filter.
    pub fn parse(text: &str) -> Result<Self, InstanceQueryError> {
        Self::from_words(quoted_words(text))
    }

    /// Parses a search that is still typed, and returns the first word that is no valid filter. Such words do not count,
    /// nor does a last word that may become a filter, such as `state:` or `expires:<2`.
    pub fn parse_typed(text: &str) -> (Self, Option<InstanceQueryError>) {
        let mut words = quoted_words(text);
        let is_open = text.chars().next_back().is_some_and(|c| !c.is_whitespace());
        words.pop_if(|word| is_open && is_unfinished(word));
        let (mut query, mut error) = (Self::default(), None);
        for word in words {
            if let Err(invalid) = query.add(&word) {
                error.get_or_insert(invalid);
            }
        }
        (query, error)
    }

    /// Returns a typed search without the beginnings of filters, such as `state:`.
    pub fn without_beginnings(text: &str) -> String {
        let words: Vec<String> = quoted_words(text).into_iter().filter(|word| !is_unfinished(word)).collect();
        words.join(" ")
    }

    /// Parses words that are separate already, such as the arguments of a command.
    ///
    /// # Errors
    /// As [`InstanceQuery::parse`].
    pub fn from_words<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Result<Self, InstanceQueryError> {
        let mut query = Self::default();
        for word in words {
            query.add(word.as_ref().trim())?;
        }
        Ok(query)
    }

    fn add(&mut self, word: &str) -> Result<(), InstanceQueryError> {
        match word.split_once(':') {
            _ if word.is_empty() => {}
            Some((name, value)) if !word.starts_with('"') => {
                let (filter, value) = (filter(word, name, value)?, value.trim_matches('"').to_lowercase());
                self.filters.push(TypedFilter { filter, value });
            }
            _ => self.words.push(word.trim_matches('"').to_lowercase()),
        }
        Ok(())
    }

    /// Returns the words in lower case, without the filters.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns true if there are filters besides the words.
    pub fn has_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Returns true if the instance matches all filters at this time. `facts` are those of the same instance.
    pub fn admits(&self, listed: &ListedInstance, facts: &InstanceFacts, now: Timestamp) -> bool {
        self.filters.iter().all(|typed| typed.filter.admits(listed, facts, now))
    }

    /// Returns true if the instance matches all filters and has all words as they are written. Commands work on every
    /// instance that matches, so letters must not be left out.
    pub fn matches(&self, listed: &ListedInstance, facts: &InstanceFacts, now: Timestamp) -> bool {
        self.admits(listed, facts, now) && (self.words.is_empty() || contains_all(listed, &self.words))
    }
}

/// Returns true for the beginning of a filter: without a value, or with the beginning of a duration or of several values.
fn is_unfinished(word: &str) -> bool {
    let Some((name, value)) = word.split_once(':') else { return false };
    let known = INSTANCE_FILTERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let Some((name, values)) = known else { return false };
    match value.trim_matches('"') {
        "" => true,
        value if matches!(*name, "expires" | "age") => {
            value.trim_start_matches(['<', '>']).bytes().all(|byte| byte.is_ascii_digit())
        }
        value => values.split('|').filter(|other| begins(other, value)).count() > 1,
    }
}

fn contains_all(listed: &ListedInstance, words: &[String]) -> bool {
    let hub = listed.hub.as_deref().unwrap_or_default();
    let texts = [listed.name.as_str(), listed.id.as_str(), listed.element.as_str(), hub];
    let texts = texts.into_iter().chain(listed.tags.iter().map(String::as_str));
    words.iter().all(|word| texts.clone().any(|text| contains(text, word)))
}

/// Returns true if a text contains a word in lower case. The usual text is compared in place: at each key thousands are.
fn contains(text: &str, word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return true };
    if !text.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let begins = memchr2_iter(first, first.to_ascii_uppercase(), text.as_bytes());
    let mut parts = begins.filter_map(|at| text.as_bytes().get(at..at + word.len()));
    parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

impl QueryFilter {
    fn admits(&self, listed: &ListedInstance, facts: &InstanceFacts, now: Timestamp) -> bool {
        match self {
            Self::Element(key) => begins(listed.element.as_str(), key),
            Self::Hub(hub) => listed.hub.as_deref().is_some_and(|own| begins(own, hub)),
            Self::Tag(tag) => listed.tags.iter().any(|own| begins(own, tag)),
            Self::State(state) => facts.state == *state,
            Self::Expires(None) => facts.expires.is_none(),
            Self::Expires(Some(Bound::Less(seconds))) => facts.expires_within(*seconds, now),
            Self::Expires(Some(Bound::More(seconds))) => {
                facts.expires.is_some() && !facts.expires_within(*seconds, now)
            }
            Self::Age(bound) => bound.admits(facts.age(now)),
            Self::Test(outcome) => facts.test.map(|test| test.outcome) == *outcome,
            Self::Token(is_here) => facts.is_token_here == *is_here,
            Self::Events(are_on) => facts.has_events == *are_on,
        }
    }
}

fn filter(word: &str, name: &str, value: &str) -> Result<QueryFilter, InstanceQueryError> {
    let error = |expected: String| InstanceQueryError { word: word.to_owned(), expected };
    let value = value.trim_matches('"');
    let text = || match value {
        "" => Err(error(format!("{name}: with a value behind it"))),
        value => Ok(value.to_lowercase()),
    };
    let one_of = |values: &[&'static str]| choose(values, value).ok_or_else(|| error(listed(name, values)));
    let bound = || Bound::parse(value).ok_or_else(|| error(format!("{name}:<24h or {name}:>7d (min, h, d, w)")));
    match name.to_lowercase().as_str() {
        "element" => text().map(QueryFilter::Element),
        "hub" => text().map(QueryFilter::Hub),
        "tag" => text().map(QueryFilter::Tag),
        "state" => {
            let label = one_of(&InstanceState::ALL.map(InstanceState::label))?;
            let state = InstanceState::ALL.into_iter().find(|state| state.label() == label);
            state.map(QueryFilter::State).ok_or_else(|| error(String::new()))
        }
        "expires" if choose(&["unknown"], value).is_some() => Ok(QueryFilter::Expires(None)),
        "expires" => bound().map(|bound| QueryFilter::Expires(Some(bound))),
        "age" => bound().map(QueryFilter::Age),
        "test" => Ok(QueryFilter::Test(match one_of(&["passed", "failed", "none"])? {
            "passed" => Some(TestOutcome::Passed),
            "failed" => Some(TestOutcome::Failed),
            _ => None,
        })),
        "token" => Ok(QueryFilter::Token(one_of(&["here", "missing"])? == "here")),
        "events" => Ok(QueryFilter::Events(one_of(&["on", "off"])? == "on")),
        _ => {
            let names: Vec<String> = INSTANCE_FILTERS.iter().map(|(name, _)| format!("{name}:")).collect();
            Err(error(format!("{}; or put it in quotes to search for it as text", names.join(", "))))
        }
    }
}

/// Returns the value that begins with the typed text, if there is exactly one.
fn choose<'v>(values: &[&'v str], typed: &str) -> Option<&'v str> {
    let mut found = values.iter().filter(|value| !typed.is_empty() && begins(value, typed));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn listed(name: &str, values: &[&str]) -> String {
    let all: Vec<String> = values.iter().map(|value| format!("{name}:{value}")).collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

impl Bound {
    /// Returns true for a known number of seconds within the limit.
    fn admits(self, seconds: Option<u64>) -> bool {
        seconds.is_some_and(|seconds| match self {
            Self::Less(most) => seconds < most,
            Self::More(least) => seconds > least,
        })
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix('>') {
            return parse_duration(rest).map(Self::More);
        }
        parse_duration(text.strip_prefix('<').unwrap_or(text)).map(Self::Less)
    }
}

/// Parses a duration into seconds: an integer and `s`, `min` (or `m`), `h`, `d` or `w`.
pub fn parse_duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let seconds: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds)
}

#[cfg(test)]
mod tests;
