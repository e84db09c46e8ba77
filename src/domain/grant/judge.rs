//! Whether a text that was taken apart is the answer to this request.

use super::{
    Grant, Reading, Refusal, StateCheck,
    answer::{self, Answer, Parameters},
    shown,
};
use crate::domain::{
    authorization::{Authorization, Expect},
    secret::Secret,
};

/// Codes are some hundred characters; what is longer than this is something else.
pub(super) const CODE_LIMIT: usize = 4096;

type Judged = Result<Reading, &'static str>;

pub(super) fn judge(answer: Answer, authorization: &Authorization) -> Judged {
    match answer {
        Answer::Nothing => Ok(Reading::Empty),
        Answer::Parameters(found) => Terms::of(authorization).parameters(found),
        Answer::Words { words, wrapped } => Terms::of(authorization).words(&words, wrapped),
    }
}

/// What a true answer is measured by.
struct Terms<'a> {
    authorization: &'a Authorization,
    /// In OAuth 1 the request token and its secret.
    pair: Option<(&'a Secret, &'a Secret)>,
}

/// Whether an answer is tied to this request, or else what of it belongs to another.
type Tie = Result<StateCheck, &'static str>;

impl<'a> Terms<'a> {
    fn of(authorization: &'a Authorization) -> Self {
        let pair = match authorization.expect() {
            Expect::Code => None,
            Expect::Verifier { token, secret } => Some((token, secret)),
        };
        Self { authorization, pair }
    }

    /// What proves consent.
    fn proof(&self) -> &'static str {
        if self.pair.is_some() { "oauth_verifier" } else { "code" }
    }

    /// The state is looked at first: whoever cannot show ours is not listened to, not even for a refusal.
    fn parameters(&self, found: Parameters) -> Judged {
        if found.asks(self.authorization) {
            return Ok(Reading::NotYet);
        }
        let state = match self.tie(&found)? {
            Ok(state) => state,
            Err(what) => return Ok(Reading::Foreign(what)),
        };
        // Compared letter by letter, as RFC 9207 (§2.4) has it.
        let named = found.one("iss")?;
        if self.authorization.issuer().zip(named).is_some_and(|(issuer, named)| issuer != named) {
            return Ok(Reading::Foreign("issuer"));
        }
        match (found.one(self.proof())?, refusal(&found)?) {
            (Some(_), Some(_)) => Err("This holds a code and a refusal at once, which no provider sends."),
            (None, Some(error)) => {
                let description = found.one("error_description")?.map(|words| shown(words, 300));
                Ok(Reading::Refused(Refusal { error: shown(error, 80), description, state }))
            }
            (Some(code), None) => {
                let code = checked(code)?;
                Ok(self.found(code, found, state))
            }
            (None, None) if found.has(self.proof()) => checked("").map(|_| Reading::Empty),
            (None, None) => Ok(Reading::NoCode(found.names())),
        }
    }

    fn found(&self, code: Secret, found: Parameters, state: StateCheck) -> Reading {
        // Who pastes a whole address may have been handed it by someone; a code they looked for themselves.
        if state == StateCheck::Absent && found.is_whole() && self.authorization.is_tied() {
            return Reading::Untied(self.tie_name());
        }
        let lacking = self.authorization.needs().iter().filter(|name| !found.has(name)).cloned().collect();
        let extras = found.without(&["code", "state", "oauth_token", "oauth_verifier"]);
        self.grant(code, extras, state, lacking)
    }

    fn grant(&self, code: Secret, extras: Vec<(String, Secret)>, state: StateCheck, lacking: Vec<String>) -> Reading {
        if !lacking.is_empty() {
            return Reading::Lacks(lacking);
        }
        let token = self.pair.map(|(token, secret)| (token.clone(), secret.clone()));
        Reading::Found(Grant { code, token, extras, state })
    }

    fn tie_name(&self) -> &'static str {
        if self.pair.is_some() { "request token" } else { "state" }
    }

    /// OAuth 1 has no state: that the token is the one asked for ties the answer to this request.
    fn tie(&self, found: &Parameters) -> Result<Tie, &'static str> {
        let (shown, ours) = match self.pair {
            None => {
                let state = found.one("state")?;
                (state, state.is_some_and(|text| self.authorization.state().is(text)))
            }
            Some((token, _)) => {
                let shown = found.one("oauth_token")?.map_or_else(|| found.one("denied"), |token| Ok(Some(token)))?;
                (shown, shown.is_some_and(|shown| Secret::new(shown) == *token))
            }
        };
        Ok(match (shown, ours) {
            (None, _) => Ok(StateCheck::Absent),
            (Some(_), true) => Ok(StateCheck::Matches),
            (Some(_), false) => Err(self.tie_name()),
        })
    }

    fn words(&self, words: &[Secret], wrapped: bool) -> Judged {
        let state = |word: &Secret| self.pair.is_none() && self.authorization.state().is(word.expose());
        let token = |word: &Secret| self.pair.is_some_and(|(token, _)| token == word);
        match words {
            // A pair of OAuth 1: the token first, as callbacks have it.
            [first, code] if token(first) => self.bare(std::slice::from_ref(code), StateCheck::Matches),
            [code @ .., last] if !code.is_empty() && state(last) => self.bare(code, StateCheck::Matches),
            [_, _] if !wrapped => Ok(Reading::Foreign(self.tie_name())),
            [_, _, _, ..] if !wrapped => Err("These are several words. A code is one, without blanks."),
            _ => self.bare(words, StateCheck::Absent),
        }
    }

    fn bare(&self, code: &[Secret], state: StateCheck) -> Judged {
        let code: String = code.iter().map(Secret::expose).collect();
        let code = checked(&answer::decoded_code(&code)?)?;
        Ok(self.grant(code, Vec::new(), state, self.authorization.needs().to_vec()))
    }
}

/// What a provider calls its no: there are four ways to say it.
fn refusal(found: &Parameters) -> Result<Option<&str>, &'static str> {
    let error = match found.one("error")? {
        Some(error) => Some(error),
        None => found.one("oauth_problem")?,
    };
    let not_approved = || found.is_true("not_approved").then_some("not_approved");
    Ok(error.or_else(not_approved).or_else(|| found.has("denied").then_some("denied")))
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
