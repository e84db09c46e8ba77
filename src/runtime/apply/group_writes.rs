//! Records of the journal and tokens, written for several requests at once, so that one flush of the disk serves many.

use super::context::ApplyContext;
use crate::{
    domain::{Fault, Instance, JournalEntry, JournalId, TokenPlace, fault::FaultKind, unfinished::Settlement},
    runtime::{task_error, token},
    storage::{RequestBlocked, Reservation, TokenOrigin, side_by_side},
};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Created instance.
pub(super) struct Created {
    pub(super) id: String,
    /// Place of its token, or the reason that it is not stored.
    pub(super) kept: Result<TokenPlace, Fault>,
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

    /// Creates one of the platform's answer.
    pub(super) fn answered(instance: Instance, id: JournalId, reserved: Reservation) -> Self {
        Self { instance, id, reserved: Some(reserved) }
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
