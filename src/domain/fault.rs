//! Faults: errors described for the user, with a remedy.

use crate::{catalog::field::FieldKey, text::secret::Secret};
use std::time::Duration;

/// Failure of an outside system: cause, remedy, and the platform's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Category, which decides the next step.
    pub kind: FaultKind,
    /// Cause, one sentence.
    pub problem: String,
    /// Remedy, one sentence.
    pub hint: String,
    /// Message of the platform, unmodified.
    pub message: Option<String>,
    /// Message of the provider, if the platform passed one on.
    pub provider: Option<String>,
    /// ID of the request, which the platform's support asks for.
    pub request_id: Option<String>,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Complete answer, for display on request. It may contain secrets.
    pub answer: Option<Secret>,
}

/// Categories of failure, distinguished by the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The platform rejects the account's secrets (401). Remedy: fix the profile.
    Account,
    /// A secret of the account is a reference that could not be read. Remedy: fix the profile.
    Unread,
    /// Configuration is missing or wrong. Remedy: fix these fields; empty if they are not known.
    Fields(Vec<FieldKey>),
    /// The code was refused. Remedy: request consent again.
    Code,
    /// The platform refused for another reason (4xx). Remedy: read its message.
    Refused,
    /// Too many requests (429, 503). Remedy: retry, after this time if the platform gave one.
    Busy(Option<Duration>),
    /// The request did not reach the platform, so no instance was created.
    Unreached,
    /// The request may have been executed, but no clear answer arrived. Remedy: check before a retry.
    Unclear,
    /// The platform failed (5xx) on a request that creates nothing.
    Broken,
    /// The answer could not be parsed.
    Garbled,
    /// An instance was created from this form already. A second one needs the user's confirmation.
    AlreadyMade,
    /// A failure on this machine: a file, a port, a program.
    Local,
}

impl FaultKind {
    /// Returns the remedy in two or three words, to follow a key or "to".
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Account | Self::Unread => "fix the profile",
            Self::Fields(_) => "fix the fields",
            Self::Unreached | Self::Busy(_) | Self::Local => "retry",
            Self::AlreadyMade => "create another",
            Self::Code | Self::Refused | Self::Unclear | Self::Broken | Self::Garbled => "edit the form",
        }
    }
}

impl Fault {
    /// Creates a fault from its cause and remedy.
    pub fn new(kind: FaultKind, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            kind,
            problem: problem.into(),
            hint: hint.into(),
            message: None,
            provider: None,
            request_id: None,
            status: None,
            answer: None,
        }
    }

    /// Returns the messages and numbers that came with it, each with its term.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let status = self.status.map(|status| status.to_string());
        let details = [
            ("Platform", &self.message),
            ("Provider", &self.provider),
            ("Status", &status),
            ("Request", &self.request_id),
        ];
        details.into_iter().filter_map(|(term, text)| Some((term, text.clone()?))).collect()
    }

    /// Creates a fault of this machine.
    pub fn local(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(FaultKind::Local, problem, hint)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.problem, self.hint)
    }
}

impl std::error::Error for Fault {}
