//! `elemint create`: one instance from options, variables or a file.

use super::{
    agreement::{Agreement, declined},
    answers::Answers,
    consent, existing,
    fault::{described, failed},
    form::Given,
    missing::{self, MissingInput},
    place::Place,
    proxy,
    report::Report,
    requests::{self, PlannedRequest},
    verify::{Verification, verify},
};
use crate::{
    cli::{
        args::{Args, CreateArgs},
        exit,
        settings::Settings,
        start,
    },
    domain::{CreateRequest, Draft, Fault, Granted, JournalEntry, Profile, Route},
    runtime::automation::CreateFault,
    sandbox::Sandbox,
    text::SafeText,
    wizard::{CreatedInstance, Prefill},
};
use serde_json::Value as Json;
use std::process::ExitCode;

/// Creates an instance and returns the exit code.
pub async fn run(args: &Args, options: &CreateArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(begin(args, options, settings, None, None)).await;
    done.unwrap_or_else(|report| report).print(&options.script.unattended.output).await
}

/// Creates an instance, with the values of another one in `prefill`. `sandbox` is that of this run, if it has begun.
///
/// # Errors
/// There is no instance, or there may be one.
pub(super) async fn begin(
    args: &Args,
    options: &CreateArgs,
    settings: Settings,
    sandbox: Option<Sandbox>,
    prefill: Option<&Prefill>,
) -> Result<Report, Report> {
    if !settings.places.keeps && !options.script.unattended.dry_run {
        let words = "With --keep-nothing the token of the new instance would be lost. Leave out --keep-nothing.";
        return Err(Report::failed(exit::MISUSED, words.into()));
    }
    let answers = options.from.as_deref().map(Answers::read).transpose()?;
    let mut place = Place::open(args, settings, sandbox).await?;
    let agreement = Agreement::new(&options.script.unattended);
    let word = options.element.as_deref().or_else(|| answers.as_ref().and_then(Answers::element));
    let Some(word) = word else { return Err(missing::report(&[MissingInput::element()])) };
    let key = start::one_element(word, &place.catalog)?;
    let given = Given { form: &options.form, answers: answers.as_ref(), prefill };
    let draft = draft(&mut place, &key, &given).await?;
    let mut needed = place.missing();
    if !agreement.is_dry_run() {
        needed.extend(place.unset_secrets());
        needed.extend(MissingInput::unset_references(&draft));
    }
    needed.extend(MissingInput::list(&draft));
    needed.extend(agreement.missing(&place, &draft.name));
    if !needed.is_empty() {
        let note = match prefill {
            // The form of another command has the values that are copied or restored.
            Some(_) => "At a terminal, the command without options asks for them in a form.".into(),
            None => safe!("elemint new {} asks for them in a form.", key),
        };
        return Err(missing::report(&needed).note(&note).with("element", Json::from(key)));
    }
    if let Some(treatment) = options.if_exists
        && let Some(end) =
            existing::treat(treatment, &place, &draft, &given, (agreement, &options.script.consent)).await?
    {
        return Ok(end);
    }
    let profile = place.profile()?.clone();
    let requests = PlannedRequest::list(&draft, &profile.account);
    if agreement.is_dry_run() {
        return Ok(about(requests::report(&requests), &draft, &profile));
    }
    let question = safe!("Create “{}” of {} on {}?", draft.name.trim(), key, profile.account.base.host());
    if !agreement.given(&profile, &draft.name, &question)? {
        return Ok(declined());
    }
    let wanted = Verification { is_tested: options.verify, is_rolled_back: options.rollback_on_failure };
    match missing::finish(&draft)?.route() {
        Route::Ready(request) => send(&request, &place, wanted).await,
        Route::Consent(consent) => {
            let granted = consent::obtain(consent, &place, agreement, &options.script.consent).await;
            let request = to_create(granted.map_err(|report| about(report, &draft, &profile))?)?;
            send(&request, &place, wanted).await
        }
        Route::Change(_) => Err(wrong_form()),
    }
}

