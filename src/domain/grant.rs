//! What the provider's redirect brought back, read from whatever a person or a browser hands over.

mod answer;
#[cfg(test)]
mod tests;

use super::{
    authorization::{Authorization, Expect},
    secret::Secret,
    words,
};
use answer::{Answer, Parameters};

/// Codes are some hundred characters; what is longer than this is something else.
const CODE_LIMIT: usize = 4096;

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
pub enum Reading {
    /// Nothing yet: the text is empty.
    Empty,
    /// A grant.
    Found(Grant),
    /// The provider says no.
    Refused(Refusal),
    /// An answer to another request: its state is not ours. It neither wins nor ends the wait.
    Foreign,
    /// An address or query without code or refusal; these parameters were there.
    NoCode(Vec<String>),
    /// The address being waited on itself, or another page of the provider's, copied before consent was given.
    NotYet,
    /// It cannot be read as an answer; why, in a sentence.
    Unreadable(String),
}

/// A refusal in the provider's own words, freed of characters that do not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error code, such as `access_denied`.
    pub error: String,
    /// What the provider said about it.
    pub description: Option<String>,
    /// Whether the state was there and ours.
    pub state: StateCheck,
}

impl Grant {
    /// Reads an answer: a whole address of any kind, a part of one, a query, `code#state`, `code state` or a bare
    /// code, however quoted and wrapped. What is encoded with percent signs is decoded once.
    pub fn read(text: &str, authorization: &Authorization) -> Reading {
        match Answer::parse(text, authorization.callback().as_str()) {
            Ok(Answer::Nothing) => Reading::Empty,
            Ok(Answer::Parameters(found)) => judge(found, authorization).unwrap_or_else(unreadable),
            Ok(Answer::Words { words, wrapped }) => {
                judge_words(&words, wrapped, authorization).unwrap_or_else(unreadable)
            }
            Err(why) => unreadable(why),
        }
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
}

impl Reading {
    /// One line for the screen that says what was understood, never a value.
    pub fn summary(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Found(grant) => {
                let state = match grant.state {
                    StateCheck::Matches => "state matches",
                    StateCheck::Absent => "no state to check",
                };
                let length = grant.code.expose().chars().count();
                let extras = names(grant.extras.iter().map(|(name, _)| name.as_str()));
                let extras = if extras.is_empty() { extras } else { format!(" · {extras}") };
                match grant.token {
                    None => format!("code ({length} characters) · {state}{extras}"),
                    Some(_) => format!("verifier ({length} characters) · request token matches{extras}"),
                }
            }
            Self::Refused(refusal) => match &refusal.description {
                Some(words) => format!("refused: {} ({words})", refusal.error),
                None => format!("refused: {}", refusal.error),
            },
            Self::Foreign => "This answers another request: its state is not the one sent.".into(),
            Self::NoCode(found) if found.is_empty() => "An address, but nothing behind it: no code.".into(),
            Self::NoCode(found) => format!("No code in it, only {}.", names(found.iter().map(String::as_str))),
            Self::NotYet => "This is still the provider's page: agree there, then copy where it sends you.".into(),
            Self::Unreadable(why) => why.clone(),
        }
    }
}

type Judged = Result<Reading, &'static str>;

fn unreadable(why: &'static str) -> Reading {
    Reading::Unreadable(why.to_owned())
}

/// The state is looked at first: whoever cannot show ours is not listened to, not even for a refusal.
fn judge(found: Parameters, authorization: &Authorization) -> Judged {
    if found.asks(authorization) {
        return Ok(Reading::NotYet);
    }
    let state = match found.one("state")? {
        Some(text) if !authorization.state().is(text) => return Ok(Reading::Foreign),
        Some(_) => StateCheck::Matches,
        None => StateCheck::Absent,
    };
    let expected = match authorization.expect() {
        Expect::Code => None,
        Expect::Verifier { token, secret } => Some((token, secret)),
    };
    let (proof, token) =
        if expected.is_some() { ("oauth_verifier", found.one("oauth_token")?) } else { ("code", None) };
    let (code, error) = (found.one(proof)?, found.one("error")?);
    let refusal = error
        .or_else(|| found.is_true("not_approved").then_some("not_approved"))
        .or_else(|| found.has("denied").then_some("denied"));
    match (code, refusal) {
        (Some(_), Some(_)) => Err("This holds a code and a refusal at once, which no provider sends."),
        (None, Some(error)) => Ok(Reading::Refused(Refusal {
            error: shown(error, 80),
            description: found.one("error_description")?.map(|words| shown(words, 300)),
            state,
        })),
        (Some(code), None) => {
            let code = checked(code)?;
            let Some((expected, secret)) = expected else {
                return Ok(Reading::Found(Grant {
                    code,
                    token: None,
                    extras: found.without(&["code", "state"]),
                    state,
                }));
            };
            // OAuth 1 has no state: that the token is the one asked for ties the answer to this request.
            if token.is_none_or(|token| Secret::new(token) != *expected) {
                return Ok(Reading::Foreign);
            }
            let extras = found.without(&["oauth_token", "oauth_verifier", "state"]);
            let token = Some((expected.clone(), secret.clone()));
            Ok(Reading::Found(Grant { code, token, extras, state: StateCheck::Matches }))
        }
        (None, None) if found.has(proof) => checked("").map(|_| Reading::Empty),
        (None, None) => Ok(Reading::NoCode(found.names())),
    }
}

fn judge_words(words: &[Secret], wrapped: bool, authorization: &Authorization) -> Judged {
    let ours = |word: &Secret| authorization.state().is(word.expose());
    let token = match authorization.expect() {
        Expect::Code => None,
        Expect::Verifier { token, secret } => Some((token.clone(), secret.clone())),
    };
    let asked = token.as_ref().map(|(token, _)| token.clone());
    let grant = |code: &[Secret], state| {
        let code: String = code.iter().map(Secret::expose).collect();
        let code = checked(&answer::decoded_code(&code)?)?;
        Ok(Reading::Found(Grant { code, token: token.clone(), extras: Vec::new(), state }))
    };
    match words {
        // A pair of OAuth 1: the token first, as callbacks have it.
        [token, code] if asked.as_ref() == Some(token) => grant(std::slice::from_ref(code), StateCheck::Matches),
        [code @ .., state] if !code.is_empty() && ours(state) => grant(code, StateCheck::Matches),
        [_, _] if !wrapped => Ok(Reading::Foreign),
        [_, _, _, ..] if !wrapped => Err("These are several words. A code is one, without blanks."),
        _ => grant(words, StateCheck::Absent),
    }
}

/// Takes a code if it could be one.
fn checked(code: &str) -> Result<Secret, &'static str> {
    if code.trim().is_empty() {
        return Err("There is a place for a code in it, but it is empty.");
    }
    if code.len() > CODE_LIMIT {
        return Err("This is longer than any code. Paste the address the browser ended on.");
    }
    if code.chars().any(char::is_control) {
        return Err("There are control characters in the code. Copy it again, please.");
    }
    Ok(Secret::new(code))
}

/// A provider's words as they may be shown.
fn shown(words: &str, limit: usize) -> String {
    let visible = words.chars().filter(|&c| !words::is_invisible(c));
    let plain: String = visible.map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    plain.trim().to_owned()
}

/// A handful of names, since a stranger chose how many there are.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.map(|name| shown(name, 32)).collect();
    let more = names.len().saturating_sub(8);
    names.truncate(8);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
