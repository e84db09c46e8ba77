//! `elemint consent complete`: finishes what a pending consent was requested for.

use super::{
    agreement::Agreement,
    change,
    consent::{hint, no_answer, refused},
    create,
    fault::failed,
    form::Given,
    input,
    missing::{self, MissingInput},
    place::Place,
    report::Report,
    requests::{self, PlannedRequest},
    verify::Verification,
};
use crate::{
    catalog::FieldKey,
    cli::{
        args::{Args, ConsentCompleteArgs, FormArgs},
        confirm, exit,
        settings::Settings,
        setup,
    },
    domain::{
        ChangeRequest, Consent, Draft, ExistingInstance, Granted, ListedInstance, Profile, Purpose, Route,
        grant::{GrantReading, RefusalKind},
        guard::confirmation,
        pending_consent::{PendingAnswer, PendingConsent},
    },
    runtime::automation::Automation,
    storage::Store,
};
use serde_json::Value as Json;
use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    sync::Arc,
};
use zeroize::Zeroizing;

/// Completes a consent, and returns the report.
pub(super) async fn run(args: &Args, options: &ConsentCompleteArgs, mut settings: Settings) -> Result<Report, Report> {
    if options.answer.is_some() {
        let words = "The answer contains a code, and other users can read arguments. Write it to standard input, or name \
                     a file: elemint consent complete --from-file FILE.";
        return Err(Report::failed(exit::MISUSED, words.into()));
    }
    let agreement = Agreement::new(&options.unattended);
    let text = answer(options, agreement)?;
    let store = setup::store(&settings)?;
    let (file, pending) = find(options, &store, &text)?;
    if pending.is_expired(Store::now()) {
        let words =
            safe!("The consent was requested on {}, and has expired. Request it again.", pending.requested.words());
        return Err(Report::failed(exit::NO_CONSENT, words));
    }
    let is_named = settings.profile.is_some() || settings.user.is_some() || settings.organization.is_some();
    if !is_named && !args.sandbox {
        // The first profile of the platform may be another account.
        let profiles = setup::profiles(&store, &settings)?;
        let is_own =
            |profile: &Profile| profile.name.as_str() == pending.profile && profile.account.base == pending.base;
        if !profiles.iter().any(is_own) {
            return Err(other_profile(&pending));
        }
        settings.profile = Some(pending.profile.clone());
    }
    drop(store);
    let mut place = Place::open(args, settings, None).await?;
    check_platform(&place, &pending)?;
    let done = finish(options, &mut place, &pending, &text, agreement).await;
    let is_over = match &done {
        Ok(report) => report.is_sent(),
        // An instance was created from this consent already.
        Err(report) => report.is_conflict(),
    };
    if is_over {
        // A file that cannot be removed is refused by the journal the next time.
        let _ = place.automation.store().drop_consent(&file);
    }
    done
}

async fn finish(
    options: &ConsentCompleteArgs,
    place: &mut Place,
    pending: &PendingConsent,
    text: &str,
    agreement: Agreement<'_>,
) -> Result<Report, Report> {
    let listed = match &pending.instance {
        Some(id) => Some(place.listed(id, "Nothing was changed. ").await?),
        None => None,
    };
    let draft = draft(options, place, pending, listed.as_ref()).await?;
    let mut needed = MissingInput::list(&draft);
    let name = match &listed {
        Some(listed) => confirmation((&listed.id, &listed.name)),
        None => draft.name.as_str(),
    };
    if place.profile()?.account.guard.is_protected {
        needed.extend(agreement.missing(place, name));
    }
    if !needed.is_empty() {
        return Err(missing::report(&needed));
    }
    let Route::Consent(consent) = missing::finish(&draft)?.route() else {
        return Err(Report::failed(exit::FAILED, "The form needs no consent.".into()));
    };
    let profile = place.profile()?;
    let about = |report: Report| match &listed {
        Some(listed) => place.about(report, listed),
        None => create::about(report, &draft, profile),
    };
    let (granted, doubt) = granted(&consent, pending, text).map_err(about)?;
    // Also a failure is reported with the warning.
    let warned = |report: Report| match &doubt {
        Some(doubt) => report.note(&safe!("Warning: {}", doubt)).with("warning", Json::from(doubt.as_str())),
        None => report,
    };
    if agreement.is_dry_run() {
        let report = requests::report(&[PlannedRequest::after_consent(&draft, &profile.account)]);
        return Ok(warned(about(report)));
    }
    let question =
        safe!("{}Complete the consent?", doubt.as_ref().map(|doubt| format!("{doubt}\n")).unwrap_or_default());
    if profile.account.guard.is_protected && !agreement.given(profile, name, &question)? {
        return Ok(super::agreement::declined());
    }
    let sent = match (granted, listed) {
        (Granted::Create(request), _) => {
            let wanted = Verification { is_tested: options.verify, is_rolled_back: options.rollback_on_failure };
            create::send(&request, place, wanted).await
        }
        (Granted::Reauthorize(request), Some(listed)) => {
            change::send(&ChangeRequest::Reauthorize(request), place, &listed).await
        }
        (Granted::Reauthorize(_), None) => Err(Report::failed(exit::FAILED, "The consent names no instance.".into())),
    };
    let finished = |report| warned(with_link(report, pending));
    sent.map(finished).map_err(finished)
}

/// Adds to a refused code that the link of the consent still serves, since each answer of it has a new code.
fn with_link(report: Report, pending: &PendingConsent) -> Report {
    if report.is_code_refused() { link_serves(report, pending) } else { report }
}

