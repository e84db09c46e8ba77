//! Changes of an existing instance without a form: each is recorded in the journal before it is sent, and settled once
//! its outcome is certain.

use super::{creation::fresh_id, task_error};
use crate::{
    domain::{
        Account, BaseUrl, ChangeAnswer, ChangeEntry, ChangeKind, ChangeRequest, ChangeTarget, ChangeVerdict, Fault,
        InstanceUpdate, JournalId, ListedInstance, Reauthorization, UnknownCause, Write, fault::FaultKind,
        instance_events::EventSwitch,
    },
    platform::Client,
    storage::Store,
};
use std::{future::ready, sync::Arc};
use tokio::task::spawn_blocking;

/// Change of an instance.
#[derive(Clone, Copy, Debug)]
pub enum InstanceChange<'a> {
    /// Enables it.
    Enable,
    /// Disables it.
    Disable,
    /// Deletes it.
    Delete,
    /// Changes name, tags or configuration.
    Update(&'a InstanceUpdate),
    /// Replaces its credentials: the request as it was planned, and with the values of its references.
    Reauthorize(&'a ChangeRequest, &'a Reauthorization),
    /// Turns its events on or off.
    Events(&'a EventSwitch),
    /// Logs its requests for a number of minutes, or no longer.
    Trace(Option<u32>),
}

impl InstanceChange<'_> {
    /// Records the change, sends it once, and settles the record if the outcome is certain. Without a journal nothing is
    /// recorded: instances on the sandbox of this run end with it. Trace logging is not recorded: it ends by itself.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`FaultKind::Unclear`] if the instance may have been changed.
    pub async fn send(
        self,
        listed: &ListedInstance,
        platform: (&Client, &Account),
        journal: Option<Arc<Store>>,
    ) -> Result<(), Fault> {
        self.send_between(listed, platform, journal, (ready(Ok(())), ready(()))).await
    }

    /// Sends as [`Self::send`] does, between a preparation and, if the change was made, a completion. The record spans all
    /// of it: if the program ends in between, the next start undoes the preparation or does the completion.
    ///
    /// # Errors
    /// As for [`Self::send`], or that of the preparation; then nothing is sent.
    pub(super) async fn send_between(
        self,
        listed: &ListedInstance,
        (client, account): (&Client, &Account),
        journal: Option<Arc<Store>>,
        (preparation, completion): (impl Future<Output = Result<(), Fault>>, impl Future<Output = ()>),
    ) -> Result<(), Fault> {
        account.guard.check(self.write(&listed.id))?;
        let (Some(store), Some(entry)) = (journal, self.entry(listed, &account.base)?) else {
            preparation.await?;
            self.request(listed, client, account).await?;
            completion.await;
            return Ok(());
        };
        begin(&store, &entry).await?;
        let mut sent = match preparation.await {
            Ok(()) => self.request(listed, client, account).await,
            Err(fault) => Err(fault),
        };
        let verdict = match &mut sent {
            Ok(()) => ChangeVerdict::Changed,
            Err(fault) if self.may_be_half(fault) => match tested(&entry, fault, (client, account)).await {
                ChangeVerdict::Unknown(_) => {
                    fault.kind = FaultKind::Unclear;
                    let recorded = leave_open(&store, &entry, fault).await;
                    fault.hint.push_str(&finding_out(recorded, entry.is_readable()));
                    return sent;
                }
                verdict => verdict,
            },
            Err(fault) if leaves_open(fault) => {
                let recorded = leave_open(&store, &entry, fault).await;
                fault.hint.push_str(&finding_out(recorded, entry.is_readable()));
                return sent;
            }
            Err(_) => ChangeVerdict::Unchanged,
        };
        if sent.is_ok() {
            completion.await;
        }
        settle(&store, &entry, verdict).await;
        sent
    }

    /// Returns true if a refusal may have come after the change: the platform replaces credentials before it tests them.
    fn may_be_half(self, fault: &Fault) -> bool {
        let is_answered = fault.status.is_some() && !matches!(fault.kind, FaultKind::Busy(_) | FaultKind::Account);
        matches!(self, Self::Reauthorize(..)) && is_answered
    }

    fn write(self, id: &str) -> Write<'_> {
        match self {
            Self::Enable => Write::Enable(id),
            Self::Disable | Self::Update(_) | Self::Reauthorize(..) | Self::Events(_) | Self::Trace(_) => {
                Write::Change(id)
            }
            Self::Delete => Write::Delete(id),
        }
    }

    /// Returns the record of the change; `None` if it needs none.
    fn entry(self, listed: &ListedInstance, base: &BaseUrl) -> Result<Option<ChangeEntry>, Fault> {
        let (id, started) = (fresh_id()?, Store::now());
        let plain = |kind| ChangeEntry::plain(id.clone(), kind, ChangeTarget::of_listed(listed), base, started);
        Ok(Some(match self {
            Self::Trace(_) => return Ok(None),
            Self::Enable => plain(ChangeKind::Enable),
            Self::Disable => plain(ChangeKind::Disable),
            Self::Delete => plain(ChangeKind::Delete),
            Self::Update(update) => ChangeEntry::of_update(id, update, listed, base, started),
            Self::Reauthorize(planned, _) => ChangeEntry::new(id, planned, base, started),
            Self::Events(switch) => ChangeEntry::of_update(id, &switch.values(), listed, base, started),
        }))
    }

    async fn request(self, listed: &ListedInstance, client: &Client, account: &Account) -> Result<(), Fault> {
        match self {
            Self::Enable => client.set_enabled(&listed.id, true, account).await,
            Self::Disable => client.set_enabled(&listed.id, false, account).await,
            Self::Delete => client.delete(&listed.id, account).await,
            Self::Update(update) => client.update(&listed.id, update, account).await.map(drop),
            Self::Reauthorize(_, request) => client.reauthorize(request, account).await.map(drop),
            Self::Events(switch) => client.set_events(listed, switch, account).await,
            Self::Trace(minutes) => client.set_trace(&listed.id, minutes, account).await,
        }
    }
}

