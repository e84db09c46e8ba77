//! Creates instances. The room for tokens is prepared for several requests at once, ahead of the requests, and several
//! requests are recorded at once, and several tokens stored, so that one flush of the disk serves many.

use super::{
    context::{ApplyContext, StepFailure},
    disk_queues::DiskQueues,
};
use crate::{
    domain::{
        CreateRequest, Fault, Instance, JournalEntry, JournalId, TokenPlace, draft::Resolved, fault::FaultKind,
        unfinished::Settlement,
    },
    runtime::{creation::fresh_id, resolve::bad_callback, task_error, token},
    storage::{RequestBlocked, Reservation, Store, TokenOrigin, side_by_side},
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

/// Created instance.
pub(super) struct Created {
    pub(super) id: String,
    /// Place of its token, or the reason that it is not stored.
    pub(super) kept: Result<TokenPlace, Fault>,
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
                    return Ok(SentCreation { instance, id: entry.id, reserved: Some(reserved) });
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

/// Instance whose token is not stored yet.
pub(super) struct SentCreation {
    instance: Instance,
    /// Request in the journal.
    id: JournalId,
    /// Room for the token; `None` if the instance was found on the platform.
    reserved: Option<Reservation>,
}

impl SentCreation {
    /// Creates one that was found on the platform, for an open request.
    pub(super) fn found(instance: Instance, id: JournalId) -> Self {
        Self { instance, id, reserved: None }
    }

    /// Returns the ID of the instance.
    pub(super) fn id(&self) -> &str {
        &self.instance.id
    }
}

/// Records several requests with one flush of the disk, each with its own result. They are on the disk when this returns.
pub(super) async fn record(context: &Arc<ApplyContext>, entries: Vec<JournalEntry>) -> Vec<Result<(), Fault>> {
    let number = entries.len();
    let Some(journal) = context.journal() else { return entries.iter().map(|_| Ok(())).collect() };
    let begun = spawn_blocking(move || journal.begin_all(&entries)).await;
    match begun.map_err(task_error::fault).and_then(|begun| begun.map_err(Fault::from)) {
        Ok(begun) => begun.into_iter().map(|begun| begun.map_err(blocked_fault)).collect(),
        Err(fault) => (0..number).map(|_| Err(fault.clone())).collect(),
    }
}

/// Stores the tokens of several instances with one flush of the disk, and then removes their requests from the journal.
pub(super) async fn keep(context: &Arc<ApplyContext>, group: Vec<SentCreation>) -> Vec<Created> {
    let ids: Vec<String> = group.iter().map(|sent| sent.instance.id.clone()).collect();
    let context = context.clone();
    let kept = spawn_blocking(move || keep_now(&context, group)).await;
    kept.unwrap_or_else(|error| {
        let fault = task_error::fault(error);
        ids.into_iter().map(|id| Created { id, kept: Err(fault.clone()) }).collect()
    })
}

fn keep_now(context: &Arc<ApplyContext>, group: Vec<SentCreation>) -> Vec<Created> {
    let (shared, store) = (context.clone(), context.store());
    let mut group = side_by_side(group, move |SentCreation { instance, id, reserved }| {
        let (context, base, store) = (&shared, &shared.profile().account.base, shared.store());
        let origin = TokenOrigin { draft: None, practice: context.is_practice() };
        let reserved = reserved.map(|reserved| (reserved, origin));
        let kept = token::write((store, context.keyring()), reserved, &instance, base, context.token_storage());
        (id, Created { id: instance.id, kept })
    });
    if let Err(error) = store.settle_instances() {
        let fault = Fault::from(error);
        for (_, created) in &mut group {
            created.kept = Err(fault.clone());
        }
    }
    let stored: Vec<JournalId> =
        group.iter().filter(|(_, created)| created.kept.is_ok()).map(|(id, _)| id.clone()).collect();
    // An entry that stays costs a look at the platform in the next run.
    let _ = store.settle_all(&stored, Settlement::Made);
    group.into_iter().map(|(_, created)| created).collect()
}

/// Removes requests that created nothing from the journal.
pub(super) async fn discard(context: &Arc<ApplyContext>, ids: Vec<JournalId>) {
    let store = context.store().clone();
    // An entry that stays costs a look at the platform in the next run.
    let _ = spawn_blocking(move || store.settle_all(&ids, Settlement::NotMade)).await;
}

/// Returns the fault of a step that was not started.
pub(super) fn stopped() -> Fault {
    Fault::local("Nothing was sent.", "Run elemint apply again.")
}

fn blocked_fault(blocked: RequestBlocked) -> Fault {
    match blocked {
        RequestBlocked::Storage(error) => error.into(),
        RequestBlocked::Unsettled(entry) => {
            let problem =
                format!("The same instance was requested on {}, with an unknown outcome.", entry.started.words());
            Fault::new(FaultKind::Unclear, problem, "Run elemint recover --look to find out.")
        }
        RequestBlocked::AlreadyMade(id) => {
            Fault::new(FaultKind::AlreadyMade, format!("Instance {id} was created already."), "Run elemint plan again.")
        }
        RequestBlocked::UnderWay(process) => Fault::local(
            format!("Another elemint (process {process}) is creating the same instance."),
            "Wait for it to end, then run elemint apply again.",
        ),
    }
}
