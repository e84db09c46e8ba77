//! Consents that were requested and wait for their answer, to be completed later or on another machine.

use super::{
    authorization::{Authorization, AuthorizationError, Expect, State},
    base::BaseUrl,
    create_request::Consent,
    draft::{Draft, KeptDraft},
    draft_id::DraftId,
    grant::{Grant, GrantReading, StateCheck},
    timestamp::Timestamp,
};
use crate::text::{hex, shell_quoted};
use ring::digest::{SHA256, digest};
use std::path::Path;

/// Time in seconds after which an answer is no longer accepted: one day.
pub const VALID_FOR: u64 = 24 * 3600;

/// Text in place of the state in the stored address.
const PLACE: &str = "STATE";

/// Consent that waits for its answer. It holds references and the hash of the state, and no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingConsent {
    /// ID, also of the form, so that a second request for the same consent is recognized.
    pub id: DraftId,
    /// Address of the platform.
    pub base: BaseUrl,
    /// Name of the profile.
    pub profile: String,
    /// Instance that is re-authorized; `None` for a new one.
    pub instance: Option<String>,
    /// Form, without its secrets.
    pub form: KeptDraft,
    /// Callback, with its port.
    pub callback: String,
    /// Address of the provider's page, with a text in place of the state.
    pub page: String,
    /// SHA-256 of the state, in hexadecimal.
    pub state: String,
    /// Time of the request.
    pub requested: Timestamp,
    /// Time after which an answer is no longer accepted.
    pub expires: Timestamp,
}

/// Reason that a consent cannot be completed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPending {
    /// The request token of OAuth 1 has a secret, which may not be stored.
    #[error(
        "OAuth 1 needs the secret of this run, so its consent cannot be completed later. Use elemint create or reauthorize with --wait."
    )]
    OAuth1,
    /// The address of the page contains the application's secret.
    #[error(
        "The link contains the application's secret, so it must not be sent to others. Use elemint create or reauthorize with --wait."
    )]
    Secret,
}

/// Outcome of reading an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingAnswer {
    /// Consent, tied to the request.
    Granted(Box<Grant>),
    /// Text without a consent that belongs to the request.
    Unusable(Box<GrantReading>),
    /// Consent that nothing ties to the request.
    Untied,
}

impl PendingConsent {
    /// Creates the record of a requested consent.
    ///
    /// # Errors
    /// The consent cannot be completed later.
    pub fn new(
        id: DraftId,
        consent: &Consent,
        authorization: &Authorization,
        (base, profile): (&BaseUrl, &str),
        now: Timestamp,
    ) -> Result<Self, NotPending> {
        if matches!(authorization.expect(), Expect::Verifier { .. }) {
            return Err(NotPending::OAuth1);
        }
        if authorization.carries_secret() {
            return Err(NotPending::Secret);
        }
        let draft = consent.filled().draft();
        Ok(Self {
            id,
            base: base.clone(),
            profile: profile.to_owned(),
            instance: draft.purpose().existing().map(|existing| existing.id.clone()),
            form: draft.to_kept(),
            callback: authorization.callback().as_str().to_owned(),
            page: authorization.address().replace(authorization.state().as_str(), PLACE),
            state: hash(authorization.state().as_str()),
            requested: now,
            expires: Timestamp(now.0.saturating_add(VALID_FOR)),
        })
    }

    /// Returns the command that completes the consent of a state file, with the name that a protected profile needs. The
    /// answer is read from standard input, because others can read arguments.
    pub fn next_step(file: &Path, name: Option<&str>) -> String {
        let file = shell_quoted(&file.display().to_string());
        let confirm = name.map(|name| format!(" --confirm {}", shell_quoted(name))).unwrap_or_default();
        format!("elemint consent complete --state-file {file}{confirm} < ANSWER")
    }

    /// Returns true if the consent is for the same instance of the same platform: a new one of this element and name, or
    /// the existing one.
    pub fn is_for_instance(&self, base: &BaseUrl, draft: &Draft) -> bool {
        let existing = draft.purpose().existing();
        let is_same = match (&self.instance, existing) {
            (Some(id), Some(existing)) => *id == existing.id,
            (None, None) => {
                self.form.element == draft.element().key.as_str() && self.form.name.trim() == draft.name.trim()
            }
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_same && self.base == *base
    }

    /// Returns true if answers are no longer accepted.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now > self.expires
    }

    /// Returns the state of this request, if the text contains it.
    fn state_in(&self, text: &str) -> Option<State> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        // An answer in a mail may be broken into lines.
        let joined: String = text.split_whitespace().collect();
        let words = text.split(|c| !is_part(c)).chain(joined.split(|c| !is_part(c)));
        words.filter(|word| hash(word) == self.state).find_map(State::from_text)
    }

    /// Returns true if the text contains the state of this request.
    pub fn is_answered_by(&self, text: &str) -> bool {
        self.state_in(text).is_some()
    }

    /// Returns the grant in an answer to this request; `None` if the text is no such answer.
    pub fn grant_in(&self, text: &str, consent: &Consent) -> Option<Grant> {
        let state = self.state_in(text)?;
        let authorization = consent.page(&self.page.replace(PLACE, state.as_str()), state).ok()?;
        match Grant::read(text, &authorization) {
            GrantReading::Found(grant) if grant.state() != StateCheck::Absent => Some(grant),
            _ => None,
        }
    }

    /// Returns true if the consent was requested for this form. Name and tags are no part of it.
    pub fn is_for(&self, form: &KeptDraft) -> bool {
        let nameless = |form: &KeptDraft| KeptDraft { name: String::new(), tags: String::new(), ..form.clone() };
        nameless(&self.form) == nameless(form)
    }

    /// Reads an answer. `consent` is that of the stored form; `unknown` is a new state, for a text without the right
    /// one.
    ///
    /// # Errors
    /// The stored address is not valid.
    pub fn read(&self, text: &str, consent: &Consent, unknown: State) -> Result<PendingAnswer, AuthorizationError> {
        let state = self.state_in(text).unwrap_or(unknown);
        let authorization = consent.page(&self.page.replace(PLACE, state.as_str()), state)?;
        Ok(match Grant::read(text, &authorization) {
            // Anyone could have sent a code that nothing ties to the request.
            GrantReading::Found(grant) if grant.state() == StateCheck::Absent && authorization.is_tied() => {
                PendingAnswer::Untied
            }
            GrantReading::Found(grant) => PendingAnswer::Granted(Box::new(grant)),
            other => PendingAnswer::Unusable(Box::new(other)),
        })
    }
}

fn hash(text: &str) -> String {
    hex(digest(&SHA256, text.as_bytes()).as_ref())
}