/// Reads and tests an instance whose new credentials were refused, and adds the result to the failure.
async fn tested(entry: &ChangeEntry, fault: &mut Fault, (client, account): (&Client, &Account)) -> ChangeVerdict {
    let Ok(instance) = client.instance(&entry.target.id, account).await else {
        return ChangeVerdict::Unknown(UnknownCause::Unread);
    };
    let test = client.ping(&instance, account).await;
    let verdict = entry.judge(Some(&instance)).after_test(Some(ChangeAnswer::from_fault(fault)), &test);
    match verdict {
        ChangeVerdict::Unchanged if test.is_ok() => fault.problem.push_str(" The instance works as before."),
        ChangeVerdict::Stopped => fault.problem.push_str(" The instance does not work now."),
        ChangeVerdict::Changed | ChangeVerdict::Unchanged | ChangeVerdict::Unknown(_) | ChangeVerdict::Missing => {}
    }
    verdict
}

/// Returns true if the platform may have changed the instance despite this failure.
pub(super) fn leaves_open(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::Unclear | FaultKind::Broken | FaultKind::Garbled => true,
        FaultKind::Account
        | FaultKind::Unread
        | FaultKind::Unreached
        | FaultKind::Busy(_)
        | FaultKind::Local
        | FaultKind::AlreadyMade
        | FaultKind::Fields(_)
        | FaultKind::Code
        | FaultKind::Refused => false,
    }
}

/// Records a change before it is sent.
///
/// # Errors
/// It could not be written, so the change must not be sent.
pub(super) async fn begin(store: &Arc<Store>, entry: &ChangeEntry) -> Result<(), Fault> {
    let (store, entry) = (store.clone(), entry.clone());
    Ok(spawn_blocking(move || store.begin_change(&entry)).await.map_err(task_error::fault)??)
}

/// Records the answer that leaves the outcome of a change open. Earlier open re-authorizations of the same instance are
/// removed, because this one replaces their credentials. Returns the ID of the change in the journal; `None` if it is
/// not recorded.
pub(super) async fn leave_open(store: &Arc<Store>, entry: &ChangeEntry, fault: &Fault) -> Option<JournalId> {
    let answered = ChangeEntry { answer: Some(ChangeAnswer::from_fault(fault)), ..entry.clone() };
    let store = store.clone();
    let leave = move || {
        // Without the answer the entry is still recorded.
        let is_recorded = store.leave_change_open(&answered).unwrap_or(true);
        if is_recorded && answered.kind == ChangeKind::Reauthorize {
            // An earlier entry that cannot be removed is listed once more.
            let _ = store.settle_earlier_changes(&answered);
        }
        is_recorded
    };
    let is_recorded = spawn_blocking(leave).await;
    is_recorded.unwrap_or(true).then(|| entry.id.clone())
}

/// Returns the sentences that tell the user how to learn the outcome of a change, `recorded` in the journal or not.
fn finding_out(recorded: Option<JournalId>, is_readable: bool) -> String {
    match (recorded, is_readable) {
        (Some(_), true) => " elemint recover --look finds out the outcome.".to_owned(),
        (Some(id), false) => format!(
            " The platform shows secrets as masks. Send the change again, or use elemint recover {id} --forget."
        ),
        (None, false) => " The platform shows secrets as masks, so send the change again.".to_owned(),
        (None, true) => String::new(),
    }
}

/// Removes a change with a known outcome from the journal, and earlier ones that it replaces.
pub(super) async fn settle(store: &Arc<Store>, entry: &ChangeEntry, verdict: ChangeVerdict) {
    if verdict.is_unknown() {
        return;
    }
    let (store, entry) = (store.clone(), entry.clone());
    let settle = move || {
        store.settle_change(&entry.id)?;
        if verdict == ChangeVerdict::Changed { store.settle_earlier_changes(&entry) } else { Ok(()) }
    };
    // An entry that cannot be removed is reported again at the next start, which does no harm.
    let _ = spawn_blocking(settle).await;
}
