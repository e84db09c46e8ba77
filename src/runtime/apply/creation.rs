//! Creates instances. Journal and room for the token are prepared for several requests at once, ahead of the requests,
//! and tokens are stored behind them, so that the disk does not hold up the network.

use super::context::ApplyContext;
use crate::{
    domain::{
        CreateRequest, Fault, Instance, JournalEntry, JournalId, TokenPlace, draft::Resolved, fault::FaultKind,
        unfinished::Settlement,
    },
    runtime::{creation::fresh_id, resolve::bad_callback, task_error, token},
    storage::{RequestBlocked, Reservation, Store, TokenOrigin},
};
use std::{sync::Arc, thread};
use tokio::task::spawn_blocking;

/// Request that is recorded in the journal, with room for its token.
pub(super) struct PreparedCreation {
    request: Box<CreateRequest>,
    entry: JournalEntry,
    reserved: Reservation,
}

/// Created instance.
pub(super) struct Created {
    pub(super) instance: Instance,
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
    let entries: Vec<Result<JournalEntry, Fault>> = requests
        .iter()
        // The entry is made of the request as it is declared, so that the same declaration is recognized.
        .map(|(request, _)| Ok(JournalEntry::new(fresh_id()?, request, base, Store::now())))
        .collect();
    let store = context.store();
    let reserved = side_by_side(entries.len(), |_| store.reserve());
    let begun = match context.journal() {
        Some(journal) => {
            let ready: Vec<JournalEntry> = entries.iter().flatten().cloned().collect();
            journal.begin_all(&ready)
        }
        None => Ok(entries.iter().flatten().map(|_| Ok(())).collect()),
    };
    let mut begun = match begun {
        Ok(begun) => begun.into_iter(),
        Err(error) => {
            let fault = Fault::from(error);
            return requests.iter().map(|_| Err(fault.clone())).collect();
        }
    };
    let joined = requests.into_iter().zip(entries).zip(reserved);
    let prepared = joined.map(|(((request, values), entry), reserved)| {
        let entry = entry?;
        begun.next().unwrap_or(Ok(())).map_err(blocked_fault)?;
        let ready = reserved
            .map_err(Fault::from)
            .and_then(|reserved| Ok((reserved, Box::new(request.resolved(values).map_err(bad_callback)?))));
        match ready {
            Ok((reserved, request)) => Ok(PreparedCreation { request, entry, reserved }),
            Err(fault) => {
                let _ = store.settle(&entry.id, Settlement::NotMade);
                Err(fault)
            }
        }
    });
    prepared.collect()
}

/// Runs a function for each number, each in a thread of its own: several writes at a time take little longer than one.
fn side_by_side<T: Send>(number: usize, run: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let run = &run;
    thread::scope(|scope| {
        let started: Vec<_> = (0..number).map(|at| scope.spawn(move || run(at))).collect();
        started.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

impl PreparedCreation {
    /// Sends the request, and stores the token.
    ///
    /// # Errors
    /// The reason that there is no instance. With [`FaultKind::Unclear`] there may be one, and the journal has the
    /// request.
    pub(super) async fn send(self, context: &Arc<ApplyContext>) -> Result<SentCreation, (Fault, Option<JournalEntry>)> {
        let Self { request, entry, reserved } = self;
        let (client, account) = context.platform();
        let mut attempts = context.attempts();
        let answer = loop {
            attempts.wait().await;
            match client.create(&request, account).await {
                Err(fault) if attempts.repeats(&fault) => {}
                answer => break answer,
            }
        };
        match answer {
            Ok(instance) => Ok(SentCreation { instance, entry, reserved }),
            Err(fault) if fault.kind == FaultKind::Unclear => Err((fault, Some(entry))),
            Err(fault) => {
                settle(context, &entry.id, Settlement::NotMade).await;
                Err((fault, None))
            }
        }
    }

    /// Removes a request that was not sent from the journal.
    pub(super) async fn discard(self, context: &Arc<ApplyContext>) {
        settle(context, &self.entry.id, Settlement::NotMade).await;
    }
}

/// Instance whose token is not stored yet.
pub(super) struct SentCreation {
    instance: Instance,
    entry: JournalEntry,
    reserved: Reservation,
}

impl SentCreation {
    /// Stores the token. The journal keeps the request until that is done.
    pub(super) async fn keep(self, context: &Arc<ApplyContext>) -> Created {
        let Self { instance, entry, reserved } = self;
        let origin = TokenOrigin { draft: None, practice: context.is_practice() };
        let created = keep(context, Some((reserved, origin)), instance).await;
        if created.kept.is_ok() {
            settle(context, &entry.id, Settlement::Made).await;
        }
        created
    }
}

/// Stores the token of an instance that was found on the platform, and resolves its request.
pub(super) async fn adopt(context: &Arc<ApplyContext>, instance: Instance, id: &JournalId) -> Created {
    let created = keep(context, None, instance).await;
    if created.kept.is_ok() {
        settle(context, id, Settlement::Made).await;
    }
    created
}

async fn keep(
    context: &Arc<ApplyContext>,
    reserved: Option<(Reservation, TokenOrigin)>,
    instance: Instance,
) -> Created {
    let (run, copy) = (context.clone(), instance.clone());
    let kept = spawn_blocking(move || {
        let base = &run.profile().account.base;
        token::keep((run.store(), run.keyring()), reserved, &copy, base, run.token_storage())
    });
    Created { instance, kept: kept.await.map_err(task_error::fault).and_then(|kept| kept) }
}

/// Removes a request from the journal. An entry that cannot be removed is reported again, which does no harm.
pub(super) async fn settle(context: &Arc<ApplyContext>, id: &JournalId, how: Settlement) {
    let (store, id): (Arc<Store>, _) = (context.store().clone(), id.clone());
    let _ = spawn_blocking(move || store.settle(&id, how)).await;
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
