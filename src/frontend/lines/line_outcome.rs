//! The meaning of a typed line.

use super::pasted::Before;
use crate::wizard::{Input, form::RowId};

/// What a typed line amounts to.
pub(super) enum LineOutcome {
    /// The wizard hears this.
    Press(Vec<Input>),
    /// The wizard hears this, and what follows depends on what it makes of it.
    PressThen(Vec<Input>, FollowUp),
    /// The wizard hears nothing; this is said, in one line.
    Say(String),
    /// The wizard hears nothing; this is said, each in a line of its own.
    SayLines(Vec<String>),
    /// This is said, and the wizard hears this.
    SayAndPress(String, Vec<Input>),
}

/// What is left to do of a line once the wizard has heard the first of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum FollowUp {
    /// Nothing.
    #[default]
    Nothing,
    /// Go on from this row if nothing is wrong with what it holds.
    Leave(RowId),
    /// Turn this row until it has this value, so many times at most, then go on.
    Turn(RowId, String, usize),
    /// Choose the element if it is the only one.
    Only,
    /// Do what can be done by that name, if it is the only thing.
    OnlyDeed,
    /// Use the answer of the provider if it is one.
    Consent,
    /// Go on from a paste, or say that it was refused.
    Pasted(Before),
}
