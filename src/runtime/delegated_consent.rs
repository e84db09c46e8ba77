//! Consent without a screen: the provider's page is requested, and the answer is awaited here or completed later.

use super::{
    automation::Automation,
    consent_request::{self, ConsentFault, RequestedConsent},
    random::random,
};
use crate::{
    domain::{
        Account, Authorization, Consent, Fault, Grant, Profile, State,
        grant::{GrantReading, Refusal, StateCheck},
    },
    oauth::{CallbackAnswer, Listener},
    text::{Secret, yes_or_no},
};
use std::{future::pending, time::Duration};
use tokio::{sync::mpsc::UnboundedReceiver, time::timeout};

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
    /// Short link that works on this machine alone; `None` if nothing listens here.
    pub link: Option<Secret>,
    /// Fingerprint of the certificate, if the callback is https.
    pub fingerprint: Option<String>,
}

/// News for the user, while an answer is awaited.
pub enum ConsentNews<'a> {
    /// The wait has begun.
    Waiting(AwaitedLink),
    /// An answer that may not be the user's. The next line says yes or no; without a terminal it is not used.
    Offered(&'a Grant),
    /// The user did not recognize the answer.
    Declined,
    /// A typed text without a usable answer.
    Unusable(&'a GrantReading),
}

/// Lines that the user types on the terminal; none without one.
pub type TypedLines = Option<UnboundedReceiver<Secret>>;

impl Automation {
    /// Requests the address of the provider's page.
    ///
    /// # Errors
    /// The reason that there is none.
    pub async fn authorization(&self, consent: &Consent, account: &Account) -> Result<Authorization, Fault> {
        self.0.address(consent, account).await
    }

    /// Waits for the answer at the callback, if it is on this machine, and for a pasted one in `lines`.
    ///
    /// # Errors
    /// The port of the callback is taken.
    pub async fn wait_for_consent(
        &self,
        authorization: &Authorization,
        limit: Duration,
        lines: TypedLines,
        tell: impl Fn(ConsentNews<'_>),
    ) -> Result<ConsentWait, Fault> {
        let mut listener = match authorization.callback().listen_address() {
            Some(callback) => Some(Listener::open(callback, authorization.clone()).await.map_err(|error| {
                let Fault { problem, hint, .. } = error.into();
                Fault::local(problem, format!("{hint} Or use --no-wait."))
            })?),
            // Its page may contain the application's secret, which a short link keeps off the terminal.
            None if authorization.carries_secret() => {
                Some(Listener::forward(&Secret::new(authorization.address())).await.map_err(Fault::from)?)
            }
            None => None,
        };
        let link = listener.as_ref().and_then(|listener| listener.links().fresh());
        let fingerprint = listener.as_ref().and_then(Listener::fingerprint).map(str::to_owned);
        tell(ConsentNews::Waiting(AwaitedLink { link, fingerprint }));
        let answered = timeout(limit, answer(authorization, &mut listener, lines, tell));
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

/// Waits for an answer: of the listener, or pasted. One that may not be the user's is used only after a yes.
async fn answer(
    authorization: &Authorization,
    listener: &mut Option<Listener>,
    mut lines: TypedLines,
    tell: impl Fn(ConsentNews<'_>),
) -> ConsentWait {
    let mut offered: Option<Grant> = None;
    loop {
        let line = tokio::select! {
            // While the user is asked about an answer, no other one takes its place.
            answer = received(listener), if offered.is_none() => match answer {
                CallbackAnswer::Granted(grant) => return ConsentWait::Granted(Box::new(grant)),
                CallbackAnswer::Refused(refusal) => return ConsentWait::Refused(refusal),
                // It came from a browser that did not follow the link, so only a person can recognize it.
                CallbackAnswer::Offered(grant) => {
                    tell(ConsentNews::Offered(&grant));
                    offered = lines.is_some().then_some(grant);
                    continue;
                }
            },
            line = typed(&mut lines) => line,
        };
        let Some(line) = line else {
            // No user can say yes any more.
            offered = None;
            continue;
        };
        match (offered.take(), yes_or_no(line.expose())) {
            (Some(grant), Some(true)) => return ConsentWait::Granted(Box::new(grant)),
            (Some(_), Some(false)) => tell(ConsentNews::Declined),
            (None, Some(_)) => {}
            (open, None) => match pasted(line.expose(), authorization, &tell) {
                Some(PastedAnswer::Final(end)) => return end,
                Some(PastedAnswer::Offered(grant)) => {
                    tell(ConsentNews::Offered(&grant));
                    offered = Some(grant);
                }
                None => {
                    if let Some(grant) = &open {
                        tell(ConsentNews::Offered(grant));
                    }
                    offered = open;
                }
            },
        }
    }
}

/// Answer in a pasted text.
enum PastedAnswer {
    /// It ends the wait.
    Final(ConsentWait),
    /// It may not be the user's.
    Offered(Grant),
}

/// Parses a pasted text; `None` without a usable answer, which is told unless the text is empty.
fn pasted(text: &str, authorization: &Authorization, tell: &impl Fn(ConsentNews<'_>)) -> Option<PastedAnswer> {
    match Grant::read(text, authorization) {
        GrantReading::Found(grant) if grant.state() == StateCheck::Matches => {
            Some(PastedAnswer::Final(ConsentWait::Granted(Box::new(grant))))
        }
        GrantReading::Found(grant) => Some(PastedAnswer::Offered(grant)),
        GrantReading::Refused(refusal) => Some(PastedAnswer::Final(ConsentWait::Refused(refusal))),
        GrantReading::Empty => None,
        reading @ (GrantReading::Several(_)
        | GrantReading::Foreign(_)
        | GrantReading::Untied(_)
        | GrantReading::Lacks(_)
        | GrantReading::NoCode(_)
        | GrantReading::NotYet
        | GrantReading::Unreadable(_)) => {
            tell(ConsentNews::Unusable(&reading));
            None
        }
    }
}

/// Returns the next answer at the callback. Without a listener there is none.
async fn received(listener: &mut Option<Listener>) -> CallbackAnswer {
    match listener {
        Some(listener) => listener.answer().await,
        None => pending().await,
    }
}

/// Returns the next typed line; `None` once at the end of the input.
async fn typed(lines: &mut TypedLines) -> Option<Secret> {
    let Some(open) = lines else { return pending().await };
    let line = open.recv().await;
    if line.is_none() {
        *lines = None;
    }
    line
}
