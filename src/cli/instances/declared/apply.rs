//! `elemint apply`: sends the requests of a plan.

use super::{
    agreement::{PlanAgreement, agree},
    describe::PlanText,
    load::{Loaded, load, read_text},
    results::Results,
    run::run_steps,
};
use crate::{
    cli::{
        args::{ApplyArgs, Args},
        command_error::CommandError,
        exit,
        instances::outcome,
        json,
        settings::Settings,
        signal_watch,
        unattended::missing,
    },
    domain::declared::{AppliedInstance, AppliedState, Plan, SavedPlan, plan::PlanAction},
    platform::InstanceFilter,
    runtime::{
        apply::{ApplyContext, OpenCreations, Resumed},
        signals::EndSignals,
    },
    storage::{AppliedLog, StorageError},
    terminal::output,
    text::{SafeText, count},
};
use std::{path::Path, process::ExitCode, sync::Arc, time::Duration};
use tokio::time::sleep;

/// Time in seconds for which the platform may work on a request, unless `--timeout` says otherwise.
const PATIENCE: u64 = 120;

/// Pause between two looks at the list of the platform.
const PAUSE: Duration = Duration::from_secs(2);

/// Applies a file.
pub(super) async fn run(args: &Args, options: &ApplyArgs, settings: Settings) -> Result<ExitCode, CommandError> {
    if !settings.places.keeps {
        let words = "With --keep-nothing the tokens of new instances would be lost. Leave out --keep-nothing.";
        return Err(CommandError::new(words.into(), exit::MISUSED));
    }
    options.file.check_prune(options.prune)?;
    let timeout = settings.timeout;
    let patience = timeout.unwrap_or(PATIENCE);
    let saved = options.plan.as_deref().map(saved_plan).transpose()?;
    let loaded = load(args, &options.file, settings).await?;
    loaded.announce();
    let access = &loaded.access;
    let mut log = begin(&loaded)?;
    let context = Arc::new(loaded.context(access.account.clone()));
    resume(&loaded, &context, patience).await?;
    let applied = access.store.applied(&access.profile, &loaded.hash);
    let plan = loaded.plan(&applied).await?;
    if let Some(saved) = saved {
        compare(&loaded, &plan, &saved, options.prune)?;
    }
    let mask = access.mask();
    let text = PlanText::new(&plan, &loaded, &mask, options.prune);
    let mut results = Results::new(&text, options.output.is_wanted());
    let account = match agree(&loaded, &plan, &text, options)? {
        PlanAgreement::Given(account) => *account,
        PlanAgreement::Missing(missing) => return Err(missing::refusal(&missing)),
        PlanAgreement::Declined => {
            return Err(CommandError::declined("Nothing was sent."));
        }
    };
    remember(&loaded, &plan, &applied, &mut log);
    let limit = timeout.map(Duration::from_secs);
    let context = Arc::new(loaded.context(account).with_limit(limit));
    stop_on_signal(&context);
    run_steps(&loaded, &context, options, log, &mut results).await;
    let (code, result) = results.end(&context.stop());
    if let Some(result) = result {
        json::print(&result, &options.output).await?;
    }
    Ok(ExitCode::from(code))
}

/// Begins the apply, so that no other of the profile runs.
fn begin(loaded: &Loaded) -> Result<Option<AppliedLog>, CommandError> {
    let begun = loaded.access.store.begin_apply(&loaded.access.profile, &loaded.hash);
    begun.map_err(|error| match error {
        StorageError::Held { process, .. } => {
            let process = process.map_or_else(String::new, |number| format!(" (process {number})"));
            let words = safe!("Another apply of this profile is in progress{}. Wait for it to end.", process);
            CommandError::new(words, exit::CONFLICT)
        }
        error => error.into(),
    })
}

