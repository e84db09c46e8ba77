//! What a step answers to an event.

use super::{effect::Effect, step::Step};
use crate::domain::Fault;

/// The step that comes of an event, and what is to be done.
#[derive(Debug)]
pub struct Transition {
    /// The step to be in.
    pub step: Step,
    /// Whether it is a new stay, with a visit of its own.
    pub moved: bool,
    /// What to do.
    pub effects: Vec<Effect>,
    /// What to tell the person.
    pub notice: Option<Notice>,
    /// Whether to ask if the person wants to leave.
    pub leaving: bool,
}

impl Transition {
    /// Stays in this step.
    pub fn stay(step: impl Into<Step>) -> Self {
        Self { step: step.into(), moved: false, effects: Vec::new(), notice: None, leaving: false }
    }

    /// Goes to a step, which passes through its `arrive`.
    pub fn to(step: impl Into<Step>) -> Self {
        Self { moved: true, ..Self::stay(step) }
    }

    /// Adds something to do.
    #[must_use]
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Adds whatever there is to do.
    #[must_use]
    pub fn with_all(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    /// Asks whether the person wants to leave.
    #[must_use]
    pub fn asking(mut self) -> Self {
        self.leaving = true;
        self
    }

    /// Adds something to tell.
    #[must_use]
    pub fn saying(self, notice: Notice) -> Self {
        self.telling(Some(notice))
    }

    /// Adds what there may be to tell.
    #[must_use]
    pub fn telling(mut self, notice: Option<Notice>) -> Self {
        self.notice = notice;
        self
    }
}

/// A sentence or two for the person, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// What to try.
    pub hint: String,
    /// What else is known, a line each: the platform's words, the request's number.
    pub details: Vec<String>,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Worth knowing.
    Plain,
    /// It did not work.
    Bad,
}

impl Notice {
    /// Something worked.
    pub fn good(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into(), hint: String::new(), details: Vec::new() }
    }

    /// Something worth knowing.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { tone: Tone::Plain, ..Self::good(text) }
    }

    /// Something did not work.
    pub fn bad(text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, text: text.into(), hint: hint.into(), details: Vec::new() }
    }
}

impl From<&Fault> for Notice {
    fn from(fault: &Fault) -> Self {
        let said = |who: &str, text: &Option<String>| text.as_ref().map(|t| format!("{who}: {t}"));
        let details = [
            said("the platform says", &fault.message),
            said("the provider says", &fault.provider),
            said("request", &fault.request_id),
        ];
        let details = details.into_iter().flatten().collect();
        Self { details, ..Self::bad(fault.what.clone(), fault.hint.clone()) }
    }
}

/// Says that a paste of several lines was not taken.
pub(super) fn several_lines(lines: usize) -> Notice {
    Notice::bad(format!("The paste has {lines} lines, and this takes one."), "Nothing of it was taken.")
}

/// The same where the lines can be taken as one.
pub(super) fn held_lines(lines: usize) -> Notice {
    let hint = "Nothing of it was taken; alt-o takes the lines as one.";
    Notice::bad(format!("The paste has {lines} lines, and this entry takes one."), hint)
}

/// Says that a pasted request does not belong here.
pub(super) fn request_elsewhere() -> Notice {
    let hint = "Nothing of it was taken. Sign in first, then paste it into the list of elements.";
    Notice::bad("This is a request for an instance.", hint)
}
