//! The meaning of a typed line.

use crate::{
    text::Secret,
    wizard::{Event, command::Action, form::RowId},
};

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

/// Rest of a line's work, after the wizard has handled the first part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum FollowUp {
    /// None.
    #[default]
    Nothing,
    /// Continue from this row if its value has no fault.
    Leave(RowId),
    /// Choose the element if it is the only one.
    Only,
    /// Perform the command of that name, if it is the only one.
    OnlyDeed,
    /// Use the answer of the provider if it is one.
    Consent,
    /// Go on from a paste, or say that it was refused.
    Pasted(FormState),
}

/// State of a form, for finding the changes of a paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FormState {
    /// The focused row, if it takes text.
    pub row: Option<RowId>,
    /// Its value.
    pub row_value: Secret,
    /// All values.
    pub values: Secret,
}
