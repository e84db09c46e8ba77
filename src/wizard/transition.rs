//! Answer of a step to an event.

use super::{
    destination::Destination, effect::Effect, notice::Notice, opened_document::OpenedDocument, session::Session,
    viewer::ViewerOutcome,
};
use crate::{
    domain::{Draft, paste::PastedRequest},
    text::Secret,
};

/// Next step and its effects. `S` is the step that answers; it names other steps by their [`Destination`] alone.
#[derive(Debug)]
pub struct Transition<S> {
    /// The next step.
    pub next: Next<S>,
    /// Effects to perform.
    pub effects: Vec<Effect>,
    /// Notice to show.
    pub notice: Option<Notice>,
    /// Wish to leave the program.
    pub leaving: Option<LeavingRequest>,
    /// Removes the notice that is shown, because it no longer applies.
    pub clears_notice: bool,
    /// Pasted requests of which the user chooses one; none without a choice.
    pub requests: Vec<PastedRequest>,
}

/// Wish to leave the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingRequest {
    /// Asks before.
    Ask,
    /// Leaves at once.
    Now,
}

/// Step after an event. Each but [`Next::Stay`] begins a new visit, which passes through `on_enter`.
#[derive(Debug)]
pub enum Next<S> {
    /// This step.
    Stay(S),
    /// This step, in a new visit: what it asked for before is dropped.
    Again(S),
    /// Another step.
    Go(Destination),
    /// A document that is read over this step.
    Over(S, Box<OpenedDocument>),
    /// The step beneath this document; this step where there is none.
    Back(S),
}

impl<S> Transition<S> {
    /// Stays in this step.
    pub fn stay(step: S) -> Self {
        Self::new(Next::Stay(step))
    }

    /// Stays in this step, and begins a new visit.
    pub fn again(step: S) -> Self {
        Self::new(Next::Again(step))
    }

    /// Goes to another step.
    pub fn to(destination: Destination) -> Self {
        Self::new(Next::Go(destination))
    }

    /// Goes to the form of a draft.
    pub fn to_form(draft: Draft) -> Self {
        Self::to(Destination::Credentials(Box::new(draft)))
    }

    /// Shows a document over this step.
    pub fn over(step: S, document: OpenedDocument) -> Self {
        Self::new(Next::Over(step, Box::new(document)))
    }

    /// Shows the platform's answer over this step, if there is one.
    pub fn over_answer(step: S, answer: Option<Secret>, session: &Session) -> Self {
        match answer {
            Some(answer) => Self::over(step, OpenedDocument::answer(&answer, session)),
            None => Self::stay(step).saying(Notice::plain("There is no answer to show.")),
        }
    }

    /// Goes back to the step beneath this document.
    pub fn back(step: S) -> Self {
        Self::new(Next::Back(step))
    }

    fn new(next: Next<S>) -> Self {
        Self { next, effects: Vec::new(), notice: None, leaving: None, clears_notice: false, requests: Vec::new() }
    }

    /// Changes the type of the step.
    pub fn map<T>(self, change: impl FnOnce(S) -> T) -> Transition<T> {
        let next = match self.next {
            Next::Stay(step) => Next::Stay(change(step)),
            Next::Again(step) => Next::Again(change(step)),
            Next::Go(destination) => Next::Go(destination),
            Next::Over(step, document) => Next::Over(change(step), document),
            Next::Back(step) => Next::Back(change(step)),
        };
        let Self { effects, notice, leaving, clears_notice, requests, .. } = self;
        Transition { next, effects, notice, leaving, clears_notice, requests }
    }

    /// Adds an effect.
    #[must_use]
    pub fn with(mut self, effect: impl Into<Effect>) -> Self {
        self.effects.push(effect.into());
        self
    }

    /// Adds effects.
    #[must_use]
    pub fn with_all(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    /// Asks before the program is left.
    #[must_use]
    pub fn asking(mut self) -> Self {
        self.leaving = Some(LeavingRequest::Ask);
        self
    }

    /// Leaves the program.
    #[must_use]
    pub fn leaving(mut self) -> Self {
        self.leaving = Some(LeavingRequest::Now);
        self
    }

    /// Removes the notice that is shown, because it no longer applies.
    #[must_use]
    pub fn clearing_notice(mut self) -> Self {
        self.clears_notice = true;
        self
    }

    /// Lets the user choose one of these requests, which [`StepBehavior::on_request`] then takes.
    ///
    /// [`StepBehavior::on_request`]: super::StepBehavior::on_request
    #[must_use]
    pub fn choosing(mut self, requests: Vec<PastedRequest>) -> Self {
        self.requests = requests;
        self
    }

    /// Adds the effects and the notice of a document.
    #[must_use]
    pub fn with_outcome(self, outcome: ViewerOutcome) -> Self {
        self.with_all(outcome.effects).telling(outcome.notice)
    }

    /// Adds a notice.
    #[must_use]
    pub fn saying(self, notice: Notice) -> Self {
        self.telling(Some(notice))
    }

    /// Sets the notice, if any.
    #[must_use]
    pub fn telling(mut self, notice: Option<Notice>) -> Self {
        self.notice = notice;
        self
    }
}