/// Adds that the link of the consent still serves.
fn link_serves(report: Report, pending: &PendingConsent) -> Report {
    let hint = safe!(
        "The same link serves until {}: open it again, allow access, and complete with the new address.",
        pending.expires.words()
    );
    report.note(&hint).with("hint", Json::from(hint.as_str()))
}

/// Returns the form of the request, with the values that were not stored.
async fn draft(
    options: &ConsentCompleteArgs,
    place: &mut Place,
    pending: &PendingConsent,
    listed: Option<&ListedInstance>,
) -> Result<Draft, Report> {
    let element = place.element(&pending.form.element).await?;
    let mut draft = match listed {
        None => Draft::resume(element, &pending.form),
        Some(listed) => {
            let existing = Arc::new(ExistingInstance::from_listed(listed));
            let mut draft = Draft::of_existing(element, Purpose::Reauthorize(existing));
            draft.choose_mode(pending.form.mode);
            for (key, typed) in &pending.form.values {
                draft.set(&FieldKey::new(key), typed);
            }
            draft
        }
    };
    let form = FormArgs { values: options.values.clone(), ..FormArgs::default() };
    let given = Given { form: &form, answers: None, prefill: None };
    draft = given.fill(draft, &place.catalog)?;
    // The page was requested with this callback, whose port may have been chosen by then.
    let key = draft.callback_key();
    draft.put(&key, &pending.callback);
    draft.set_id(pending.id.clone());
    Ok(draft)
}

/// Reads the answer, and returns the request that it completes, with a warning if nothing ties it to the consent.
fn granted(consent: &Consent, pending: &PendingConsent, text: &str) -> Result<(Granted, Option<String>), Report> {
    let unusable = |words: String, hint: &str| {
        let words = safe!("{} {} Nothing was sent.", words, hint);
        Report::failed(exit::NO_CONSENT, words)
    };
    let unknown = Automation::unknown_state().map_err(|fault| failed("Nothing was sent. ", &fault))?;
    match pending.read(text, consent, unknown) {
        Ok(PendingAnswer::Granted(grant)) => {
            let doubt = grant.doubt();
            Ok((consent.clone().granted(*grant), doubt))
        }
        Ok(PendingAnswer::Untied) => Err(unusable(
            "The answer carries no state, so it may be of another request.".into(),
            "Paste the complete address the browser ended on.",
        )),
        Ok(PendingAnswer::Unusable(reading)) => Err(match *reading {
            GrantReading::Refused(refusal) => match refusal.kind() {
                RefusalKind::Denied | RefusalKind::Passing => link_serves(refused(&refusal), pending),
                RefusalKind::Scope | RefusalKind::Application | RefusalKind::Other => refused(&refusal),
            },
            reading => unusable(reading.summary(), hint(&reading)),
        }),
        Err(error) => Err(unusable(error.to_string(), "Request the consent again.")),
    }
}

/// Returns the pending consent of an answer: that of the named file, the one with its state, or the only one.
fn find(options: &ConsentCompleteArgs, store: &Store, text: &str) -> Result<(PathBuf, PendingConsent), Report> {
    if let Some(path) = &options.state_file {
        if !path.exists() {
            let words = safe!("There is no file {}. A consent that was completed has none any more.", path.display());
            return Err(Report::failed(exit::NOT_FOUND, words));
        }
        let read = Store::read_consent(path);
        let read = read.map_err(|error| Report::failed(exit::NOT_FOUND, safe!("{} {}", error, error.hint())))?;
        let damaged = || Report::failed(exit::MISUSED, safe!("{} is no pending consent, or damaged.", path.display()));
        return Ok((path.clone(), read.ok_or_else(damaged)?));
    }
    let mut pending = store.consents();
    if pending.is_empty() {
        return Err(Report::failed(
            exit::NOT_FOUND,
            "No consent is pending here. Name its file: --state-file FILE.".into(),
        ));
    }
    if let Some(at) = pending.iter().position(|(_, consent)| consent.is_answered_by(text)) {
        return Ok(pending.swap_remove(at));
    }
    if pending.len() == 1 {
        return Ok(pending.swap_remove(0));
    }
    let words = "The answer belongs to none of the pending consents. elemint consent list lists them.";
    Err(Report::failed(exit::NO_CONSENT, words.into()))
}

/// Checks that the platform is the one that the page was requested from.
fn check_platform(place: &Place, pending: &PendingConsent) -> Result<(), Report> {
    let is_same = place.profile.as_ref().is_some_and(|profile| profile.account.base == pending.base);
    if is_same { Ok(()) } else { Err(other_profile(pending)) }
}

/// Returns the report of a consent whose profile is not known.
fn other_profile(pending: &PendingConsent) -> Report {
    let words = safe!(
        "The consent was requested with profile {} from {}. Name a profile of this platform: --profile NAME.",
        pending.profile,
        pending.base
    );
    let missing = MissingInput::profile_of(&pending.base);
    let report = Report::failed(exit::NEEDS_INPUT, words).with("missing", missing::to_json(&[missing]));
    report.with("platform", Json::from(pending.base.as_str()))
}

/// Reads the answer from the file, from standard input, or from the terminal.
fn answer(options: &ConsentCompleteArgs, agreement: Agreement<'_>) -> Result<Zeroizing<String>, Report> {
    let stdin = Path::new("-");
    let path = options.from_file.as_deref().unwrap_or(stdin);
    let text = if path != stdin || !io::stdin().is_terminal() {
        input::read("--from-file", path)?
    } else if agreement.can_ask {
        Zeroizing::new(confirm::ask(&"Paste the address that the browser ended on: ".into()))
    } else {
        return Err(no_answer());
    };
    if text.trim().is_empty() { Err(no_answer()) } else { Ok(text) }
}
