//! `elemint instances test`: asks the providers through the instances, 16 at a time.

use super::{access::Access, list, named::NamedInstances, outcome, row::PrintedInstance};
use crate::{
    cli::{args::TestArgs, command_error::CommandError, exit, json, unattended::missing::MissingInput},
    domain::{
        Fault,
        instance_check::{self, CheckVerdict, NextStep},
        test_record::STORE_INTERVAL,
    },
    terminal::output,
    text::{SafeText, count},
    wizard::instances::InstanceJob,
};
use serde_json::{Value as Json, json};
use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Parts of a result that an unknown instance does not have.
const UNKNOWN_PARTS: [&str; 6] = ["name", "element", "state", "latencyMs", "providerMessage", "next"];

/// Tested instance with the result.
struct Tested {
    row: PrintedInstance,
    result: Result<Duration, Fault>,
}

/// Tests the named instances, or all that match. A result is printed as soon as it is known; JSON in the order given.
pub(super) async fn run<F: Future<Output = Result<Access, CommandError>>>(
    options: &TestArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, CommandError> {
    if options.ids.is_empty() && !options.all {
        let words = "Name the instances to test, or add --all. elemint instances list lists them.";
        let refused = CommandError::new(words.into(), exit::NEEDS_INPUT);
        return Err(refused.missing(&[MissingInput::instances()]));
    }
    let query = if options.all { list::query(&options.ids)? } else { list::query(&[])? };
    let access = Arc::new(open().await?);
    let now = Access::now();
    let NamedInstances { rows, unknown } = if options.all {
        let mut rows = access.rows().await?;
        rows.retain(|row| query.matches(&row.listed, &row.facts, now));
        if rows.is_empty() && !options.ids.is_empty() {
            output::note(&"No instance matches the filter.".into());
        }
        NamedInstances { rows, unknown: Vec::new() }
    } else {
        let named = NamedInstances::read(&access, &options.ids).await?;
        named.note_unknown();
        named
    };
    let tested = test(&access, rows, !options.output.is_wanted()).await?;
    let failed = tested.iter().filter(|one| one.verdict() == CheckVerdict::Failed).count();
    if options.output.is_wanted() {
        let unknown = unknown.iter().map(|one| one.json(&UNKNOWN_PARTS));
        let all = Json::from(tested.iter().map(Tested::json).chain(unknown).collect::<Vec<_>>());
        json::print(&all, &options.output).await?;
    } else if tested.len() != 1 {
        output::note(&safe!("{} tested, {} failed.", count(tested.len(), "instance", "instances"), failed));
    }
    Ok(ExitCode::from(match (unknown.is_empty(), failed) {
        (false, _) => exit::MIXED,
        (true, 0) => 0,
        (true, _) => exit::FAILED,
    }))
}

/// Tests instances, and stores the results every few seconds.
async fn test(access: &Arc<Access>, rows: Vec<PrintedInstance>, prints: bool) -> Result<Vec<Tested>, CommandError> {
    let places = Arc::new(Semaphore::new(InstanceJob::Test.at_once()));
    let mut running = JoinSet::new();
    for (at, row) in rows.into_iter().enumerate() {
        let (access, places) = (access.clone(), places.clone());
        running.spawn(async move {
            // The semaphore is never closed.
            let _place = places.acquire_owned().await;
            let result = match access.with_token(&row.listed).await {
                Ok(instance) => access.client.ping(&instance, &access.account).await,
                Err(fault) => Err(fault),
            };
            (at, Tested { row, result })
        });
    }
    let (mut tested, mut unstored, mut stored) = (Vec::new(), Vec::new(), Instant::now());
    while let Some(done) = running.join_next().await {
        let (at, one) =
            done.map_err(|error| CommandError::new(safe!("A test could not run: {}.", error), exit::FAILED))?;
        if prints {
            let _ = output::print(&one.lines());
        }
        let record = instance_check::record(&one.result, Access::now());
        unstored.extend(record.map(|record| (one.row.listed.id.clone(), record)));
        if stored.elapsed() >= STORE_INTERVAL || running.is_empty() {
            // A result that cannot be stored costs no more than a test.
            let _ = access.store.keep_tests(&access.profile, std::mem::take(&mut unstored));
            stored = Instant::now();
        }
        tested.push((at, one));
    }
    tested.sort_by_key(|(at, _)| *at);
    Ok(tested.into_iter().map(|(_, one)| one).collect())
}

impl Tested {
    fn verdict(&self) -> CheckVerdict {
        instance_check::judge(&self.result)
    }

    fn next(&self) -> Option<NextStep> {
        self.result.as_ref().err().and_then(|fault| instance_check::next_step(fault, self.row.facts.state))
    }

    /// Returns the result in one line, and for a failure its reason and the next step.
    fn lines(&self) -> SafeText {
        let PrintedInstance { listed, name, .. } = &self.row;
        let verdict = self.verdict().label();
        let mut text = safe!("{}  {:<11}  {}  “{}”", listed.id, verdict, listed.element, name);
        match &self.result {
            Ok(latency) => text.push_line(&safe!("  {} ms", latency.as_millis())),
            Err(fault) => {
                text.push_line(&SafeText::default());
                for line in outcome::described_lines(fault) {
                    text.push_line(&safe!("  {}", line));
                }
                if let Some(step) = self.next() {
                    text.push_line(&safe!("  Next: {}", advice(step, &listed.id)));
                }
            }
        }
        text
    }

    /// Returns the result as JSON. The fields are documented in the help.
    fn json(&self) -> Json {
        let fault = self.result.as_ref().err();
        json!({
            "id": self.row.listed.id,
            "name": self.row.name,
            "element": self.row.listed.element.as_str(),
            "state": self.row.facts.state.label(),
            "outcome": self.verdict().label(),
            "latencyMs": self.result.as_ref().ok().and_then(|latency| u64::try_from(latency.as_millis()).ok()),
            "status": fault.and_then(|fault| fault.status),
            "reason": fault.map(|fault| &fault.problem),
            "platformMessage": fault.and_then(|fault| fault.message.as_ref()),
            "providerMessage": fault.and_then(|fault| fault.provider.as_ref()),
            "next": self.next().map(|step| advice(step, &self.row.listed.id)),
        })
    }
}

/// Returns the next step as a command or a sentence.
fn advice(step: NextStep, id: &str) -> String {
    match step {
        NextStep::Enable => format!("elemint instances enable {id}"),
        NextStep::Reauthorize => format!("elemint reauthorize {id}"),
        NextStep::ReauthorizeAndEnable => {
            format!("elemint reauthorize {id}, if its credentials expired; then elemint instances enable {id}")
        }
        NextStep::GetToken => format!("elemint token {id} --save"),
        NextStep::FixAccount => "fix the secrets of the profile; elemint doctor checks them".to_owned(),
        NextStep::Retry => format!("elemint instances test {id}, in a moment"),
    }
}
