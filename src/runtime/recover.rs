//! Resolves create requests with an unknown outcome, without a screen.

use super::{service_config::ServiceConfig, services::Services, task_error};
use crate::{
    domain::{
        Account, ChangeEntry, Fault, Instance, JournalEntry, Profile,
        journal_entry::LONGEST,
        recovery::{self, Verdict},
        unfinished::Settlement,
    },
    storage::{OpenRequest, Store},
    wizard::{ChangeReport, CreatedInstance, RecoveryReply},
};
use std::{sync::Arc, time::Duration};
use tokio::{task::spawn_blocking, time::sleep};

/// Outcome of a request.
#[derive(Debug)]
pub enum Outcome {
    /// The instance exists, and its token is stored or could not be.
    Made(Box<CreatedInstance>),
    /// The platform twice knew nothing of it, the last time when it could not be at it any more.
    Absent,
    /// These may be it; which of them is for a person to say.
    Open(Vec<Instance>),
}

/// Services for resolving requests.
pub struct Recovery {
    services: Arc<Services>,
    /// Time in seconds for which the platform may work on a request.
    longest: u64,
}

impl Recovery {
    /// Creates the services; nothing is requested yet. `longest` is the time in seconds for which the platform may work on a
    /// request, unless it is the usual one.
    pub fn new(config: ServiceConfig, longest: Option<u64>) -> Self {
        Self { services: Arc::new(Services::new(config)), longest: longest.unwrap_or(LONGEST) }
    }

    /// Returns the create requests without a known outcome, those a running elemint holds included.
    pub fn open_requests(&self) -> Vec<OpenRequest> {
        self.services.store.open_requests()
    }

    /// Returns the changes of existing instances without a known outcome, except those of a running elemint.
    pub fn open_changes(&self) -> Vec<ChangeEntry> {
        self.services.store.open_changes()
    }

    /// Finds out the outcome of a change by reading its instance. A certain outcome is resolved.
    pub async fn find_out_change(&self, entry: &ChangeEntry, profile: &Profile) -> ChangeReport {
        self.services.find_out_change(entry, profile).await
    }

    /// Removes a change from the journal.
    ///
    /// # Errors
    /// If it could not be removed.
    pub async fn forget_change(&self, entry: &ChangeEntry) -> Result<(), Fault> {
        let (services, id) = (self.services.clone(), entry.id.clone());
        Ok(spawn_blocking(move || services.store.settle_change(&id)).await.map_err(task_error::fault)??)
    }

    /// Returns repairs made in passing, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        self.services.store.notes()
    }

    /// Returns the time for which the platform may still work on a request.
    pub fn may_go_on(&self, entry: &JournalEntry) -> Duration {
        entry.may_go_on(Store::now(), self.longest)
    }

    /// Asks the platform, and repeats after a pause if there is no instance, as long as the platform may still be
    /// creating it. A certain outcome is resolved.
    ///
    /// # Errors
    /// The reason that the outcome is still unknown.
    pub async fn look(&self, entry: &JournalEntry, account: &Account, pause: Duration) -> Result<Outcome, Fault> {
        let mut earlier = 0_u8;
        let found = loop {
            let left = self.may_go_on(entry);
            let found = self.services.find(entry, account).await?;
            match recovery::judge(found, earlier, left, pause) {
                Verdict::Found(found) => break found,
                Verdict::Absent => return self.settle(entry, Settlement::NotMade).await.map(|()| Outcome::Absent),
                Verdict::Again(pause) => sleep(pause).await,
            }
            earlier = earlier.saturating_add(1);
        };
        match found.as_slice() {
            [one] if entry.may_have_created(one) => {
                Ok(Outcome::Made(Box::new(self.keep(one.clone(), entry, account).await)))
            }
            _ => Ok(Outcome::Open(found)),
        }
    }

    /// Takes over one of the instances that fit; nothing where none of them has this id.
    ///
    /// # Errors
    /// Why the platform could not be asked.
    pub async fn adopt(
        &self,
        entry: &JournalEntry,
        account: &Account,
        id: &str,
    ) -> Result<Option<CreatedInstance>, Fault> {
        let found = self.services.find(entry, account).await?;
        match found.into_iter().find(|instance| instance.id == id) {
            Some(instance) => Ok(Some(self.keep(instance, entry, account).await)),
            None => Ok(None),
        }
    }

    /// Removes a request from the journal: it is not reported any more.
    ///
    /// # Errors
    /// If it could not be removed.
    pub async fn forget(&self, entry: &JournalEntry) -> Result<(), Fault> {
        self.settle(entry, Settlement::Forgotten).await
    }

    async fn settle(&self, entry: &JournalEntry, how: Settlement) -> Result<(), Fault> {
        let (services, id) = (self.services.clone(), entry.id.clone());
        Ok(spawn_blocking(move || services.store.settle(&id, how)).await.map_err(task_error::fault)??)
    }

    async fn keep(&self, instance: Instance, entry: &JournalEntry, account: &Account) -> CreatedInstance {
        self.services.adopt(instance, &entry.id, account).await
    }
}

impl Services {
    /// Looks for the instance of a request, and returns the time for which the platform may still be creating it.
    pub(super) async fn seek(&self, entry: &JournalEntry, account: &Account) -> RecoveryReply {
        let left = entry.may_go_on(Store::now(), LONGEST);
        RecoveryReply::Found(self.find(entry, account).await, left)
    }
}
