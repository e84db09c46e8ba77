//! Changes of an existing instance without a screen: new credentials, or name, tags and configuration.

use super::{
    agreement::{Agreement, declined},
    consent,
    fault::{described, failed},
    form::Given,
    missing::{self, MissingInput},
    place::Place,
    proxy,
    report::Report,
    requests::{self, PlannedRequest},
};
use crate::{
    cli::{args::ConsentArgs, exit},
    domain::{
        ChangeKind, ChangeRequest, ChangeVerdict, Draft, ExistingInstance, Fault, Granted, JournalId, ListedInstance,
        Profile, Route, UnknownCause, draft::ChangeForm, fault::FaultKind, guard::confirmation,
    },
    text::SafeText,
    wizard::ChangeReport,
};
use serde_json::Value as Json;
use std::{sync::Arc, time::Duration};

/// Changes an instance with the given values.
///
/// # Errors
/// The values are not complete, the user does not agree, or the request failed.
pub(super) async fn change(
    form: ChangeForm,
    place: &Place,
    listed: &ListedInstance,
    given: &Given<'_>,
    agreement: Agreement<'_>,
    wish: &ConsentArgs,
) -> Result<Report, Report> {
    let profile = place.profile()?;
    let element = place.catalog.find(listed.element.as_str());
    let element =
        element.ok_or_else(|| Report::failed(exit::NOT_FOUND, safe!("There is no form for {}.", listed.element)))?;
    let existing = Arc::new(ExistingInstance::from_listed(listed));
    let mut draft = given.fill(Draft::of_existing(element, form.purpose(existing)), &place.catalog)?;
    proxy::fill(place, &mut draft).await?;
    let mut needed = MissingInput::list(&draft);
    if !agreement.is_dry_run() {
        needed.extend(MissingInput::unset_references(&draft));
    }
    let confirmed = confirmation((&listed.id, &listed.name));
    needed.extend(agreement.missing(place, confirmed));
    if !needed.is_empty() {
        let command = if form == ChangeForm::Edit { "edit" } else { "reauthorize" };
        let note = safe!("Without options, elemint {} {} asks for them in a form.", command, listed.id);
        return Err(place.about(missing::report(&needed).note(&note), listed));
    }
    if agreement.is_dry_run() {
        return Ok(place.about(requests::report(&PlannedRequest::list(&draft, &profile.account)), listed));
    }
    let route = missing::finish(&draft)?.route();
    if let Route::Change(request) = &route
        && request.is_empty()
    {
        let line = safe!("Nothing of instance {} differs, so nothing was sent.", listed.id);
        return Ok(place.about(Report::done("unchanged", line), listed));
    }
    let verb = if form == ChangeForm::Edit { "Change" } else { "Re-authorize" };
    let mut question = SafeText::default();
    for difference in draft.differences() {
        let mask = place.mask();
        let [before, after] =
            [&difference.before, &difference.after].map(|side| mask.cover_text(&side.to_string()).into_owned());
        question.push_line(&safe!("  {}  {} → {}", difference.key, before, after));
    }
    question.push(&safe!("{} instance {} “{}”?", verb, listed.id, place.mask().cover_text(&listed.name)));
    if !agreement.given(profile, confirmed, &question)? {
        return Ok(declined());
    }
    let request = match route {
        Route::Change(request) => request,
        Route::Consent(consent) => match consent::obtain(consent, place, agreement, wish).await {
            Ok(Granted::Reauthorize(request)) => ChangeRequest::Reauthorize(request),
            Ok(Granted::Create(_)) => return Err(wrong_form()),
            Err(report) => return Err(place.about(report, listed)),
        },
        Route::Ready(_) => return Err(wrong_form()),
    };
    send(&request, place, listed).await
}

fn wrong_form() -> Report {
    Report::failed(exit::FAILED, "The form is for a new instance.".into())
}

/// Sends a change that the user agreed to.
pub(super) async fn send(request: &ChangeRequest, place: &Place, listed: &ListedInstance) -> Result<Report, Report> {
    let profile = place.profile()?;
    let instance = (listed.id.as_str(), listed.name.as_str());
    let account = profile.account.confirmed(instance, confirmation(instance));
    let account = account.unwrap_or_else(|| profile.account.clone());
    let sent = place.automation.change(request, &Profile { account, ..profile.clone() }).await;
    let name = request.filled().name();
    let renamed = (sent.verdict == ChangeVerdict::Changed && !name.is_empty())
        .then(|| ListedInstance { name: name.to_owned(), ..listed.clone() });
    let listed = renamed.as_ref().unwrap_or(listed);
    let report = outcome(request, sent, listed, place);
    Ok(place.about(report, listed).with("differences", requests::differences(request)))
}

