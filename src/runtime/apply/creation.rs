//! Creates instances. The room for tokens is prepared for several requests at once, ahead of the requests.

use super::{
    context::{ApplyContext, StepFailure},
    disk_queues::DiskQueues,
    group_writes::{SentCreation, discard, stopped},
};
use crate::{
    domain::{CreateRequest, Fault, JournalEntry, draft::Resolved, fault::FaultKind},
    runtime::{creation::fresh_id, resolve::bad_callback, task_error},
    storage::{Reservation, Store},
};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Longest time in seconds between the time in the journal and the request. If the disk takes longer to record a request,
/// its time is renewed, since the time for which the platform may work on it begins when it is sent.
pub(super) const LATE: u64 = 2;

/// Request with room for its token, not recorded in the journal yet.
pub(super) struct PreparedCreation {
    request: Box<CreateRequest>,
    entry: JournalEntry,
    reserved: Reservation,
}

/// Reason that a request has no instance.
pub(super) enum CreationFailure {
    /// There is no instance.
    NotMade(StepFailure),
    /// There may be one. The journal has the request.
    Open(Fault, Box<JournalEntry>),
}

/// Prepares requests, with the values of their references. Each has its own result, in the same order.
pub(super) async fn prepare(
    context: &Arc<ApplyContext>,
    requests: Vec<(Box<CreateRequest>, Resolved)>,
) -> Vec<Result<PreparedCreation, Fault>> {
    let number = requests.len();
    let context = context.clone();
    let prepared = spawn_blocking(move || prepare_now(&context, requests)).await;
    prepared.unwrap_or_else(|_error| (0..number).map(|_| Err(stopped())).collect())
}

fn prepare_now(
    context: &ApplyContext,
    requests: Vec<(Box<CreateRequest>, Resolved)>,
) -> Vec<Result<PreparedCreation, Fault>> {
    let base = &context.profile().account.base;
    let reserved = context.store().reserve_all(requests.len());
    let prepared = requests.into_iter().zip(reserved).map(|((request, values), reserved)| {
        // The entry is made of the request as it is declared, so that the same declaration is recognized.
        let entry = JournalEntry::new(fresh_id()?, &request, base, Store::now());
        let entry = JournalEntry { profile: Some(context.profile().name.to_string()), ..entry };
        let request = Box::new(request.resolved(values).map_err(bad_callback)?);
        Ok(PreparedCreation { request, entry, reserved: reserved? })
    });
    prepared.collect()
}

impl PreparedCreation {
    /// Records the request and sends it. While it waits to be sent again, the journal does not have it.
    ///
    /// # Errors
    /// There is no instance, or there may be one.
    pub(super) async fn send(
        self,
        context: &Arc<ApplyContext>,
        queues: &DiskQueues,
    ) -> Result<SentCreation, CreationFailure> {
        let Self { request, mut entry, reserved } = self;
        let (client, account) = context.platform();
        let mut attempts = context.attempts();
        loop {
            attempts.wait().await.map_err(CreationFailure::NotMade)?;
            entry.started = Store::now();
            queues.record(&entry).await.map_err(|fault| CreationFailure::NotMade(fault.into()))?;
            if let Err(failure) = still_sent(context, &mut entry).await {
                discard(context, vec![entry.id]).await;
                return Err(CreationFailure::NotMade(failure));
            }
            match client.create(&request, account).await {
                Ok(instance) => {
                    context.throttle.accepted();
                    return Ok(SentCreation::answered(instance, entry.id, reserved));
                }
                Err(fault) if fault.kind == FaultKind::Unclear => {
                    return Err(CreationFailure::Open(fault, Box::new(entry)));
                }
                Err(fault) => {
                    // The other requests pause at once.
                    let is_repeated = attempts.repeats(&fault);
                    discard(context, vec![entry.id.clone()]).await;
                    if !is_repeated {
                        return Err(CreationFailure::NotMade(fault.into()));
                    }
                }
            }
        }
    }
}

/// Checks that a recorded request is to be sent now, and sets its time if the disk took long to record it.
///
/// # Errors
/// The run was stopped in the meantime, or the journal could not be written, so the request must not be sent.
async fn still_sent(context: &ApplyContext, entry: &mut JournalEntry) -> Result<(), StepFailure> {
    renew(context, entry).await?;
    if context.stop().is_set() { Err(StepFailure::Stopped) } else { Ok(()) }
}

/// Sets the time of a request that was recorded a while ago.
///
/// # Errors
/// The journal could not be written, so the request must not be sent.
async fn renew(context: &ApplyContext, entry: &mut JournalEntry) -> Result<(), Fault> {
    let (now, journal) = (Store::now(), context.journal());
    if now.0 < entry.started.0 + LATE {
        return Ok(());
    }
    entry.started = now;
    let (Some(journal), renewed) = (journal, entry.clone()) else { return Ok(()) };
    Ok(spawn_blocking(move || journal.renew(&renewed)).await.map_err(task_error::fault)??)
}
