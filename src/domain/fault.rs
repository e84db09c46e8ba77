//! What went wrong, said so that a person can do something about it.

use crate::{catalog::field::FieldKey, text::secret::Secret};
use std::time::Duration;

/// A failure at one of the borders: what happened, what to try, and what the platform said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which way leads on from here.
    pub kind: FaultKind,
    /// What happened, one sentence.
    pub what: String,
    /// What to try, one sentence.
    pub hint: String,
    /// The platform's own message, as data.
    pub message: Option<String>,
    /// The provider's message, where the platform passed one on.
    pub provider: Option<String>,
    /// What the platform's support asks for first.
    pub request_id: Option<String>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The answer itself, to be read by who wants to know more; it may hold anything.
    pub answer: Option<Secret>,
}

/// The kinds of failure, told apart by what can be done about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The platform does not know these secrets (401): mend the profile.
    Account,
    /// A secret of the account is kept elsewhere and could not be read: mend the profile.
    Unread,
    /// Configuration is missing or wrong: mend these fields, if they could be told.
    Fields(Vec<FieldKey>),
    /// The code was refused: consent has to be asked for again.
    Code,
    /// The platform refused for another reason (4xx): read and mend.
    Refused,
    /// Too much at once (429, 503): try again, after this long if it was said.
    Busy(Option<Duration>),
    /// The request never reached the platform, so nothing can have been made.
    Unreached,
    /// The request may have been carried out, but no clear answer came: look before trying again.
    Unclear,
    /// The platform failed in itself (5xx) on a request that makes nothing.
    Broken,
    /// The answer could not be understood.
    Garbled,
    /// An instance was made from this very form already: a second one is for the person to want.
    AlreadyMade,
    /// This machine failed: a file, a port, a program.
    Local,
}

impl Fault {
    /// A fault with the two sentences every fault has.
    pub fn new(kind: FaultKind, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            kind,
            what: what.into(),
            hint: hint.into(),
            message: None,
            provider: None,
            request_id: None,
            status: None,
            answer: None,
        }
    }

    /// Something on this machine failed.
    pub fn local(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(FaultKind::Local, what, hint)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.what, self.hint)
    }
}

impl std::error::Error for Fault {}
