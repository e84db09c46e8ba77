//! Sends the steps of a plan, records those that were applied, and shows the progress.

use super::{
    load::Loaded,
    pending::{self, EarlierConsents, PendingCommand, PendingRow},
    results::Results,
    row_result::RowResult,
    work::steps,
};
use crate::{
    catalog::AuthFlow,
    cli::args::ApplyArgs,
    domain::{
        declared::{
            Plan,
            plan::{PlanStep, StepRequest},
        },
        guard::needed_confirmation,
        instance_facts::describe_duration,
    },
    runtime::apply::{ApplyContext, FirstPause, StepEvent, StepOutcome, apply},
    storage::AppliedLog,
    terminal::output,
};
use std::{cell::RefCell, sync::Arc, time::Duration};
use tokio::time::sleep;

/// Time between two drawings of the progress on a terminal.
const TICK: Duration = Duration::from_millis(200);

/// Sends the steps of the plan. Each that was applied is added to the log.
pub(super) async fn run_steps(
    loaded: &Loaded,
    context: &Arc<ApplyContext>,
    options: &ApplyArgs,
    mut log: Option<AppliedLog>,
    results: &mut Results<'_>,
) {
    let plan = results.plan();
    let earlier = EarlierConsents::find(loaded, plan, options.renew_consents);
    let steps = steps(loaded, plan, &earlier, options.prune);
    results.begin(steps.len(), waiting(loaded, plan, &earlier));
    let is_live = results.is_live();
    let results = RefCell::new(results);
    let report = |index: usize, event: StepEvent| match event {
        StepEvent::Started => results.borrow_mut().start(index),
        StepEvent::Ended(outcome) => {
            let result = result(loaded, plan, &earlier, index, outcome);
            let record = loaded.record(plan, &result);
            // A lost record costs a comparison of secrets, which are then sent again.
            if let (Some(record), Some(log)) = (record, log.as_mut()) {
                let _ = log.add(&record);
            }
            results.borrow_mut().add(result);
        }
    };
    let ticks = async {
        if !is_live {
            first_pause(context).await;
            return std::future::pending().await;
        }
        loop {
            results.borrow_mut().tick(context.pause());
            sleep(TICK).await;
        }
    };
    tokio::select! {
        () = apply(context, steps, usize::from(options.parallel), report) => {}
        () = ticks => {}
    }
}

/// Waits for the first pause, and says how long it is.
async fn first_pause(context: &ApplyContext) {
    let FirstPause { reason, length, limit } = loop {
        if let Some(pause) = context.first_pause() {
            break pause;
        }
        sleep(TICK).await;
    };
    // The last second counts as one.
    let length = describe_duration(length.as_secs() + u64::from(length.subsec_nanos() > 0));
    let limit = describe_duration(limit.as_secs());
    output::note(&safe!(
        "{} All requests pause for {}, and are repeated. The apply ends if nothing is accepted for {}.",
        reason,
        length,
        limit
    ));
}

/// Returns the result of a step.
fn result(loaded: &Loaded, plan: &Plan, earlier: &EarlierConsents, index: usize, outcome: StepOutcome) -> RowResult {
    let row = match (outcome, plan.steps.get(index)) {
        (StepOutcome::Consent(Ok(requested)), _) => {
            earlier.replace(index, &loaded.access.store);
            PendingRow::Requested(requested)
        }
        (StepOutcome::Consent(Err(reason)), Some(step)) => {
            pending::by_command(loaded, step, reason.to_string(), PendingCommand::Wait)
        }
        (outcome, _) => return RowResult::new(index, outcome, plan),
    };
    RowResult::pending(index, row, plan)
}

/// Returns the rows that wait for the provider's consent without a request of this run.
fn waiting(loaded: &Loaded, plan: &Plan, earlier: &EarlierConsents) -> Vec<RowResult> {
    let row = |(index, step): (usize, &PlanStep)| {
        let StepRequest::Consent(consent) = &step.request else { return None };
        let row = match (earlier.waiting.get(&index), consent) {
            (Some((file, pending)), Some(consent)) => PendingRow::Waiting {
                consent: Box::new(pending.clone()),
                file: file.clone(),
                confirmation: needed_confirmation(
                    &loaded.access.account.guard,
                    step.existing.as_ref().map(|existing| (&*existing.id, &*existing.name)),
                    &consent.filled().draft().name,
                ),
                is_outdated: pending.form != consent.filled().draft().to_kept(),
            },
            (_, None) => {
                let reason = "The provider's consent is needed, and further values for it.".into();
                let is_oauth1 =
                    loaded.file.instances.get(step.row).is_some_and(|row| row.draft.flow() == AuthFlow::OAuth1);
                // The command asks for the values, too.
                let command = if is_oauth1 { PendingCommand::Wait } else { PendingCommand::Request };
                pending::by_command(loaded, step, reason, command)
            }
            (None, Some(_)) if loaded.access.is_practice() => {
                let reason = "The sandbox ends with this command, so the consent cannot be completed later.".into();
                pending::by_command(loaded, step, reason, PendingCommand::Wait)
            }
            (None, Some(_)) => return None,
        };
        Some(RowResult::pending(index, row, plan))
    };
    plan.steps.iter().enumerate().filter_map(row).collect()
}
