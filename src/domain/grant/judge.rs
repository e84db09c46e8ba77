//! Compares what was found in a text with the request that waits for it.

use super::{
    Grant, GrantReading, Refusal, StateCheck,
    answer::{self, Parameters},
    choose::choose,
    fields::Names,
    find::KnownFields,
    runs, shown,
    spoken::{self, BareAnswer},
    text::{self, Wiped},
};
use crate::{
    domain::authorization::{Authorization, Expect},
    text::secret::Secret,
};
use zeroize::Zeroizing;

/// Codes are some hundred characters; anything longer is something else.
pub(super) const CODE_LIMIT: usize = 4096;

type Judged = Result<GrantReading, &'static str>;

/// Reads what a browser brings: the query of a callback or the body of a form, and nothing around it.
pub(super) fn query(query: &str, authorization: &Authorization) -> GrantReading {
    let found = Parameters::from_pieces(Some(""), query.split('&'));
    settled(found.and_then(|found| Terms::new(authorization).parameters(found)))
}

/// Reads what a person pastes: one rendition of it.
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
    let codes = spoken::codes(text, &tie, terms.pair.is_some());
    match codes {
        Ok(codes) => choose(codes.iter().map(|bare| settled(terms.bare(bare))).collect()),
        Err(why) if fields.is_empty() => GrantReading::Unreadable(why.to_owned()),
        Err(_) => choose(fields),
    }
}

/// The paste in the rendition that holds the most.
pub(super) fn best(renditions: &[Wiped], authorization: &Authorization) -> GrantReading {
    let mut readings = renditions.iter().map(|text| pasted(text, authorization));
    let first = readings.next().unwrap_or(GrantReading::Empty);
    // Another rendition counts where the state proves it right, or where the likelier one holds no answer at all.
    let better = readings.find(|next| {
        next.rank() < first.rank()
            && (next.is_tied() || !first.is_answer() || matches!(first, GrantReading::Unreadable(_)))
    });
    better.unwrap_or(first)
}

fn settled(judged: Judged) -> GrantReading {
    judged.unwrap_or_else(|why| GrantReading::Unreadable(why.to_owned()))
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
    fn new(authorization: &'a Authorization) -> Self {
        let pair = match authorization.expect() {
            Expect::Code => None,
            Expect::Verifier { token, secret } => Some((token, secret)),
        };
        Self { authorization, pair }
    }

    /// The parameter that proves consent.
    fn proof(&self) -> &'static str {
        if self.pair.is_some() { "oauth_verifier" } else { "code" }
    }

    /// The parameter that ties an answer to this request.
    fn tie_parameter(&self) -> &'static str {
        if self.pair.is_some() { "oauth_token" } else { "state" }
    }

    /// The value that parameter must have.
    fn tie_value(&self) -> &'a str {
        self.pair.map_or(self.authorization.state().as_str(), |(token, _)| token.expose())
    }

    /// Each reading of parameters in which the proof may occur twice.
    fn each(&self, found: Parameters) -> Vec<GrantReading> {
        found.alternatives(self.proof()).into_iter().map(|found| settled(self.parameters(found))).collect()
    }

    /// The state is looked at first: whoever cannot show ours is not listened to, not even for a refusal.
    fn parameters(&self, found: Parameters) -> Judged {
        if found.asks(self.authorization) {
            return Ok(GrantReading::NotYet);
        }
        let state = match self.tie(&found)? {
            Ok(state) => state,
            Err(what) => return Ok(GrantReading::Foreign(what)),
        };
        // Compared letter by letter, as RFC 9207 (§2.4) has it.
        let named = found.one("iss")?;
        if self.authorization.issuer().zip(named).is_some_and(|(issuer, named)| issuer != named) {
            return Ok(GrantReading::Foreign("issuer"));
        }
        match (found.one(self.proof())?, refusal(&found)?) {
            (Some(_), Some(_)) => Err("This holds a code and a refusal at once, which no provider sends."),
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
        // Who pastes a whole address may have been handed it by someone; a code they looked for themselves.
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

    /// OAuth 1 has no state: that the token is the one asked for ties the answer to this request.
    fn tie(&self, found: &Parameters) -> Result<Tie, &'static str> {
        let (shown, ours) = match self.pair {
            None => {
                let state = found.one("state")?;
                (state, state.is_some_and(|text| self.authorization.state().matches(text)))
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

    fn bare(&self, bare: &BareAnswer) -> Judged {
        let state = match &bare.tie {
            None => StateCheck::Absent,
            Some(tie) if *tie == Secret::new(self.tie_value()) => StateCheck::Matches,
            Some(_) => return Ok(GrantReading::Foreign(self.tie_name())),
        };
        let code = Zeroizing::new(text::decoded_code(bare.code.expose())?);
        if code.contains("://") {
            return Err("This is an address in encoded form. Paste it as the browser shows it.");
        }
        Ok(self.grant(checked(&code)?, Vec::new(), state, self.authorization.needs().to_vec()))
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
    if code.trim_matches(|c: char| c.is_whitespace() || c == '+').is_empty() {
        return Err("There is a place for a code in it, but it is empty.");
    }
    let code = code.trim();
    if code.len() > CODE_LIMIT {
        return Err("This is longer than any code. Paste the address the browser ended on.");
    }
    if code.contains(char::is_whitespace) {
        return Err("There is a blank in the code, so it was copied together with other text. Copy it again, please.");
    }
    if code.chars().any(char::is_control) {
        return Err("There are control characters in the code. Copy it again, please.");
    }
    Ok(Secret::new(code))
}
