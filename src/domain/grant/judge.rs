//! Comparison of a found answer with the request that waits for it.

use super::{
    Grant, GrantReading, Refusal, StateCheck,
    answer::{self, Parameters},
    bare::{self, BareAnswer},
    choose::choose,
    fields::Names,
    find::KnownFields,
    runs, shown,
    text::{self, Wiped},
};
use crate::{
    domain::authorization::{Authorization, Expect},
    text::secret::Secret,
};
use zeroize::Zeroizing;

/// Maximum length of a code in bytes. Real codes have some hundred characters.
pub(super) const CODE_LIMIT: usize = 4096;

type Judged = Result<GrantReading, &'static str>;

/// Parses input from a browser: the query of a callback or the body of a form, without surrounding text.
pub(super) fn query(query: &str, authorization: &Authorization) -> GrantReading {
    let found = Parameters::from_pieces(Some(""), query.split('&'));
    settled(found.and_then(|found| Terms::new(authorization).parameters(found)))
}

/// Parses one decoded variant of a pasted text.
pub(super) fn pasted(text: &str, authorization: &Authorization) -> GrantReading {
    if text.trim().is_empty() {
        return GrantReading::Empty;
    }
    let terms = Terms::new(authorization);
    let tie = Zeroizing::new(terms.tie_value().to_owned());
    let known = KnownFields { callback: authorization.callback().as_str(), tie: &tie, tie_name: terms.tie_parameter() };
    let mut readings: Vec<GrantReading> = Vec::new();
    for found in known.addresses(&runs::split(text)) {
        match found {
            Ok(found) => readings.extend(terms.each(found)),
            Err(why) => readings.push(GrantReading::Unreadable(why.to_owned())),
        }
    }
    if readings.iter().any(GrantReading::is_answer) {
        return choose(readings);
    }
    let names = Names { proof: terms.proof(), tie: terms.tie_parameter(), sent: &tie, needs: authorization.needs() };
    let lists = names.answers(text).into_iter();
    let fields: Vec<GrantReading> =
        lists.filter_map(|pairs| Parameters::from_pairs(pairs).ok()).flat_map(|found| terms.each(found)).collect();
    if fields.iter().any(GrantReading::is_answer) {
        return choose(fields);
    }
    if !readings.is_empty() {
        return choose(readings);
    }
    if !fields.is_empty() && answer::is_query(text.trim()) {
        return choose(fields);
    }
    let codes = bare::codes(text, &tie, terms.pair.is_some());
    match codes {
        Ok(codes) => choose(codes.iter().map(|bare| settled(terms.bare(bare))).collect()),
        Err(why) if fields.is_empty() => GrantReading::Unreadable(why.to_owned()),
        Err(_) => choose(fields),
    }
}

/// Returns the best reading among the decoded variants of a pasted text.
pub(super) fn best(renditions: &[Wiped], authorization: &Authorization) -> GrantReading {
    let mut readings = renditions.iter().map(|text| pasted(text, authorization));
    let first = readings.next().unwrap_or(GrantReading::Empty);
    // A less likely variant is used if its state matches, or if the likelier one contains no answer.
    let better = readings.find(|next| {
        next.rank() < first.rank()
            && (next.is_tied() || !first.is_answer() || matches!(first, GrantReading::Unreadable(_)))
    });
    better.unwrap_or(first)
}

fn settled(judged: Judged) -> GrantReading {
    judged.unwrap_or_else(|why| GrantReading::Unreadable(why.to_owned()))
}

/// Properties of a valid answer to one request.
struct Terms<'a> {
    authorization: &'a Authorization,
    /// Request token of OAuth 1 and its secret.
    pair: Option<(&'a Secret, &'a Secret)>,
}

/// The state check, or the name of the parameter that belongs to another request.
type Tie = Result<StateCheck, &'static str>;

impl<'a> Terms<'a> {
    fn new(authorization: &'a Authorization) -> Self {
        let pair = match authorization.expect() {
            Expect::Code => None,
            Expect::Verifier { token, secret } => Some((token, secret)),
        };
        Self { authorization, pair }
    }

