//! Notices: short messages about the last event.

use super::{
    action::Action,
    sentence::{Sentence, sentence},
    status::Tone,
};
use crate::domain::Fault;

/// A sentence or two for the person, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its tone.
    pub tone: Tone,
    /// The event.
    pub text: Sentence,
    /// The remedy.
    pub hint: Sentence,
    /// Details, a line each: messages of the platform and the provider, numbers.
    pub details: Vec<String>,
}

impl Notice {
    /// Creates a notice of a success.
    pub fn good(text: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Good, text: text.into(), hint: Sentence::default(), details: Vec::new() }
    }

    /// Creates a notice of an event worth knowing.
    pub fn plain(text: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Plain, ..Self::good(text) }
    }

    /// Creates a notice of a failure.
    pub fn bad(text: impl Into<Sentence>, hint: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Bad, text: text.into(), hint: hint.into(), details: Vec::new() }
    }
}

impl From<&Fault> for Notice {
    fn from(fault: &Fault) -> Self {
        let details = fault.details().into_iter().map(|(term, text)| format!("{term}: {text}")).collect();
        Self { details, ..Self::bad(fault.problem.clone(), fault.hint.clone()) }
    }
}

/// Creates the notice of a paste of several lines that was not taken.
pub(super) fn several_lines(lines: usize) -> Notice {
    Notice::bad(format!("The paste has {lines} lines; one line is expected."), "Nothing was pasted.")
}

/// Creates the same notice where the lines can be joined.
pub(super) fn held_lines(lines: usize) -> Notice {
    let hint = sentence!["Nothing was pasted; ", Action::Original, " joins the lines and pastes them."];
    Notice::bad(format!("The paste has {lines} lines; this entry takes one."), hint)
}

/// Creates the notice of a pasted request that does not belong here.
pub(super) fn request_elsewhere() -> Notice {
    let hint = "Nothing was pasted. Sign in first, then paste it into the list of elements.";
    Notice::bad("This is a request for an instance.", hint)
}
