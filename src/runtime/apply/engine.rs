//! Runs the steps of a plan side by side.

use super::{
    change, consent,
    context::{ApplyContext, StepFailure},
    creation::{self, CreationFailure, PreparedCreation},
    disk_queues::DiskQueues,
    group_writes::{self, Created, SentCreation},
    outcome::StepOutcome,
};
use crate::domain::{
    ChangeRequest, Consent, CreateRequest, ExistingInstance, Fault, InstanceUpdate, JournalEntry, draft::Resolved,
    fault::FaultKind,
};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::JoinSet,
    time::sleep,
};

/// Pauses before the platform is asked for an instance whose creation had no answer.
const LOOKS: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// Steps that are prepared at once, as a multiple of the requests at a time. One flush of the disk serves them all.
const GROUPS: usize = 4;

/// Most steps that are prepared at once.
const LARGEST: usize = 64;

/// Step with the index that its outcome is reported with.
#[derive(Debug)]
pub struct ApplyStep {
    /// Index.
    pub index: usize,
    /// Work of the step.
    pub work: StepWork,
}

/// Work of a step.
#[derive(Debug)]
pub enum StepWork {
    /// Creates an instance, with the values of its references.
    Create(Box<CreateRequest>, Resolved),
    /// Changes an instance.
    Update(Arc<ExistingInstance>, Box<InstanceUpdate>),
    /// Replaces the credentials of an instance, with the values of the references.
    Reauthorize(Arc<ExistingInstance>, Box<ChangeRequest>, Resolved),
    /// Deletes the instance with this ID.
    Delete(String),
    /// Requests the provider's consent, with the values of the references.
    Consent(Box<Consent>, Resolved),
}

/// Event of a step.
#[derive(Debug)]
pub enum StepEvent {
    /// Its request is sent.
    Started,
    /// It ended.
    Ended(StepOutcome),
}

/// Step that is ready to be sent.
enum Ready {
    Creation(PreparedCreation),
    Change(StepWork),
    Failed(Fault),
}

/// Outcome of a step, or a creation without an answer.
enum StepEnd {
    Known(usize, StepOutcome),
    Open(usize, Fault, Box<JournalEntry>),
}

/// Runs the steps, at most `parallel` requests at a time, and reports each as soon as it begins and ends.
pub async fn apply(
    context: &Arc<ApplyContext>,
    steps: Vec<ApplyStep>,
    parallel: usize,
    mut report: impl FnMut(usize, StepEvent),
) {
    let (sender, mut receiver) = mpsc::channel(1);
    let group = (GROUPS * parallel).min(LARGEST);
    let producer = tokio::spawn(prepare(context.clone(), steps, group, sender));
    let (slots, queues) = (Arc::new(Semaphore::new(parallel)), DiskQueues::new(context));
    let (mut waiting, mut running, mut open) = (VecDeque::new(), JoinSet::new(), Vec::new());
    let mut is_complete = false;
    while !is_complete || !waiting.is_empty() || !running.is_empty() {
        tokio::select! {
            Some(ended) = running.join_next() => match ended {
                Ok(StepEnd::Known(index, outcome)) => report(index, StepEvent::Ended(outcome)),
                Ok(StepEnd::Open(index, fault, entry)) => open.push((index, fault, entry)),
                Err(_) => {}
            },
            // One step after another gets a slot, so that requests are sent in the order of the plan.
            Ok(slot) = slots.clone().acquire_owned(), if !waiting.is_empty() => {
                if let Some((index, ready)) = waiting.pop_front() {
                    report(index, StepEvent::Started);
                    running.spawn(run(context.clone(), slot, queues.clone(), index, ready));
                }
            }
            // No more than two groups are prepared ahead, since each prepared request keeps a file open.
            ready = receiver.recv(), if !is_complete && waiting.len() < group => match ready {
                Some(step) => waiting.push_back(step),
                None => is_complete = true,
            },
        }
    }
    let _ = producer.await;
    for (index, outcome) in look(context, open).await {
        report(index, StepEvent::Ended(outcome));
    }
}

