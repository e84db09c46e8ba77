//! Parameters of one answer, before they are compared with the request.

use super::parameter;
use crate::{domain::authorization::Authorization, text::secret::Secret};
use url::Url;

/// Maximum number of parameters of a redirect.
const PARAMETER_LIMIT: usize = 64;

/// Parameters that contain consent or a refusal.
const ANSWERS: [&str; 6] = ["code", "oauth_verifier", "error", "oauth_problem", "not_approved", "denied"];

/// Decoded parameters of one answer, in order.
#[derive(Debug)]
pub(super) struct Parameters {
    /// The address; `None` if only pairs such as `code=…` were given, as typed by a user who has a code.
    address: Option<String>,
    pairs: Vec<(String, Secret)>,
}

impl Parameters {
    /// Parses the `&`-separated pieces of an address or a query.
    ///
    /// # Errors
    /// A sentence with the reason why they are not an answer.
    pub(super) fn from_pieces<'a>(
        address: Option<&str>,
        pieces: impl Iterator<Item = &'a str>,
    ) -> Result<Self, &'static str> {
        let mut pairs = Vec::new();
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let (name, value) = parameter::decoded_pair(name, value)?;
            pairs.push((name, Secret::new(value)));
        }
        Self::checked(address.map(str::to_owned), pairs)
    }

    /// Creates parameters from pairs without an address.
    ///
    /// # Errors
    /// Same as [`Self::from_pieces`].
    pub(super) fn from_pairs(pairs: Vec<(String, Secret)>) -> Result<Self, &'static str> {
        Self::checked(None, pairs)
    }

    fn checked(address: Option<String>, pairs: Vec<(String, Secret)>) -> Result<Self, &'static str> {
        if pairs.len() > PARAMETER_LIMIT {
            return Err("This has more parameters than any provider sends.");
        }
        Ok(Self { address, pairs })
    }

    /// Returns the value of a parameter that may occur once. An empty value counts as missing.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, &'static str> {
        let mut values = self.pairs.iter().filter(|(n, _)| n == name).map(|(_, value)| value.expose());
        let value = values.next().filter(|value| !value.is_empty());
        if values.next().is_some() {
            return Err("A parameter occurs twice, so the valid value is not clear.");
        }
        Ok(value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, _)| n == name)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, value)| n == name && value.expose() == "true")
    }

    /// Returns true if it contains consent or a refusal, to any request.
    pub(super) fn has_answer(&self) -> bool {
        ANSWERS.iter().any(|name| self.has(name))
    }

    /// Returns true if it is a page that asks for consent rather than an answer: an authorization request, or a page on
    /// the host of the authorization link.
    pub(super) fn asks(&self, authorization: &Authorization) -> bool {
        let requests = ["response_type", "redirect_uri", "client_id"].iter().any(|name| self.has(name));
        !self.has_answer() && (requests || self.is_page_of(authorization))
    }

    fn is_page_of(&self, authorization: &Authorization) -> bool {
        let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
        let callback = authorization.callback().as_str();
        let callback = callback.split(['?', '#']).next().unwrap_or(callback);
        self.address.as_deref().is_some_and(|own| {
            own != callback && origin(own).is_some_and(|own| Some(own) == origin(authorization.address()))
        })
    }

    /// Returns true if it was an address, or the part of one after the `?`.
    pub(super) fn is_whole(&self) -> bool {
        self.address.is_some()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(_, value)| value.expose())
    }

    pub(super) fn without(self, names: &[&str]) -> Vec<(String, Secret)> {
        let other = |name: &str| !name.is_empty() && !names.contains(&name);
        self.pairs.into_iter().filter(|(name, _)| other(name)).collect()
    }

    pub(super) fn names(self) -> Vec<String> {
        self.pairs.into_iter().map(|(name, _)| name).collect()
    }

    /// Returns one copy for each distinct value of a parameter that occurs more than once.
    pub(super) fn alternatives(self, name: &str) -> Vec<Self> {
        let mut values: Vec<Secret> = Vec::new();
        for (_, value) in self.pairs.iter().filter(|(n, _)| n == name) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        if self.pairs.iter().filter(|(n, _)| n == name).count() < 2 {
            return vec![self];
        }
        let with = |value: Secret| {
            let others = self.pairs.iter().filter(|(n, _)| n != name).cloned();
            Self { address: self.address.clone(), pairs: others.chain([(name.to_owned(), value)]).collect() }
        };
        values.into_iter().map(with).collect()
    }
}

/// Returns true if the text is a query: pairs with an equals sign. Codes often end with `=`, but rarely contain it
/// in the middle.
pub(super) fn is_query(text: &str) -> bool {
    let text = text.trim_start_matches('&');
    let name = |piece: &str| piece.split_once('=').map(|(name, _)| name.to_owned());
    let known = text.split('&').any(|piece| name(piece).is_some_and(|name| parameter::KNOWN.contains(&name.as_str())));
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '%' | '[' | ']');
    let plain = name(text).is_some_and(|name| !name.is_empty() && name.chars().all(simple));
    known || (plain && !text.trim_end_matches('=').is_empty() && text.trim_end_matches('=').contains('='))
}