fn outcome(request: &ChangeRequest, sent: ChangeReport, listed: &ListedInstance, place: &Place) -> Report {
    let is_reauthorized = matches!(request, ChangeRequest::Reauthorize(_));
    let (verb, status) = if is_reauthorized { ("Re-authorized", "reauthorized") } else { ("Changed", "updated") };
    let name = place.mask().cover_text(&listed.name).into_owned();
    let line = safe!("{} instance {} “{}” of {}.", verb, listed.id, name, listed.element);
    let enabled = sent.enabled.as_ref().map(Result::is_ok);
    match (sent.verdict, sent.fault) {
        (ChangeVerdict::Changed, _) => with_enabled(
            enabled,
            match (sent.enabled, sent.ping) {
                (Some(Err(fault)), _) => unverified(line, safe!("Instance {} is still disabled. ", listed.id), &fault),
                (_, Some(Err(fault))) if !fault_is_unsupported(&fault) => {
                    unverified(line, safe!("Instance {} failed its test. ", listed.id), &fault)
                }
                (_, Some(Ok(_))) => Report::done(status, line).with("verified", Json::from(true)),
                (_, Some(Err(_)) | None) => Report::done(status, line),
            },
        ),
        (ChangeVerdict::Unchanged, Some(fault)) => {
            let report = failed("Nothing was changed. ", &fault);
            if matches!(sent.ping, Some(Ok(_))) {
                let note = safe!("Instance {} passed its test: it works with its old credentials.", listed.id);
                report.note(&note).with("verified", Json::from(true))
            } else {
                report
            }
        }
        (ChangeVerdict::Stopped, fault) => {
            let fault = fault.unwrap_or_else(|| Fault::new(FaultKind::Refused, "The credentials were refused.", ""));
            let note =
                safe!("Instance {} failed its test. Re-authorize it with credentials that are valid.", listed.id);
            failed("", &fault).note(&note).with("verified", Json::from(false))
        }
        (ChangeVerdict::Missing, _) => Report::failed(exit::NOT_FOUND, safe!("There is no instance {}.", listed.id)),
        (ChangeVerdict::Unchanged, None) => Report::done("unchanged", safe!("Instance {} is unchanged.", listed.id)),
        (ChangeVerdict::Unknown(cause), fault) => {
            unknown((cause, ChangeKind::from_request(request)), (fault, sent.ping, sent.open), listed)
        }
    }
}

/// Returns the report of a change that may have been made: the answer, the state of the instance, and the next step.
fn unknown(
    (cause, kind): (UnknownCause, ChangeKind),
    (fault, ping, open): (Option<Fault>, Option<Result<Duration, Fault>>, Option<JournalId>),
    listed: &ListedInstance,
) -> Report {
    let mut words = fault.as_ref().map(described).unwrap_or_default();
    words.push(&safe!("\nInstance {} may have been changed. {}", listed.id, cause.describe(kind)));
    let verified = match &ping {
        Some(Ok(_)) => {
            words.push(&"\nIts test passed: it works with the credentials it has now, old or new.".into());
            Json::from(true)
        }
        Some(Err(fault)) if fault_is_unsupported(fault) => Json::Null,
        Some(Err(_)) => {
            words.push(&"\nIts test failed: it does not work with the credentials it has now.".into());
            Json::from(false)
        }
        None => Json::Null,
    };
    let hint = match (&open, cause.is_temporary()) {
        (Some(_), true) => "elemint recover --look finds out the outcome.".into(),
        (None, true) => safe!("elemint instances show {} shows the instance as it is.", listed.id),
        (Some(open), false) => safe!("Send the change again, or use elemint recover {} --forget.", open),
        (None, false) => "Send the change again.".into(),
    };
    words.push(&safe!("\n{}", hint));
    let report = Report::failed(exit::UNKNOWN, words);
    let report = fault.iter().fold(report, Report::about);
    report
        .with("verified", verified)
        .with("hint", Json::from(hint.as_str()))
        .with("recover", Json::from(open.map(|open| open.to_string())))
}

/// Returns the report of a change after which the instance does not work. `words` is a sentence about it.
fn unverified(line: SafeText, mut words: SafeText, fault: &Fault) -> Report {
    words.push(&described(fault));
    let report = Report::done("unverified", line).code(exit::UNVERIFIED);
    report.note(&words).with("verified", Json::from(false)).about(fault)
}

/// Adds the result of enabling an instance; `None` if it was not disabled.
fn with_enabled(enabled: Option<bool>, report: Report) -> Report {
    let report = report.with("enabled", Json::from(enabled));
    if enabled == Some(true) { report.line(&"It was disabled, and is enabled again.".into()) } else { report }
}

fn fault_is_unsupported(fault: &Fault) -> bool {
    use crate::domain::instance_check::{CheckVerdict, judge};
    judge(&Err(fault.clone())) == CheckVerdict::Unsupported
}