fn to_create(granted: Granted) -> Result<Box<CreateRequest>, Report> {
    match granted {
        Granted::Create(request) => Ok(request),
        Granted::Reauthorize(_) => Err(wrong_form()),
    }
}

fn wrong_form() -> Report {
    Report::failed(exit::FAILED, "The form is for an existing instance.".into())
}

/// Returns the filled form of an element.
pub(super) async fn draft(place: &mut Place, key: &str, given: &Given<'_>) -> Result<Draft, Report> {
    let element = place.element(key).await?;
    let named = given.answers.and_then(Answers::element);
    if let Some(named) = named.filter(|named| !named.eq_ignore_ascii_case(element.key.as_str())) {
        let words = safe!("--from is for {}, and not for {}.", named, element.key);
        return Err(Report::failed(exit::MISUSED, words));
    }
    let mut draft = given.fill(Draft::new(element), &place.catalog)?;
    proxy::fill(place, &mut draft).await?;
    Ok(draft)
}

/// Sends a complete request that the user agreed to, and tests the instance.
///
/// # Errors
/// There is no instance, or there may be one.
pub(super) async fn send(request: &CreateRequest, place: &Place, wanted: Verification) -> Result<Report, Report> {
    let profile = place.profile()?;
    let draft = request.filled().draft();
    match place.automation.send(&profile.account, request).await {
        Ok(made) => {
            let report = created(&made, request, place);
            let report = about(report, draft, profile);
            Ok(verify(wanted, place, profile, &made.instance, report).await)
        }
        Err(CreateFault::Failed(fault)) => Err(about(failed("No instance was created. ", &fault), draft, profile)),
        Err(CreateFault::Unknown(entry, fault)) => Err(about(unknown(&entry, &fault, place), draft, profile)),
    }
}

/// Adds the requested instance to a report.
pub(super) fn about(report: Report, draft: &Draft, profile: &Profile) -> Report {
    report
        .with("element", Json::from(draft.element().key.as_str()))
        .with("name", Json::from(draft.name.trim()))
        .with("platform", Json::from(profile.account.base.as_str()))
        .with("profile", Json::from(profile.label()))
}

fn created(made: &CreatedInstance, request: &CreateRequest, place: &Place) -> Report {
    let name = place.mask().cover_text(&made.instance.name).into_owned();
    let words = safe!("Created instance {} “{}” of {}.", made.instance.id, name, request.element());
    let report = Report::done("created", words).with("id", Json::from(made.instance.id.as_str()));
    let objects = made.instance.objects();
    let report = if objects.is_empty() { report } else { report.with("objects", Json::from(objects)) };
    match &made.kept {
        Ok(kept) => {
            let (id, kept) = (&made.instance.id, kept.to_string());
            let sandbox = if place.profile.as_ref().is_some_and(Profile::is_practice) { "--sandbox " } else { "" };
            let later = safe!("Later: elemint {1}instances test {0}, or elemint {1}token {0}.", id, sandbox);
            report.line(&safe!("Its token is saved in {}.", kept)).line(&later).with("token_place", Json::from(kept))
        }
        Err(fault) => {
            let mut words: SafeText =
                "Its token could not be saved on this machine. Create a new token for the instance on the platform. "
                    .into();
            words.push(&described(fault));
            report.code(exit::NOT_KEPT).note(&words).about(fault)
        }
    }
}

fn unknown(entry: &JournalEntry, fault: &Fault, place: &Place) -> Report {
    let mut words = described(fault);
    words.push(&safe!(
        "\nThe instance “{}” of {} may exist. Run elemint recover {} --look to find out.",
        place.mask().cover_text(&entry.name),
        entry.element,
        entry.id
    ));
    Report::failed(exit::UNKNOWN, words).about(fault).with("recover", Json::from(entry.id.to_string()))
}
