//! `elemint recover`: lists create requests with an unknown outcome, and resolves them without a screen.

mod changes;

use super::{args::RecoverArgs, command_error::CommandError, exit, json, session, settings::Settings, setup};
use crate::{
    catalog::Catalog,
    document::mask::Mask,
    domain::{Account, BaseUrl, Fault, Instance, JournalEntry, JournalId, Profile},
    runtime::recover::{Outcome, Recovery},
    storage::{EntryHolder, OpenRequest},
    terminal::output,
    text::SafeText,
    wizard::CreatedInstance,
};
use changes::ChangeLine;
use serde_json::{Value as Json, json};
use std::{process::ExitCode, sync::Arc, time::Duration};

/// A request and its outcome.
struct RecoverReport {
    entry: JournalEntry,
    end: RecoveryOutcome,
}

/// Outcome of one request.
enum RecoveryOutcome {
    Made(Box<CreatedInstance>),
    Absent,
    Forgotten,
    /// A running elemint waits for the answer; its process ID, if known.
    Held(Option<u32>),
    /// Unresolved: the reason, and instances that may belong to it.
    Open(SafeText, Vec<Instance>),
    /// Only listed.
    Untouched,
}

/// Lists or resolves open requests, depending on the arguments.
pub(super) async fn run(options: &RecoverArgs, settings: Settings) -> Result<ExitCode, CommandError> {
    let store = setup::store(&settings)?;
    if !store.keeps() {
        return Err(CommandError::new(
            "Requests cannot be resolved with --keep-nothing. Run it without.".into(),
            exit::MISUSED,
        ));
    }
    store.sweep();
    let profiles = setup::profiles(&store, &settings)?;
    setup::check_secrets(&settings, &profiles)?;
    // The profile of flags or environment takes precedence; there may be none.
    let named = setup::choose(&settings, &profiles).ok().flatten();
    let profile_of = |base: &BaseUrl, is_own: &dyn Fn(&Profile) -> bool| {
        let all = || named.iter().chain(&profiles).filter(|profile| profile.account.base == *base);
        let own = all().find(|profile| is_own(profile)).or_else(|| all().next());
        own.cloned()
    };
    let longest = settings.timeout;
    let recovery = Recovery::new(session::surroundings(settings, Arc::new(Catalog::default()), store)?, longest);
    let (mut requests, mut changes) = (recovery.open_requests(), recovery.open_changes());
    for note in recovery.notes() {
        output::note(&safe!("{}", note));
    }
    if let Some(named) = &options.request {
        let id = JournalId::read(named.trim());
        requests.retain(|open| id.as_ref() == Some(&open.entry.id));
        changes.retain(|entry| id.as_ref() == Some(&entry.id));
        if requests.is_empty() && changes.is_empty() {
            let words = safe!("No open request {}.", named);
            return Err(CommandError::new(words, exit::NOT_FOUND));
        }
        if options.adopt.is_some() && requests.is_empty() {
            let words = safe!("{} changes an instance that exists, so --adopt does not apply. Use --look.", named);
            return Err(CommandError::new(words, exit::MISUSED));
        }
    }
    let mut reports = Vec::new();
    for OpenRequest { entry, holder } in requests {
        let end = match holder {
            EntryHolder::Running(process) => RecoveryOutcome::Held(process),
            EntryHolder::None => {
                let profile = profile_of(&entry.base, &|profile| entry.may_be_of(profile.name.as_str()));
                settle(options, &recovery, profile.map(|profile| profile.account), &entry).await
            }
        };
        reports.push(RecoverReport::new(entry, end));
    }
    let changes = changes::settle(options, &recovery, |base| profile_of(base, &|_| true), changes).await;
    print(options, &reports, &changes).await
}

