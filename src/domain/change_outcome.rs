//! Outcome of a change of an existing instance, as far as it is known.

use super::{change_kind::ChangeKind, fault::Fault};

/// Outcome of a change, as far as the instance shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// The change was made.
    Changed,
    /// The change was not made.
    Unchanged,
    /// The instance does not show it, for this reason.
    Unknown(UnknownCause),
    /// The platform has no such instance any more.
    Missing,
}

/// Reason that an outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownCause {
    /// The instance could not be read.
    Unread,
    /// The instance is as before, and the platform may still be at work on the request.
    AtWork,
    /// The platform shows the changed values as masks only.
    Masked,
    /// The values are neither all from before the change nor all from after it.
    OtherValues,
}

/// Answer to a change that leaves its outcome open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeAnswer {
    /// An answer with this HTTP status.
    Status(u16),
    /// No answer: the connection broke, or the time ran out.
    Lost,
}

impl ChangeVerdict {
    /// Returns true if the outcome is not known.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

impl UnknownCause {
    /// Returns true if reading the instance again may show the outcome.
    pub fn is_temporary(self) -> bool {
        matches!(self, Self::Unread | Self::AtWork)
    }

    /// Describes the reason in one or two sentences.
    pub fn describe(self, kind: ChangeKind) -> &'static str {
        match (self, kind) {
            (Self::Unread, _) => "The instance could not be read.",
            (Self::AtWork, ChangeKind::Delete) => {
                "The instance still exists. The platform may still be deleting it, up to two minutes after the request."
            }
            (Self::AtWork, _) => {
                "The instance is as it was. The platform may still be changing it, up to two minutes after the request."
            }
            (Self::Masked, _) => {
                "The instance was read, but only secrets change, and the platform shows them as masks."
            }
            (Self::OtherValues, _) => {
                "The instance was read. Its values are neither all as before the change nor all as after it."
            }
        }
    }
}

impl ChangeAnswer {
    /// Returns the answer that a failure reports.
    pub fn from_fault(fault: &Fault) -> Self {
        fault.status.map_or(Self::Lost, Self::Status)
    }

    /// Describes the answer in a sentence or two.
    pub fn describe(self, kind: ChangeKind) -> String {
        match (self, kind) {
            // The platform replaces credentials before it tests them.
            (Self::Status(status @ 400..=499), ChangeKind::Reauthorize) => {
                format!("The platform refused it ({status}), possibly after it had replaced the credentials.")
            }
            (Self::Status(status), _) => {
                format!("The platform answered with status {status}, which leaves the outcome open.")
            }
            (Self::Lost, _) => "No answer arrived.".to_owned(),
        }
    }
}
