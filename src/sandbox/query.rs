//! Names and values of a query or a form, decoded once, repeated names kept.

use url::form_urlencoded;

/// The pairs in the order they came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct QueryPairs(Vec<(String, String)>);

impl QueryPairs {
    /// Reads `a=1&b=2`, from an address or a form.
    pub(super) fn read(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// Takes pairs that are parsed already.
    pub(super) fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Returns the pairs with these values, in place of others with the same names.
    pub(super) fn replacing(mut self, values: Vec<(&str, String)>) -> Self {
        self.0.retain(|(name, _)| !values.iter().any(|(set, _)| set == name));
        self.0.extend(values.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self
    }

    /// The first value with this name.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first value with this name, unless it is empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.first(name).filter(|value| !value.is_empty())
    }

    /// Returns true if the first value with this name switches an option on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.first(name).is_some_and(|value| ["true", "on", "yes", "1"].iter().any(|on| value.eq_ignore_ascii_case(on)))
    }

    /// Every value with this name.
    pub(super) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}