/// Prints the reports. Returns the exit code.
async fn print(
    options: &RecoverArgs,
    reports: &[RecoverReport],
    changes: &[ChangeLine],
) -> Result<ExitCode, CommandError> {
    if options.output.is_wanted() {
        let list: Vec<Json> =
            reports.iter().map(RecoverReport::json).chain(changes.iter().map(ChangeLine::json)).collect();
        json::print(&Json::from(list), &options.output).await?;
    } else {
        if changes.is_empty() || !reports.is_empty() {
            tell(reports);
        }
        changes::tell(changes);
    }
    let holder =
        |report: &RecoverReport| if let RecoveryOutcome::Held(process) = report.end { Some(process) } else { None };
    let held: Vec<Option<u32>> = reports.iter().filter_map(holder).collect();
    if !held.is_empty() {
        output::note(&held_words(&held));
    }
    Ok(code(reports, changes))
}

async fn settle(
    options: &RecoverArgs,
    recovery: &Recovery,
    account: Option<Account>,
    entry: &JournalEntry,
) -> RecoveryOutcome {
    if options.forget {
        return recovery.forget(entry).await.map_or_else(|fault| open(&fault), |()| RecoveryOutcome::Forgotten);
    }
    if !options.look && options.adopt.is_none() {
        return RecoveryOutcome::Untouched;
    }
    let Some(account) = account else {
        let words = safe!("No profile has secrets for {}. Set CE_BASE, CE_USER and CE_ORG.", entry.base.host());
        return RecoveryOutcome::Open(words, Vec::new());
    };
    if let Some(id) = &options.adopt {
        return match recovery.adopt(entry, &account, id).await {
            Ok(Some(made)) => RecoveryOutcome::Made(Box::new(made)),
            Ok(None) => RecoveryOutcome::Open(safe!("Instance {} does not match the request.", id), Vec::new()),
            Err(fault) => open(&fault),
        };
    }
    let left = recovery.may_go_on(entry);
    if !left.is_zero() {
        output::note(&safe!(
            "The platform may still be creating “{}”; checking for up to {} s.",
            Mask::default().cover_text(&entry.name),
            left.as_secs()
        ));
    }
    match recovery.look(entry, &account, Duration::from_secs(options.pause)).await {
        Ok(Outcome::Made(made)) => RecoveryOutcome::Made(made),
        Ok(Outcome::Absent) => RecoveryOutcome::Absent,
        Ok(Outcome::Open(found)) => RecoveryOutcome::Open("Several instances match:".into(), found),
        Err(fault) => open(&fault),
    }
}

fn open(fault: &Fault) -> RecoveryOutcome {
    RecoveryOutcome::Open(safe!("{}", fault), Vec::new())
}

fn code(reports: &[RecoverReport], changes: &[ChangeLine]) -> ExitCode {
    let unkept = |report: &RecoverReport| matches!(&report.end, RecoveryOutcome::Made(made) if made.kept.is_err());
    let open = |report: &RecoverReport| {
        matches!(report.end, RecoveryOutcome::Open(..) | RecoveryOutcome::Untouched | RecoveryOutcome::Held(_))
    };
    let is_open = reports.iter().any(open) || changes.iter().any(ChangeLine::is_open);
    ExitCode::from(match (reports.iter().any(unkept), is_open) {
        (true, _) => exit::NOT_KEPT,
        (_, true) => exit::UNKNOWN,
        _ => 0,
    })
}

fn tell(reports: &[RecoverReport]) {
    for report in reports {
        let _ = output::line(&report.line());
        if let RecoveryOutcome::Open(_, found) = &report.end {
            for instance in found {
                let age = if report.entry.may_have_created(instance) { "" } else { "  older than the request" };
                let created = instance.created.as_deref().unwrap_or("at an unknown time");
                let _ = output::line(&safe!("          {}  {}{}", instance.id, created, age));
            }
        }
    }
    let words = match reports
        .iter()
        .find(|report| matches!(report.end, RecoveryOutcome::Open(..) | RecoveryOutcome::Untouched))
    {
        None if reports.is_empty() => "No unresolved requests.".into(),
        None => return,
        Some(RecoverReport { end: RecoveryOutcome::Untouched, .. }) => {
            "elemint recover --look asks the platform for their outcome.".into()
        }
        Some(RecoverReport { entry, .. }) => safe!(
            "Still unresolved. Use elemint recover {0} --adopt INSTANCE, or elemint recover {0} --forget.",
            entry.id
        ),
    };
    output::note(&words);
}

