//! A request for an instance, from the note that is made of it to the token on the disk.

use super::{departure::Preparing, random::random, resolve::bad_callback, services::Services, task_error, token};
use crate::{
    domain::{
        Account, BaseUrl, CreateRequest, Fault, Instance, JournalEntry, JournalId, TokenPlace, account::SecretStorage,
        fault::FaultKind, unfinished::Settlement,
    },
    platform::Client,
    storage::{RequestBlocked, Reservation, StorageError, Store, TokenOrigin},
    text::Secret,
    wizard::{CreatedInstance, CreationReply},
};
use std::{sync::Arc, time::Duration};
use tokio::{task::spawn_blocking, time::Instant};

impl Services {
    /// The request is written down and room for the token is made before anything is sent, so that a full disk is
    /// known while nothing is lost yet, and whatever happens on the way can be found out.
    pub(super) async fn create(self: &Arc<Self>, provision: &CreateRequest, account: &Account) -> CreationReply {
        let preparing = Preparing::from(provision);
        self.departure.prepare(preparing.clone());
        let prepared = self.prepare(provision, account).await;
        // From here on the request is on its way, unless the program has ended in the meantime.
        let is_late = !self.departure.finish(&preparing);
        let (client, reserved, entry, sent) = match prepared {
            Ok(prepared) => prepared,
            Err(NotSent::Fault(fault)) => return CreationReply::Created(Err(fault)),
            Err(NotSent::Unsettled(entry)) => {
                let when = entry.started.words();
                let problem = format!("The same instance was requested on {when}, and the outcome is not known.");
                let fault =
                    Fault::new(FaultKind::Unclear, problem, "Look for its instance first, or there may be two.");
                return CreationReply::Unclear(entry, fault);
            }
        };
        if is_late {
            let services = self.clone();
            let _ = spawn_blocking(move || services.store.settle(&entry.id, Settlement::NotMade)).await;
            return CreationReply::Created(Err(Fault::local("Nothing was sent.", "Start elemint again.")));
        }
        let began = Instant::now();
        match client.create(&sent.provision, &sent.account).await {
            Ok(instance) => {
                let took = began.elapsed();
                let origin =
                    TokenOrigin { draft: entry.draft.clone(), practice: self.is_practice(&account.base).await };
                let made = self.keep(Some((reserved, origin)), instance, account, took).await;
                let made = CreatedInstance { secrets: sent.secrets, ..made };
                self.settle(&entry.id, &made).await;
                CreationReply::Created(Ok(made))
            }
            Err(fault) if fault.kind == FaultKind::Unclear => CreationReply::Unclear(Box::new(entry), fault),
            Err(fault) => {
                // Nothing was made, so there is nothing to look for.
                let services = self.clone();
                let _ = spawn_blocking(move || services.store.settle(&entry.id, Settlement::NotMade)).await;
                CreationReply::Created(Err(fault))
            }
        }
    }

    async fn prepare(
        self: &Arc<Self>,
        provision: &CreateRequest,
        account: &Account,
    ) -> Result<(Client, Reservation, JournalEntry, SentRequest), NotSent> {
        let client = self.client(&account.base).await?;
        let sent = self.resolved(provision, account).await?;
        let entry = JournalEntry::new(fresh_id()?, provision, &account.base, Store::now());
        // Instances on the sandbox of this run end with it, so there is nothing to look for later.
        let written = !self.is_practice(&account.base).await;
        let services = self.clone();
        let place = SecretStorage::from_account(account);
        let prepare = move || {
            services.ready(place)?;
            let reserved = services.store.reserve()?;
            if written {
                services.store.begin(&entry)?;
            }
            Ok::<_, NotSent>((reserved, entry))
        };
        let (reserved, entry) = spawn_blocking(prepare).await.map_err(task_error::fault)??;
        Ok((client, reserved, entry, sent))
    }

    /// Returns the request with the values of its references.
    async fn resolved(&self, provision: &CreateRequest, account: &Account) -> Result<SentRequest, Fault> {
        let account = self.resolver.account(account).await?;
        let values = self.resolver.draft(provision.filled().draft()).await?;
        let account_secrets = [account.user.clone(), account.organization.clone()];
        let secrets = values.values().cloned().chain(account_secrets).collect();
        Ok(SentRequest { provision: provision.clone().resolved(values).map_err(bad_callback)?, account, secrets })
    }

