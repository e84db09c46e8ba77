//! A change of an existing instance, from its journal entry to the test afterwards.

use super::{
    creation::{fresh_id, now},
    resolve::bad_callback,
    services::{Departure, Services},
};
use crate::{
    domain::{Account, ChangeEntry, ChangeRequest, ChangeVerdict, Fault, Instance, fault::FaultKind},
    platform::Client,
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
    pub(super) async fn change(self: &Arc<Self>, request: &ChangeRequest, account: &Account) -> ChangeReport {
        self.depart(Departure::Preparing);
        let prepared = self.prepare_change(request, account).await;
        let is_late = self.depart(Departure::None) == Departure::Closed;
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(fault) => return ChangeReport::unchanged(fault),
        };
        let report = if is_late {
            ChangeReport::unchanged(Fault::local("Nothing was sent.", "Start elemint again."))
        } else {
            prepared.send().await
        };
        ChangeReport { secrets: prepared.secrets, ..report }
    }

    async fn prepare_change(&self, request: &ChangeRequest, account: &Account) -> Result<PreparedChange, Fault> {
        let client = self.client(&account.base).await?;
        let account = self.resolver.account(account).await?;
        let values = self.resolver.draft(request.draft()).await?;
        let secrets = values.values().cloned().chain([account.user.clone(), account.organization.clone()]).collect();
        let entry = ChangeEntry::new(fresh_id()?, request, &account.base, now());
        let request = request.clone().resolved(values).map_err(bad_callback)?;
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
    /// tests them, so a refused re-authorization may have changed them.
    async fn find_out(&self, fault: Fault) -> ChangeReport {
        match self.client.instance(&self.entry.target.id, &self.account).await {
            Ok(instance) => self.finish(&instance, self.entry.judge(Some(&instance)), Some(fault)).await,
            Err(answer) => {
                let is_gone = answer.status == Some(NOT_FOUND);
                let verdict = if is_gone { ChangeVerdict::Missing } else { ChangeVerdict::Unknown };
                ChangeReport { verdict, ..ChangeReport::unchanged(fault) }
            }
        }
    }

    /// Enables a re-authorized instance that is disabled, and tests it.
    async fn finish(&self, instance: &Instance, verdict: ChangeVerdict, fault: Option<Fault>) -> ChangeReport {
        let is_reauthorized = matches!(self.request, ChangeRequest::Reauthorize(_));
        if !is_reauthorized {
            return ChangeReport { verdict, fault, enabled: None, ping: None, secrets: Vec::new() };
        }
        let is_disabled = instance.disabled && verdict == ChangeVerdict::Changed;
        let enabled =
            if is_disabled { Some(self.client.set_enabled(&instance.id, true, &self.account).await) } else { None };
        let ping = Some(self.client.ping(instance, &self.account).await);
        ChangeReport { verdict, fault, enabled, ping, secrets: Vec::new() }
    }
}

/// Returns true if the failure itself says that nothing was changed.
fn is_certain(fault: &Fault, request: &ChangeRequest) -> bool {
    match fault.kind {
        FaultKind::Account
        | FaultKind::Unread
        | FaultKind::Unreached
        | FaultKind::Busy(_)
        | FaultKind::Local
        | FaultKind::AlreadyMade => true,
        // The limits of the profile refuse before anything is sent, so there is no status.
        FaultKind::Refused if fault.status.is_none() => true,
        FaultKind::Fields(_) | FaultKind::Code | FaultKind::Refused => matches!(request, ChangeRequest::Edit(_)),
        FaultKind::Unclear | FaultKind::Broken | FaultKind::Garbled => false,
    }
}