/// Returns the number of held requests and the processes that hold them.
fn held_words(held: &[Option<u32>]) -> SafeText {
    let mut known: Vec<u32> = held.iter().copied().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let process = if known.is_empty() { String::new() } else { format!(" (pid {})", known.join(", ")) };
    let verb = if held.len() == 1 { "is" } else { "are" };
    safe!(
        "{} {} held by a running elemint{}. Wait for its answer, or end it to resolve them here.",
        held.len(),
        verb,
        process
    )
}

impl RecoverReport {
    /// A report in which a secret inside a name, such as the password of an address, is covered.
    fn new(entry: JournalEntry, end: RecoveryOutcome) -> Self {
        let mask = Mask::default();
        let covered = |name: &str| mask.cover_text(name).into_owned();
        let end = match end {
            RecoveryOutcome::Open(why, found) => {
                let found = found.into_iter().map(|found| Instance { name: covered(&found.name), ..found });
                RecoveryOutcome::Open(why, found.collect())
            }
            end @ (RecoveryOutcome::Made(_)
            | RecoveryOutcome::Absent
            | RecoveryOutcome::Forgotten
            | RecoveryOutcome::Held(_)
            | RecoveryOutcome::Untouched) => end,
        };
        Self { entry: JournalEntry { name: covered(&entry.name), ..entry }, end }
    }

    fn line(&self) -> SafeText {
        let JournalEntry { id, base, element, name, started, .. } = &self.entry;
        match &self.end {
            RecoveryOutcome::Untouched => {
                safe!("{}  {}  {}  “{}”  {}", id, started.words(), element, name, base.host())
            }
            RecoveryOutcome::Made(made) => {
                let instance = &made.instance.id;
                match &made.kept {
                    Ok(kept) => safe!("{}  created: instance {} “{}”, token saved in {}", id, instance, name, kept),
                    Err(fault) => {
                        safe!("{}  created: instance {} “{}”, token not saved. {}", id, instance, name, fault)
                    }
                }
            }
            RecoveryOutcome::Absent => safe!("{}  not created: “{}” of {}", id, name, element),
            RecoveryOutcome::Forgotten => safe!("{}  forgotten: “{}” of {}", id, name, element),
            RecoveryOutcome::Held(_) => {
                let host = base.host();
                safe!("{}  held: “{}” of {}. A running elemint waits for the answer of {}.", id, name, element, host)
            }
            RecoveryOutcome::Open(why, _) => safe!("{}  open: “{}” of {}. {}", id, name, element, why),
        }
    }

    /// Returns the report as JSON, without the token.
    fn json(&self) -> Json {
        let JournalEntry { id, base, element, name, started, .. } = &self.entry;
        let (outcome, more) = match &self.end {
            RecoveryOutcome::Made(made) => {
                let kept = made.kept.as_ref().ok().map(ToString::to_string);
                ("made", json!({ "instance": made.instance.id, "kept": kept }))
            }
            RecoveryOutcome::Absent => ("absent", json!({})),
            RecoveryOutcome::Forgotten => ("forgotten", json!({})),
            RecoveryOutcome::Untouched => ("open", json!({})),
            RecoveryOutcome::Held(process) => ("held", json!({ "process": process })),
            RecoveryOutcome::Open(why, found) => {
                let one = |i: &Instance| json!({ "id": i.id, "name": i.name, "created": i.created });
                ("open", json!({ "why": why.as_str(), "found": found.iter().map(one).collect::<Vec<_>>() }))
            }
        };
        let fields = json!({
            "request": id.to_string(), "base": base.as_str(), "element": element.as_str(), "name": name,
            "started": started.to_string(), "outcome": outcome,
        });
        let parts = [fields, more].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        Json::Object(parts.collect())
    }
}
