//! Looks at instances: each is compared with the one before, and stored in its place.

use super::services::Services;
use crate::{
    catalog::Field,
    document::mask::Mask,
    domain::{InstanceLook, LookDifferences},
    storage::Store,
    wizard::effect::LookOrder,
};
use std::sync::Arc;
use tokio::task::spawn_blocking;

impl Services {
    /// Stores a look at an instance. Returns the differences from the look before; `None` without any, or if there was no
    /// look.
    pub(super) async fn look(self: &Arc<Self>, order: LookOrder) -> Option<LookDifferences> {
        let services = self.clone();
        let look = move || {
            let LookOrder { listed, profile, secrets } = order;
            let mut mask = Mask::new(secrets);
            if let Some(element) = services.catalog.find(listed.element.as_str()) {
                mask = mask.with_settings(element.fields().map(Field::secrecy));
            }
            let look = InstanceLook::new(&listed, &mask, Store::now())?;
            let before = services.store.keep_look(&profile, &listed.id, look.clone()).ok().flatten()?;
            before.differences(&look)
        };
        spawn_blocking(look).await.ok().flatten()
    }
}
