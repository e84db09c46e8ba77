//! Lists of instances kept from the last time. Masking and reading one takes a while, so neither is done where the
//! screen is drawn.

use super::{services::Services, task_error};
use crate::{
    domain::{Fault, KnownInstances, ListedInstance, Profile},
    storage::Store,
};
use std::sync::Arc;
use tokio::task::spawn_blocking;

impl Services {
    /// Returns the instances of a profile as they were listed the last time, if they were stored.
    pub async fn known_instances(self: &Arc<Self>, profile: &Profile) -> Option<KnownInstances> {
        let (services, profile) = (self.clone(), profile.clone());
        spawn_blocking(move || services.store.known_instances(&profile)).await.ok().flatten()
    }

    /// Stores the complete list of a profile, with masked secrets. A sandbox has another address with every run, so its
    /// list is not stored.
    ///
    /// # Errors
    /// It could not be stored, which costs no more than asking again.
    pub async fn keep_known_instances(
        self: &Arc<Self>,
        profile: &Profile,
        instances: Vec<ListedInstance>,
    ) -> Result<(), Fault> {
        if profile.is_practice() {
            return Ok(());
        }
        let account = self.resolver.account(&profile.account).await?;
        let (services, profile) = (self.clone(), profile.clone());
        let keep = move || {
            let secrets = [account.user, account.organization];
            services.store.keep_known_instances(&profile, &instances, secrets, Store::now())
        };
        Ok(spawn_blocking(keep).await.map_err(task_error::fault)??)
    }
}
