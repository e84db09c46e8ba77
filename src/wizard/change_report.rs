//! Report on a change of an instance.

use crate::{
    catalog::Described,
    domain::{ChangeTarget, ChangeVerdict, Fault, Instance, JournalId},
    text::Secret,
};
use std::time::Duration;

/// Instance that was read for its form, and the platform's description of an element that the catalog lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadInstance {
    /// The instance.
    pub instance: Instance,
    /// Description of its element; `None` if the catalog has the element.
    pub described: Option<Described>,
}

/// Outcome of a change that was sent or was to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeReport {
    /// Outcome, as the platform's answer or the instance shows it.
    pub verdict: ChangeVerdict,
    /// Reason that the platform gave no clear answer or refused; `None` after its consent.
    pub fault: Option<Fault>,
    /// Result of enabling a disabled instance; `None` if that was not needed or not reached.
    pub enabled: Option<Result<(), Fault>>,
    /// Duration of a test at the provider, or its failure; `None` without a test.
    pub ping: Option<Result<Duration, Fault>>,
    /// Values of references that were sent, which are masked everywhere.
    pub secrets: Vec<Secret>,
    /// Entry of the journal that stays, because the outcome is unknown.
    pub open: Option<JournalId>,
}

impl ChangeReport {
    /// Creates the report of an outcome without a test.
    pub fn new(verdict: ChangeVerdict) -> Self {
        Self { verdict, fault: None, enabled: None, ping: None, secrets: Vec::new(), open: None }
    }

    /// Creates the report of a request that changed nothing.
    pub fn unchanged(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::new(ChangeVerdict::Unchanged) }
    }
}

/// Changed instance, for the summary at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedInstance {
    /// The instance.
    pub target: ChangeTarget,
    /// True if its credentials were replaced; false if values were edited.
    pub is_reauthorized: bool,
}