/// Prepares the steps ahead of the requests, so many of them at a time.
async fn prepare(
    context: Arc<ApplyContext>,
    steps: Vec<ApplyStep>,
    number: usize,
    sender: mpsc::Sender<(usize, Ready)>,
) {
    let mut steps = steps.into_iter().peekable();
    while steps.peek().is_some() {
        let (mut creations, mut ready) = (Vec::new(), Vec::new());
        for ApplyStep { index, work } in steps.by_ref().take(number) {
            match work {
                StepWork::Create(request, values) => creations.push((index, (request, values))),
                work => ready.push((index, Ready::Change(work))),
            }
        }
        if !context.stop().is_set() && !creations.is_empty() {
            let (indexes, requests): (Vec<usize>, Vec<_>) = creations.into_iter().unzip();
            let prepared = creation::prepare(&context, requests).await.into_iter();
            let prepared = prepared.map(|prepared| prepared.map_or_else(Ready::Failed, Ready::Creation));
            ready.extend(indexes.into_iter().zip(prepared));
        } else {
            ready.extend(
                creations
                    .into_iter()
                    .map(|(index, (request, values))| (index, Ready::Change(StepWork::Create(request, values)))),
            );
        }
        ready.sort_by_key(|(index, _)| *index);
        for step in ready {
            // The receiver takes steps until this sender is dropped.
            let _ = sender.send(step).await;
        }
    }
}

/// Runs a step. `slot` is its permission to have a request open: it is held until the token is stored.
async fn run(
    context: Arc<ApplyContext>,
    slot: OwnedSemaphorePermit,
    queues: DiskQueues,
    index: usize,
    ready: Ready,
) -> StepEnd {
    if context.stop().is_set() {
        return StepEnd::Known(index, StepOutcome::NotStarted);
    }
    let outcome = match ready {
        Ready::Creation(prepared) => match prepared.send(&context, &queues).await {
            Ok(sent) => created(queues.keep(sent).await),
            Err(CreationFailure::Open(fault, entry)) => return StepEnd::Open(index, fault, entry),
            Err(CreationFailure::NotMade(failure)) => done(Err(failure)),
        },
        Ready::Failed(fault) => failed(fault),
        Ready::Change(StepWork::Create(..)) => StepOutcome::NotStarted,
        Ready::Change(StepWork::Update(planned, update)) => done(change::update(&context, &planned, &update).await),
        Ready::Change(StepWork::Reauthorize(planned, request, values)) => {
            done(change::reauthorize(&context, &planned, &request, values).await)
        }
        Ready::Change(StepWork::Delete(id)) => done(change::delete(&context, &id).await),
        Ready::Change(StepWork::Consent(consent, values)) => consent::request(&context, &consent, &values).await,
    };
    drop(slot);
    StepEnd::Known(index, outcome)
}

fn created(created: Created) -> StepOutcome {
    StepOutcome::Created(created.id, created.kept)
}

fn done(result: Result<(), StepFailure>) -> StepOutcome {
    match result {
        Ok(()) => StepOutcome::Done,
        Err(StepFailure::Stopped) => StepOutcome::NotStarted,
        Err(StepFailure::Failed(fault)) => failed(fault),
    }
}

fn failed(fault: Fault) -> StepOutcome {
    if fault.kind == FaultKind::Unclear { StepOutcome::Unknown(fault) } else { StepOutcome::Failed(fault) }
}

/// Looks for the instances whose creation had no answer.
async fn look(
    context: &Arc<ApplyContext>,
    mut open: Vec<(usize, Fault, Box<JournalEntry>)>,
) -> Vec<(usize, StepOutcome)> {
    let mut ended = Vec::new();
    let (client, account) = context.platform();
    for pause in LOOKS {
        if open.is_empty() {
            break;
        }
        sleep(pause).await;
        let mut still = Vec::new();
        for (index, fault, entry) in open {
            let found = client.find(&entry, account).await.unwrap_or_default();
            match found.as_slice() {
                [one] if entry.may_have_created(one) => {
                    let found = SentCreation::found(one.clone(), entry.id.clone());
                    let kept = group_writes::keep(context, vec![found]).await.into_iter();
                    ended.extend(kept.map(|kept| (index, created(kept))));
                }
                _ => still.push((index, fault, entry)),
            }
        }
        open = still;
    }
    ended.extend(open.into_iter().map(|(index, fault, _)| (index, StepOutcome::Unknown(fault))));
    ended
}
