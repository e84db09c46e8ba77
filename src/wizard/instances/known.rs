//! Rows of a list: those of the platform, and those of the list that was stored the last time.

use super::{AccountInstances, InstancePart, InstanceRow};
use crate::{document::mask::Mask, domain::Timestamp};
use std::sync::Arc;

impl AccountInstances {
    /// Returns the time of the stored list, while its rows are shown.
    pub fn stored(&self) -> Option<Timestamp> {
        self.stored
    }

    /// Takes the stored list, unless there are rows already.
    pub(in crate::wizard) fn take_known(&mut self, request: u32, part: InstancePart, stored: Timestamp, mask: &Mask) {
        let is_first = request == self.request && self.is_old && self.rows.is_empty();
        if is_first && !part.instances.is_empty() {
            self.stored = Some(stored);
            self.extend(part, mask);
        }
    }

    /// Adds the rows of a part.
    pub(super) fn extend(&mut self, part: InstancePart, mask: &Mask) {
        let (stored, deleted) = (part.stored, &self.deleted);
        let instances = part.instances.into_iter().filter(|instance| !deleted.contains(&instance.id));
        self.rows.extend(instances.map(|instance| {
            let is_stored = stored.contains(&instance.id);
            Arc::new(InstanceRow::new(instance, is_stored, mask))
        }));
    }
}
