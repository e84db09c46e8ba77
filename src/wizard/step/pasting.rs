//! Texts that are put into a step or pasted.

use super::Step;
use crate::{
    domain::paste::{PastedRequest, without_sequences},
    text::Secret,
    wizard::{session::Session, step_behavior::StepBehavior as _, transition::Transition},
};

impl Step {
    /// Puts a text in place of the value of a visible row.
    pub(in crate::wizard) fn on_set(self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        // Forms and lists report that they cleaned a paste, so they get it as it came.
        match self {
            Self::Credentials(step) => step.on_set(row, text, session).map(Self::from),
            Self::SignIn(step) => step.on_set(row, text, session).map(Self::from),
            Self::Element(step) => step.on_set(row, text, session).map(Self::from),
            Self::Platform(step) => step.on_set(row, text, session).map(Self::from),
            Self::Calls(step) => step.on_set(row, text, session).map(Self::from),
            Self::Call(step) => step.on_set(row, text, session).map(Self::from),
            other => {
                let plain = Secret::new(without_sequences(text.expose()).as_str());
                each!(other, s => s.on_set(row, &plain, session).map(Self::from))
            }
        }
    }

    /// Something was pasted.
    pub(in crate::wizard) fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        // Forms and lists report that they cleaned a paste, so they get it as it came.
        match self {
            Self::Credentials(step) => step.on_paste(text, session).map(Self::from),
            Self::SignIn(step) => step.on_paste(text, session).map(Self::from),
            Self::Element(step) => step.on_paste(text, session).map(Self::from),
            Self::Platform(step) => step.on_paste(text, session).map(Self::from),
            Self::Calls(step) => step.on_paste(text, session).map(Self::from),
            Self::Call(step) => step.on_paste(text, session).map(Self::from),
            other => {
                let plain = Secret::new(without_sequences(text.expose()).as_str());
                each!(other, s => s.on_paste(&plain, session).map(Self::from))
            }
        }
    }

    /// One of several pasted requests was chosen.
    pub(in crate::wizard) fn on_request(self, request: &PastedRequest, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_request(request, session).map(Self::from))
    }
}
