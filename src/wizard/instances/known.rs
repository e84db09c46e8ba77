//! Rows of a list: those of the platform, and those of the list that was stored the last time.

use super::{AccountInstances, InstancePart, InstanceRow};
use crate::{
    document::mask::Mask,
    domain::{ListedInstance, Timestamp},
};
use std::sync::Arc;

impl AccountInstances {
    /// Returns the time of the stored list, while its rows are shown.
    pub fn stored(&self) -> Option<Timestamp> {
        self.stored
    }

    /// Takes a part of the stored list, unless there are other rows already.
    pub(in crate::wizard) fn take_known(&mut self, request: u32, part: InstancePart, stored: Timestamp, mask: &Mask) {
        let is_next = self.rows().is_empty() || (self.stored == Some(stored) && self.stored_with == request);
        if request == self.request && self.is_old && is_next && !part.instances.is_empty() {
            (self.stored, self.stored_with) = (Some(stored), request);
            let rows = self.new_rows(part, None, mask);
            self.rows.extend(rows);
        }
    }

    /// Returns the rows of a part, which the platform sent at a time. Those that changed since the request stay as they
    /// are.
    pub(super) fn new_rows(&self, part: InstancePart, read: Option<Timestamp>, mask: &Mask) -> Vec<Arc<InstanceRow>> {
        let (stored, tests) = (part.stored, part.tests);
        let instances = part.instances.into_iter().filter(|instance| !self.deleted.contains(&instance.id));
        let row = |instance: ListedInstance| {
            let known = self.changed.contains(&instance.id).then(|| self.row(&instance.id)).flatten();
            known.cloned().unwrap_or_else(|| {
                let (is_stored, test) = (stored.contains(&instance.id), tests.get(&instance.id).copied());
                let mut row = InstanceRow { read, ..InstanceRow::new(instance, is_stored, mask) };
                row.facts.test = test;
                Arc::new(row)
            })
        };
        instances.map(row).collect()
    }
}
