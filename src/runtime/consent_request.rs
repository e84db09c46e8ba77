//! Requests the address of the provider's page, and leaves a consent pending to be completed later.

use super::{random::random, resolve::bad_callback};
use crate::{
    catalog::AuthFlow,
    domain::{
        Account, Authorization, Consent, Fault, Profile, State,
        draft::Resolved,
        guard::needed_confirmation,
        pending_consent::{NotPending, PendingConsent},
    },
    oauth::free_port,
    platform::Client,
    storage::Store,
};
use std::path::PathBuf;

/// Consent that was requested, and is completed later.
#[derive(Debug)]
pub struct RequestedConsent {
    /// Consent.
    pub consent: PendingConsent,
    /// State file.
    pub file: PathBuf,
    /// Provider's page.
    pub authorization: Authorization,
    /// Name that completes it on a protected profile.
    pub confirmation: Option<String>,
}

/// Reason that a consent was not left pending.
#[derive(Debug)]
pub enum ConsentFault {
    /// It cannot be completed later.
    NotPending(NotPending),
    /// There is no page, or the consent cannot be stored.
    Failed(Fault),
}

impl RequestedConsent {
    /// Returns the command that completes the consent. The answer is read from standard input, because others can read
    /// arguments.
    pub fn next_step(&self) -> String {
        PendingConsent::next_step(&self.file, self.confirmation.as_deref())
    }
}

/// Requests the address of the provider's page. `values` are those of the form's references.
///
/// # Errors
/// The reason that there is none.
pub(super) async fn page(
    (client, account): (&Client, &Account),
    consent: &Consent,
    values: Resolved,
) -> Result<Authorization, Fault> {
    let state = fresh_state()?;
    let consent = placed(consent.clone()).await?;
    let consent = &consent.resolved(values).map_err(bad_callback)?;
    let (address, token) = match consent.flow() {
        AuthFlow::OAuth1 => {
            let token = client.request_token(consent, account).await?;
            (client.verification_url(consent, &token, account).await?, Some(token))
        }
        AuthFlow::OAuth2 | AuthFlow::Plain => (client.authorization_url(consent, &state, account).await?, None),
    };
    let page = consent.page(&address, state);
    let page = page.map(|page| match token {
        Some(token) => page.expecting_verifier(token.token, token.secret),
        None => page,
    });
    page.map_err(|e| Fault::local(e.to_string(), "Check the address of the platform, and report this to its support."))
}

/// Requests the provider's page, and stores the consent to be completed later.
///
/// # Errors
/// [`ConsentFault`].
pub(super) async fn leave(
    platform: (&Client, &Account),
    (store, profile): (&Store, &Profile),
    consent: &Consent,
    values: Resolved,
) -> Result<RequestedConsent, ConsentFault> {
    if consent.flow() == AuthFlow::OAuth1 {
        return Err(ConsentFault::NotPending(NotPending::OAuth1));
    }
    let authorization = page(platform, consent, values).await.map_err(ConsentFault::Failed)?;
    let of = (&profile.account.base, profile.name.as_str());
    let pending = PendingConsent::new(Store::draft_ids().fresh(), consent, &authorization, of, Store::now());
    let pending = pending.map_err(ConsentFault::NotPending)?;
    let kept = store.keep_consent(&pending).map_err(|error| ConsentFault::Failed(error.into()))?;
    let nothing = "Nothing is kept on this machine, so the consent cannot be completed later.";
    let unkept = || ConsentFault::Failed(Fault::local(nothing, "Leave out --keep-nothing, or use --wait."));
    let draft = consent.filled().draft();
    let existing = draft.purpose().existing().map(|existing| (&*existing.id, &*existing.name));
    let confirmation = needed_confirmation(&profile.account.guard, existing, &draft.name);
    Ok(RequestedConsent { consent: pending, file: kept.ok_or_else(unkept)?, authorization, confirmation })
}

/// Returns the consent with a free port, if the form leaves the port open: the provider needs it before the listener
/// starts.
async fn placed(consent: Consent) -> Result<Consent, Fault> {
    let Some(callback) = consent.callback().filter(|callback| callback.leaves_port_open()).cloned() else {
        return Ok(consent);
    };
    match callback.listen_address() {
        Some(address) => Ok(consent.with_port_of(&callback.on_port(free_port(address).await?))),
        None => Ok(consent),
    }
}

fn fresh_state() -> Result<State, Fault> {
    random().map(|bytes| State::from_bytes(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_has_a_new_state() {
        let states: Vec<_> = (0..8).map(|_| fresh_state().expect("random").as_str().to_owned()).collect();
        let different: std::collections::BTreeSet<_> = states.iter().collect();
        assert_eq!(different.len(), states.len(), "{states:?}");
    }
}
