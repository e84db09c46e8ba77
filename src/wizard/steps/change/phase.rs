//! Questions about the progress of a change.

use super::{ChangePhase, ChangeStep};
use crate::domain::{ChangeTarget, ChangeVerdict, Fault};

impl ChangeStep {
    /// Returns the instance whose change has an unknown outcome.
    pub fn unknown(&self) -> Option<ChangeTarget> {
        let request = match &self.phase {
            ChangePhase::Sending(request) => request,
            ChangePhase::Done(request, report) if report.verdict.is_unknown() => request,
            ChangePhase::Reading(..)
            | ChangePhase::Unread(..)
            | ChangePhase::Review(_)
            | ChangePhase::Done(..)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_)
            | ChangePhase::Found(..) => return None,
        };
        Some(ChangeTarget::of_existing(request.existing()))
    }

    /// Returns true if the change can be forgotten: it is an earlier one whose outcome is not known.
    pub fn is_forgettable(&self) -> bool {
        match &self.phase {
            ChangePhase::Earlier(_) => true,
            ChangePhase::Found(_, report) => report.verdict.is_unknown(),
            ChangePhase::Reading(..)
            | ChangePhase::Unread(..)
            | ChangePhase::Review(_)
            | ChangePhase::Sending(_)
            | ChangePhase::Done(..)
            | ChangePhase::Looking(_) => false,
        }
    }

    /// Returns true if the outcome is unknown, and reading the instance again may show it.
    pub fn is_worth_another_look(&self) -> bool {
        matches!(&self.phase, ChangePhase::Found(_, report)
            if matches!(report.verdict, ChangeVerdict::Unknown(cause) if cause.is_temporary()))
    }

    /// Returns true for a change of an earlier session.
    pub fn is_earlier(&self) -> bool {
        match &self.phase {
            ChangePhase::Earlier(_) | ChangePhase::Looking(_) | ChangePhase::Found(..) => true,
            ChangePhase::Reading(..)
            | ChangePhase::Unread(..)
            | ChangePhase::Review(_)
            | ChangePhase::Sending(_)
            | ChangePhase::Done(..) => false,
        }
    }

    /// Returns the failure that is shown.
    pub fn fault(&self) -> Option<&Fault> {
        match &self.phase {
            ChangePhase::Unread(_, _, fault) => Some(fault),
            ChangePhase::Done(_, report) | ChangePhase::Found(_, report) => report.fault.as_ref(),
            ChangePhase::Reading(..)
            | ChangePhase::Review(_)
            | ChangePhase::Sending(_)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_) => None,
        }
    }
}
