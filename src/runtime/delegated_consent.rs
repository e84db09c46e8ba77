//! Consent without a screen: the provider's page is requested, and the answer is awaited here or completed later.

use super::{
    automation::Automation,
    consent_request::{self, ConsentFault, RequestedConsent},
    random::random,
};
use crate::{
    domain::{Account, Authorization, Consent, Fault, Grant, Profile, State, grant::Refusal},
    oauth::{CallbackAnswer, Listener},
    text::Secret,
};
use std::time::Duration;
use tokio::time::timeout;

/// End of the wait for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentWait {
    /// Consent.
    Granted(Box<Grant>),
    /// The provider said no.
    Refused(Refusal),
    /// No answer came in time.
    TimedOut,
}

/// Link to the provider's page, while its answer is awaited.
pub struct AwaitedLink {
    /// Short link that works on this machine alone.
    pub link: Option<Secret>,
    /// Fingerprint of the certificate, if the callback is https.
    pub fingerprint: Option<String>,
}

impl Automation {
    /// Requests the address of the provider's page.
    ///
    /// # Errors
    /// The reason that there is none.
    pub async fn authorization(&self, consent: &Consent, account: &Account) -> Result<Authorization, Fault> {
        self.0.address(consent, account).await
    }

    /// Listens at the callback for the answer. `show` gets the link as soon as the listener is open. `recognizes` decides
    /// on an answer that may not come from the user's browser; it may ask.
    ///
    /// # Errors
    /// The callback is not on this machine, or its port is taken.
    pub async fn wait_for_consent(
        &self,
        authorization: &Authorization,
        limit: Duration,
        show: impl FnOnce(AwaitedLink),
        recognizes: impl Fn(&Grant) -> bool,
    ) -> Result<ConsentWait, Fault> {
        let Some(callback) = authorization.callback().listen_address() else {
            let problem = "The callback address is not on this machine, so its answer cannot be received here.";
            return Err(Fault::local(problem, "Use --no-wait, and complete the consent with the address it ends on."));
        };
        let opened = Listener::open(callback, authorization.clone()).await;
        let mut listener = opened.map_err(|error| {
            let Fault { problem, hint, .. } = error.into();
            Fault::local(problem, format!("{hint} Or use --no-wait."))
        })?;
        let link = listener.links().fresh();
        show(AwaitedLink { link, fingerprint: listener.fingerprint().map(str::to_owned) });
        let answered = timeout(limit, async {
            loop {
                match listener.answer().await {
                    CallbackAnswer::Granted(grant) => return ConsentWait::Granted(Box::new(grant)),
                    CallbackAnswer::Refused(refusal) => return ConsentWait::Refused(refusal),
                    // It came from a browser that did not follow the link, so only a person can recognize it.
                    CallbackAnswer::Offered(grant) if recognizes(&grant) => {
                        return ConsentWait::Granted(Box::new(grant));
                    }
                    CallbackAnswer::Offered(_) => {}
                }
            }
        });
        Ok(answered.await.unwrap_or(ConsentWait::TimedOut))
    }

    /// Requests the provider's page, and stores the consent to be completed later.
    ///
    /// # Errors
    /// [`ConsentFault`].
    pub async fn request_consent(
        &self,
        consent: &Consent,
        profile: &Profile,
    ) -> Result<RequestedConsent, ConsentFault> {
        let requested = async {
            let client = self.0.client(&profile.account.base).await?;
            let account = self.0.resolver.account(&profile.account).await?;
            let values = self.0.resolver.draft(consent.filled().draft()).await?;
            Ok((client, account, values))
        };
        let (client, account, values) = requested.await.map_err(ConsentFault::Failed)?;
        consent_request::leave((&client, &account), (self.store(), profile), consent, values).await
    }

    /// Returns a state that no answer has.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn unknown_state() -> Result<State, Fault> {
        random().map(|bytes| State::from_bytes(&bytes))
    }
}
