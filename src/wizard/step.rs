//! Steps of the wizard.

mod rail;

use super::{
    command::{Action, Command, Context},
    effect::Effect,
    form::Form,
    key::Key,
    mouse::{Gesture, Spot},
    notice::Notice,
    reply::Reply,
    session::Session,
    status::Status,
    step_behavior::StepBehavior,
    steps::{
        authorization::Authorize, call::CallResource, change::Change, credentials::Credentials, details::Details,
        element::ChooseElement, instances::InstanceList, operations::ChooseOperation, platform::ChoosePlatform,
        provisioning::Provisioning, read::Read, recover::Recover, response::Response, review::Review, sign_in::SignIn,
    },
    transition::Transition,
};
use crate::{domain::paste::without_sequences, text::Secret};
use std::time::Duration;

/// A step with the data it needs and no other.
#[derive(Debug)]
pub enum Step {
    /// Choice of the platform.
    Where(ChoosePlatform),
    /// With which secrets?
    SignIn(SignIn),
    /// Choice of the element.
    Choose(Box<ChooseElement>),
    /// Form of the element.
    Credentials(Box<Credentials>),
    /// The provider's consent.
    Authorize(Box<Authorize>),
    /// The request, before it is sent.
    Review(Box<Review>),
    /// The request, under way.
    Provisioning(Box<Provisioning>),
    /// Search for the instance of a request without an answer.
    Recover(Box<Recover>),
    /// Change of an existing instance.
    Change(Box<Change>),
    /// Created instance with the answer.
    Response(Box<Response>),
    /// Document of a file or a pipe.
    Read(Box<Read>),
    /// List of instances.
    Instances(Box<InstanceList>),
    /// One instance of the list.
    Details(Box<Details>),
    /// Choice of a read through an instance.
    Operations(Box<ChooseOperation>),
    /// Read through an instance.
    Call(Box<CallResource>),
}

/// Calls the same method on every step: a match that stays exhaustive when a step is added.
macro_rules! each {
    ($step:expr, $inner:ident => $body:expr) => {
        match $step {
            Step::Where($inner) => $body,
            Step::SignIn($inner) => $body,
            Step::Choose($inner) => $body,
            Step::Credentials($inner) => $body,
            Step::Authorize($inner) => $body,
            Step::Review($inner) => $body,
            Step::Provisioning($inner) => $body,
            Step::Recover($inner) => $body,
            Step::Change($inner) => $body,
            Step::Response($inner) => $body,
            Step::Read($inner) => $body,
            Step::Instances($inner) => $body,
            Step::Details($inner) => $body,
            Step::Operations($inner) => $body,
            Step::Call($inner) => $body,
        }
    };
}

impl Step {
    /// Returns the effects on entering the step.
    pub(super) fn on_enter(&self, session: &Session) -> Vec<Effect> {
        each!(self, s => s.on_enter(session))
    }

