//! Created instance, with the complete answer next to the request.

mod sides;
mod status;

use crate::{
    catalog::{AuthFlow, Field},
    document::{
        compare::{Change, Changes},
        json::Body,
    },
    domain::{CreateRequest, Fault},
    text::Secret,
    wizard::{
        Press,
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, ScreenEffect, Summary, VisitEffect},
        instance_exports,
        key::Key,
        mouse::{Gesture, Spot},
        notice::Notice,
        reply::{CreatedInstance, InstanceReply},
        retention::NOWHERE,
        sent_body, sentence,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
        viewer::{Prompt, Viewer},
    },
};
use std::time::Duration;

/// The instance and the platform's answer.
#[derive(Clone, Debug)]
pub struct InstanceStep {
    /// Created instance, with the place of its token.
    pub made: CreatedInstance,
    /// The instance's name as it may be shown.
    pub name: String,
    /// Its tags as they may be shown.
    tags: String,
    /// The way it came about.
    pub flow: AuthFlow,
    /// Result of the test, if one was made.
    pub test: Test,
    /// Names of its objects, if the request asked for them.
    pub objects: Vec<String>,
    /// True if the request is shown as well.
    pub comparing: bool,
    /// Document with the focus.
    pub side: Side,
    /// The answer.
    pub answer: Viewer,
    /// The request, unless it was sent by an earlier run of the program.
    pub request: Option<Viewer>,
    changes: Changes,
    /// True if it was copied or restored, so that Esc leads back to its source.
    is_copy: bool,
}

/// One of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Answer.
    Answer,
    /// Request.
    Request,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Answer => Self::Request,
            Self::Request => Self::Answer,
        }
    }
}

/// Test of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Not tested.
    None,
    /// The provider is being asked.
    Asked,
    /// Result: the duration of the answer, or the failure.
    Told(Result<Duration, Fault>),
}

impl InstanceStep {
    /// Creates the step, with the secrets of the answer masked. The session remembers the instance.
    pub fn new(made: CreatedInstance, flow: AuthFlow, sent: Option<&CreateRequest>, session: &mut Session) -> Self {
        session.remember(made.secrets.iter().cloned().chain([made.instance.token.clone()]));
        let mask = session.mask();
        let name = mask.cover_text(&made.instance.name).into_owned();
        let tags = made.instance.tags.iter().map(|tag| mask.cover_text(tag)).collect::<Vec<_>>().join(", ");
        session.instances.outdate();
        let is_copy = sent.is_some_and(|sent| session.note_created(sent.filled().draft(), &made.instance.id));
        session.made.push(Summary {
            id: made.instance.id.clone(),
            name: name.clone(),
            element: made.instance.element.clone(),
            kept: made.kept.as_ref().ok().cloned(),
            taken: false,
        });
        let body = Body::read(made.instance.raw.expose().as_bytes().to_vec());
        let mask = match sent {
            Some(sent) => mask.with_settings(sent.filled().draft().fields().map(Field::secrecy)),
            None => session.mask_for(&made.instance.element),
        };
        // The request is masked as it was in the review.
        let request = sent.map(|sent| sent_body::sent(sent, session));
        let changes = request.as_ref().map(|(sent, _)| Changes::between(sent, &body.document)).unwrap_or_default();
        let answer = Viewer::from_body(
            body,
            mask.clone(),
            &instance_exports::file_name(&made.instance.element, &made.instance.id),
        );
        let exports = instance_exports::exports(&made.instance, sent, session, &mask);
        let answer = answer.opening("configuration").opening("objects").offering(exports).marking(changes.came.clone());
        let request = request.map(|(sent, mask)| {
            Viewer::new(sent, mask, "instance.json").opening("configuration").marking(changes.sent.clone())
        });
        let objects = made.instance.objects();
        let (test, comparing, side) = (Test::None, false, Side::Answer);
        Self { made, name, tags, flow, test, objects, comparing, side, answer, request, changes, is_copy }
    }

    /// Returns true if Esc leads back to the source of this copied or restored instance.
    pub fn is_copy(&self) -> bool {
        self.is_copy
    }

    /// Returns true while the document asks something.
    pub fn is_prompting(&self) -> bool {
        !matches!(self.viewer().prompt(), Prompt::None)
    }

    /// Returns the number of configuration entries with this change.
    pub fn count(&self, change: Change) -> usize {
        self.changes.count(change)
    }

    /// Records a saved text; a complete answer contains the token.
    pub(crate) fn saved(&self, session: &mut Session) {
        if self.side == Side::Answer && self.answer.has_saved_all() {
            session.take_token();
        }
    }

