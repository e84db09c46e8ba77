//! The meaning of a typed line.

use super::pasted::Before;
use crate::wizard::{Event, command::Action, form::RowId};

/// Outcome of a typed line.
pub(super) enum LineOutcome {
    /// Sends events.
    Send(Vec<Event>),
    /// Sends events; the follow-up depends on the state they lead to.
    SendThen(Vec<Event>, FollowUp),
    /// Prints one line.
    Say(String),
    /// Prints lines.
    SayLines(Vec<String>),
    /// Prints one line and sends events.
    SayAndSend(String, Vec<Event>),
}

impl LineOutcome {
    /// Sends an action.
    pub fn act(action: Action) -> Self {
        Self::Send(vec![Event::Action(action)])
    }

    /// Sends nothing.
    pub fn nothing() -> Self {
        Self::Send(Vec::new())
    }

    /// Selects a row and accepts it.
    pub fn choose(row: usize) -> Self {
        Self::Send(vec![Event::Select(row), Event::Action(Action::Accept)])
    }
}

/// What is left to do of a line once the wizard has heard the first of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum FollowUp {
    /// Nothing.
    #[default]
    Nothing,
    /// Go on from this row if nothing is wrong with what it holds.
    Leave(RowId),
    /// Choose the element if it is the only one.
    Only,
    /// Do what can be done by that name, if it is the only thing.
    OnlyDeed,
    /// Use the answer of the provider if it is one.
    Consent,
    /// Go on from a paste, or say that it was refused.
    Pasted(Before),
}
