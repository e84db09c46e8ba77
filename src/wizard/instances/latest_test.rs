//! Latest test of each instance.

use super::{AccountInstances, InstanceJob, InstanceWork};
use crate::domain::{Fault, Timestamp, instance_check};
use std::time::Duration;

impl AccountInstances {
    /// Takes the result of a test, which is the latest one of the instance from then on.
    pub(in crate::wizard) fn take_test(&mut self, id: &str, result: Result<Duration, Fault>, now: Timestamp) {
        if let Some(test) = instance_check::record(&result, now) {
            self.change(id, |row| row.facts.test = Some(test));
        }
        let work = match result {
            Ok(took) => InstanceWork::Tested(took),
            Err(fault) => InstanceWork::Failed(InstanceJob::Test, Box::new(fault)),
        };
        self.work.insert(id.to_owned(), work);
    }
}
