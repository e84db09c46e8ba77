//! The platform's list of elements, kept from the last time and fresh. Reading one takes a while, so neither is read
//! where the screen is drawn.

use super::{services::Services, task_error};
use crate::{
    catalog::{Catalog, Described, ElementKey},
    domain::{Account, BaseUrl, Fault, fault::FaultKind},
    wizard::ElementList,
};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::task::spawn_blocking;

impl Services {
    /// The list as it was the last time.
    pub(super) async fn kept_list(self: &Arc<Self>, base: &BaseUrl) -> Option<ElementList> {
        let (outside, base) = (self.clone(), base.clone());
        let read = spawn_blocking(move || {
            let (elements, taken) = outside.store.catalog(&base)?;
            // A clock that was put back makes no list younger than new.
            let age = SystemTime::now().duration_since(taken).unwrap_or_default();
            listed(&outside.catalog, elements, Some(age))
        });
        read.await.ok().flatten()
    }

    /// Returns the platform's description of one element.
    pub(super) async fn element(self: &Arc<Self>, key: &ElementKey, account: &Account) -> Result<Described, Fault> {
        self.client(&account.base).await?.element(key, &self.resolver.account(account).await?).await
    }

    /// The list as it is now, which is kept for the next time.
    pub(super) async fn live_list(self: &Arc<Self>, account: &Account) -> Result<ElementList, Fault> {
        let elements = self.client(&account.base).await?.elements(&self.resolver.account(account).await?).await?;
        let keeps = !self.is_practice(&account.base).await;
        let (outside, base) = (self.clone(), account.base.clone());
        let read = spawn_blocking(move || {
            if keeps {
                // A list that cannot be kept is asked for again the next time, which is no loss.
                let _ = outside.store.keep_catalog(&base, &elements, SystemTime::now());
            }
            listed(&outside.catalog, elements, None)
        });
        read.await.map_err(task_error::fault)?.ok_or_else(|| {
            let what = format!("The list of elements of {} holds none that can be used.", account.base.host());
            Fault::new(FaultKind::Refused, what, "Check the platform's address; it may not be one of this family.")
        })
    }
}

fn listed(ours: &Catalog, elements: Vec<Described>, kept: Option<Duration>) -> Option<ElementList> {
    let catalog = ours.joined(elements);
    (!catalog.entries().is_empty()).then(|| ElementList {
        own: catalog.count_not_in(ours),
        catalog: Arc::new(catalog),
        kept,
    })
}
