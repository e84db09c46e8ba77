//! Services: the platform, the browser, the files, the sandbox.

use super::{
    consent_request, departure::Departure, profile_storage, resolve::Resolver, sandbox_state::sandbox_state,
    service_config::ServiceConfig, task_error,
};
use crate::terminal::clipboard::Desktop;
use crate::{
    catalog::Catalog,
    domain::{
        Account, Authorization, BaseUrl, Consent, Fault, Guard, Instance, JournalEntry, PasswordLogin, Profile,
        ProfileName, account::SecretStorage,
    },
    oauth::{Browser, Started},
    platform::{Client, Net},
    sandbox::{Options, Sandbox},
    storage::Store,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Mutex, task::spawn_blocking};

/// Services that the tasks share.
pub struct Services {
    pub(super) catalog: Arc<Catalog>,
    pub(super) store: Arc<Store>,
    pub(super) resolver: Resolver,
    browser: Browser,
    pub(super) desktop: Desktop,
    net: Net,
    pub(super) list_age: Duration,
    /// Requests that are being prepared.
    pub(super) departure: Departure,
    sandbox: Mutex<Option<Sandbox>>,
    client: Mutex<Option<(BaseUrl, Client)>>,
}

impl Services {
    /// Creates the services; nothing is connected yet.
    pub fn new(config: ServiceConfig) -> Self {
        Self {
            catalog: config.catalog,
            store: Arc::new(config.store),
            resolver: config.resolver,
            browser: config.browser,
            desktop: config.desktop,
            net: config.net,
            list_age: config.list_age,
            departure: Departure::default(),
            sandbox: Mutex::new(config.sandbox),
            client: Mutex::new(None),
        }
    }

    pub(super) async fn start_sandbox(&self) -> Result<Account, Fault> {
        let mut running = self.sandbox.lock().await;
        if let Some(sandbox) = &*running {
            return Ok(sandbox.account().clone());
        }
        let hint = "Another program may hold every port of this machine; try again.";
        let (catalog, state) = (Some(self.catalog.clone()), sandbox_state(&self.store));
        let started = Sandbox::start(Options { catalog, state, ..Options::default() }).await;
        let started = started.map_err(|e| Fault::local(format!("The sandbox did not start: {e}."), hint))?;
        Ok(running.insert(started).account().clone())
    }

    /// Returns true for the sandbox of this run, whose address is never used again.
    pub(super) async fn is_practice(&self, base: &BaseUrl) -> bool {
        self.sandbox.lock().await.as_ref().is_some_and(|sandbox| &sandbox.account().base == base)
    }

    /// Returns the client for an address, one for each: it keeps its connections, and reading the system's certificates
    /// takes a while.
    pub(super) async fn client(&self, base: &BaseUrl) -> Result<Client, Fault> {
        let mut slot = self.client.lock().await;
        if let Some((known, client)) = &*slot
            && known == base
        {
            return Ok(client.clone());
        }
        let (wanted, net) = (base.clone(), self.net.clone());
        let client = spawn_blocking(move || Client::over(&wanted, &net)).await.map_err(task_error::fault)??;
        *slot = Some((base.clone(), client.clone()));
        Ok(client)
    }

    /// Tests an instance, and remembers the result as its latest test.
    pub(super) async fn ping(self: &Arc<Self>, instance: &Instance, profile: &Profile) -> Result<Duration, Fault> {
        let account = &profile.account;
        let result = self.client(&account.base).await?.ping(instance, &self.resolver.account(account).await?).await;
        self.keep_test(profile, &instance.id, &result).await;
        result
    }

    pub(super) async fn check(&self, account: &Account) -> Result<(), Fault> {
        // The user may have changed the value of a reference before this call.
        self.resolver.forget(account).await;
        self.client(&account.base).await?.check(&self.resolver.account(account).await?).await
    }

    pub(super) async fn log_in(&self, login: &PasswordLogin) -> Result<Account, Fault> {
        let password = self.resolver.text(login.password.expose()).await?;
        self.client(&login.base).await?.log_in(&login.email, &password).await
    }

    pub(super) async fn address(&self, consent: &Consent, account: &Account) -> Result<Authorization, Fault> {
        let client = self.client(&account.base).await?;
        let account = &self.resolver.account(account).await?;
        let values = self.resolver.draft(consent.filled().draft()).await?;
        consent_request::page((&client, account), consent, values).await
    }

    pub(super) async fn open(&self, address: &str) -> Result<Started, String> {
        self.browser.open(address).await.map_err(|error| error.to_string())
    }

    /// Stores a profile in the place that the user chose. A keyring that cannot be trusted is reported, and no other
    /// place is used instead.
    pub(super) fn keep_profile(&self, profile: &Profile, place: SecretStorage) -> Result<String, Fault> {
        if !self.store.keeps() {
            return Ok("Signed in. Nothing is kept, as you asked.".into());
        }
        let path = profile_storage::keep((&self.store, self.resolver.keyring()), profile, place)?;
        if place == SecretStorage::Keyring {
            return Ok(format!("Signed in. Kept as profile {}, its secrets in the keyring.", profile.name));
        }
        Ok(format!("Signed in. Kept as profile {} in {}.", profile.name, path.display()))
    }

    /// Saves the limits of a profile, and returns the sentence about it.
    pub(super) async fn limit_profile(self: Arc<Self>, name: ProfileName, guard: Guard) -> Result<String, Fault> {
        let limited = spawn_blocking(move || {
            let limited = profile_storage::limit(&self.store, &name, &guard)?;
            limited.ok_or_else(|| {
                let problem = format!("Profile {name} is not in the file of elemint.");
                Fault::local(problem, "Sign in again to save it there, under the same name.")
            })
        });
        limited.await.map_err(task_error::fault)?
    }

    pub(super) async fn find(&self, entry: &JournalEntry, account: &Account) -> Result<Vec<Instance>, Fault> {
        self.client(&account.base).await?.find(entry, &self.resolver.account(account).await?).await
    }
}
