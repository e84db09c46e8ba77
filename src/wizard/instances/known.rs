//! Rows of a list: those of the platform, and those of the list that was stored the last time.

use super::{AccountInstances, InstancePart, InstanceRow};
use crate::{document::mask::Mask, domain::Timestamp};
use std::sync::Arc;

impl AccountInstances {
    /// Returns the time of the stored list, while its rows are shown.
    pub fn stored(&self) -> Option<Timestamp> {
        self.stored
    }

    /// Takes a part of the stored list, unless there are other rows already.
    pub(in crate::wizard) fn take_known(&mut self, request: u32, part: InstancePart, stored: Timestamp, mask: &Mask) {
        let is_next = self.rows.is_empty() || (self.stored == Some(stored) && self.stored_with == request);
        if request == self.request && self.is_old && is_next && !part.instances.is_empty() {
            (self.stored, self.stored_with) = (Some(stored), request);
            self.extend(part, mask);
        }
    }

    /// Adds the rows of a part.
    pub(super) fn extend(&mut self, part: InstancePart, mask: &Mask) {
        let (stored, tests, deleted) = (part.stored, part.tests, &self.deleted);
        let instances = part.instances.into_iter().filter(|instance| !deleted.contains(&instance.id));
        for instance in instances {
            let (is_stored, test) = (stored.contains(&instance.id), tests.get(&instance.id).copied());
            let mut row = InstanceRow::new(instance, is_stored, mask);
            row.facts.test = test;
            self.texts.push(&row);
            self.rows.push(Arc::new(row));
        }
    }
}
