//! Latest tests of instances, as they are remembered between runs.

use super::{
    account::{Profile, ProfileName},
    timestamp::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Maximum number of tests remembered for each profile. The oldest are dropped first.
const MOST: usize = 20_000;

/// Result of the last test of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TestOutcome {
    /// The provider answered.
    Passed,
    /// The platform or the provider refused, or there was no answer.
    Failed,
}

impl TestOutcome {
    /// Returns the result as it is displayed and typed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

/// Latest test of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRecord {
    /// Result.
    pub outcome: TestOutcome,
    /// Time.
    pub at: Timestamp,
}

/// Latest test of each instance, by profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastTests {
    #[serde(default)]
    profiles: BTreeMap<String, PlatformTests>,
}

/// Tests on one platform, by the ID of the instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct PlatformTests {
    /// Address of the platform, since a profile may name another one later.
    base: String,
    tests: BTreeMap<String, TestRecord>,
}

impl LastTests {
    /// Takes the tests of a profile, by the ID of the instance.
    pub fn into_tests(mut self, profile: &Profile) -> BTreeMap<String, TestRecord> {
        let found = self.profiles.remove(profile.name.as_str()).filter(|found| found.base == place(profile));
        found.unwrap_or_default().tests
    }

    /// Records tests of a profile.
    pub fn note(&mut self, profile: &Profile, tests: impl IntoIterator<Item = (String, TestRecord)>) {
        let known = self.profiles.entry(profile.name.as_str().to_owned()).or_default();
        if known.base != place(profile) {
            *known = PlatformTests { base: place(profile).to_owned(), tests: BTreeMap::new() };
        }
        known.tests.extend(tests);
        if known.tests.len() > MOST {
            let mut times: Vec<Timestamp> = known.tests.values().map(|test| test.at).collect();
            times.sort_unstable();
            let oldest = times.get(times.len() - MOST).copied().unwrap_or(Timestamp(0));
            known.tests.retain(|_, test| test.at >= oldest);
        }
    }

    /// Moves the tests of a profile to its new name.
    pub fn rename(&mut self, old: &ProfileName, new: &ProfileName) {
        if let Some(tests) = self.profiles.remove(old.as_str()) {
            self.profiles.insert(new.as_str().to_owned(), tests);
        }
    }

    /// Removes the tests of a profile.
    pub fn forget(&mut self, profile: &ProfileName) {
        self.profiles.remove(profile.as_str());
    }
}

/// Returns the address of the platform. That of a sandbox changes with every run, while its instances stay.
pub(super) fn place(profile: &Profile) -> &str {
    if profile.is_practice() { Profile::PRACTICE } else { profile.account.base.as_str() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Account, BaseUrl},
        text::Secret,
    };

    fn profile(base: &str) -> Profile {
        let account = Account::new(BaseUrl::read(base).expect("an address"), Secret::new("u"), Secret::new("o"));
        Profile { name: ProfileName::new("work"), account }
    }

    fn record(at: u64) -> TestRecord {
        TestRecord { outcome: TestOutcome::Passed, at: Timestamp(at) }
    }

    #[test]
    fn latest_test_of_each_instance_is_kept() {
        let (work, mut last) = (profile("api.cloud-elements.com"), LastTests::default());
        last.note(&work, [("1".into(), record(1)), ("2".into(), record(2))]);
        last.note(&work, [("1".into(), record(3))]);
        assert_eq!(last.into_tests(&work), [("1".into(), record(3)), ("2".into(), record(2))].into());
    }

    #[test]
    fn tests_of_another_platform_are_not_shown() {
        let (before, after, mut last) = (profile("api.cloud-elements.com"), profile("localhost"), LastTests::default());
        last.note(&before, [("1".into(), record(1))]);
        assert_eq!(last.clone().into_tests(&after), BTreeMap::new());
        last.note(&after, [("2".into(), record(2))]);
        assert_eq!(last.into_tests(&after), [("2".into(), record(2))].into());
    }

    #[test]
    fn oldest_tests_are_dropped() {
        let (work, mut last) = (profile("api.cloud-elements.com"), LastTests::default());
        last.note(&work, (0..=MOST as u64).map(|number| (number.to_string(), record(number))));
        let tests = last.into_tests(&work);
        assert_eq!((tests.len(), tests.contains_key("0"), tests.contains_key("1")), (MOST, false, true));
    }
}
