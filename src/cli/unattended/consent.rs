//! Consent of the provider without a screen: awaited here, or left pending to be completed later.

use super::{agreement::Agreement, fault::failed, missing, place::Place, report::Report};
use crate::{
    cli::{args::ConsentArgs, confirm, exit},
    domain::{
        Authorization, Consent, Granted,
        grant::{GrantReading, Refusal, StateCheck},
    },
    runtime::{
        consent_request::{ConsentFault, RequestedConsent},
        delegated_consent::{AwaitedLink, ConsentNews, ConsentWait},
    },
    terminal::output,
    text::SafeText,
};
use serde_json::Value as Json;
use std::time::Duration;

/// Longest wait for an answer.
const LIMIT: Duration = Duration::from_secs(15 * 60);

const ENDING: &str = "The sandbox ends with this command, so its consent cannot be completed later.";

const LISTENING: &str = "a sandbox that stays, with elemint sandbox --listen 127.0.0.1:8080, set the variables that it \
                         prints, and leave out --sandbox.";

const PASTE: &str = "Paste the address that the browser ends on, even if that page shows an error:";

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
    let is_here = consent.callback().is_some_and(|callback| callback.listen_address().is_some());
    if !wish.wait && (wish.no_wait || !agreement.can_ask) {
        let pending = leave(&consent, place, is_here || agreement.can_ask).await?;
        let report = report(&pending);
        return Err(if wish.no_wait { report } else { report.code(exit::NEEDS_INPUT) });
    }
    if !is_here && !agreement.can_ask {
        let why = "The callback address is not on this machine, so --wait cannot receive the answer without a terminal to \
                   paste it into.";
        return Err(
            elsewhere(why, "Use --no-wait, and complete the consent with elemint consent complete.", place).await
        );
    }
    let authorization = page(&consent, place).await?;
    if !authorization.is_tied() && !agreement.can_ask {
        let why = "This provider returns nothing that ties its answer to the request, so --wait has to ask if an answer is \
                   yours.";
        return Err(elsewhere(why, "Run it on a terminal, or use --no-wait.", place).await);
    }
    let callback = authorization.callback().clone();
    let lines = agreement.can_ask.then(confirm::lines);
    let tell = |news: ConsentNews<'_>| output::note(&words(&news, &authorization, agreement.can_ask));
    let waited = place.automation.wait_for_consent(&authorization, LIMIT, lines, tell).await;
    match waited.map_err(|fault| failed("Nothing was sent. ", &fault))? {
        ConsentWait::Granted(grant) => Ok(consent.with_port_of(&callback).granted(*grant)),
        ConsentWait::Refused(refusal) => Err(refused(&refusal)),
        ConsentWait::TimedOut => {
            Err(Report::failed(exit::TIMED_OUT, "No answer came within 15 minutes. Nothing was sent.".into()))
        }
    }
}

/// Returns the report of a consent that cannot be awaited here. The remedy is another one in the sandbox of the run, whose
/// consents cannot be completed later.
async fn elsewhere(why: &'static str, remedy: &'static str, place: &Place) -> Report {
    let is_ending = match place.profile() {
        Ok(profile) => place.automation.is_sandbox_of_this_run(&profile.account).await,
        Err(_) => false,
    };
    let words = if is_ending {
        safe!("{} {} Run it on a terminal, or start {}", why, ENDING, LISTENING)
    } else {
        safe!("{} {}", why, remedy)
    };
    Report::failed(exit::MISUSED, words)
}

