//! Sandbox: a platform and a provider for trying elemint, served over real HTTP on this machine alone.
//!
//! It answers as the platform does, so that the wizard, curl and other clients of the platform need not distinguish
//! them. Consent is given on a page of its own (`/fake-provider/…`). Data is in memory; instances and the sandbox's own
//! secrets are also kept between runs, if a [`StateFile`] is given. Passwords, keys and tokens that were sent are stored
//! in neither.

mod account;
mod accounts;
mod addressed;
mod auth;
mod authentication;
mod catalog;
mod change_faults;
mod choice;
mod clock;
mod codes;
mod connections;
mod consent_page;
mod consent_request;
mod cors;
mod create;
mod defaults;
mod elements;
mod exported;
mod extras;
mod faults;
mod filter;
mod formula_records;
mod formulas;
mod head;
mod hub_calls;
mod hub_resources;
mod hubs;
mod instance_docs;
mod instances;
mod issuer;
mod item;
mod json_body;
mod listed;
mod logins;
mod mappings;
mod metadata;
mod oauth;
mod objects;
mod order;
mod organization;
mod page;
mod paging;
mod problem;
mod provider;
mod proxied;
mod proxies;
mod proxy_records;
mod query;
mod quirks;
mod random;
mod record;
mod request_check;
mod requests;
mod samples;
mod saved;
mod server;
mod settings;
mod tokens;
mod trace_records;
mod traces;
mod update;
mod world;

pub use exported::Exported;
pub use faults::InjectedFault;
pub use requests::Seen;
pub use saved::StateFile;

use crate::{
    catalog::Catalog,
    domain::{Account, BaseUrl},
    text::Secret,
};
use catalog::SandboxCatalog;
use issuer::Issuer;
use random::RandomSource;
use record::InstanceRecords;
use saved::{MadeSecrets, SavedState, StateWriter};
use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use url::Url;
use world::SandboxWorld;

/// Settings of a sandbox.
#[derive(Clone, Debug)]
pub struct Options {
    /// Loopback address to listen at; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The user secret it takes; a random one unless given.
    pub user: Option<Secret>,
    /// The organization secret it takes; a random one unless given.
    pub organization: Option<Secret>,
    /// Duration of a creation. The platform takes seconds, since it calls the provider.
    pub pace: Duration,
    /// Time for which a code from the consent page is valid.
    pub code_life: Duration,
    /// An OAuth 2 server on this machine that takes the provider's place: its address as issuer.
    pub issuer: Option<Url>,
    /// The elements it knows; the program's own unless given.
    pub catalog: Option<Arc<Catalog>>,
    /// Additional elements, which replace those with the same key.
    pub elements: Vec<Exported>,
    /// Number of instances at the start: as many samples are added as are missing.
    pub instances: usize,
    /// Place of the instances and of the generated secrets between runs; nothing is kept without it.
    pub state: Option<Arc<dyn StateFile>>,
    /// True if the state that was kept is replaced by a new one.
    pub fresh: bool,
    /// Seed of secrets, ids and tokens, which are then the same in each run.
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            user: None,
            organization: None,
            pace: Duration::from_millis(1500),
            code_life: Duration::from_secs(60),
            issuer: None,
            catalog: None,
            elements: Vec::new(),
            instances: 0,
            state: None,
            fresh: false,
            seed: None,
        }
    }
}

/// Binds an address. In place of any free port it takes the one of the last run, unless another program has it.
async fn listener(address: SocketAddr, last: u16) -> io::Result<TcpListener> {
    if address.port() == 0
        && last != 0
        && let Ok(listener) = TcpListener::bind((address.ip(), last)).await
    {
        return Ok(listener);
    }
    TcpListener::bind(address).await
}

/// A running sandbox. It stops serving when dropped.
#[derive(Debug)]
pub struct Sandbox {
    world: Arc<SandboxWorld>,
    // Never sent on: that it is gone is the message.
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Binds and serves.
    ///
    /// # Errors
    /// An address that is not loopback, a port that is taken, an issuer that is none, a state of another version, or a
    /// system without randomness.
    pub async fn start(options: Options) -> io::Result<Self> {
        if !options.listen.ip().is_loopback() {
            let why = "the sandbox serves this machine alone: listen on 127.0.0.1";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let mut saved = match options.state.as_deref().filter(|_| !options.fresh) {
            Some(file) => SavedState::read(file)?,
            None => None,
        };
        let listener = listener(options.listen, saved.as_ref().map_or(0, |saved| saved.port)).await?;
        let address = listener.local_addr()?;
        let base = BaseUrl::read(&format!("http://{address}")).map_err(io::Error::other)?;
        let random = RandomSource::new(options.seed);
        let made = match &saved {
            Some(saved) => saved.secrets(&random)?,
            None => MadeSecrets::new(&random)?,
        };
        let user = options.user.unwrap_or_else(|| made.user.clone());
        let organization = options.organization.unwrap_or_else(|| made.organization.clone());
        let account = Account::new(base, user, organization);
        let shelf = match &options.catalog {
            Some(catalog) => SandboxCatalog::new(catalog, options.elements),
            None => SandboxCatalog::new(&Catalog::embedded().map_err(io::Error::other)?, options.elements),
        };
        let mut world = SandboxWorld::new(account, address, shelf, options.pace, options.code_life)?;
        if let Some(issuer) = &options.issuer {
            world.issuer = Some(Issuer::find(issuer).await?);
        }
        let mut formulas = saved.as_mut().map(SavedState::formulas).unwrap_or_default();
        let mut records = match saved {
            Some(saved) => saved.instances(&world.shelf),
            None => InstanceRecords::beginning(random.number()?),
        };
        for record in samples::instances(&world.shelf, records.len()..options.instances, &random)? {
            let name = record.name.clone();
            let id = records.add(record);
            samples::use_in_formula(&mut formulas, records.len(), id, &name);
        }
        {
            let mut state = world.state();
            (state.instances, state.formulas) = (records, formulas);
        }
        (world.random, world.second_user) = (random, made.second_user.clone());
        world.writer = options.state.map(|file| StateWriter::new(file, made, address.port()));
        world.save().await;
        let world = Arc::new(world);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(server::serve(listener, server::app(world.clone()), stopped));
        Ok(Self { world, stop, serving })
    }

    /// The account that is let in, with the address to send it to.
    pub fn account(&self) -> &Account {
        &self.world.account
    }

    /// Returns the secret of the second account's user, who sees the instances of that account only.
    pub fn second_user(&self) -> &Secret {
        &self.world.second_user
    }

    /// The latest requests in the order of arrival, 4,096 at most.
    pub fn requests(&self) -> Vec<Seen> {
        self.world.requests()
    }

    /// Lets the next creation of an instance go wrong in this way. Faults wait in line.
    pub fn fault(&self, fault: InjectedFault) {
        self.world.add_fault(fault);
    }

    /// Lets the next change of an instance (`PUT`, `PATCH` or `DELETE`) go wrong in this way. Faults wait in line.
    pub fn fault_change(&self, fault: InjectedFault) {
        self.world.add_change_fault(fault);
    }

    /// Stops serving; when this returns, the port is free and every connection is closed.
    pub async fn stop(self) {
        drop(self.stop);
        // It fails only where serving panicked, and then there is nothing left to stop.
        let _ = self.serving.await;
        self.world.save().await;
    }
}
