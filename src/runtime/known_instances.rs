//! Lists of instances kept from the last time. Masking and reading one takes a while, so neither is done where the
//! screen is drawn.

use super::{frames::Frames, services::Services, task_error};
use crate::{
    domain::{Account, Fault, ListedInstance, MaskedPart, Profile, Timestamp},
    storage::Store,
    text::Secret,
    wizard::instances::InstancePart,
};
use std::sync::{Arc, mpsc};
use tokio::task::{JoinHandle, spawn_blocking};

/// List of a profile while it arrives: one thread masks the parts, which are stored once all of them are there.
pub(super) struct ArrivingList {
    /// Account with its secrets, by which the stored list is recognized.
    account: Account,
    parts: mpsc::Sender<Vec<Secret>>,
    masked: JoinHandle<Option<Vec<MaskedPart>>>,
}

impl ArrivingList {
    /// Adds the entries of a part.
    pub(super) fn add(&self, entries: Vec<Secret>) {
        // The thread may have ended with a part that is not JSON; the list is not stored then.
        let _ = self.parts.send(entries);
    }
}

impl Services {
    /// Sends the instances of a profile as they were listed the last time, if they were stored, with the IDs of those
    /// whose token is stored on this machine. The first part is shown before the others are read.
    pub(super) async fn send_known_instances(
        self: &Arc<Self>,
        profile: &Profile,
        frames: &Frames,
        mut send: impl FnMut(InstancePart, Timestamp) + Send + 'static,
    ) {
        let (store, base) = (self.store.clone(), profile.account.base.clone());
        let part = move |instances: Vec<ListedInstance>| {
            let ids = instances.iter().map(|instance| instance.id.clone());
            let stored = ids.filter(|id| store.has_instance(&base, id)).collect();
            InstancePart { instances, stored, ..InstancePart::default() }
        };
        // The account behind a reference may be another one by now.
        let Ok(account) = self.resolver.account(&profile.account).await else { return };
        let (services, profile) = (self.clone(), Profile { name: profile.name.clone(), account });
        let read = move || {
            let mut known = services.store.known_instances(&profile)?;
            let first = part(known.next()?);
            Some((first, known, part))
        };
        // Without the stored list the platform's is shown when it arrives.
        let Some((first, known, part)) = spawn_blocking(read).await.ok().flatten() else { return };
        let (fetched, frame) = (known.fetched, frames.next());
        send(first, fetched);
        frame.drawn().await;
        drop(spawn_blocking(move || known.for_each(|instances| send(part(instances), fetched))).await);
    }

    /// Begins to mask a list of a profile. `None` for a sandbox of this run: it has another address with every run, so
    /// its list is not stored.
    pub(super) async fn begin_list(&self, profile: &Profile) -> Option<ArrivingList> {
        if profile.is_practice() {
            return None;
        }
        let account = self.resolver.account(&profile.account).await.ok()?;
        let (parts, arriving) = mpsc::channel::<Vec<Secret>>();
        let secrets = [account.user.clone(), account.organization.clone()];
        let mask = move || arriving.into_iter().map(|part| MaskedPart::new(&part, secrets.clone())).collect();
        Some(ArrivingList { account, parts, masked: spawn_blocking(mask) })
    }

    /// Stores a list that is complete.
    ///
    /// # Errors
    /// It could not be stored, which costs no more than asking again.
    pub(super) async fn keep_list(self: &Arc<Self>, profile: &Profile, list: ArrivingList) -> Result<(), Fault> {
        let ArrivingList { account, parts, masked } = list;
        drop(parts);
        let Some(parts) = masked.await.map_err(task_error::fault)? else { return Ok(()) };
        let (services, profile) = (self.clone(), Profile { name: profile.name.clone(), account });
        let keep = move || services.store.keep_known_instances(&profile, &parts, Store::now());
        Ok(spawn_blocking(keep).await.map_err(task_error::fault)??)
    }
}
