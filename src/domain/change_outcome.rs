//! Outcome of a change of an existing instance, as far as it is known.

use super::{
    change_kind::ChangeKind,
    fault::{Fault, FaultKind},
    instance_check::{self, CheckVerdict},
};
use std::time::Duration;

/// Outcome of a change, as far as the instance shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// The change was made.
    Changed,
    /// The change was not made.
    Unchanged,
    /// The instance does not show it, for this reason.
    Unknown(UnknownCause),
    /// New credentials were refused, and the instance does not work.
    Stopped,
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

    /// Returns the outcome of refused new credentials after a test of the instance. The platform may have replaced the
    /// credentials before it refused them: an instance that works has the old ones, and one that does not work needs new
    /// ones in either case. A test without a verdict, or an answer that is no refusal, leaves it as it was.
    #[must_use]
    pub fn after_test(self, answer: Option<ChangeAnswer>, test: &Result<Duration, Fault>) -> Self {
        let is_refused = matches!(answer, Some(ChangeAnswer::Status(400..=499)));
        let is_open = matches!(self, Self::Unknown(UnknownCause::Masked) | Self::Unchanged);
        match (instance_check::judge(test), test) {
            _ if !is_refused || !is_open => self,
            (CheckVerdict::Passed, _) => Self::Unchanged,
            (CheckVerdict::Failed, Err(fault)) if is_refusal(fault) => Self::Stopped,
            (CheckVerdict::Failed | CheckVerdict::Unsupported, _) => self,
        }
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

/// Returns true if the provider or the platform refused a test, so that the instance does not work.
fn is_refusal(fault: &Fault) -> bool {
    let is_other = matches!(fault.kind, FaultKind::Account | FaultKind::Unread | FaultKind::Busy(_));
    !is_other && matches!(fault.status, Some(400..=499))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn test(status: u16) -> Result<Duration, Fault> {
        Err(Fault { status: Some(status), ..Fault::new(FaultKind::Refused, "No.", "") })
    }

    const MASKED: ChangeVerdict = ChangeVerdict::Unknown(UnknownCause::Masked);

    #[rstest]
    #[case::passed(MASKED, Some(401), Ok(Duration::ZERO), ChangeVerdict::Unchanged)]
    #[case::failed(MASKED, Some(401), test(401), ChangeVerdict::Stopped)]
    #[case::failed_with_old_values(ChangeVerdict::Unchanged, Some(400), test(403), ChangeVerdict::Stopped)]
    #[case::without_a_test(MASKED, Some(401), test(404), MASKED)]
    #[case::test_without_an_answer(MASKED, Some(401), Err(Fault::new(FaultKind::Unreached, "No.", "")), MASKED)]
    #[case::platform_failed(MASKED, Some(502), Ok(Duration::ZERO), MASKED)]
    #[case::no_answer(MASKED, None, Ok(Duration::ZERO), MASKED)]
    #[case::new_values(ChangeVerdict::Changed, Some(400), Ok(Duration::ZERO), ChangeVerdict::Changed)]
    fn test_decides_on_refused_credentials(
        #[case] verdict: ChangeVerdict,
        #[case] status: Option<u16>,
        #[case] test: Result<Duration, Fault>,
        #[case] expected: ChangeVerdict,
    ) {
        let answer = Some(status.map_or(ChangeAnswer::Lost, ChangeAnswer::Status));
        assert_eq!(verdict.after_test(answer, &test), expected);
    }
}
