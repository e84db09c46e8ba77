//! The platform's list of elements, kept from the last time and fresh. Reading one takes a while, so neither is read
//! where the screen is drawn.

use super::{runner::Runner, services::Services, task_error};
use crate::{
    catalog::{Catalog, Described, ElementKey},
    domain::{Account, Fault, fault::FaultKind},
    wizard::{ElementList, Event, ListOrigin},
};
use std::{sync::Arc, time::SystemTime};
use tokio::task::spawn_blocking;

impl Runner {
    /// Belongs to no visit: the answer is of use in any step.
    pub(super) fn describe(&self, key: ElementKey, account: Account) {
        let (outside, sender) = (self.outside.clone(), self.sender.clone());
        tokio::spawn(async move {
            let told = outside.element(&key, &account).await;
            let _ = sender.send(Event::Element(key, account, told));
        });
    }
}

impl Services {
    /// Returns the stored list.
    pub(super) async fn stored_list(self: &Arc<Self>, account: &Account) -> Option<ElementList> {
        let (outside, account) = (self.clone(), account.clone());
        let read = spawn_blocking(move || {
            let stored = outside.store.catalog(&account)?;
            // After the clock was set back, a list seems to be from the future, and its age is unknown.
            let age = SystemTime::now().duration_since(stored.taken).ok();
            let is_recent = stored.is_own && age.is_some_and(|age| age < outside.list_age);
            let age = age.unwrap_or_default();
            let origin = if is_recent { ListOrigin::Recent(age) } else { ListOrigin::Outdated(age) };
            listed(&outside.catalog, stored.elements, origin)
        });
        read.await.ok().flatten()
    }

    /// Returns the platform's description of one element.
    pub(super) async fn element(self: &Arc<Self>, key: &ElementKey, account: &Account) -> Result<Described, Fault> {
        self.client(&account.base).await?.element(key, &self.resolver.account(account).await?).await
    }

    /// Requests the list from the platform, and stores it.
    pub(super) async fn live_list(self: &Arc<Self>, account: &Account) -> Result<ElementList, Fault> {
        let elements = self.client(&account.base).await?.elements(&self.resolver.account(account).await?).await?;
        let host = account.base.host().to_owned();
        let keeps = !self.is_practice(&account.base).await;
        let (outside, account) = (self.clone(), account.clone());
        let read = spawn_blocking(move || {
            if keeps {
                // A list that cannot be kept is asked for again the next time, which is no loss.
                let _ = outside.store.keep_catalog(&account, &elements, SystemTime::now());
            }
            listed(&outside.catalog, elements, ListOrigin::Platform)
        });
        read.await.map_err(task_error::fault)?.ok_or_else(|| {
            let what = format!("The list of elements of {host} has none that can be used.");
            Fault::new(FaultKind::Refused, what, "Check the platform's address; it may not be one of this family.")
        })
    }
}

fn listed(ours: &Catalog, elements: Vec<Described>, origin: ListOrigin) -> Option<ElementList> {
    let catalog = ours.joined(elements);
    (!catalog.entries().is_empty()).then(|| ElementList {
        own: catalog.count_not_in(ours),
        catalog: Arc::new(catalog),
        origin,
    })
}
