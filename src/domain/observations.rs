//! Latest observations of instances, such as their tests, as they are remembered between runs.

use super::{
    account::{Profile, ProfileName},
    timestamp::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Observation of an instance. Only the latest of each instance is remembered.
pub trait Observation {
    /// Maximum number of records remembered for each profile. The oldest are dropped first.
    const MOST: usize;

    /// Returns the time of the observation.
    fn time(&self) -> Timestamp;
}

/// Latest observation of each instance, by profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observations<R> {
    #[serde(default = "BTreeMap::new")]
    profiles: BTreeMap<String, PlatformObservations<R>>,
}

/// Records on one platform, by the ID of the instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PlatformObservations<R> {
    /// Address of the platform, since a profile may name another one later.
    base: String,
    /// Version 0.1.0 called them `tests`.
    #[serde(alias = "tests")]
    records: BTreeMap<String, R>,
}

impl<R> Default for Observations<R> {
    fn default() -> Self {
        Self { profiles: BTreeMap::new() }
    }
}

impl<R: Observation> Observations<R> {
    /// Takes the records of a profile, by the ID of the instance.
    pub fn into_records(mut self, profile: &Profile) -> BTreeMap<String, R> {
        let found = self.profiles.remove(profile.name.as_str()).filter(|found| found.base == place(profile));
        found.map(|found| found.records).unwrap_or_default()
    }

    /// Returns the record of an instance.
    pub fn get(&self, profile: &Profile, id: &str) -> Option<&R> {
        self.profiles.get(profile.name.as_str()).filter(|found| found.base == place(profile))?.records.get(id)
    }

    /// Adds records of a profile, by the ID of the instance.
    pub fn note(&mut self, profile: &Profile, records: impl IntoIterator<Item = (String, R)>) {
        let none = || PlatformObservations { base: place(profile).to_owned(), records: BTreeMap::new() };
        let known = self.profiles.entry(profile.name.as_str().to_owned()).or_insert_with(none);
        if known.base != place(profile) {
            *known = none();
        }
        known.records.extend(records);
        if known.records.len() > R::MOST {
            let mut times: Vec<Timestamp> = known.records.values().map(R::time).collect();
            times.sort_unstable();
            let oldest = times.get(times.len() - R::MOST).copied().unwrap_or(Timestamp(0));
            known.records.retain(|_, record| record.time() >= oldest);
        }
    }

    /// Moves the records of a profile to its new name.
    pub fn rename(&mut self, old: &ProfileName, new: &ProfileName) {
        if let Some(records) = self.profiles.remove(old.as_str()) {
            self.profiles.insert(new.as_str().to_owned(), records);
        }
    }

    /// Removes the records of a profile.
    pub fn forget(&mut self, profile: &ProfileName) {
        self.profiles.remove(profile.as_str());
    }
}

/// Returns the address of the platform. That of a sandbox changes with every run, while its instances stay.
fn place(profile: &Profile) -> &str {
    if profile.is_practice() { Profile::PRACTICE } else { profile.account.base.as_str() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Account, BaseUrl, TestOutcome, TestRecord},
        text::Secret,
    };

    type Tests = Observations<TestRecord>;

    fn profile(base: &str) -> Profile {
        let account = Account::new(BaseUrl::read(base).expect("an address"), Secret::new("u"), Secret::new("o"));
        Profile { name: ProfileName::new("work"), account }
    }

    fn record(at: u64) -> TestRecord {
        TestRecord { outcome: TestOutcome::Passed, at: Timestamp(at) }
    }

    #[test]
    fn latest_record_of_each_instance_is_kept() {
        let (work, mut last) = (profile("api.cloud-elements.com"), Tests::default());
        last.note(&work, [("1".into(), record(1)), ("2".into(), record(2))]);
        last.note(&work, [("1".into(), record(3))]);
        assert_eq!(last.into_records(&work), [("1".into(), record(3)), ("2".into(), record(2))].into());
    }

    #[test]
    fn record_of_one_instance_is_found() {
        let (work, mut last) = (profile("api.cloud-elements.com"), Tests::default());
        last.note(&work, [("1".into(), record(1)), ("2".into(), record(2))]);
        assert_eq!((last.get(&work, "2"), last.get(&work, "3")), (Some(&record(2)), None));
    }

    #[test]
    fn record_of_another_platform_is_not_found() {
        let mut last = Tests::default();
        last.note(&profile("api.cloud-elements.com"), [("1".into(), record(1))]);
        assert_eq!(last.get(&profile("localhost"), "1"), None);
    }

    #[test]
    fn records_of_another_platform_are_replaced() {
        let (before, after, mut last) = (profile("api.cloud-elements.com"), profile("localhost"), Tests::default());
        last.note(&before, [("1".into(), record(1))]);
        assert_eq!(last.clone().into_records(&after), BTreeMap::new());
        last.note(&after, [("2".into(), record(2))]);
        assert_eq!(last.into_records(&after), [("2".into(), record(2))].into());
    }

    #[test]
    fn oldest_records_are_dropped() {
        let (work, mut last) = (profile("api.cloud-elements.com"), Tests::default());
        last.note(&work, (0..=TestRecord::MOST as u64).map(|number| (number.to_string(), record(number))));
        let tests = last.into_records(&work);
        assert_eq!((tests.len(), tests.contains_key("0"), tests.contains_key("1")), (TestRecord::MOST, false, true));
    }

    #[test]
    fn file_of_version_0_1_0_is_read() {
        let text = r#"{"profiles":{"work":{"base":"https://api.cloud-elements.com/elements/api-v2","tests":{"1":{"outcome":"passed","at":1}}}}}"#;
        let last: Tests = serde_json::from_str(text).expect("JSON");
        assert_eq!(
            last.get(&profile("api.cloud-elements.com"), "1").map(|record| record.outcome),
            Some(TestOutcome::Passed)
        );
    }
}
