//! The answer of a provider's redirect, read from a callback or from any text a person pastes.

mod answer;
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
mod spoken;
#[cfg(test)]
mod tests;
mod text;
mod wrap;
mod wrapper;

pub use notices::Notices;
pub use refusal::{Refusal, RefusalKind};

use super::authorization::Authorization;
use crate::text::{count::count, secret::Secret, words};

/// An answer with consent in it: a code, and whatever else the provider put on the redirect. Only
/// [`Grant::read`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The code; in OAuth 1 the verifier.
    code: Secret,
    /// In OAuth 1 the request token and the secret that came with it.
    token: Option<(Secret, Secret)>,
    extras: Vec<(String, Secret)>,
    state: StateCheck,
}

/// What became of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateCheck {
    /// It came back as it was sent.
    Matches,
    /// The answer carried none: a bare code was given, or a provider that drops it.
    Absent,
}

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantReading {
    /// Nothing yet: the text is empty.
    Empty,
    /// A grant.
    Found(Grant),
    /// Two or more grants, or one that can be read in two ways: the person has to choose.
    Several(Vec<Grant>),
    /// The provider says no.
    Refused(Refusal),
    /// An answer to another request: its state, or whatever this names, is not ours. It neither wins nor ends the
    /// wait.
    Foreign(&'static str),
    /// An address without the state, or whatever this names, though this provider sends it back.
    Untied(&'static str),
    /// A code, without these parameters that an instance cannot be made without.
    Lacks(Vec<String>),
    /// An address or query without code or refusal; these parameters were there.
    NoCode(Vec<String>),
    /// The address being waited on itself, or another page of the provider's, copied before consent was given.
    NotYet,
    /// It cannot be read as an answer; why, in a sentence.
    Unreadable(String),
}

impl Grant {
    /// Finds the answer in a paste: an address, a query, labelled values, JSON, `code#state`, `code state` or a bare
    /// code, with any text around it. Percent signs are decoded once.
    pub fn read(text: &str, authorization: &Authorization) -> GrantReading {
        match text::renditions(text) {
            Ok(renditions) => judge::best(&renditions, authorization),
            Err(why) => GrantReading::Unreadable(why.to_owned()),
        }
    }

    /// Reads the query of a callback, or the body of a form, as a browser sends it.
    pub fn from_query(query: &str, authorization: &Authorization) -> GrantReading {
        judge::query(query, authorization)
    }

    /// The code, or the verifier, to be spent once.
    pub fn code(&self) -> &Secret {
        &self.code
    }

    /// What goes into `providerData`: the proof of consent, then every other parameter of the redirect.
    pub fn provider_data(&self) -> impl Iterator<Item = (&str, &Secret)> {
        let proof = match &self.token {
            None => vec![("code", &self.code)],
            Some((token, secret)) => {
                vec![("oauth_token", token), ("oauth_verifier", &self.code), ("secret", secret)]
            }
        };
        proof.into_iter().chain(self.extras.iter().map(|(name, value)| (name.as_str(), value)))
    }

    /// Every other parameter of the redirect; `state` is not among them.
    pub fn extras(&self) -> &[(String, Secret)] {
        &self.extras
    }

    /// What became of the state.
    pub fn state(&self) -> StateCheck {
        self.state
    }

    /// What would tie an answer like this to its request.
    pub fn tie(&self) -> &'static str {
        if self.token.is_some() { "request token" } else { "state" }
    }

    /// What is to be said of it for as long as it is not spent, where nothing ties it to its request.
    pub fn doubt(&self) -> Option<String> {
        let tie = self.tie();
        (self.state == StateCheck::Absent).then(|| format!("The answer carried no {tie}: be sure it is your own."))
    }

    /// One line that says what it holds, without a value.
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
    /// One line for the screen that says what was understood, never a value.
    pub fn summary(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Found(grant) => grant.summary(),
            Self::Several(grants) => format!("{} different answers are in it. Choose one.", grants.len()),
            Self::Refused(refusal) => match &refusal.description {
                Some(words) => format!("refused: {} ({words})", refusal.error),
                None => format!("refused: {}", refusal.error),
            },
            Self::Foreign(what) => format!("It belongs to another request: its {what} is not the one sent."),
            Self::Untied(what) => format!("There is no {what} in it, though this provider sends it back."),
            Self::Lacks(what) => format!("A code, but without {}: that comes with it in the address.", names(what)),
            Self::NoCode(found) if found.is_empty() => "An address, but nothing behind it: no code.".into(),
            Self::NoCode(found) => format!("No code in it, only {}.", names(found)),
            Self::NotYet => "This is the link to the provider's page, not its answer.".into(),
            Self::Unreadable(why) => why.clone(),
        }
    }

    /// What to do where it is not an answer to use.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Found(_) | Self::Refused(_) => "",
            Self::Several(_) => "Choose one of the answers first.",
            Self::Foreign(_) => "Open the link of this screen again and paste the address it ends on.",
            Self::Untied(_) => "Copy the address anew; if you are sure it is yours, paste its code alone.",
            Self::Lacks(_) => "Paste the whole address the browser ended on.",
            Self::NoCode(found) if found.iter().any(|name| name == "access_token") => {
                "These are tokens rather than a code: alt-t takes you to where tokens are typed."
            }
            Self::NoCode(_) => "Paste the whole address the browser ended on after you allowed access.",
            Self::NotYet => "Allow access there first, then paste the address the browser ends on.",
            Self::Unreadable(_) => "Paste the address the browser ended on, or the code alone.",
        }
    }
}

/// A provider's words as they may be shown.
fn shown(words: &str, limit: usize) -> String {
    let visible = words.chars().filter(|&c| !words::is_invisible(c));
    let plain: String = visible.map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    plain.trim().to_owned()
}

/// A handful of names, since a stranger chose how many there are.
fn names(names: &[String]) -> String {
    let mut names: Vec<_> = names.iter().map(|name| shown(name, 32)).collect();
    let more = names.len().saturating_sub(8);
    names.truncate(8);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