/// Requests the provider's page, and stores the consent to be completed later. `can_wait` is true if the command could wait
/// for the answer instead.
///
/// # Errors
/// There is no page, or the consent cannot be completed later.
pub(super) async fn leave(consent: &Consent, place: &Place, can_wait: bool) -> Result<RequestedConsent, Report> {
    let profile = place.profile()?;
    if place.automation.is_sandbox_of_this_run(&profile.account).await {
        let start = if can_wait { "Use --wait, or start" } else { "Start" };
        return Err(Report::failed(exit::MISUSED, safe!("{} {} {}", ENDING, start, LISTENING)));
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

/// Returns the sentences about the wait for an answer.
fn words(news: &ConsentNews<'_>, authorization: &Authorization, can_paste: bool) -> SafeText {
    match news {
        ConsentNews::Waiting(awaited) => link(awaited, authorization, can_paste),
        ConsentNews::Offered(grant) => {
            let from = match grant.state() {
                StateCheck::Matches => "An answer came from another browser than the one that opened the link.",
                StateCheck::Absent => "An answer came, and nothing ties it to this request.",
            };
            if can_paste {
                safe!("{}\n  {}\nDid you just allow access? yes or no:", from, grant.summary())
            } else {
                safe!("{} It was not used. Open the link that is printed above.", from)
            }
        }
        ConsentNews::Declined => "The answer was not used. Waiting for another one.".into(),
        ConsentNews::Unusable(reading) => safe!("{} {}", reading.summary(), hint(reading)),
    }
}

fn link(awaited: &AwaitedLink, authorization: &Authorization, can_paste: bool) -> SafeText {
    let Some(link) = &awaited.link else {
        return safe!(
            "Open this link in any browser, and allow access at {}:\n  {}\n{}",
            authorization.host(),
            authorization.address(),
            PASTE
        );
    };
    let mut words = safe!(
        "Open this link in a browser on this machine, and allow access at {}:\n  {}\n",
        authorization.host(),
        link.expose()
    );
    if let Some(fingerprint) = &awaited.fingerprint {
        words.push(&safe!("The browser warns of a certificate. Its fingerprint is {}.\n", fingerprint));
    }
    match (authorization.callback().listen_address(), can_paste) {
        (None, _) => words.push(&PASTE.into()),
        (Some(_), true) => {
            words.push(&safe!("Waiting for the answer at {}. Or paste the address here.", authorization.callback()));
        }
        (Some(_), false) => words.push(&safe!("Waiting for the answer at {}.", authorization.callback())),
    }
    words
}

/// Returns the remedy of a text that cannot be used as an answer. The link is not on a screen.
pub(super) fn hint(reading: &GrantReading) -> &'static str {
    match reading {
        GrantReading::Foreign(_) => "Open the link of this consent again, and paste the address it ends on.",
        GrantReading::Untied(_) => {
            "Copy the complete address again. If it is missing there too, request the consent again."
        }
        GrantReading::Unreadable(_) => "Paste the complete address the browser ended on.",
        GrantReading::Several(_) => "Paste one of them.",
        GrantReading::Empty
        | GrantReading::Found(_)
        | GrantReading::Refused(_)
        | GrantReading::Lacks(_)
        | GrantReading::NoCode(_)
        | GrantReading::NotYet => reading.hint(),
    }
}

/// Returns the report of a consent that the provider refused.
pub(super) fn refused(refusal: &Refusal) -> Report {
    let words = match &refusal.description {
        Some(description) => safe!("The provider refused: {} ({}). Nothing was sent.", refusal.error, description),
        None => safe!("The provider refused: {}. Nothing was sent.", refusal.error),
    };
    let (reason, hint) = (words.as_str().to_owned(), refusal.kind().hint());
    let report = Report::failed(exit::NO_CONSENT, words)
        .with("reason", Json::from(reason))
        .with("provider_error", Json::from(refusal.error.as_str()))
        .with("provider_message", Json::from(refusal.description.as_deref()));
    if hint.is_empty() { report } else { report.note(&hint.into()).with("hint", Json::from(hint)) }
}

/// Returns the report of a consent that is left pending.
pub(super) fn report(requested: &RequestedConsent) -> Report {
    let RequestedConsent { consent, file, authorization, .. } = requested;
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