/// Resolves the requests of an earlier run that was killed, and waits while the platform may still work on one.
async fn resume(loaded: &Loaded, context: &Arc<ApplyContext>, patience: u64) -> Result<(), CommandError> {
    let access = &loaded.access;
    let mut is_announced = false;
    loop {
        let mut open = OpenCreations::read(&access.store, &access.profile, &loaded.file);
        if open.is_empty() {
            return Ok(());
        }
        let number = count(open.len(), "request", "requests");
        let (client, filter) = (&access.client, InstanceFilter::default());
        let read = client.each_instance(&filter, &access.account, |listed| open.add(&listed)).await;
        read.map_err(|fault| outcome::refused(&fault))?;
        let Resumed { adopted, notes, wait } = open.settle(context, patience).await;
        for (name, id) in &adopted {
            output::note(&safe!("Instance {} “{}” was created by an earlier run. Its token is saved now.", id, name));
        }
        if !notes.is_empty() {
            let mut text = SafeText::default();
            for note in &notes {
                text.push_line(&safe!("{}", note));
            }
            text.push(&"Nothing was sent. elemint recover resolves these requests.".into());
            return Err(CommandError::new(text, exit::UNKNOWN));
        }
        let Some(wait) = wait else { continue };
        if !is_announced {
            let seconds = wait.as_secs();
            let words =
                safe!("An earlier run left {} without an answer. Waiting up to {} s for them.", number, seconds);
            output::note(&words);
            is_announced = true;
        }
        sleep(wait.min(PAUSE)).await;
    }
}

fn saved_plan(path: &Path) -> Result<SavedPlan, CommandError> {
    let text = read_text(path)?;
    let saved: Option<SavedPlan> = serde_json::from_str(&text).ok();
    let saved = saved.filter(|saved| saved.v == SavedPlan::VERSION);
    let words = || safe!("{} is no plan of this version of elemint. Save it with elemint plan --out.", path.display());
    saved.ok_or_else(|| CommandError::new(words(), exit::MISUSED))
}

/// Checks that a saved plan is still the plan of the file and the platform.
fn compare(loaded: &Loaded, plan: &Plan, saved: &SavedPlan, prunes: bool) -> Result<(), CommandError> {
    let (profile, base) = (loaded.access.profile.label(), loaded.access.account.base.as_str());
    let now = plan.to_saved(profile, base, prunes, &loaded.hash);
    if now == *saved {
        return Ok(());
    }
    if (&saved.profile, &saved.base, &saved.key) != (&now.profile, &now.base, &now.key) {
        let words = "The plan was saved for another profile, platform or account, so nothing was sent.";
        return Err(CommandError::new(words.into(), exit::CONFLICT));
    }
    let mut text = SafeText::from("The file or the platform changed since the plan, so nothing was sent:\n");
    for row in saved.differing(&now) {
        match plan.steps.iter().find(|step| step.row == row).and_then(|_| loaded.file.instances.get(row)) {
            Some(declared) => text.push_line(&safe!("  {}  “{}”", declared.element().key, declared.name())),
            None => text.push_line(&"  an instance that the file no longer declares".into()),
        }
    }
    if saved.deletes != now.deletes {
        text.push_line(&"  the instances to delete".into());
    }
    text.push(&"Run elemint plan again.".into());
    Err(CommandError::new(text, exit::CONFLICT))
}

/// Records instances that are as declared, so that later changes on the platform are recognized, and the values of
/// completed consents, before another one is requested.
fn remember(loaded: &Loaded, plan: &Plan, applied: &AppliedState, log: &mut Option<AppliedLog>) {
    let Some(log) = log else { return };
    for step in &plan.steps {
        let (Some(existing), Some(declared)) = (&step.existing, loaded.file.instances.get(step.row)) else { continue };
        let is_unchanged = step.action == PlanAction::Unchanged && step.notes.is_empty();
        let record = match (applied.last(&existing.id, declared, &loaded.place), loaded.values.get(step.row)) {
            (Some(last), _) if last.consent.is_some() => last.clone().completed(&existing.id),
            (None, Some(values)) if is_unchanged => {
                AppliedInstance::new(declared, &existing.id, values, &loaded.place, &loaded.hash)
            }
            _ => continue,
        };
        let _ = log.add(&record);
    }
}

/// Starts no further step after Ctrl-C or SIGTERM. Requests that are sent already are waited for.
/// Ends the apply with the work in progress at a signal, from here on.
fn stop_on_signal(context: &Arc<ApplyContext>) {
    // Without the handlers such a signal ends the program at once, and the next apply continues.
    let Ok(mut signals) = EndSignals::listen() else { return };
    signal_watch::hand_over();
    let stop = context.stop();
    tokio::spawn(async move {
        let number = signals.next().await;
        output::note(&"Stopping. Requests that were sent are waited for.".into());
        stop.set_by_signal(number);
    });
}
