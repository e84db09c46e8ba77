//! A create request: under way, or failed.

mod status;

use crate::{
    domain::{CreateRequest, Fault, Route, fault::FaultKind},
    wizard::{
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, ScreenEffect, VisitEffect},
        notice::Notice,
        reply::CreationReply,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::time::Duration;

/// A create request and its progress. While it is under way the step cannot be left, because an instance may come of
/// it unnoticed.
#[derive(Clone, Debug)]
pub struct CreatingStep {
    request: CreateRequest,
    phase: CreatingPhase,
    /// Time since this visit began.
    pub since: Duration,
}

/// Progress of a create request.
#[derive(Clone, Debug)]
pub enum CreatingPhase {
    /// In progress.
    Sending,
    /// Failed; no instance was created.
    Failed(Fault),
}

impl CreatingStep {
    /// Creates the step, which sends the request as it is entered.
    pub fn begin(request: CreateRequest) -> Self {
        Self { request, phase: CreatingPhase::Sending, since: Duration::ZERO }
    }

    /// Returns the progress.
    pub fn phase(&self) -> &CreatingPhase {
        &self.phase
    }

    /// Returns the request.
    pub fn request(&self) -> &CreateRequest {
        &self.request
    }

    /// Returns true while an instance may come of the request unnoticed.
    pub fn is_under_way(&self) -> bool {
        matches!(self.phase, CreatingPhase::Sending)
    }

    /// Goes to the step in which the fault can be fixed.
    fn fix(self, fault: &Fault, session: &mut Session) -> Transition<Self> {
        let draft = self.request.filled().draft().clone();
        match (&fault.kind, &session.profile) {
            (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
                let sign_in = Destination::RefusedProfile(Box::new(profile.clone()));
                session.start_with(&draft);
                Transition::to(sign_in).saying(Notice::from(fault))
            }
            (FaultKind::Fields(keys), _) => {
                let form = Destination::RefusedCredentials(Box::new(draft), keys.clone(), Box::new(fault.clone()));
                Transition::to(form).saying(Notice::from(fault))
            }
            // Nothing was sent, or the platform had no time: the same request may go again, unspent code and all.
            (FaultKind::Unreached | FaultKind::Busy(_) | FaultKind::Local, _) => {
                Transition::again(Self::begin(self.request))
            }
            // The person was asked, and wants a second one.
            (FaultKind::AlreadyMade, _) => Transition::again(Self::begin(self.request.renamed(session.fresh_id()))),
            (FaultKind::Account | FaultKind::Unread, None)
            | (FaultKind::Code | FaultKind::Refused | FaultKind::Unclear | FaultKind::Broken | FaultKind::Garbled, _) => {
                Transition::to_form(draft).saying(Notice::from(fault))
            }
        }
    }

    fn consent_again(self, fault: &Fault) -> Transition<Self> {
        let draft = self.request.filled().draft().clone();
        match self.request.filled().clone().route() {
            Route::Consent(consent) => {
                Transition::to(Destination::Consent(Box::new(consent))).saying(Notice::from(fault))
            }
            Route::Ready(_) | Route::Change(_) => Transition::to_form(draft).saying(Notice::from(fault)),
        }
    }
}

impl StepBehavior for CreatingStep {
    type Reply = CreationReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        let Some(account) = session.account().cloned() else { return Vec::new() };
        match self.phase {
            CreatingPhase::Sending => {
                vec![Effect::Visit(VisitEffect::Create(Box::new(self.request.clone()), account))]
            }
            CreatingPhase::Failed(_) => Vec::new(),
        }
    }

    fn on_action(self, action: Action, session: &mut Session) -> Transition<Self> {
        match (&self.phase, action) {
            (CreatingPhase::Failed(fault), Action::CopyRequest) => {
                let copy = ScreenEffect::copy_request_id(fault.request_id.as_deref());
                Transition::stay(self).with_all(copy)
            }
            (CreatingPhase::Failed(fault), Action::Answer) => {
                let answer = fault.answer.clone();
                Transition::over_answer(self, answer, session)
            }
            (CreatingPhase::Sending, Action::Back) => {
                let text = "The request is on its way and cannot be canceled.";
                Transition::stay(self).saying(Notice { hint: session.leaving_sent(), ..Notice::plain(text) })
            }
            (CreatingPhase::Failed(fault), Action::Accept) => {
                let fault = fault.clone();
                self.fix(&fault, session)
            }
            (CreatingPhase::Failed(fault), Action::Back) => {
                let spent = self.request.grant().is_some() && spends(&fault.kind);
                let draft = self.request.filled().draft();
                if spent {
                    Transition::to_form(draft.clone())
                } else {
                    Transition::to(Destination::Review(Box::new(self.request)))
                }
            }
            (CreatingPhase::Sending | CreatingPhase::Failed(_), _) => Transition::stay(self),
        }
    }

    fn on_reply(mut self, reply: CreationReply, session: &mut Session) -> Transition<Self> {
        match (reply, &self.phase) {
            (CreationReply::Created(Ok(made)), CreatingPhase::Sending) => {
                let filled = self.request.filled();
                // A token that is kept nowhere leaves its request open, and the form with it.
                let kept = made.kept.is_ok();
                let (flow, finished) = (filled.flow(), session.finish(filled.draft()).filter(|_| kept));
                let notes = session.note_last(filled.draft());
                let created = Destination::Instance(Box::new(made), flow, Some(Box::new(self.request)));
                Transition::to(created).with_all(finished).with_all(notes)
            }
            // Only another code is missing, and consent yields one.
            (CreationReply::Created(Err(fault)), CreatingPhase::Sending) if fault.kind == FaultKind::Code => {
                self.consent_again(&fault)
            }
            (CreationReply::Created(Err(fault)), CreatingPhase::Sending) => {
                self.phase = CreatingPhase::Failed(fault);
                Transition::stay(self)
            }
            (CreationReply::Unclear(entry, fault), CreatingPhase::Sending) => {
                session.note_open(&entry);
                let request = Box::new(self.request);
                Transition::to(Destination::Recovery(entry, request, Box::new(fault)))
            }
            (CreationReply::Created(_) | CreationReply::Unclear(..), CreatingPhase::Failed(_)) => {
                Transition::stay(self)
            }
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn status(&self, session: &Session) -> Status {
        self.describe(session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::CREATING]
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.is_under_way().then_some(super::SPIN)
    }
}

/// Returns true where a code that was sent along is spent: always, unless the platform never looked at it.
fn spends(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::Unreached
        | FaultKind::Busy(_)
        | FaultKind::Local
        | FaultKind::Account
        | FaultKind::Unread
        | FaultKind::AlreadyMade => false,
        FaultKind::Fields(_)
        | FaultKind::Code
        | FaultKind::Refused
        | FaultKind::Unclear
        | FaultKind::Broken
        | FaultKind::Garbled => true,
    }
}
