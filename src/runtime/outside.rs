//! The outside itself: the platform, the browser, the files, the practice platform.

use super::{clipboard::Desktop, perform::Surroundings};
use crate::{
    domain::{Account, Authorization, Base, Catalog, Consent, Fault, Flow, Instance, Provision, State},
    oauth::browser::{Browser, Opened},
    platform::Client,
    sandbox::{Options, Sandbox},
    storage::{Reservation, Store},
    wizard::{Made, Page},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::Mutex,
    task::{JoinError, spawn_blocking},
    time::Instant,
};

/// What the tasks share.
pub struct Outside {
    pub(super) catalog: Arc<Catalog>,
    pub(super) store: Store,
    pub(super) browser: Browser,
    pub(super) desktop: Desktop,
    sandbox: Mutex<Option<Sandbox>>,
    client: Mutex<Option<(Base, Client)>>,
}

impl Outside {
    /// Nothing has been done yet.
    pub fn new(around: Surroundings) -> Self {
        Self {
            catalog: around.catalog,
            store: around.store,
            browser: around.browser,
            desktop: around.desktop,
            sandbox: Mutex::new(around.sandbox),
            client: Mutex::new(None),
        }
    }

    pub(super) async fn practise(&self) -> Result<Account, Fault> {
        let mut running = self.sandbox.lock().await;
        if let Some(sandbox) = &*running {
            return Ok(sandbox.account().clone());
        }
        let hint = "Another program may hold every port of this machine; try again.";
        let started = Sandbox::start(Options { catalog: Some(self.catalog.clone()), ..Options::default() }).await;
        let started = started.map_err(|e| Fault::local(format!("The practice platform did not start: {e}."), hint))?;
        Ok(running.insert(started).account().clone())
    }

    /// Whether this is the practice platform of this run, whose address is never met again.
    pub(super) async fn is_practice(&self, base: &Base) -> bool {
        self.sandbox.lock().await.as_ref().is_some_and(|sandbox| &sandbox.account().base == base)
    }

    /// One client for one address: it keeps its connections, and reading the system's certificates takes a while.
    pub(super) async fn client(&self, base: &Base) -> Result<Client, Fault> {
        let mut slot = self.client.lock().await;
        if let Some((known, client)) = &*slot
            && known == base
        {
            return Ok(client.clone());
        }
        let wanted = base.clone();
        let client = spawn_blocking(move || Client::new(&wanted)).await.map_err(lost)??;
        *slot = Some((base.clone(), client.clone()));
        Ok(client)
    }

    pub(super) async fn check(&self, account: &Account) -> Result<(), Fault> {
        self.client(&account.base).await?.check(account).await
    }

    pub(super) async fn address(&self, consent: &Consent, account: &Account) -> Result<Authorization, Fault> {
        let state = fresh_state()?;
        let client = self.client(&account.base).await?;
        let (address, token) = match consent.flow() {
            Flow::OAuth1 => {
                let token = client.request_token(consent, account).await?;
                (client.verification_url(consent, &token, account).await?, Some(token))
            }
            Flow::OAuth2 | Flow::Plain => (client.authorization_url(consent, &state, account).await?, None),
        };
        let page = Authorization::new(&consent.mended(&address), state, consent.callback(), consent.api_key());
        let page = page.map(|page| match token {
            Some(token) => page.expecting_verifier(token.token, token.secret),
            None => page,
        });
        page.map_err(|e| {
            Fault::local(e.to_string(), "Check the address of the platform, and report this to its support.")
        })
    }

    pub(super) async fn open(&self, address: &str) -> Result<Page, String> {
        match self.browser.open(address).await {
            Ok(Opened::Launched) => Ok(Page::Launched),
            Ok(Opened::Shown) => Ok(Page::LinkOnly),
            Err(error) => Err(format!("{error} Copy the link with alt-c.")),
        }
    }

    /// Room for the token is made before it is asked for, so that a full disk is known while nothing is lost yet.
    pub(super) async fn create(self: &Arc<Self>, provision: &Provision, account: &Account) -> Result<Made, Fault> {
        let outside = self.clone();
        let reserved = spawn_blocking(move || outside.store.reserve()).await.map_err(lost)??;
        let client = self.client(&account.base).await?;
        let began = Instant::now();
        let instance = client.create(provision, account).await?;
        let took = began.elapsed();
        Ok(self.keep(Some(reserved), instance, &account.base, took).await)
    }

    pub(super) async fn adopt(self: &Arc<Self>, instance: Instance, account: &Account) -> Made {
        self.keep(None, instance, &account.base, Duration::ZERO).await
    }

    async fn keep(
        self: &Arc<Self>,
        reserved: Option<Reservation>,
        instance: Instance,
        base: &Base,
        took: Duration,
    ) -> Made {
        let (outside, copy, base) = (self.clone(), instance.clone(), base.clone());
        let kept = spawn_blocking(move || outside.store.keep_instance(reserved, &copy, None, &base)).await;
        let kept = kept.map_err(lost).and_then(|kept| kept.map_err(Fault::from));
        Made { instance, kept, took }
    }

    pub(super) async fn find(&self, provision: &Provision, account: &Account) -> Result<Vec<Instance>, Fault> {
        self.client(&account.base).await?.find(provision, account).await
    }
}

fn fresh_state() -> Result<State, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| {
        Fault::local(
            format!("The system gave no random numbers: {e}."),
            "Try again; restart the machine if it stays so.",
        )
    })?;
    Ok(State::from_bytes(&bytes))
}

/// A task that panicked ends the program by its hook, so this is seen only while that happens.
pub(super) fn lost(_: JoinError) -> Fault {
    Fault::local("Something in elemint itself went wrong.", "Try again, and please report it.")
}
