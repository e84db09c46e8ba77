//! A create request with an unknown outcome: the platform is searched before anything is sent again.

mod facts;
mod out;
mod status;

use crate::{
    catalog::AuthFlow,
    document::mask::Mask,
    domain::{
        CreateRequest, Fault, Instance, JournalEntry,
        recovery::{self, Verdict},
    },
    wizard::{
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, ScreenEffect, SessionEffect, VisitEffect},
        list::Cursor,
        notice::Notice,
        platform_memory::PlatformMemory,
        reply::{CreatedInstance, RecoveryReply},
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::time::Duration;

/// Search for the instance of a request.
#[derive(Clone, Debug)]
pub struct RecoveryStep {
    entry: JournalEntry,
    origin: RecoveryOrigin,
    phase: RecoveryPhase,
    /// Time since this visit began.
    pub since: Duration,
    cursor: Cursor,
    /// The person was asked before the request is forgotten.
    asked: bool,
    /// Covers secrets in names, which the platform or an earlier version may have kept.
    mask: Mask,
}

/// Origin of the request.
#[derive(Clone, Debug)]
pub enum RecoveryOrigin {
    /// Sent in this session; the fault says why the outcome is unknown.
    Now(Box<CreateRequest>, Box<Fault>),
    /// Sent by an earlier run, which ended before the answer arrived.
    Earlier,
}

/// Progress of the search.
#[derive(Clone, Debug)]
pub enum RecoveryPhase {
    /// Not begun.
    Unclear,
    /// Under way, after so many searches that found nothing.
    Looking(u8),
    /// No match yet: the search pauses.
    Settling {
        /// End of the pause, in the time of the visit.
        until: Duration,
        /// Time by which the platform has finished, in the time of the visit.
        over: Duration,
    },
    /// These instances were found.
    Found(Vec<Instance>),
    /// Two searches found nothing, the second after the platform had finished.
    Absent,
    /// The selected instance is being taken over.
    Adopting,
}

impl RecoveryStep {
    /// Creates the step, before the search.
    pub fn new(entry: JournalEntry, origin: RecoveryOrigin) -> Self {
        let (since, cursor) = (Duration::ZERO, Cursor::default());
        let mask = Mask::default();
        Self { entry, origin, phase: RecoveryPhase::Unclear, since, cursor, asked: false, mask }
    }

    fn look(mut self, times: u8, session: &mut Session) -> Transition<Self> {
        if session.profile_at(&self.entry.base).is_none() {
            let words = format!("Sign in to {} to look for the instance there.", self.entry.base.host());
            let sign_in = Destination::SignIn(self.entry.base.clone(), PlatformMemory::default());
            session.requests.unsettled.push_front(self.entry);
            return Transition::to(sign_in).saying(Notice::plain(words));
        }
        self.mask = session.mask();
        // A new visit, whose time begins anew.
        (self.phase, self.since) = (RecoveryPhase::Looking(times), Duration::ZERO);
        Transition::again(self)
    }

    fn adopt(mut self, session: &Session) -> Transition<Self> {
        let RecoveryPhase::Found(found) = &self.phase else { return Transition::stay(self) };
        match (found.get(self.cursor.row(found.len())).cloned(), session.profile_at(&self.entry.base)) {
            (Some(instance), Some(profile)) => {
                let account = profile.account.clone();
                self.phase = RecoveryPhase::Adopting;
                let adopt = Effect::Visit(VisitEffect::Adopt(Box::new(instance), self.entry.id.clone(), account));
                Transition::stay(self).with(adopt)
            }
            _ => Transition::stay(self),
        }
    }

    fn adopted(self, made: CreatedInstance, session: &mut Session) -> Transition<Self> {
        let finished = session.finish_origin(&self.entry);
        // A token that is kept nowhere leaves its request open, and the form with it.
        let finished = if made.kept.is_ok() { finished } else { Vec::new() };
        let flow = match &self.origin {
            RecoveryOrigin::Now(request, _) => request.filled().flow(),
            RecoveryOrigin::Earlier => session
                .elements
                .catalog
                .entry(self.entry.element.as_str())
                .and_then(|entry| entry.flows().first().copied())
                .unwrap_or(AuthFlow::Plain),
        };
        let sent = match self.origin {
            RecoveryOrigin::Now(request, _) => Some(request),
            RecoveryOrigin::Earlier => None,
        };
        let notes = sent.as_ref().and_then(|request| session.note_last(request.filled().draft()));
        Transition::to(Destination::Instance(Box::new(made), flow, sent)).with_all(finished).with_all(notes)
    }

    /// Decides on an answer of the platform.
    fn found(mut self, found: Vec<Instance>, times: u8, left: Duration, session: &mut Session) -> Transition<Self> {
        self.phase = match recovery::judge(found, times, left, recovery::PAUSE) {
            Verdict::Found(found) => RecoveryPhase::Found(found),
            Verdict::Absent => RecoveryPhase::Absent,
            Verdict::Again(pause) => RecoveryPhase::Settling { until: self.since + pause, over: self.since + left },
        };
        // Twice not found is settled: the request may be sent again.
        let settle = matches!(self.phase, RecoveryPhase::Absent).then(|| {
            session.settled(&self.entry.id);
            Effect::Session(SessionEffect::Settle(self.entry.id.clone()))
        });
        Transition::stay(self).with_all(settle)
    }
}

impl StepBehavior for RecoveryStep {
    type Reply = RecoveryReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        let account = session.profile_at(&self.entry.base).map(|profile| profile.account.clone());
        match (&self.phase, account) {
            (RecoveryPhase::Looking(_), Some(account)) => {
                vec![Effect::Visit(VisitEffect::Find(Box::new(self.entry.clone()), account))]
            }
            (
                RecoveryPhase::Unclear
                | RecoveryPhase::Looking(_)
                | RecoveryPhase::Settling { .. }
                | RecoveryPhase::Adopting
                | RecoveryPhase::Absent
                | RecoveryPhase::Found(_),
                _,
            ) => Vec::new(),
        }
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if action == Action::Forget && matches!(self.phase, RecoveryPhase::Unclear | RecoveryPhase::Found(_)) {
            return self.forget(session);
        }
        self.asked = false;
        match (&self.phase, action) {
            (_, Action::CopyRequest) => {
                let copy = ScreenEffect::copy_request_id(self.request_id());
                Transition::stay(self).with_all(copy)
            }
            (RecoveryPhase::Unclear, Action::Accept) => self.look(0, session),
            (RecoveryPhase::Unclear, Action::Answer) => {
                let answer = self.answer().cloned();
                Transition::over_answer(self, answer, session)
            }
            (RecoveryPhase::Absent, Action::Accept) => self.again(),
            (RecoveryPhase::Found(_), Action::Accept) => self.adopt(session),
            (RecoveryPhase::Found(found), action) if self.cursor.moved(action, found.len()) => Transition::stay(self),
            (RecoveryPhase::Looking(_), Action::Back) => {
                // The new visit ends the search.
                self.phase = RecoveryPhase::Unclear;
                Transition::again(self)
            }
            (RecoveryPhase::Settling { .. }, Action::Back) if self.request().is_some() => {
                self.phase = RecoveryPhase::Unclear;
                Transition::stay(self)
            }
            (RecoveryPhase::Unclear, Action::Back) if self.request().is_some() => {
                let text = "The outcome is still unknown: the instance may exist.";
                let hint = session.retention().leaving_unresolved();
                Transition::stay(self).saying(Notice::bad(text, hint))
            }
            // Back in the review the same request could be sent again, for an instance that is found.
            (RecoveryPhase::Found(_), Action::Back) if self.request().is_some() => self.later(session),
            (
                RecoveryPhase::Unclear
                | RecoveryPhase::Settling { .. }
                | RecoveryPhase::Absent
                | RecoveryPhase::Found(_),
                Action::Back,
            ) => self.back(),
            (
                RecoveryPhase::Unclear
                | RecoveryPhase::Looking(_)
                | RecoveryPhase::Settling { .. }
                | RecoveryPhase::Adopting
                | RecoveryPhase::Absent
                | RecoveryPhase::Found(_),
                _,
            ) => Transition::stay(self),
        }
    }

    /// The warning before a request is forgotten is gone after any other key.
    fn after_refusal(mut self) -> Self {
        self.asked = false;
        self
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        self.cursor = Cursor::at_row(row);
        self.asked = false;
        Transition::stay(self)
    }

    fn on_reply(mut self, reply: RecoveryReply, session: &mut Session) -> Transition<Self> {
        match (reply, &self.phase) {
            (RecoveryReply::Adopted(made), RecoveryPhase::Adopting) => self.adopted(made, session),
            (RecoveryReply::Found(Ok(found), left), &RecoveryPhase::Looking(times)) => {
                self.found(found, times, left, session)
            }
            (RecoveryReply::Found(Err(fault), _), RecoveryPhase::Looking(_)) => {
                self.phase = RecoveryPhase::Unclear;
                Transition::stay(self).saying(Notice::from(&fault))
            }
            (
                RecoveryReply::Adopted(_) | RecoveryReply::Found(..),
                RecoveryPhase::Unclear
                | RecoveryPhase::Looking(_)
                | RecoveryPhase::Settling { .. }
                | RecoveryPhase::Adopting
                | RecoveryPhase::Absent
                | RecoveryPhase::Found(_),
            ) => Transition::stay(self),
        }
    }

    fn on_tick(mut self, since: Duration, session: &mut Session) -> Transition<Self> {
        self.since = since;
        match self.phase {
            RecoveryPhase::Settling { until, .. } if since >= until => self.look(1, session),
            RecoveryPhase::Unclear
            | RecoveryPhase::Looking(_)
            | RecoveryPhase::Settling { .. }
            | RecoveryPhase::Adopting
            | RecoveryPhase::Absent
            | RecoveryPhase::Found(_) => Transition::stay(self),
        }
    }

    fn status(&self, session: &Session) -> Status {
        self.describe(session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::RECOVERY]
    }

    fn tick_interval(&self) -> Option<Duration> {
        match self.phase {
            RecoveryPhase::Looking(_) | RecoveryPhase::Settling { .. } | RecoveryPhase::Adopting => Some(super::SPIN),
            RecoveryPhase::Unclear | RecoveryPhase::Absent | RecoveryPhase::Found(_) => None,
        }
    }
}
