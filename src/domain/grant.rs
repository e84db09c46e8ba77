//! Parser of provider answers: the query of a callback, or any text that a user pastes.

mod answer;
mod bare;
mod choose;
mod fields;
mod find;
mod json;
mod judge;
mod labels;
mod markup;
mod notices;
mod parameter;
mod refusal;
mod runs;
#[cfg(test)]
mod tests;
mod text;
mod wrap;
mod wrapper;

pub use notices::Notices;
pub use refusal::{Refusal, RefusalKind};

use super::authorization::Authorization;
use crate::text::{count::count, secret::Secret, words};

/// Answer with consent: a code and the other parameters of the redirect. Only [`Grant::read`] and [`Grant::from_query`]
/// create one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The code; the verifier in OAuth 1.
    code: Secret,
    /// The request token of OAuth 1 and its secret.
    token: Option<(Secret, Secret)>,
    extras: Vec<(String, Secret)>,
    state: StateCheck,
}

/// Result of the comparison of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateCheck {
    /// The answer contains the state that was sent.
    Matches,
    /// The answer contains no state: it is a bare code, or the provider does not return the state.
    Absent,
}

/// Result of parsing a text as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantReading {
    /// The text is empty.
    Empty,
    /// One grant.
    Found(Grant),
    /// Two or more grants, or one that can be read in two ways. The user has to choose.
    Several(Vec<Grant>),
    /// The provider refused consent.
    Refused(Refusal),
    /// An answer to another request. The named parameter, such as the state, has another value than the one sent. It
    /// neither completes nor ends the wait.
    Foreign(&'static str),
    /// An address without the named parameter, although this provider returns it.
    Untied(&'static str),
    /// A code without these parameters, which are required to create an instance.
    Lacks(Vec<String>),
    /// An address or query with neither a code nor a refusal. Holds the names of its parameters.
    NoCode(Vec<String>),
    /// The authorization link itself or another page of the provider, copied before consent was given.
    NotYet,
    /// A text that is not an answer, with the reason as a sentence.
    Unreadable(String),
}

impl Grant {
    /// Finds the answer in a pasted text: an address, a query, labeled values, JSON, `code#state`, `code state` or a
    /// bare code, surrounded by any other text. Percent escapes are decoded once.
    pub fn read(text: &str, authorization: &Authorization) -> GrantReading {
        match text::renditions(text) {
            Ok(renditions) => judge::best(&renditions, authorization),
            Err(why) => GrantReading::Unreadable(why.to_owned()),
        }
    }

    /// Parses the query of a callback or the body of a form as sent by a browser.
    pub fn from_query(query: &str, authorization: &Authorization) -> GrantReading {
        judge::query(query, authorization)
    }

    /// Returns the code or the verifier. It is valid once.
    pub fn code(&self) -> &Secret {
        &self.code
    }

    /// Returns the entries of `providerData`: the proof of consent, then all other parameters of the redirect.
    pub fn provider_data(&self) -> impl Iterator<Item = (&str, &Secret)> {
        let proof = match &self.token {
            None => vec![("code", &self.code)],
            Some((token, secret)) => {
                vec![("oauth_token", token), ("oauth_verifier", &self.code), ("secret", secret)]
            }
        };
        proof.into_iter().chain(self.extras.iter().map(|(name, value)| (name.as_str(), value)))
    }

    /// Returns all other parameters of the redirect, without `state`.
    pub fn extras(&self) -> &[(String, Secret)] {
        &self.extras
    }

    /// Returns the result of the comparison of the state.
    pub fn state(&self) -> StateCheck {
        self.state
    }

    /// Returns the name of the parameter that ties an answer to its request.
    pub fn tie(&self) -> &'static str {
        if self.token.is_some() { "request token" } else { "state" }
    }

    /// Returns a warning if nothing ties the answer to its request. It is shown until the code is used.
    pub fn doubt(&self) -> Option<String> {
        let tie = self.tie();
        (self.state == StateCheck::Absent).then(|| {
            format!("The answer carried no {tie}, so it cannot be verified. Use only one from your own sign-in.")
        })
    }

    /// Describes the content in one line, without values.
    pub fn summary(&self) -> String {
        let (proof, tie) = (if self.token.is_some() { "verifier" } else { "code" }, self.tie());
        let state = match self.state {
            StateCheck::Matches => format!("{tie} matches"),
            StateCheck::Absent => format!("no {tie} to check"),
        };
        let length = count(self.code.expose().chars().count(), "character", "characters");
        let extras: Vec<_> = self.extras.iter().map(|(name, _)| name.clone()).collect();
        let extras = if extras.is_empty() { String::new() } else { format!(" · {}", names(&extras)) };
        format!("{proof} ({length}) · {state}{extras}")
    }
}

impl GrantReading {
    /// Describes the result in one line, without values.
    pub fn summary(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Found(grant) => grant.summary(),
            Self::Several(grants) => format!("The text contains {} different answers. Choose one.", grants.len()),
            Self::Refused(refusal) => match &refusal.description {
                Some(words) => format!("refused: {} ({words})", refusal.error),
                None => format!("refused: {}", refusal.error),
            },
            Self::Foreign(name) => format!("This answers another request: its {name} differs from the one sent."),
            Self::Untied(name) => format!("The {name} is missing, although this provider returns it."),
            Self::Lacks(missing) => format!("A code without {}, which the address contains too.", names(missing)),
            Self::NoCode(found) if found.is_empty() => "An address without parameters: no code.".into(),
            Self::NoCode(found) => format!("No code found, only {}.", names(found)),
            Self::NotYet => "This is the link to the provider's page, not its answer.".into(),
            Self::Unreadable(why) => why.clone(),
        }
    }

    /// Returns true if the text holds tokens in place of a code.
    pub fn is_token(&self) -> bool {
        matches!(self, Self::NoCode(found) if found.iter().any(|name| name == "access_token"))
    }

    /// Returns the remedy if the result is not a usable answer.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Found(_) | Self::Refused(_) => "",
            Self::Several(_) => "Choose one of the answers first.",
            Self::Foreign(_) => "Open the link on this screen again, and paste the address it ends on.",
            Self::Untied(_) => "Copy the address again. If you are sure it is yours, paste only its code.",
            Self::Lacks(_) => "Paste the complete address the browser ended on.",
            Self::NoCode(_) if self.is_token() => "These are tokens and not a code.",
            Self::NoCode(_) => "Paste the complete address the browser ended on after you allowed access.",
            Self::NotYet => "Allow access on that page first, then paste the address the browser ends on.",
            Self::Unreadable(_) => "Paste the address the browser ended on, or only the code.",
        }
    }
}

/// Prepares a provider's text for display: invisible characters are removed, and the length is limited to `limit`
/// characters.
fn shown(words: &str, limit: usize) -> String {
    let visible = words.chars().filter(|&c| !words::is_invisible(c));
    let plain: String = visible.map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    plain.trim().to_owned()
}

/// Lists at most eight names, because the text comes from outside and may contain any number.
fn names(names: &[String]) -> String {
    let mut names: Vec<_> = names.iter().map(|name| shown(name, 32)).collect();
    let more = names.len().saturating_sub(8);
    names.truncate(8);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
