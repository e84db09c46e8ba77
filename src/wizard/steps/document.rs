//! Document of a file or a pipe: `elemint view`.

use crate::{
    text::Secret,
    wizard::{
        Press,
        command::{self, Action, Context},
        effect::{Effect, VisitEffect},
        key::Key,
        mouse::{Gesture, Spot},
        notice::Notice,
        opened_document::OpenedDocument,
        reply::DocumentReply,
        sentence,
        session::Session,
        status::{Fact, Status, Tone},
        step_behavior::StepBehavior,
        transition::Transition,
        viewer::Viewer,
    },
};
use std::time::Duration;

/// A document and where it came from.
#[derive(Clone, Debug)]
pub struct DocumentStep {
    /// Name of the document.
    pub name: String,
    /// The document.
    pub viewer: Viewer,
    /// True if it is read over another step.
    pub is_over: bool,
}

impl DocumentStep {
    /// A document by its name.
    pub fn new(name: impl Into<String>, viewer: Viewer) -> Self {
        Self { name: name.into(), viewer, is_over: false }
    }

    /// Creates the step for a document that is read over another step.
    pub(in crate::wizard) fn over(document: OpenedDocument) -> Self {
        Self { name: document.name, viewer: document.viewer, is_over: true }
    }
}

impl StepBehavior for DocumentStep {
    type Reply = DocumentReply;

    fn on_enter(&self, _: &Session) -> Vec<Effect> {
        self.viewer.come().map(|_| Effect::Visit(VisitEffect::Load)).into_iter().collect()
    }

    fn on_action(mut self, action: Action, _: &mut Session) -> Transition<Self> {
        if let Some(outcome) = self.viewer.act(action) {
            return Transition::stay(self).with_outcome(outcome);
        }
        match action {
            Action::Quit | Action::Back if self.is_over => Transition::back(self),
            Action::Quit => Transition::stay(self).leaving(),
            Action::Back => {
                Transition::stay(self).saying(Notice::plain(sentence![Press::Start(Action::Quit), " to leave."]))
            }
            _ => Transition::stay(self),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        let outcome = self.viewer.on_text(key);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_set(mut self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        let outcome = self.viewer.set(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        let outcome = self.viewer.paste(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_reply(mut self, reply: DocumentReply, _: &mut Session) -> Transition<Self> {
        self.viewer.on_reply(reply);
        Transition::stay(self)
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.viewer.tick(since);
        Transition::stay(self)
    }

    fn on_mouse(mut self, gesture: Gesture, spot: Spot) -> Transition<Self> {
        self.viewer.point(gesture, spot);
        Transition::stay(self)
    }

    fn wants_mouse(&self) -> bool {
        self.viewer.mouse
    }

    fn set_height(&mut self, rows: u16) {
        self.viewer.fit(rows);
    }

    fn status(&self, _: &Session) -> Status {
        let flaw = self.viewer.flaw().map(|flaw| Fact::new(Tone::Warning, flaw));
        Status::new(Tone::Plain, self.name.clone()).with_facts(flaw)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        self.viewer.contexts(&command::DOCUMENT)
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.viewer.beat()
    }

    fn is_typing(&self) -> bool {
        self.viewer.is_typing()
    }
}
