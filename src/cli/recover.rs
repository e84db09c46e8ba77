//! `elemint recover`: requests nobody heard the end of, told and settled without a screen.

use super::{
    args::RecoverArgs,
    exit, session,
    settings::Settings,
    wizard::{self, Stop},
};
use crate::{
    catalog::Catalog,
    domain::{Account, Attempt, AttemptId, Base, Fault, Instance},
    runtime::recover::{Outcome, Recovery},
    storage::{Holder, OpenRequest},
    terminal::output,
    text::SafeText,
    wizard::Made,
};
use serde_json::{Value as Json, json};
use std::{process::ExitCode, sync::Arc, time::Duration};

/// What is known of one request at the end.
struct Report {
    attempt: Attempt,
    end: End,
}

/// How it ended.
enum End {
    Made(Box<Made>),
    Absent,
    Forgotten,
    /// A running elemint waits for its answer, of this process number where it is known.
    Held(Option<u32>),
    /// Not settled, and why.
    Open(SafeText, Vec<Instance>),
    /// Nobody asked.
    Untouched,
}

/// Tells of them, or settles them, as the arguments have it.
pub async fn run(options: &RecoverArgs, settings: Settings) -> ExitCode {
    match begin(options, settings).await {
        Ok(code) => code,
        Err(Stop(words, code)) => exit::failed(&words, code),
    }
}

async fn begin(options: &RecoverArgs, settings: Settings) -> Result<ExitCode, Stop> {
    let store = wizard::store(&settings)?;
    if !store.keeps() {
        return Err(Stop("Requests cannot be resolved with --keep-nothing. Run it without.".into(), exit::MISUSED));
    }
    store.sweep();
    let profiles = wizard::profiles(&store, &settings)?;
    // Who is named by flag or environment counts first; nobody need be.
    let named = wizard::choose(&settings, &profiles).ok().flatten();
    let account = |base: &Base| {
        let accounts = named.iter().chain(&profiles).map(|profile| &profile.account);
        accounts.clone().find(|account| account.base == *base).cloned()
    };
    let recovery = Recovery::new(session::surroundings(settings, Arc::new(Catalog::default()), store)?);
    let mut requests = recovery.open_requests();
    for note in recovery.notes() {
        output::note(&safe!("{}", note));
    }
    if let Some(named) = &options.request {
        let id = AttemptId::read(named.trim());
        requests.retain(|open| id.as_ref() == Some(&open.attempt.id));
        if requests.is_empty() {
            let words = safe!("There is no open request {}.", named);
            return Err(Stop(words, exit::NOT_FOUND));
        }
    }
    let mut reports = Vec::new();
    for OpenRequest { attempt, holder } in requests {
        let end = match holder {
            Holder::Running(process) => End::Held(process),
            Holder::None => settle(options, &recovery, account(&attempt.base), &attempt).await,
        };
        reports.push(Report { attempt, end });
    }
    if options.json {
        let told: Vec<Json> = reports.iter().map(Report::json).collect();
        let _ = output::line(&SafeText::json(&format!("{:#}", Json::from(told))));
    } else {
        tell(&reports);
    }
    let holder = |report: &Report| if let End::Held(process) = report.end { Some(process) } else { None };
    let held: Vec<Option<u32>> = reports.iter().filter_map(holder).collect();
    if !held.is_empty() {
        output::note(&held_words(&held));
    }
    Ok(code(&reports))
}

async fn settle(options: &RecoverArgs, recovery: &Recovery, account: Option<Account>, attempt: &Attempt) -> End {
    if options.forget {
        return recovery.forget(attempt).await.map_or_else(|fault| open(&fault), |()| End::Forgotten);
    }
    if !options.look && options.adopt.is_none() {
        return End::Untouched;
    }
    let Some(account) = account else {
        let words = safe!("No profile has secrets for {}. Set CE_BASE, CE_USER and CE_ORG.", attempt.base.host());
        return End::Open(words, Vec::new());
    };
    if let Some(id) = &options.adopt {
        return match recovery.adopt(attempt, &account, id).await {
            Ok(Some(made)) => End::Made(Box::new(made)),
            Ok(None) => End::Open(safe!("No instance {} fits it.", id), Vec::new()),
            Err(fault) => open(&fault),
        };
    }
    let left = Recovery::may_go_on(attempt);
    if !left.is_zero() {
        output::note(&safe!(
            "The platform may be at “{}” for {} s more: elemint looks until it is there, or until then.",
            attempt.name,
            left.as_secs()
        ));
    }
    match recovery.look(attempt, &account, Duration::from_secs(options.pause)).await {
        Ok(Outcome::Made(made)) => End::Made(made),
        Ok(Outcome::Absent) => End::Absent,
        Ok(Outcome::Open(found)) => End::Open("Which of these is it?".into(), found),
        Err(fault) => open(&fault),
    }
}