    /// Returns true if an action is possible in the present state.
    pub(in crate::wizard) fn offers(&self, action: Action) -> bool {
        match action {
            Action::Ping => self.test != Test::Asked,
            Action::Compare => self.request.is_some(),
            _ => true,
        }
    }

    fn act(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        match action {
            Action::Ping => self.ping(session),
            Action::Compare => self.compare(),
            Action::CopyToken => {
                session.take_token();
                let token = self.made.instance.token.clone();
                Transition::stay(self).with(ScreenEffect::Copy(token, "the token"))
            }
            Action::Another if session.is_token_safe() => Transition::to(Destination::Element),
            Action::InstancesTab if session.is_token_safe() => Transition::to(Destination::Instances),
            Action::Another | Action::InstancesTab => Transition::stay(self).saying(unkept()),
            Action::Back if self.comparing => {
                self.mark(false);
                self.side = Side::Answer;
                Transition::stay(self)
            }
            Action::Back if self.is_copy && !session.is_token_safe() => Transition::stay(self).saying(unkept()),
            Action::Back if self.is_copy => match session.leave_created() {
                Some(source) => Transition::to(source),
                None => Transition::stay(self).asking(),
            },
            Action::Back => Transition::stay(self).asking(),
            Action::Quit => self.quit(session),
            _ => Transition::stay(self),
        }
    }

    fn ping(mut self, session: &Session) -> Transition<Self> {
        match session.profile.clone() {
            Some(profile) => {
                self.test = Test::Asked;
                let instance = Box::new(self.made.instance.clone());
                Transition::stay(self).with(VisitEffect::Ping(instance, profile))
            }
            None => Transition::stay(self),
        }
    }

    /// Leaving is done; but not with a token that is nowhere but here.
    fn quit(self, session: &Session) -> Transition<Self> {
        if !session.is_token_safe() {
            return Transition::stay(self).saying(unkept());
        }
        Transition::stay(self).leaving()
    }
}

impl StepBehavior for InstanceStep {
    type Reply = InstanceReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        session.restoration(&self.made.instance.id).into_iter().collect()
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        let said = self.viewer_mut().act(action);
        let mouse = self.viewer().mouse;
        self.both().for_each(|viewer| viewer.mouse = mouse);
        match said {
            Some(said) => Transition::stay(self).with_outcome(said),
            None => self.act(action, session),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        let said = self.viewer_mut().on_text(key);
        Transition::stay(self).with_outcome(said)
    }

    fn on_set(mut self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        let said = self.viewer_mut().set(text);
        Transition::stay(self).with_outcome(said)
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        let said = self.viewer_mut().paste(text);
        Transition::stay(self).with_outcome(said)
    }

    fn on_reply(mut self, reply: InstanceReply, session: &mut Session) -> Transition<Self> {
        match reply {
            InstanceReply::Document(reply) => {
                self.focus_on_saving(&reply);
                self.viewer_mut().on_reply(reply);
                Transition::stay(self)
            }
            InstanceReply::Pinged(outcome) => {
                let notice = outcome.as_ref().err().map(Notice::from);
                session.instances.take_test(&self.made.instance.id, outcome.clone(), session.now);
                self.test = Test::Told(outcome);
                Transition::stay(self).telling(notice)
            }
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.both().for_each(|viewer| viewer.tick(since));
        Transition::stay(self)
    }

    fn on_mouse(mut self, gesture: Gesture, spot: Spot) -> Transition<Self> {
        if spot == Spot::Beside && !self.is_prompting() {
            return self.compare();
        }
        self.viewer_mut().point(gesture, spot);
        Transition::stay(self)
    }

    fn wants_mouse(&self) -> bool {
        self.viewer().mouse
    }

    fn set_height(&mut self, rows: u16) {
        self.both().for_each(|viewer| viewer.fit(rows));
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        self.viewer().contexts(&command::INSTANCE)
    }

    fn tick_interval(&self) -> Option<Duration> {
        [Some(&self.answer), self.request.as_ref()].into_iter().flatten().filter_map(Viewer::beat).min()
    }

    fn is_typing(&self) -> bool {
        self.viewer().is_typing()
    }
}

fn unkept() -> Notice {
    let keep = sentence![Press::Start(Action::CopyToken), " to copy it ", Press::Or(Action::SaveSecrets)];
    let leave = sentence![" to save the answer with it; ", Action::BreakOff, " leaves without it."];
    Notice::bad(NOWHERE, keep.and(leave))
}
