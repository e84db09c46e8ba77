//! Instances without a screen: create, verify and change them, each request recorded in the journal as in the wizard.

use super::{instance_deletion, service_config::ServiceConfig, services::Services};
use crate::{
    catalog::{Catalog, ElementKey},
    domain::{
        Account, ChangeRequest, CreateRequest, Fault, Instance, JournalEntry, ListedInstance, OAuthProxy, Profile,
        TrashedInstance,
    },
    platform::InstanceFilter,
    storage::Store,
    wizard::{ChangeReport, CreatedInstance, CreationReply},
};
use std::{sync::Arc, time::Duration};

/// Services for commands that work on instances without a screen.
#[derive(Clone)]
pub struct Automation(pub(super) Arc<Services>);

/// Reason that a request did not become an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreateFault {
    /// Nothing was created.
    Failed(Fault),
    /// The instance may exist. The journal has the request, and `elemint recover` finds out the outcome.
    Unknown(Box<JournalEntry>, Fault),
}

impl Automation {
    /// Creates the services; nothing is requested yet.
    pub fn new(config: ServiceConfig) -> Self {
        Self(Arc::new(Services::new(config)))
    }

    /// Sends a complete request, such as one with the provider's consent, and stores the token. The values of its
    /// references are read for this request alone. The journal has the request before it is sent, and a second one for the
    /// same form is refused.
    ///
    /// # Errors
    /// The reason that there is no instance, or that there may be one.
    pub async fn send(&self, account: &Account, request: &CreateRequest) -> Result<CreatedInstance, CreateFault> {
        match self.0.create(request, account).await {
            CreationReply::Created(Ok(created)) => Ok(created),
            CreationReply::Created(Err(fault)) => Err(CreateFault::Failed(fault)),
            CreationReply::Unclear(entry, fault) => Err(CreateFault::Unknown(entry, fault)),
        }
    }

    /// Tests an instance at its provider, and returns the time it took.
    ///
    /// # Errors
    /// The reason that the provider did not answer.
    pub async fn verify(&self, instance: &Instance, profile: &Profile) -> Result<Duration, Fault> {
        self.0.ping(instance, profile).await
    }

    /// Sends a change of an existing instance, and finds out its outcome where the answer leaves it open.
    pub async fn change(&self, request: &ChangeRequest, profile: &Profile) -> ChangeReport {
        self.0.change(request, profile).await
    }

    /// Returns an instance as it is listed.
    ///
    /// # Errors
    /// The reason that it could not be read.
    pub async fn listed(&self, id: &str, account: &Account) -> Result<ListedInstance, Fault> {
        self.0.listed_instance(id, account).await
    }

    /// Returns the instances of an element with exactly this name.
    ///
    /// # Errors
    /// The reason that there is no complete list.
    pub async fn named(
        &self,
        element: &ElementKey,
        name: &str,
        account: &Account,
    ) -> Result<Vec<ListedInstance>, Fault> {
        let client = self.0.client(&account.base).await?;
        let account = self.0.resolver.account(account).await?;
        let mut found = Vec::new();
        // A search of the platform is not exact, and it splits some texts, so all instances are compared.
        let compare = |listed: ListedInstance| {
            if listed.element == *element && listed.name.trim() == name.trim() {
                found.push(listed);
            }
        };
        client.each_instance(&InstanceFilter::default(), &account, compare).await?;
        Ok(found)
    }

    /// Returns the catalog with the form of an element, which the platform is asked for if the catalog has none.
    ///
    /// # Errors
    /// The reason that the platform gave no description.
    pub async fn describe(
        &self,
        key: &ElementKey,
        catalog: &Arc<Catalog>,
        account: &Account,
    ) -> Result<Arc<Catalog>, Fault> {
        if catalog.entry(key.as_str()).is_some_and(|entry| !entry.is_undescribed()) {
            return Ok(catalog.clone());
        }
        Ok(Arc::new(catalog.with_described(self.0.element(key, account).await?)))
    }

    /// Returns the OAuth proxies of an account.
    ///
    /// # Errors
    /// The reason that there is no list.
    pub async fn oauth_proxies(&self, account: &Account) -> Result<Vec<OAuthProxy>, Fault> {
        self.0.oauth_proxies(account).await
    }

    /// Deletes an instance, and keeps it in the trash. The stored token is removed as well; returns the faults of those
    /// that could not be removed.
    ///
    /// # Errors
    /// The reason that nothing was deleted, or that the instance may have been deleted.
    pub async fn delete(&self, id: &str, profile: &Profile, account: &Account) -> Result<Vec<Fault>, Fault> {
        let client = self.0.client(&account.base).await?;
        let resolved = self.0.resolver.account(account).await?;
        let listed = client.listed_instance(id, &resolved).await?;
        let element = self.0.catalog.find(listed.element.as_str());
        let secrets = [resolved.user.clone(), resolved.organization.clone()];
        let copy =
            TrashedInstance::new(&listed, (&profile.name, &account.base), secrets, element.as_deref(), Store::now());
        let tokens = (&self.0.store, self.0.resolver.keyring());
        let journal = if self.0.is_practice(&account.base).await { None } else { Some(self.0.store.clone()) };
        instance_deletion::delete(&listed, copy, (&client, &resolved), tokens, journal).await
    }

    /// Returns the store.
    pub fn store(&self) -> &Arc<Store> {
        &self.0.store
    }

    /// Returns true for the sandbox of this run, whose address is never used again.
    pub async fn is_sandbox_of_this_run(&self, account: &Account) -> bool {
        self.0.is_practice(&account.base).await
    }
}
