//! Behavior that all steps have in common.

use super::{
    command::{Action, Context},
    effect::Effect,
    key::Key,
    mouse::{Gesture, Spot},
    notice::Notice,
    reply::Reply,
    session::Session,
    status::Status,
    transition::Transition,
};
use crate::{domain::paste::PastedRequest, text::Secret};
use std::time::Duration;

/// Behavior of a step. Most steps keep most of the defaults: no effects on entering, pastes and replies ignored, no
/// ticks. Only `Step` calls it, so that no other code is generic over steps.
pub(super) trait StepBehavior: Sized {
    /// Replies to the effects of the step.
    type Reply: TryFrom<Reply>;

    /// Returns the effects on entering the step.
    fn on_enter(&self, _: &Session) -> Vec<Effect> {
        Vec::new()
    }

    /// A person asks for an action.
    fn on_action(self, action: Action, session: &mut Session) -> Transition<Self>;

    /// Returns the step after an action that is not possible was asked for.
    fn after_refusal(self) -> Self {
        self
    }

    /// A character, or a key that edits a line or a choice.
    fn on_text(self, _: Key, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Puts the cursor on a visible row.
    fn on_select(self, _: usize, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Puts a text in place of the value of a visible row.
    fn on_set(self, _: usize, _: &Secret, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Something was pasted.
    fn on_paste(self, _: &Secret, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// One of several pasted requests was chosen.
    fn on_request(self, _: &PastedRequest, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// The answer to an effect of this visit.
    fn on_reply(self, _: Self::Reply, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Takes a reply. One to an effect of another step is ignored.
    fn receive(self, reply: Reply, session: &mut Session) -> Transition<Self> {
        match reply.try_into() {
            Ok(reply) => self.on_reply(reply, session),
            Err(_) => Transition::stay(self),
        }
    }

    /// The known instances have changed, with a notice for steps that show them.
    fn on_instances(self, _: Option<Notice>, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Time passed since the visit began.
    fn on_tick(self, _: Duration, _: &mut Session) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Sets the number of rows of the document that fit.
    fn set_height(&mut self, _: u16) {}

    /// Sets the last row that the text of the step can begin with.
    fn set_last_top(&mut self, _: u16) {}

    fn on_mouse(self, _: Gesture, _: Spot) -> Transition<Self> {
        Transition::stay(self)
    }

    /// Returns true if the step handles the mouse.
    fn wants_mouse(&self) -> bool {
        false
    }

    /// Returns the step in words.
    fn status(&self, session: &Session) -> Status;

    /// The contexts whose commands apply, those of a document first.
    fn contexts(&self) -> Vec<&'static Context>;

    /// Returns the interval of ticks, if the step needs them.
    fn tick_interval(&self) -> Option<Duration> {
        None
    }

    /// Returns true if characters are text here, so that they cannot be keys.
    fn is_typing(&self) -> bool {
        false
    }
}
