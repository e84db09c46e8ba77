//! Results of tests, remembered once all tests of an order are done: a file for each would cost more than the test.

use super::services::Services;
use crate::{
    domain::{Fault, Profile, TestRecord, instance_check},
    storage::Store,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::task::spawn_blocking;

/// Results of the tests of one order.
pub(super) struct TestBatch(Mutex<Running>);

struct Running {
    left: usize,
    records: Vec<(String, TestRecord)>,
}

impl TestBatch {
    /// Creates the batch of an order with this number of tests.
    pub(super) fn new(left: usize) -> Self {
        Self(Mutex::new(Running { left, records: Vec::new() }))
    }

    /// Adds the result of a test. Returns all results with the last one.
    pub(super) fn add(&self, id: &str, result: &Result<Duration, Fault>) -> Option<Vec<(String, TestRecord)>> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.left = running.left.checked_sub(1)?;
        if let Some(outcome) = instance_check::outcome(result) {
            running.records.push((id.to_owned(), TestRecord { outcome, at: Store::now() }));
        }
        (running.left == 0).then(|| std::mem::take(&mut running.records))
    }
}

impl Services {
    /// Returns the latest tests of a profile's instances by their ID.
    pub(super) async fn last_tests(self: &Arc<Self>, profile: &Profile) -> BTreeMap<String, TestRecord> {
        let (services, profile) = (self.clone(), profile.clone());
        spawn_blocking(move || services.store.last_tests(&profile)).await.unwrap_or_default()
    }

    /// Stores tests. A result that cannot be stored costs no more than a test.
    pub(super) async fn keep_tests(self: &Arc<Self>, profile: &Profile, records: Vec<(String, TestRecord)>) {
        let (services, profile) = (self.clone(), profile.clone());
        let _ = spawn_blocking(move || services.store.keep_tests(&profile, records)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_returned_with_the_last_one() {
        let (batch, passed) = (TestBatch::new(2), Ok(Duration::ZERO));
        let [first, last, late] = ["1", "2", "3"].map(|id| batch.add(id, &passed).map(|records| records.len()));
        assert_eq!((first, last, late), (None, Some(2), None));
    }
}
