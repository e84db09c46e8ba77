//! Messages and exit codes of faults.

use super::{
    missing::{self, MissingInput},
    report::Report,
};
use crate::{
    cli::{command_error::CommandError, exit},
    domain::{Fault, fault::FaultKind},
    text::SafeText,
};
use serde_json::Value as Json;

pub(super) const SIGN_IN: &str = "Set CE_USER and CE_ORG, or name a profile with --profile.";

/// Returns the exit code of a fault.
pub(in crate::cli) fn code(fault: &Fault) -> u8 {
    if is_unread(fault) {
        return exit::NEEDS_INPUT;
    }
    match fault.kind {
        FaultKind::Account | FaultKind::Unread => exit::NEEDS_INPUT,
        FaultKind::Code => exit::NO_CONSENT,
        FaultKind::Fields(_) | FaultKind::Refused => exit::REFUSED,
        FaultKind::Busy(_) | FaultKind::Unreached | FaultKind::Broken => exit::TEMPORARY,
        FaultKind::AlreadyMade => exit::CONFLICT,
        FaultKind::Unclear => exit::UNKNOWN,
        FaultKind::Garbled | FaultKind::Local => exit::FAILED,
    }
}

/// Returns true if a fault is one of this machine's references rather than the platform's answer.
fn is_unread(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::Unread) || (matches!(fault.kind, FaultKind::Fields(_)) && fault.status.is_none())
}

/// Returns the two sentences of a fault, then one line each for the messages of the platform and the provider.
pub(in crate::cli) fn described(fault: &Fault) -> SafeText {
    let mut words = safe!("{}", fault);
    for (term, text) in fault.details() {
        words.push(&safe!("\n{}: {}", term, text));
    }
    words
}

/// Returns the end of the program for a failed request.
pub(in crate::cli) fn refused(fault: &Fault) -> CommandError {
    CommandError::new(described(fault), code(fault)).about(fault)
}

/// Returns the report of a failed request. `before` is a sentence about its effect.
pub(super) fn failed(before: &'static str, fault: &Fault) -> Report {
    let mut words = SafeText::from(before);
    words.push(&described(fault));
    if fault.kind == FaultKind::Account {
        words.push(&safe!("\n{}", SIGN_IN));
    }
    Report::failed(code(fault), words).about(fault)
}

impl Report {
    /// Adds the parts of a fault.
    pub(super) fn about(self, fault: &Fault) -> Self {
        let report = self.code_refused(fault.kind == FaultKind::Code);
        fields(fault).into_iter().fold(report, |report, (name, value)| report.with(name, value))
    }
}

impl CommandError {
    /// Adds the parts of a fault.
    pub(in crate::cli) fn about(self, fault: &Fault) -> Self {
        fields(fault).into_iter().fold(self, |error, (name, value)| error.with(name, value))
    }
}

/// Returns the parts of a fault, by their names in JSON.
fn fields(fault: &Fault) -> [(&'static str, Json); 7] {
    let unread = MissingInput::unread(fault);
    [
        ("missing", if unread.is_empty() { Json::Null } else { missing::to_json(&unread) }),
        ("reason", Json::from(fault.problem.as_str())),
        ("hint", if fault.hint.is_empty() { Json::Null } else { Json::from(fault.hint.as_str()) }),
        ("http_status", Json::from(fault.status)),
        ("platform_message", Json::from(fault.message.as_deref())),
        ("provider_message", Json::from(fault.provider.as_deref())),
        ("request_id", Json::from(fault.request_id.as_deref())),
    ]
}
