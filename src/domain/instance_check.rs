//! Result of a test of an instance, and the next step after a failed one.

use super::{
    fault::{Fault, FaultKind},
    instance_facts::InstanceState,
    test_record::{TestOutcome, TestRecord},
    timestamp::Timestamp,
};
use std::time::Duration;

/// Verdict on a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckVerdict {
    /// The provider answered.
    Passed,
    /// The platform or the provider refused, or there was no answer.
    Failed,
    /// The element has no test, so nothing is known.
    Unsupported,
}

impl CheckVerdict {
    /// Returns the verdict as it is displayed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Unsupported => "unsupported",
        }
    }
}

/// Next step after a failed test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Enable the instance.
    Enable,
    /// Replace its credentials.
    Reauthorize,
    /// Replace its credentials if they expired, then enable it.
    ReauthorizeAndEnable,
    /// Store its token on this machine.
    GetToken,
    /// Fix the secrets of the account.
    FixAccount,
    /// Test again.
    Retry,
}

/// Returns the verdict on a test with this result.
pub fn judge(result: &Result<Duration, Fault>) -> CheckVerdict {
    match result {
        Ok(_) => CheckVerdict::Passed,
        Err(fault) if is_unsupported(fault) => CheckVerdict::Unsupported,
        Err(_) => CheckVerdict::Failed,
    }
}

/// Returns the record of a test at a time; `None` if the element has no test, or the test never reached the instance.
pub fn record(result: &Result<Duration, Fault>, at: Timestamp) -> Option<TestRecord> {
    if result.as_ref().is_err_and(|fault| !is_about_instance(&fault.kind)) {
        return None;
    }
    let outcome = match judge(result) {
        CheckVerdict::Passed => TestOutcome::Passed,
        CheckVerdict::Failed => TestOutcome::Failed,
        CheckVerdict::Unsupported => return None,
    };
    Some(TestRecord { outcome, at })
}

/// Returns true if a fault of this kind may be one of the instance. The others are of the network, the platform as a whole,
/// the account or this machine.
fn is_about_instance(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::Fields(_)
        | FaultKind::Code
        | FaultKind::Refused
        | FaultKind::Unclear
        | FaultKind::Broken
        | FaultKind::Garbled
        | FaultKind::AlreadyMade => true,
        FaultKind::Account | FaultKind::Unread | FaultKind::Busy(_) | FaultKind::Unreached | FaultKind::Local => false,
    }
}

/// Returns the next step after a failed test; `None` if the element has no test.
pub fn next_step(fault: &Fault, state: InstanceState) -> Option<NextStep> {
    if is_unsupported(fault) {
        return None;
    }
    let retry = matches!(fault.kind, FaultKind::Busy(_) | FaultKind::Unreached | FaultKind::Broken);
    Some(match (state, fault.status) {
        _ if is_without_token(fault) => NextStep::GetToken,
        // The platform disables an instance whose credentials could not be refreshed.
        (InstanceState::Disabled, Some(401 | 403)) => NextStep::ReauthorizeAndEnable,
        _ if fault.kind == FaultKind::Account || fault.kind == FaultKind::Unread => NextStep::FixAccount,
        _ if retry => NextStep::Retry,
        (InstanceState::Disabled, _) => NextStep::Enable,
        _ => NextStep::Reauthorize,
    })
}

/// Returns the fault of a test without a token.
pub fn without_token() -> Fault {
    Fault::local(NO_TOKEN, "Save it, or create a new one on the platform.")
}

const NO_TOKEN: &str = "The token of this instance is neither on this machine nor in the platform's answer.";

fn is_without_token(fault: &Fault) -> bool {
    fault.kind == FaultKind::Local && fault.problem == NO_TOKEN
}

fn is_unsupported(fault: &Fault) -> bool {
    let says = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("not currently supported"));
    matches!(fault.status, Some(404 | 405)) || says(&fault.message) || says(&fault.provider)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn fault(kind: FaultKind, status: Option<u16>, message: &str) -> Fault {
        Fault { status, message: Some(message.to_owned()), ..Fault::new(kind, "What.", "Hint.") }
    }

    #[rstest]
    #[case::missing(404, "Not Found")]
    #[case::method(405, "Request method 'GET' not supported")]
    #[case::words(400, "This API is not currently supported for this element")]
    fn element_without_a_test_is_no_failure(#[case] status: u16, #[case] message: &str) {
        let fault = fault(FaultKind::Refused, Some(status), message);
        assert_eq!(
            (judge(&Err(fault.clone())), next_step(&fault, InstanceState::Enabled)),
            (CheckVerdict::Unsupported, None)
        );
    }

    #[rstest]
    #[case::disabled(FaultKind::Refused, Some(403), InstanceState::Disabled, NextStep::ReauthorizeAndEnable)]
    #[case::disabled_and_refused(FaultKind::Refused, Some(400), InstanceState::Disabled, NextStep::Enable)]
    #[case::credentials(FaultKind::Refused, Some(401), InstanceState::Enabled, NextStep::Reauthorize)]
    #[case::provider(FaultKind::Refused, Some(400), InstanceState::Invalid, NextStep::Reauthorize)]
    #[case::account(FaultKind::Account, Some(401), InstanceState::Enabled, NextStep::FixAccount)]
    #[case::busy(FaultKind::Busy(None), Some(429), InstanceState::Enabled, NextStep::Retry)]
    #[case::unreached(FaultKind::Unreached, None, InstanceState::Enabled, NextStep::Retry)]
    #[case::broken(FaultKind::Broken, Some(500), InstanceState::Disabled, NextStep::Retry)]
    fn next_step_follows_the_reason(
        #[case] kind: FaultKind,
        #[case] status: Option<u16>,
        #[case] state: InstanceState,
        #[case] step: NextStep,
    ) {
        assert_eq!(next_step(&fault(kind, status, "no"), state), Some(step));
    }

    #[rstest]
    #[case::refused(FaultKind::Refused, Some(TestOutcome::Failed))]
    #[case::provider_broken(FaultKind::Broken, Some(TestOutcome::Failed))]
    #[case::unreached(FaultKind::Unreached, None)]
    #[case::busy(FaultKind::Busy(None), None)]
    #[case::account(FaultKind::Account, None)]
    fn test_that_never_reached_the_instance_is_not_recorded(
        #[case] kind: FaultKind,
        #[case] expected: Option<TestOutcome>,
    ) {
        let result = Err(fault(kind, None, "no"));
        assert_eq!(record(&result, Timestamp(1)).map(|record| record.outcome), expected);
    }

    #[test]
    fn missing_token_is_to_be_saved() {
        assert_eq!(next_step(&without_token(), InstanceState::Enabled), Some(NextStep::GetToken));
    }
}