fn open(fault: &Fault) -> End {
    End::Open(safe!("{}", fault), Vec::new())
}

fn code(reports: &[Report]) -> ExitCode {
    let unkept = |report: &Report| matches!(&report.end, End::Made(made) if made.kept.is_err());
    let open = |report: &Report| matches!(report.end, End::Open(..) | End::Untouched | End::Held(_));
    ExitCode::from(match (reports.iter().any(unkept), reports.iter().any(open)) {
        (true, _) => exit::NOT_KEPT,
        (_, true) => exit::UNKNOWN,
        _ => 0,
    })
}

fn tell(reports: &[Report]) {
    for report in reports {
        let _ = output::line(&report.line());
        if let End::Open(_, found) = &report.end {
            for instance in found {
                let age = if report.attempt.may_have_made(instance) { "" } else { "  older than the request" };
                let created = instance.created.as_deref().unwrap_or("at a time unknown");
                let _ = output::line(&safe!("          {}  {}{}", instance.id, created, age));
            }
        }
    }
    let words = match reports.iter().find(|report| matches!(report.end, End::Open(..) | End::Untouched)) {
        None if reports.is_empty() => "No unresolved requests.".into(),
        None => return,
        Some(Report { end: End::Untouched, .. }) => {
            "elemint recover --look asks the platform what became of them.".into()
        }
        Some(Report { attempt, .. }) => safe!(
            "What is open is told again. elemint recover {0} --adopt INSTANCE takes one over, elemint recover {0} --forget lets it be.",
            attempt.id
        ),
    };
    output::note(&words);
}

/// Says how many requests are held, and by which processes.
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

impl Report {
    fn line(&self) -> SafeText {
        let Attempt { id, base, element, name, started, .. } = &self.attempt;
        match &self.end {
            End::Untouched => {
                safe!("{}  {}  {}  “{}”  {}", id, started.words(), element, name, base.host())
            }
            End::Made(made) => {
                let instance = &made.instance.id;
                match &made.kept {
                    Ok(kept) => safe!("{}  made: instance {} “{}”, its token kept in {}", id, instance, name, kept),
                    Err(fault) => {
                        safe!("{}  made: instance {} “{}”, its token not kept. {}", id, instance, name, fault)
                    }
                }
            }
            End::Absent => safe!("{}  not made: “{}” of {}", id, name, element),
            End::Forgotten => safe!("{}  forgotten: “{}” of {}", id, name, element),
            End::Held(_) => {
                let host = base.host();
                safe!("{}  held: “{}” of {}. A running elemint waits for the answer of {}.", id, name, element, host)
            }
            End::Open(why, _) => safe!("{}  open: “{}” of {}. {}", id, name, element, why),
        }
    }

    /// Never a token.
    fn json(&self) -> Json {
        let Attempt { id, base, element, name, started, .. } = &self.attempt;
        let (outcome, more) = match &self.end {
            End::Made(made) => {
                let kept = made.kept.as_ref().ok().map(ToString::to_string);
                ("made", json!({ "instance": made.instance.id, "kept": kept }))
            }
            End::Absent => ("absent", json!({})),
            End::Forgotten => ("forgotten", json!({})),
            End::Untouched => ("open", json!({})),
            End::Held(process) => ("held", json!({ "process": process })),
            End::Open(why, found) => {
                let one = |i: &Instance| json!({ "id": i.id, "name": i.name, "created": i.created });
                ("open", json!({ "why": why.as_str(), "found": found.iter().map(one).collect::<Vec<_>>() }))
            }
        };
        let told = json!({
            "request": id.to_string(), "base": base.as_str(), "element": element.as_str(), "name": name,
            "started": started.to_string(), "outcome": outcome,
        });
        let parts = [told, more].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        Json::Object(parts.collect())
    }
}
