//! A change of an existing instance, from its journal entry to the test afterwards.

use super::{
    creation::fresh_id, departure::Preparing, instance_change, instance_deletion, resolve::bad_callback,
    services::Services,
};
use crate::{
    domain::{
        Account, ChangeAnswer, ChangeEntry, ChangeKind, ChangeRequest, ChangeVerdict, Fault, Instance, Profile,
        UnknownCause, fault::FaultKind,
    },
    platform::Client,
    storage::Store,
    text::Secret,
    wizard::{ChangeReport, ReadInstance},
};
use std::sync::Arc;

/// Status of an answer about an instance that does not exist.
const NOT_FOUND: u16 = 404;

/// Request with everything that is needed to send it and to find out its outcome.
struct PreparedChange {
    client: Client,
    account: Account,
    request: ChangeRequest,
    entry: ChangeEntry,
    secrets: Vec<Secret>,
}

impl Services {
    /// Reads an instance for its form, and the description of its element if the catalog has none.
    pub(super) async fn read_instance(self: &Arc<Self>, id: &str, account: &Account) -> Result<ReadInstance, Fault> {
        let client = self.client(&account.base).await?;
        let instance = client.instance(id, &self.resolver.account(account).await?).await?;
        let is_known = self.catalog.find(instance.element.as_str()).is_some();
        // Without a description the form says that the element is not known.
        let described = if is_known { None } else { self.element(&instance.element, account).await.ok() };
        Ok(ReadInstance { instance, described })
    }

    /// Sends a change, and finds out its outcome where the answer leaves it open.
    pub(super) async fn change(self: &Arc<Self>, request: &ChangeRequest, profile: &Profile) -> ChangeReport {
        let preparing = Preparing::from(request);
        self.departure.prepare(preparing.clone());
        let prepared = self.prepare_change(request, &profile.account).await;
        let is_late = !self.departure.finish(&preparing);
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(fault) => return ChangeReport::unchanged(fault),
        };
        let report = if is_late {
            ChangeReport::unchanged(Fault::local("Nothing was sent.", "Start elemint again."))
        } else {
            prepared.send().await
        };
        let open = match &report.fault {
            Some(fault) if report.verdict.is_unknown() => {
                instance_change::leave_open(&self.store, &prepared.entry, fault).await
            }
            Some(_) | None => {
                instance_change::settle(&self.store, &prepared.entry, report.verdict).await;
                None
            }
        };
        self.keep_tested(profile, &prepared.entry, &report).await;
        ChangeReport { secrets: prepared.secrets, open, ..report }
    }

    /// Finds out the outcome of a change of an earlier run.
    pub(super) async fn find_out_change(self: &Arc<Self>, entry: &ChangeEntry, profile: &Profile) -> ChangeReport {
        let read = async {
            let account = self.resolver.account(&profile.account).await?;
            let client = self.client(&entry.base).await?;
            Ok::<_, Fault>((client.instance(&entry.target.id, &account).await, client, account))
        };
        let (verdict, fault, ping) = match read.await {
            Ok((Ok(instance), client, account)) => {
                let is_tested = entry.kind == ChangeKind::Reauthorize;
                let ping = if is_tested { Some(client.ping(&instance, &account).await) } else { None };
                let verdict = entry.settled_verdict(Some(&instance), Store::now());
                let tested = ping.as_ref().map_or(verdict, |ping| verdict.after_test(entry.answer, ping));
                (tested, None, ping)
            }
            Ok((Err(answer), ..)) if answer.status == Some(NOT_FOUND) => (entry.judge(None), None, None),
            Ok((Err(fault), ..)) | Err(fault) => (ChangeVerdict::Unknown(UnknownCause::Unread), Some(fault), None),
        };
        if entry.kind == ChangeKind::Delete && verdict == ChangeVerdict::Changed {
            // A token that cannot be removed is listed by `elemint forget`.
            let tokens = (&self.store, self.resolver.keyring());
            instance_deletion::forget_tokens(tokens, &entry.base, &entry.target.id).await;
        }
        if entry.kind == ChangeKind::Delete && verdict == ChangeVerdict::Unchanged {
            instance_deletion::drop_copies(&self.store, &entry.base, &entry.target.id).await;
        }
        instance_change::settle(&self.store, entry, verdict).await;
        let report = ChangeReport { fault, ping, ..ChangeReport::new(verdict) };
        self.keep_tested(profile, entry, &report).await;
        report
    }

    /// Stores the test of a changed instance, if one was made, as its latest one.
    async fn keep_tested(self: &Arc<Self>, profile: &Profile, entry: &ChangeEntry, report: &ChangeReport) {
        if let Some(ping) = &report.ping {
            self.keep_test(profile, &entry.target.id, ping).await;
        }
    }

    async fn prepare_change(
        self: &Arc<Self>,
        request: &ChangeRequest,
        account: &Account,
    ) -> Result<PreparedChange, Fault> {
        let client = self.client(&account.base).await?;
        let account = self.resolver.account(account).await?;
        let values = self.resolver.draft(request.draft()).await?;
        let secrets = values.values().cloned().chain([account.user.clone(), account.organization.clone()]).collect();
        let entry = ChangeEntry::new(fresh_id()?, request, &account.base, Store::now());
        let request = request.clone().resolved(values).map_err(bad_callback)?;
        // Instances on the sandbox of this run end with it, so there is nothing to find out later.
        if !self.is_practice(&entry.base).await {
            instance_change::begin(&self.store, &entry).await?;
        }
        Ok(PreparedChange { client, account, request, entry, secrets })
    }
}

