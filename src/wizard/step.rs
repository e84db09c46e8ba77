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
        call::CallStep, calls::CallsStep, change::ChangeStep, consent::ConsentStep, creating::CreatingStep,
        credentials::CredentialsStep, details::DetailsStep, document::DocumentStep, element::ElementStep,
        instance::InstanceStep, instances::InstancesStep, platform::PlatformStep, recovery::RecoveryStep,
        review::ReviewStep, sign_in::SignInStep, trash::TrashStep,
    },
    transition::Transition,
    viewer::Viewer,
};
use std::time::Duration;

/// A step with the data it needs and no other.
#[derive(Clone, Debug)]
pub enum Step {
    /// Choice of the platform.
    Platform(PlatformStep),
    /// Sign-in at a platform.
    SignIn(SignInStep),
    /// Choice of the element.
    Element(Box<ElementStep>),
    /// Form of the element.
    Credentials(Box<CredentialsStep>),
    /// Consent of the user on the provider's page.
    Consent(Box<ConsentStep>),
    /// Create request, before it is sent.
    Review(Box<ReviewStep>),
    /// Create request, under way or failed.
    Creating(Box<CreatingStep>),
    /// Search for the instance of a create request with an unknown outcome.
    Recovery(Box<RecoveryStep>),
    /// Change of an existing instance.
    Change(Box<ChangeStep>),
    /// Created instance with the answer.
    Instance(Box<InstanceStep>),
    /// Document of a file or a pipe.
    Document(Box<DocumentStep>),
    /// List of instances.
    Instances(Box<InstancesStep>),
    /// One instance of the list.
    Details(Box<DetailsStep>),
    /// List of deleted instances.
    Trash(TrashStep),
    /// Choice of a read through an instance.
    Calls(Box<CallsStep>),
    /// Read through an instance.
    Call(Box<CallStep>),
}

/// Calls the same method on every step: a match that stays exhaustive when a step is added.
macro_rules! each {
    ($step:expr, $inner:ident => $body:expr) => {
        match $step {
            Step::Platform($inner) => $body,
            Step::SignIn($inner) => $body,
            Step::Element($inner) => $body,
            Step::Credentials($inner) => $body,
            Step::Consent($inner) => $body,
            Step::Review($inner) => $body,
            Step::Creating($inner) => $body,
            Step::Recovery($inner) => $body,
            Step::Change($inner) => $body,
            Step::Instance($inner) => $body,
            Step::Document($inner) => $body,
            Step::Instances($inner) => $body,
            Step::Details($inner) => $body,
            Step::Trash($inner) => $body,
            Step::Calls($inner) => $body,
            Step::Call($inner) => $body,
        }
    };
}

mod pasting;

impl Step {
    /// Returns the name of the step, as in the protocol of the JSON front end and in the state file of a session.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Platform(_) => "platform",
            Self::SignIn(_) => "sign-in",
            Self::Element(_) => "element",
            Self::Credentials(_) => "credentials",
            Self::Consent(_) => "consent",
            Self::Review(_) => "review",
            Self::Creating(_) => "creating",
            Self::Recovery(_) => "recovery",
            Self::Change(_) => "change",
            Self::Instance(_) => "instance",
            Self::Document(_) => "document",
            Self::Instances(_) => "instances",
            Self::Details(_) => "details",
            Self::Trash(_) => "trash",
            Self::Calls(_) => "calls",
            Self::Call(_) => "call",
        }
    }

    /// Returns the effects on entering the step.
    pub(super) fn on_enter(&self, session: &Session) -> Vec<Effect> {
        each!(self, s => s.on_enter(session))
    }

    /// A person asks for an action.
    pub(super) fn on_action(self, action: Action, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_action(action, session).map(Self::from))
    }

    /// Returns the step after an action that is not possible was asked for.
    pub(super) fn after_refusal(self) -> Self {
        each!(self, s => s.after_refusal().into())
    }

    /// A character, or a key that edits a line or a choice.
    pub(super) fn on_text(self, key: Key, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_text(key, session).map(Self::from))
    }

    /// Puts the cursor on a visible row.
    pub(super) fn on_select(self, row: usize, session: &mut Session) -> Transition<Self> {
        each!(self, s => s.on_select(row, session).map(Self::from))
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

    /// Sets the last row that the text of the step can begin with.
    pub(super) fn set_last_top(&mut self, row: u16) {
        each!(self, s => s.set_last_top(row));
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
            Self::Platform(_)
            | Self::Element(_)
            | Self::Consent(_)
            | Self::Review(_)
            | Self::Creating(_)
            | Self::Recovery(_)
            | Self::Change(_)
            | Self::Instance(_)
            | Self::Document(_)
            | Self::Instances(_)
            | Self::Details(_)
            | Self::Trash(_)
            | Self::Calls(_) => None,
        }
    }

    /// Returns the document that the keys move in, if the step has one.
    pub fn document(&self) -> Option<&Viewer> {
        match self {
            Self::Review(step) => Some(&step.body),
            Self::Instance(step) => Some(step.viewer()),
            Self::Document(step) => Some(&step.viewer),
            Self::Details(step) => Some(&step.viewer),
            Self::Platform(_)
            | Self::SignIn(_)
            | Self::Element(_)
            | Self::Credentials(_)
            | Self::Consent(_)
            | Self::Creating(_)
            | Self::Recovery(_)
            | Self::Change(_)
            | Self::Instances(_)
            | Self::Trash(_)
            | Self::Calls(_)
            | Self::Call(_) => None,
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
    Platform: PlatformStep => std::convert::identity;
    SignIn: SignInStep => std::convert::identity;
    Element: ElementStep => Box::new;
    Credentials: CredentialsStep => Box::new;
    Consent: ConsentStep => Box::new;
    Review: ReviewStep => Box::new;
    Creating: CreatingStep => Box::new;
    Recovery: RecoveryStep => Box::new;
    Change: ChangeStep => Box::new;
    Instance: InstanceStep => Box::new;
    Document: DocumentStep => Box::new;
    Instances: InstancesStep => Box::new;
    Details: DetailsStep => Box::new;
    Trash: TrashStep => std::convert::identity;
    Calls: CallsStep => Box::new;
    Call: CallStep => Box::new;
}
