//! News about the instances of an account.

use super::InstanceJob;
use crate::domain::{Fault, ListedInstance, TestRecord, Timestamp};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

/// Part of a list of instances, as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstancePart {
    /// Instances in the platform's order.
    pub instances: Vec<ListedInstance>,
    /// IDs of those whose token is stored on this machine.
    pub stored: BTreeSet<String>,
    /// Latest tests of instances, by their ID.
    pub tests: Arc<BTreeMap<String, TestRecord>>,
    /// True for the last part.
    pub is_last: bool,
}

/// News about the instances of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstanceNews {
    /// Part of the list that was requested under this number, or the reason that no more of it comes.
    Listed(u32, Result<InstancePart, Fault>),
    /// List that was stored at this time, for the request with this number.
    Known(u32, InstancePart, Timestamp),
    /// Outcome of work on the instance with this ID, and the time it took.
    Done(String, InstanceJob, Result<Duration, Fault>),
    /// Instances whose work was left out, by their IDs, because it was stopped before they had their turn.
    Skipped(InstanceJob, Vec<String>),
}