    /// A person asks for an action.
    pub(super) fn on_action(self, action: Action, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_action(action, session).map(Self::from))
    }

    /// A character, or a key that edits a line or a choice.
    pub(super) fn on_text(self, key: Key, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_text(key, session).map(Self::from))
    }

    /// Puts the cursor on a visible row.
    pub(super) fn on_select(self, row: usize, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_select(row, session).map(Self::from))
    }

    /// Puts a text in place of the value of a visible row.
    pub(super) fn on_set(self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        // Forms and lists report that they cleaned a paste, so they get it as it came.
        match self {
            Self::Credentials(step) => step.on_set(row, text, session).map(Self::from),
            Self::SignIn(step) => step.on_set(row, text, session).map(Self::from),
            Self::Choose(step) => step.on_set(row, text, session).map(Self::from),
            Self::Where(step) => step.on_set(row, text, session).map(Self::from),
            Self::Operations(step) => step.on_set(row, text, session).map(Self::from),
            Self::Call(step) => step.on_set(row, text, session).map(Self::from),
            other => {
                let plain = Secret::new(without_sequences(text.expose()).as_str());
                each!(other, s => s.on_set(row, &plain, session).map(Self::from))
            }
        }
    }

    /// Something was pasted.
    pub(super) fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        // Forms and lists report that they cleaned a paste, so they get it as it came.
        match self {
            Self::Credentials(step) => step.on_paste(text, session).map(Self::from),
            Self::SignIn(step) => step.on_paste(text, session).map(Self::from),
            Self::Choose(step) => step.on_paste(text, session).map(Self::from),
            Self::Where(step) => step.on_paste(text, session).map(Self::from),
            Self::Operations(step) => step.on_paste(text, session).map(Self::from),
            Self::Call(step) => step.on_paste(text, session).map(Self::from),
            other => {
                let plain = Secret::new(without_sequences(text.expose()).as_str());
                each!(other, s => s.on_paste(&plain, session).map(Self::from))
            }
        }
    }

    /// The answer to an effect of this visit.
    pub(super) fn on_reply(self, reply: Reply, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.receive(reply, session).map(Self::from))
    }

    /// The known instances have changed.
    pub(super) fn on_instances(self, notice: Option<Notice>, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_instances(notice, session).map(Self::from))
    }

    /// Time passed since the visit began.
    pub(super) fn on_tick(self, since: Duration, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_tick(since, session).map(Self::from))
    }

    /// Returns the step in words.
    pub fn status(&self, session: &Session) -> Status {
        each!(self, s => s.status(session))
    }

    /// Returns the contexts whose commands apply, those of a document first.
    pub fn contexts(&self) -> Vec<&'static Context> {
        each!(self, s => s.contexts())
    }

    /// Returns the command for an action, where it can act now.
    pub fn command(&self, action: Action) -> Option<&'static Command> {
        let command = self.contexts().into_iter().find_map(|context| context.command(action))?;
        self.applies(action).then_some(command)
    }

    /// The mouse was used.
    pub(super) fn on_mouse(self, gesture: Gesture, spot: Spot) -> Transition<Self> {
        each!(self, s => s.on_mouse(gesture, spot).map(Self::from))
    }

    /// Returns true if the step handles the mouse.
    pub(super) fn wants_mouse(&self) -> bool {
        each!(self, s => s.wants_mouse())
    }

    /// Sets the number of rows of the document that fit.
    pub(super) fn set_height(&mut self, rows: u16) {
        each!(self, s => s.set_height(rows));
    }

    /// Returns the interval of ticks, if the step needs them.
    pub fn tick_interval(&self) -> Option<Duration> {
        each!(self, s => s.tick_interval())
    }

    /// Returns the form of the step, if it has one.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::SignIn(step) => Some(&step.form),
            Self::Credentials(step) => Some(&step.form),
            Self::Call(step) => Some(&step.form),
            Self::Where(_)
            | Self::Choose(_)
            | Self::Authorize(_)
            | Self::Review(_)
            | Self::Provisioning(_)
            | Self::Recover(_)
            | Self::Change(_)
            | Self::Response(_)
            | Self::Read(_)
            | Self::Instances(_)
            | Self::Details(_)
            | Self::Operations(_) => None,
        }
    }

    /// Returns true if characters are text here, so that they cannot be keys.
    pub fn is_typing(&self) -> bool {
        each!(self, s => s.is_typing())
    }
}

/// Each step becomes its variant.
macro_rules! into_step {
    ($($variant:ident: $ty:ty => $wrap:expr;)*) => {
        $(impl From<$ty> for Step {
            fn from(step: $ty) -> Self {
                Self::$variant($wrap(step))
            }
        })*
    };
}

into_step! {
    Where: ChoosePlatform => std::convert::identity;
    SignIn: SignIn => std::convert::identity;
    Choose: ChooseElement => Box::new;
    Credentials: Credentials => Box::new;
    Authorize: Authorize => Box::new;
    Review: Review => Box::new;
    Provisioning: Provisioning => Box::new;
    Recover: Recover => Box::new;
    Change: Change => Box::new;
    Response: Response => Box::new;
    Read: Read => Box::new;
    Instances: InstanceList => Box::new;
    Details: Details => Box::new;
    Operations: ChooseOperation => Box::new;
    Call: CallResource => Box::new;
}
