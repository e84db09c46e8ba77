//! Consent of the provider without a screen: awaited here, or left pending to be completed later.

use super::{agreement::Agreement, fault::failed, missing, place::Place, report::Report};
use crate::{
    cli::{args::ConsentArgs, confirm, exit},
    domain::{
        Authorization, Consent, Grant, Granted,
        grant::{Refusal, StateCheck},
    },
    runtime::{
        consent_request::{ConsentFault, RequestedConsent},
        delegated_consent::{AwaitedLink, ConsentWait},
    },
    terminal::output,
};
use serde_json::Value as Json;
use std::time::Duration;

/// Longest wait for an answer.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Gets the consent for a form, and returns the request that it completes.
///
/// # Errors
/// The consent is left pending, which may be what was asked for, or it was refused.
pub(super) async fn obtain(
    consent: Consent,
    place: &Place,
    agreement: Agreement<'_>,
    wish: &ConsentArgs,
) -> Result<Granted, Report> {
    if !wish.wait && (wish.no_wait || !agreement.can_ask) {
        let pending = leave(&consent, place).await?;
        let report = report(&pending);
        return Err(if wish.no_wait { report } else { report.code(exit::NEEDS_INPUT) });
    }
    let authorization = page(&consent, place).await?;
    if !authorization.is_tied() && !agreement.can_ask {
        let words = "This provider returns nothing that ties its answer to the request, so --wait has to ask if an answer is \
                     yours. Run it on a terminal, or use --no-wait.";
        return Err(Report::failed(exit::MISUSED, words.into()));
    }
    let callback = authorization.callback().clone();
    let (show, recognizes) = (|link| show(&link, &authorization), |grant: &Grant| recognize(grant, agreement.can_ask));
    let waited = place.automation.wait_for_consent(&authorization, LIMIT, show, recognizes).await;
    match waited.map_err(|fault| failed("Nothing was sent. ", &fault))? {
        ConsentWait::Granted(grant) => Ok(consent.with_port_of(&callback).granted(*grant)),
        ConsentWait::Refused(refusal) => Err(refused(&refusal)),
        ConsentWait::TimedOut => {
            Err(Report::failed(exit::TIMED_OUT, "No answer came within 15 minutes. Nothing was sent.".into()))
        }
    }
}

/// Requests the provider's page, and stores the consent to be completed later.
///
/// # Errors
/// There is no page, or the consent cannot be completed later.
pub(super) async fn leave(consent: &Consent, place: &Place) -> Result<RequestedConsent, Report> {
    let profile = place.profile()?;
    if place.automation.is_sandbox_of_this_run(&profile.account).await {
        let words = "The sandbox ends with this command, so the consent cannot be completed later. Use --wait, or start \
                     elemint sandbox and name its address with --base.";
        return Err(Report::failed(exit::MISUSED, words.into()));
    }
    place.automation.request_consent(consent, profile).await.map_err(|error| match error {
        ConsentFault::NotPending(reason) => Report::failed(exit::MISUSED, safe!("{}", reason)),
        ConsentFault::Failed(fault) => failed("No consent was requested. ", &fault),
    })
}

async fn page(consent: &Consent, place: &Place) -> Result<Authorization, Report> {
    let account = place.account()?;
    let page = place.automation.authorization(consent, account).await;
    page.map_err(|fault| failed("No consent was requested. ", &fault))
}

fn show(awaited: &AwaitedLink, authorization: &Authorization) {
    let mut words =
        safe!("Open this link in a browser on this machine, and allow access at {}:\n", authorization.host());
    if let Some(link) = &awaited.link {
        words.push(&safe!("  {}\n", link.expose()));
    }
    if let Some(fingerprint) = &awaited.fingerprint {
        words.push(&safe!("The browser warns of a certificate. Its fingerprint is {}.\n", fingerprint));
    }
    words.push(&safe!("Waiting for the answer at {}.", authorization.callback()));
    output::note(&words);
}

/// Asks if an answer is the user's that may come from another browser. Without a terminal it is not used.
fn recognize(grant: &Grant, can_ask: bool) -> bool {
    let from = match grant.state() {
        StateCheck::Matches => "An answer came from another browser than the one that opened the link.",
        StateCheck::Absent => "An answer came, and nothing ties it to this request.",
    };
    if !can_ask {
        output::note(&safe!("{} It was not used. Open the link that is printed above.", from));
        return false;
    }
    confirm::confirm(&safe!("{}\n  {}\nDid you just allow access?", from, grant.summary())).unwrap_or(false)
}

/// Returns the report of a consent that the provider refused.
pub(super) fn refused(refusal: &Refusal) -> Report {
    let words = match &refusal.description {
        Some(description) => safe!("The provider refused: {} ({}). Nothing was sent.", refusal.error, description),
        None => safe!("The provider refused: {}. Nothing was sent.", refusal.error),
    };
    Report::failed(exit::NO_CONSENT, words).with("reason", Json::from(refusal.error.as_str()))
}

/// Returns the report of a consent that is left pending.
pub(super) fn report(requested: &RequestedConsent) -> Report {
    let RequestedConsent { consent, file, authorization } = requested;
    let next = requested.next_step();
    let words = safe!(
        "Consent is needed. Open this link in any browser, allow access, and copy the address that the browser ends on, \
         even if that page shows an error:\n  {}\nThen: {}",
        authorization.address(),
        next
    );
    Report::done("consent", words)
        .with("element", Json::from(consent.form.element.as_str()))
        .with("name", Json::from(consent.form.name.as_str()))
        .with("platform", Json::from(consent.base.as_str()))
        .with("profile", Json::from(consent.profile.as_str()))
        .with("consent", Json::from(consent.id.to_string()))
        .with("url", Json::from(authorization.address()))
        .with("expires", Json::from(consent.expires.to_string()))
        .with("state_file", Json::from(file.display().to_string()))
        .with("next_step", Json::from(next))
}

/// Returns the report of an answer that is missing.
pub(super) fn no_answer() -> Report {
    missing::report(&[missing::MissingInput::answer()])
}