    /// Returns the name of the parameter that proves consent.
    fn proof(&self) -> &'static str {
        if self.pair.is_some() { "oauth_verifier" } else { "code" }
    }

    /// Returns the name of the parameter that ties an answer to this request.
    fn tie_parameter(&self) -> &'static str {
        if self.pair.is_some() { "oauth_token" } else { "state" }
    }

    /// Returns the required value of that parameter.
    fn tie_value(&self) -> &'a str {
        self.pair.map_or(self.authorization.state().as_str(), |(token, _)| token.expose())
    }

    /// Returns the reading of each alternative, since the proof may occur more than once.
    fn each(&self, found: Parameters) -> Vec<GrantReading> {
        found.alternatives(self.proof()).into_iter().map(|found| settled(self.parameters(found))).collect()
    }

    /// Evaluates parameters. The state is checked first: without the correct state, a refusal is ignored as well.
    fn parameters(&self, found: Parameters) -> Judged {
        if found.asks(self.authorization) {
            return Ok(GrantReading::NotYet);
        }
        let state = match self.tie(&found)? {
            Ok(state) => state,
            Err(name) => return Ok(GrantReading::Foreign(name)),
        };
        // The issuer is compared as a string, as RFC 9207 (§2.4) requires.
        let named = found.one("iss")?;
        if self.authorization.issuer().zip(named).is_some_and(|(issuer, named)| issuer != named) {
            return Ok(GrantReading::Foreign("issuer"));
        }
        match (found.one(self.proof())?, refusal(&found)?) {
            (Some(_), Some(_)) => Err("This contains both a code and a refusal, which no provider sends."),
            (None, Some(error)) => {
                let description = found.one("error_description")?.map(|words| shown(words, 300));
                Ok(GrantReading::Refused(Refusal { error: shown(error, 80), description, state }))
            }
            (Some(code), None) => {
                let code = checked(code)?;
                Ok(self.found(code, found, state))
            }
            (None, None) if found.has(self.proof()) => checked("").map(|_| GrantReading::Empty),
            (None, None) => Ok(GrantReading::NoCode(found.names())),
        }
    }

    fn found(&self, code: Secret, found: Parameters, state: StateCheck) -> GrantReading {
        // A pasted address may have been sent by an attacker, so it needs the state. A bare code was looked up by the
        // user.
        if state == StateCheck::Absent && found.is_whole() && self.authorization.is_tied() {
            return GrantReading::Untied(self.tie_name());
        }
        let lacking = self.authorization.needs().iter().filter(|name| !found.has(name)).cloned().collect();
        let extras = found.without(&["code", "state", "oauth_token", "oauth_verifier"]);
        self.grant(code, extras, state, lacking)
    }

    fn grant(
        &self,
        code: Secret,
        extras: Vec<(String, Secret)>,
        state: StateCheck,
        lacking: Vec<String>,
    ) -> GrantReading {
        if !lacking.is_empty() {
            return GrantReading::Lacks(lacking);
        }
        let token = self.pair.map(|(token, secret)| (token.clone(), secret.clone()));
        GrantReading::Found(Grant { code, token, extras, state })
    }

    fn tie_name(&self) -> &'static str {
        if self.pair.is_some() { "request token" } else { "state" }
    }

    /// Checks the parameter that ties the answer to this request: the state, or in OAuth 1 the request token.
    fn tie(&self, found: &Parameters) -> Result<Tie, &'static str> {
        let (returned, is_ours) = match self.pair {
            None => {
                let state = found.one("state")?;
                (state, state.is_some_and(|text| self.authorization.state().matches(text)))
            }
            Some((token, _)) => {
                let returned =
                    found.one("oauth_token")?.map_or_else(|| found.one("denied"), |token| Ok(Some(token)))?;
                (returned, returned.is_some_and(|returned| Secret::new(returned) == *token))
            }
        };
        Ok(match (returned, is_ours) {
            (None, _) => Ok(StateCheck::Absent),
            (Some(_), true) => Ok(StateCheck::Matches),
            (Some(_), false) if self.authorization.ignores_state() => Ok(StateCheck::Absent),
            (Some(_), false) => Err(self.tie_name()),
        })
    }

    fn bare(&self, bare: &BareAnswer) -> Judged {
        let state = match &bare.tie {
            None => StateCheck::Absent,
            Some(tie) if *tie == Secret::new(self.tie_value()) => StateCheck::Matches,
            Some(_) => return Ok(GrantReading::Foreign(self.tie_name())),
        };
        let code = Zeroizing::new(text::decoded_code(bare.code.expose())?);
        if code.contains("://") {
            return Err("This is an encoded address. Paste it as the browser shows it.");
        }
        Ok(self.grant(checked(&code)?, Vec::new(), state, self.authorization.needs().to_vec()))
    }
}

/// Returns the error code of a refusal. Providers express a refusal in four ways.
fn refusal(found: &Parameters) -> Result<Option<&str>, &'static str> {
    let error = match found.one("error")? {
        Some(error) => Some(error),
        None => found.one("oauth_problem")?,
    };
    let not_approved = || found.is_true("not_approved").then_some("not_approved");
    Ok(error.or_else(not_approved).or_else(|| found.has("denied").then_some("denied")))
}

/// Returns the code if it has a valid form.
fn checked(code: &str) -> Result<Secret, &'static str> {
    if code.trim_matches(|c: char| c.is_whitespace() || c == '+').is_empty() {
        return Err("The code is empty.");
    }
    let code = code.trim();
    if code.len() > CODE_LIMIT {
        return Err("This is too long for a code. Paste the address the browser ended on.");
    }
    if code.contains(char::is_whitespace) {
        return Err("The code contains a space, so it was copied with other text. Copy it again.");
    }
    if code.chars().any(char::is_control) {
        return Err("The code contains control characters. Copy it again.");
    }
    Ok(Secret::new(code))
}