    pub(super) async fn adopt(
        self: &Arc<Self>,
        instance: Instance,
        id: &JournalId,
        account: &Account,
    ) -> CreatedInstance {
        let (services, of, practice) = (self.clone(), id.clone(), self.is_practice(&account.base).await);
        // The form is recorded with the instance, so that no second one is created from it.
        let origin = spawn_blocking(move || {
            let draft = services.store.open_requests().into_iter().find(|open| open.entry.id == of)?.entry.draft;
            Some((services.store.reserve().ok()?, TokenOrigin { draft, practice }))
        });
        let made = self.keep(origin.await.ok().flatten(), instance, account, Duration::ZERO).await;
        self.settle(id, &made).await;
        made
    }

    /// A token that could not be kept leaves its request open: it is found again by it.
    async fn settle(self: &Arc<Self>, id: &JournalId, made: &CreatedInstance) {
        if made.kept.is_ok() {
            let (services, id) = (self.clone(), id.clone());
            // An entry that cannot be removed is reported again at the next start, which does no harm.
            let _ = spawn_blocking(move || services.store.settle(&id, Settlement::Made)).await;
        }
    }

    async fn keep(
        self: &Arc<Self>,
        reserved: Option<(Reservation, TokenOrigin)>,
        instance: Instance,
        account: &Account,
        took: Duration,
    ) -> CreatedInstance {
        let (services, copy, base, place) =
            (self.clone(), instance.clone(), account.base.clone(), SecretStorage::from_account(account));
        let kept = spawn_blocking(move || services.keep_token(reserved, &copy, &base, place)).await;
        CreatedInstance {
            instance,
            kept: kept.map_err(task_error::fault).and_then(|kept| kept),
            took,
            secrets: Vec::new(),
        }
    }

    /// A keyring that will not take a token is known before there is one.
    fn ready(&self, place: SecretStorage) -> Result<(), Fault> {
        match place {
            SecretStorage::Keyring if self.store.keeps() => {
                Ok(token::known(self.resolver.keyring())?.probe().map_err(|error| token::refused(&error))?)
            }
            _ => Ok(()),
        }
    }

    /// Keeps a token where the account's own secrets are, and nowhere else. Where that is the keyring, the file says so.
    fn keep_token(
        &self,
        reserved: Option<(Reservation, TokenOrigin)>,
        instance: &Instance,
        base: &BaseUrl,
        place: SecretStorage,
    ) -> Result<TokenPlace, Fault> {
        token::keep((&self.store, self.resolver.keyring()), reserved, instance, base, place)
    }
}

/// Request as it is sent, with the secrets of its references, which are masked everywhere.
struct SentRequest {
    provision: CreateRequest,
    account: Account,
    secrets: Vec<Secret>,
}

/// Reasons that a request is not sent.
enum NotSent {
    Fault(Fault),
    /// The same request was sent before, and its outcome is unknown.
    Unsettled(Box<JournalEntry>),
}

impl From<Fault> for NotSent {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StorageError> for NotSent {
    fn from(error: StorageError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<RequestBlocked> for NotSent {
    fn from(hindrance: RequestBlocked) -> Self {
        match hindrance {
            RequestBlocked::Storage(error) => error.into(),
            RequestBlocked::Unsettled(entry) => Self::Unsettled(entry),
            RequestBlocked::AlreadyMade(id) => Self::Fault(Fault::new(
                FaultKind::AlreadyMade,
                format!("Instance {id} was created from this form already."),
                "Create another one only if you need a second.",
            )),
            RequestBlocked::UnderWay(process) => Self::Fault(Fault::local(
                format!("Another elemint (process {process}) is making this very instance just now."),
                "Wait for it to end, or give this one another name.",
            )),
        }
    }
}

pub(super) fn fresh_id() -> Result<JournalId, Fault> {
    random().map(JournalId::from_bytes)
}
