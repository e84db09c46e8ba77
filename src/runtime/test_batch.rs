//! Results of tests, stored every few seconds: a file for each would cost more than the test.

use super::{services::Services, tracked::TrackedTasks};
use crate::{
    domain::{Fault, Profile, TestRecord, instance_check, test_record::STORE_INTERVAL},
    storage::Store,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::{Duration, Instant},
};
use tokio::task::spawn_blocking;

/// Results of the tests of one order.
#[derive(Debug)]
pub(super) struct TestBatch {
    profile: Profile,
    running: Mutex<Running>,
}

#[derive(Debug)]
struct Running {
    left: usize,
    /// Results that are not stored yet.
    records: Vec<(String, TestRecord)>,
    stored: Instant,
}

impl TestBatch {
    /// Creates the batch of an order with this number of tests.
    pub(super) fn new(profile: Profile, left: usize) -> Self {
        Self { profile, running: Mutex::new(Running { left, records: Vec::new(), stored: Instant::now() }) }
    }

    /// Adds the result of a test. Returns true if the results are to be stored: with the last one, and every few seconds.
    pub(super) fn add(&self, id: &str, result: &Result<Duration, Fault>) -> bool {
        self.add_at(id, result, Instant::now())
    }

    /// Leaves out this number of tests. Returns true if no more results follow.
    pub(super) fn skip(&self, count: usize) -> bool {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.left = running.left.saturating_sub(count);
        running.left == 0
    }

    fn add_at(&self, id: &str, result: &Result<Duration, Fault>, now: Instant) -> bool {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.left = running.left.saturating_sub(1);
        running.records.extend(instance_check::record(result, Store::now()).map(|record| (id.to_owned(), record)));
        let is_due = running.left == 0 || now.saturating_duration_since(running.stored) >= STORE_INTERVAL;
        if is_due {
            running.stored = now;
        }
        is_due
    }

    /// Stores the results that are not stored yet.
    pub(super) fn store(&self, services: &Arc<Services>, tasks: &TrackedTasks) {
        let records = std::mem::take(&mut self.running.lock().unwrap_or_else(PoisonError::into_inner).records);
        if records.is_empty() {
            return;
        }
        let (services, profile) = (services.clone(), self.profile.clone());
        tasks.spawn(async move { services.keep_tests(&profile, records).await });
    }
}

/// Batches whose tests are running.
#[derive(Debug, Default)]
pub(super) struct TestBatches(Vec<Weak<TestBatch>>);

impl TestBatches {
    /// Adds a batch.
    pub(super) fn add(&mut self, batch: &Arc<TestBatch>) {
        self.0.retain(|batch| batch.strong_count() > 0);
        self.0.push(Arc::downgrade(batch));
    }

    /// Stores the results of tests so far.
    pub(super) fn store(&self, services: &Arc<Services>, tasks: &TrackedTasks) {
        self.0.iter().filter_map(Weak::upgrade).for_each(|batch| batch.store(services, tasks));
    }
}

impl Services {
    /// Returns the latest tests of a profile's instances by their ID.
    pub(super) async fn last_tests(self: &Arc<Self>, profile: &Profile) -> BTreeMap<String, TestRecord> {
        let (services, profile) = (self.clone(), profile.clone());
        spawn_blocking(move || services.store.last_tests(&profile)).await.unwrap_or_default()
    }

    /// Stores a test that was made for another request.
    pub(super) async fn keep_test(self: &Arc<Self>, profile: &Profile, id: &str, result: &Result<Duration, Fault>) {
        if let Some(record) = instance_check::record(result, Store::now()) {
            self.keep_tests(profile, vec![(id.to_owned(), record)]).await;
        }
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
    use crate::{
        domain::{Account, BaseUrl, ProfileName},
        text::Secret,
    };

    #[test]
    fn results_are_stored_with_the_last_one_and_every_few_seconds() {
        let base = BaseUrl::read("http://127.0.0.1:9").expect("a base");
        let account = Account::new(base, Secret::new("u"), Secret::new("o"));
        let batch = TestBatch::new(Profile { name: ProfileName::new("work"), account }, 4);
        let start = batch.running.lock().expect("the batch").stored;
        let due = [0, 5, 6, 7].map(|at| batch.add_at("1", &Ok(Duration::ZERO), start + Duration::from_secs(at)));
        assert_eq!(due, [false, true, false, true]);
    }
}
