//! Clock of the sandbox.

use crate::domain::timestamp::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
pub(super) fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

/// A moment as the platform writes it.
pub(super) fn stamp(seconds: u64) -> String {
    Timestamp(seconds).to_string()
}