impl PreparedChange {
    async fn send(&self) -> ChangeReport {
        let id = self.entry.target.id.as_str();
        let sent = match &self.request {
            ChangeRequest::Reauthorize(request) => self.client.reauthorize(request, &self.account).await,
            ChangeRequest::Edit(edit) => self.client.update(id, &edit.update(), &self.account).await,
        };
        match sent {
            Ok(instance) => self.finish(&instance, ChangeVerdict::Changed, None).await,
            Err(fault) if is_certain(&fault, &self.request) => ChangeReport::unchanged(fault),
            Err(fault) => self.find_out(fault).await,
        }
    }

    /// Reads the instance after an answer that leaves the outcome open. The platform replaces credentials before it
    /// tests them, so a refused re-authorization may have changed them; a test of the instance shows it.
    async fn find_out(&self, fault: Fault) -> ChangeReport {
        match self.client.instance(&self.entry.target.id, &self.account).await {
            Ok(instance) => {
                let is_answered = fault.kind != FaultKind::Unclear;
                let found = Some(&instance);
                let verdict =
                    if is_answered { self.entry.judge(found) } else { self.entry.settled_verdict(found, Store::now()) };
                self.finish(&instance, verdict, Some(fault)).await
            }
            Err(answer) => {
                let is_gone = answer.status == Some(NOT_FOUND);
                let verdict =
                    if is_gone { ChangeVerdict::Missing } else { ChangeVerdict::Unknown(UnknownCause::Unread) };
                ChangeReport { verdict, ..ChangeReport::unchanged(fault) }
            }
        }
    }

    /// Enables a re-authorized instance that is disabled, and tests it.
    async fn finish(&self, instance: &Instance, verdict: ChangeVerdict, fault: Option<Fault>) -> ChangeReport {
        let is_reauthorized = matches!(self.request, ChangeRequest::Reauthorize(_));
        if !is_reauthorized {
            return ChangeReport { fault, ..ChangeReport::new(verdict) };
        }
        let is_disabled = instance.disabled && verdict == ChangeVerdict::Changed;
        let enabled =
            if is_disabled { Some(self.client.set_enabled(&instance.id, true, &self.account).await) } else { None };
        let ping = self.client.ping(instance, &self.account).await;
        let verdict = verdict.after_test(fault.as_ref().map(ChangeAnswer::from_fault), &ping);
        ChangeReport { fault, enabled, ping: Some(ping), ..ChangeReport::new(verdict) }
    }
}

/// Returns true if the failure itself says that nothing was changed.
fn is_certain(fault: &Fault, request: &ChangeRequest) -> bool {
    let is_refused = matches!(fault.kind, FaultKind::Fields(_) | FaultKind::Code | FaultKind::Refused);
    // A refused re-authorization may have replaced the credentials. The limits of the profile refuse before anything is
    // sent, so there is no status.
    let may_be_half = is_refused && fault.status.is_some() && matches!(request, ChangeRequest::Reauthorize(_));
    !may_be_half && !instance_change::leaves_open(fault)
}
