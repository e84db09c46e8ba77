//! Platform, account and store of a run.

use super::throttle::{FirstPause, Repetition, Throttle};
use crate::{
    catalog::Catalog,
    domain::{Account, Fault, ListedInstance, Profile, TrashedInstance, account::SecretStorage},
    platform::Client,
    storage::{Keyring, Store},
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// Platform, account and store of a run.
#[derive(Debug)]
pub struct ApplyContext {
    client: Client,
    account: Account,
    profile: Profile,
    store: Arc<Store>,
    keyring: Option<Keyring>,
    /// Descriptions of elements, which mark the secret fields.
    catalog: Arc<Catalog>,
    is_practice: bool,
    pub(super) throttle: Throttle,
    stop: StopRequest,
}

/// Request to start no further step.
#[derive(Clone, Debug, Default)]
pub struct StopRequest(Arc<StopState>);

#[derive(Debug, Default)]
struct StopState {
    is_set: AtomicBool,
    /// Number of the signal that ended the run; 0 if none did.
    signal: AtomicU8,
    changed: Notify,
    /// Failure that every further request would meet as well.
    fault: Mutex<Option<Fault>>,
}

impl StopRequest {
    fn set(&self) {
        self.0.is_set.store(true, Ordering::Relaxed);
        self.0.changed.notify_waiters();
    }

    /// Starts no further step, because of the signal with this number.
    pub fn set_by_signal(&self, number: u8) {
        self.0.signal.store(number, Ordering::Relaxed);
        self.set();
    }

    /// Returns the number of the signal that ended the run, if one did.
    pub fn signal(&self) -> Option<u8> {
        Some(self.0.signal.load(Ordering::Relaxed)).filter(|number| *number > 0)
    }

    /// Waits until no further step is started.
    async fn requested(&self) {
        let changed = self.0.changed.notified();
        if !self.is_set() {
            changed.await;
        }
    }

    /// Returns true if no further step is started.
    pub fn is_set(&self) -> bool {
        self.0.is_set.load(Ordering::Relaxed)
    }

    /// Returns the failure that ended the run, if one did.
    pub fn fault(&self) -> Option<Fault> {
        self.0.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_by(&self, fault: &Fault) {
        *self.0.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault.clone());
        self.set();
    }
}

impl ApplyContext {
    /// Creates the context. `account` holds the secrets themselves, and the confirmations of a protected profile;
    /// `is_practice` is true for the sandbox of this run, which has no journal, because its instances end with it.
    pub fn new(
        client: Client,
        account: Account,
        profile: Profile,
        (store, keyring): (Arc<Store>, Option<Keyring>),
        catalog: Arc<Catalog>,
        is_practice: bool,
    ) -> Self {
        let (throttle, stop) = (Throttle::new(None), StopRequest::default());
        Self { client, account, profile, store, keyring, catalog, is_practice, throttle, stop }
    }

    /// Replaces the longest time of pauses without a change that the platform accepts in between.
    #[must_use]
    pub fn with_limit(self, limit: Option<Duration>) -> Self {
        Self { throttle: Throttle::new(limit), ..self }
    }

    /// Returns the first pause, if there was one.
    pub fn first_pause(&self) -> Option<&FirstPause> {
        self.throttle.first()
    }

    /// Returns the request to stop, for a handler of signals.
    pub fn stop(&self) -> StopRequest {
        self.stop.clone()
    }

    /// Returns the time until requests are sent again; `None` if there is no pause.
    pub fn pause(&self) -> Option<Duration> {
        self.throttle.opens().map(|opens| opens.saturating_duration_since(Instant::now()))
    }

    pub(super) fn platform(&self) -> (&Client, &Account) {
        (&self.client, &self.account)
    }

    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }

    pub(super) fn store(&self) -> &Arc<Store> {
        &self.store
    }

    pub(super) fn keyring(&self) -> Option<&Keyring> {
        self.keyring.as_ref()
    }

    pub(super) fn is_practice(&self) -> bool {
        self.is_practice
    }

    /// Returns the journal of changes.
    pub(super) fn journal(&self) -> Option<Arc<Store>> {
        (!self.is_practice).then(|| self.store.clone())
    }

    /// Returns the place of tokens: where the account's own secrets are.
    pub(super) fn token_storage(&self) -> SecretStorage {
        SecretStorage::from_account(&self.profile.account)
    }

    /// Returns the copy of an instance for the trash.
    pub(super) fn trashed(&self, listed: &ListedInstance) -> TrashedInstance {
        let element = self.catalog.find(listed.element.as_str());
        let secrets = [self.account.user.clone(), self.account.organization.clone()];
        let place = (&self.profile.name, &self.account.base);
        TrashedInstance::new(listed, place, secrets, element.as_deref(), Store::now())
    }

    /// Begins the attempts of one request.
    pub(super) fn attempts(&self) -> Attempts<'_> {
        Attempts { context: self, busy_since: None, number: 0 }
    }
}

/// Reason that a step did not succeed.
pub(super) enum StepFailure {
    /// The run was stopped before the request was sent.
    Stopped,
    /// The request failed, or could not be sent.
    Failed(Fault),
}

impl From<Fault> for StepFailure {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

/// Attempts of one request: it is sent when the run may, and again while the failure may pass and nothing was changed.
pub(super) struct Attempts<'a> {
    context: &'a ApplyContext,
    /// Time of the first busy answer.
    busy_since: Option<Instant>,
    number: u32,
}

impl Attempts<'_> {
    /// Waits until the request may be sent.
    ///
    /// # Errors
    /// The run was stopped in the meantime, so the request is not sent.
    pub(super) async fn wait(&self) -> Result<(), StepFailure> {
        let stop = &self.context.stop;
        tokio::select! {
            () = self.context.throttle.wait() => {}
            () = stop.requested() => {}
        }
        if stop.is_set() { Err(StepFailure::Stopped) } else { Ok(()) }
    }

    /// Returns true if the request is to be sent again after this failure, which changed nothing; in a run that is stopped
    /// [`Self::wait`] does not let it. A failure that every further request would meet stops the run.
    pub(super) fn repeats(&mut self, fault: &Fault) -> bool {
        match self.context.throttle.repeats(fault, self.number, &mut self.busy_since) {
            Repetition::Repeat => {
                self.number += 1;
                return true;
            }
            Repetition::StopRun => self.context.stop.set_by(fault),
            Repetition::GiveUp => {}
        }
        false
    }
}
