//! The outside itself: the platform, the browser, the files, the practice platform.

use super::{clipboard::Desktop, perform::Surroundings};
use crate::{
    domain::{
        Account, Attempt, AttemptId, Authorization, Base, Catalog, Consent, Fault, Flow, Instance, Moment, Provision,
        State, fault::FaultKind,
    },
    oauth::browser::{Browser, Opened},
    platform::{Client, Net},
    sandbox::{Options, Sandbox},
    storage::{Hindrance, Reservation, StorageError, Store},
    wizard::{Made, Page, Reply},
};
use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
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
    net: Net,
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
            net: around.net,
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
        let (wanted, net) = (base.clone(), self.net.clone());
        let client = spawn_blocking(move || Client::over(&wanted, &net)).await.map_err(lost)??;
        *slot = Some((base.clone(), client.clone()));
        Ok(client)
    }

    pub(super) async fn ping(&self, instance: &Instance, account: &Account) -> Result<Duration, Fault> {
        self.client(&account.base).await?.ping(instance, account).await
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
        let page = consent.page(&address, state);
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

    /// The request is written down and room for the token is made before anything is sent, so that a full disk is
    /// known while nothing is lost yet, and whatever happens on the way can be found out.
    pub(super) async fn create(self: &Arc<Self>, provision: &Provision, account: &Account) -> Reply {
        let prepared = self.prepare(provision, account).await;
        let (client, reserved, attempt) = match prepared {
            Ok(prepared) => prepared,
            Err(Stop::Fault(fault)) => return Reply::Created(Err(fault)),
            Err(Stop::Unsettled(attempt)) => {
                let when = attempt.started.words();
                let what = format!("This very request was made on {when}, and what came of it is not known.");
                let fault = Fault::new(FaultKind::Unclear, what, "Look for its instance first, or there may be two.");
                return Reply::Unclear(attempt, fault);
            }
        };
        let began = Instant::now();
        match client.create(provision, account).await {
            Ok(instance) => {
                let took = began.elapsed();
                let made = self.keep(Some(reserved), instance, &account.base, took).await;
                self.settle(&attempt.id, &made).await;
                Reply::Created(Ok(made))
            }
            Err(fault) if fault.kind == FaultKind::Unclear => Reply::Unclear(Box::new(attempt), fault),
            Err(fault) => {
                // Nothing was made, so there is nothing to look for.
                let outside = self.clone();
                let _ = spawn_blocking(move || outside.store.settle(&attempt.id)).await;
                Reply::Created(Err(fault))
            }
        }
    }

    async fn prepare(
        self: &Arc<Self>,
        provision: &Provision,
        account: &Account,
    ) -> Result<(Client, Reservation, Attempt), Stop> {
        let client = self.client(&account.base).await?;
        let attempt = Attempt::new(fresh_id()?, provision, &account.base, now());
        // What the practice platform of this run makes ends with the run, so there is nothing to look for later.
        let written = !self.is_practice(&account.base).await;
        let outside = self.clone();
        let prepare = move || {
            let reserved = outside.store.reserve()?;
            if written {
                outside.store.begin(&attempt)?;
            }
            Ok::<_, Stop>((reserved, attempt))
        };
        let (reserved, attempt) = spawn_blocking(prepare).await.map_err(lost)??;
        Ok((client, reserved, attempt))
    }

    pub(super) async fn adopt(self: &Arc<Self>, instance: Instance, id: &AttemptId, account: &Account) -> Made {
        let made = self.keep(None, instance, &account.base, Duration::ZERO).await;
        self.settle(id, &made).await;
        made
    }

    /// A token that could not be kept leaves its request open: it is found again by it.
    async fn settle(self: &Arc<Self>, id: &AttemptId, made: &Made) {
        if made.kept.is_ok() {
            let (outside, id) = (self.clone(), id.clone());
            // What cannot be removed is told again at the next start, which does no harm.
            let _ = spawn_blocking(move || outside.store.settle(&id)).await;
        }
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

    pub(super) async fn find(&self, attempt: &Attempt, account: &Account) -> Result<Vec<Instance>, Fault> {
        self.client(&account.base).await?.find(attempt, account).await
    }
}

/// Why a request does not leave.
enum Stop {
    Fault(Fault),
    /// It was made before, and nobody knows what came of it.
    Unsettled(Box<Attempt>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Hindrance> for Stop {
    fn from(hindrance: Hindrance) -> Self {
        match hindrance {
            Hindrance::Storage(error) => error.into(),
            Hindrance::Unsettled(attempt) => Self::Unsettled(attempt),
            Hindrance::UnderWay(process) => Self::Fault(Fault::local(
                format!("Another elemint (process {process}) is making this very instance just now."),
                "Wait for it to end, or give this one another name.",
            )),
        }
    }
}

fn fresh_state() -> Result<State, Fault> {
    random().map(|bytes| State::from_bytes(&bytes))
}

fn fresh_id() -> Result<AttemptId, Fault> {
    random().map(AttemptId::from_bytes)
}

fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| {
        Fault::local(
            format!("The system gave no random numbers: {e}."),
            "Try again; restart the machine if it stays so.",
        )
    })?;
    Ok(bytes)
}

fn now() -> Moment {
    Moment(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs()))
}

/// A task that panicked ends the program by its hook, so this is seen only while that happens.
pub(super) fn lost(_: JoinError) -> Fault {
    Fault::local("Something in elemint itself went wrong.", "Try again, and please report it.")
}
