//! Latest test of an instance.

use super::{observations::Observation, timestamp::Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Longest time for which the result of a test waits to be stored, while others follow.
pub const STORE_INTERVAL: Duration = Duration::from_secs(5);

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

impl Observation for TestRecord {
    const MOST: usize = 20_000;

    fn time(&self) -> Timestamp {
        self.at
    }
}
