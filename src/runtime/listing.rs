//! The platform's list of elements, kept from the last time and fresh. Reading one takes a while, so neither is read
//! where the screen is drawn.

use super::{runner::Runner, services::Services, task_error};
use crate::{
    catalog::{self, Catalog, Described, ElementKey},
    domain::{Account, Fault, ListValidator, OAuthProxy, fault::FaultKind},
    platform::ListAnswer,
    wizard::{ElementList, Event, ListOrigin, effect::Freshness},
};
use std::{sync::Arc, time::SystemTime};
use tokio::{sync::oneshot, task::spawn_blocking};

impl Runner {
    /// Loads the stored list at once. Unless it is recent, the platform's answer follows. It belongs to no visit, and
    /// does not block typing.
    pub(super) fn list(&mut self, account: Account, freshness: Freshness) {
        let (services, sender) = (self.services.clone(), self.sender.clone());
        let (sending, frames) = (self.begin_stored_list(), self.frames.clone());
        tokio::spawn(async move {
            let stored = match freshness {
                Freshness::Recent => services.stored_list(&account).await,
                Freshness::Current => None,
            };
            if let Some(stored) = stored {
                let is_recent = matches!(stored.origin, ListOrigin::Recent(_));
                let _ = sender.send(Event::Catalog(account.clone(), Ok(stored)));
                if is_recent {
                    return;
                }
            }
            let frame = frames.next();
            drop(sending);
            // Connecting takes more processor time than all else at a start.
            frame.drawn().await;
            let listed = services.live_list(&account, freshness).await;
            let _ = sender.send(Event::Catalog(account, listed));
        });
    }

    /// Returns the end of a stored list, for which the first frame waits; it is dropped when the list was sent.
    pub(super) fn begin_stored_list(&mut self) -> oneshot::Sender<()> {
        let (sender, receiver) = oneshot::channel();
        if let Some(stored) = &mut self.stored_lists {
            stored.push(receiver);
        }
        sender
    }

    /// Belongs to no visit: the answer is of use in any step.
    pub(super) fn describe(&self, key: ElementKey, account: Account) {
        let (services, sender) = (self.services.clone(), self.sender.clone());
        tokio::spawn(async move {
            let told = services.element(&key, &account).await;
            let _ = sender.send(Event::Element(key, account, told));
        });
    }
}

impl Runner {
    /// Belongs to no visit: the answer is of use in any form.
    pub(super) fn fetch_proxies(&self, account: Account) {
        let (services, sender) = (self.services.clone(), self.sender.clone());
        tokio::spawn(async move {
            let listed = services.oauth_proxies(&account).await;
            let _ = sender.send(Event::Proxies(account, listed));
        });
    }
}

impl Services {
    /// Returns the OAuth proxies of an account.
    pub(super) async fn oauth_proxies(&self, account: &Account) -> Result<Vec<OAuthProxy>, Fault> {
        self.client(&account.base).await?.oauth_proxies(&self.resolver.account(account).await?).await
    }

    /// Returns the stored list.
    pub(super) async fn stored_list(self: &Arc<Self>, account: &Account) -> Option<ElementList> {
        let (services, account) = (self.clone(), self.resolver.known_account(account).await);
        let read = spawn_blocking(move || {
            let stored = services.store.catalog(&account)?;
            // After the clock was set back, a list seems to be from the future, and its age is unknown.
            let age = SystemTime::now().duration_since(stored.taken).ok();
            let is_recent = stored.is_own && age.is_some_and(|age| age < services.list_age);
            let age = age.unwrap_or_default();
            let origin = if is_recent { ListOrigin::Recent(age) } else { ListOrigin::Outdated(age) };
            listed(&services.catalog, stored.elements, origin)
        });
        read.await.ok().flatten()
    }

    /// Returns the platform's description of one element.
    pub(super) async fn element(self: &Arc<Self>, key: &ElementKey, account: &Account) -> Result<Described, Fault> {
        self.client(&account.base).await?.element(key, &self.resolver.account(account).await?).await
    }

    /// Requests the list from the platform, and stores it. Unless the user asks for it, a list that is unchanged is not
    /// sent again.
    pub(super) async fn live_list(
        self: &Arc<Self>,
        account: &Account,
        freshness: Freshness,
    ) -> Result<ElementList, Fault> {
        let keeps = !self.is_practice(&account.base).await;
        // The account behind a reference may be another one by now.
        let asking = self.resolver.known_account(account).await;
        let (services, owner) = (self.clone(), asking.clone());
        let stored = move || services.store.catalog(&asking).filter(|stored| stored.is_own && keeps);
        let stored = spawn_blocking(stored).await.map_err(task_error::fault)?;
        let known = stored.as_ref().filter(|_| freshness == Freshness::Recent);
        let known = known.map(|stored| stored.validator.clone()).unwrap_or_default();
        let client = self.client(&account.base).await?;
        let answer = client.elements_unless(&self.resolver.account(account).await?, &known).await?;
        let host = account.base.host().to_owned();
        let services = self.clone();
        let read = spawn_blocking(move || {
            let stored = stored.map(|stored| stored.elements).unwrap_or_default();
            let (elements, validator) = match answer {
                ListAnswer::Unchanged => (stored, known),
                ListAnswer::Listed(mut elements, validator) if keeps => {
                    catalog::read_values(&mut elements, &stored);
                    (elements, validator)
                }
                ListAnswer::Listed(elements, validator) => (elements, validator),
            };
            listed(&services.catalog, services.kept(&owner, elements, &validator, keeps), ListOrigin::Platform)
        });
        read.await.map_err(task_error::fault)?.ok_or_else(|| {
            let problem = format!("The list of elements of {host} has none that can be used.");
            Fault::new(FaultKind::Refused, problem, "Check the platform's address; it may not be one of this family.")
        })
    }

    /// Stores a list. Returns it with descriptions that are read from the file, and so take no memory; as it is where it
    /// cannot be kept, which only costs another request the next time.
    fn kept(
        &self,
        account: &Account,
        elements: Vec<Described>,
        validator: &ListValidator,
        keeps: bool,
    ) -> Vec<Described> {
        let kept = keeps && self.store.keep_catalog(account, &elements, validator, SystemTime::now()).is_ok();
        let stored = if kept { self.store.catalog(account) } else { None };
        stored.map_or(elements, |stored| stored.elements)
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
