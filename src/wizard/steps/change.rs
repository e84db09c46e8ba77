//! Change of an existing instance: reads it for its form, shows the differences, sends them, and reports the outcome.

mod difference;
mod exits;
mod name;
mod outcome;
mod phase;
mod status;

pub use difference::ShownDifference;
pub use exits::NextMove;

use crate::{
    document::mask::Mask,
    domain::{
        Account, ChangeEntry, ChangeRequest, ChangeVerdict, Draft, ExistingInstance, Fault, Instance, Profile,
        draft::ChangeForm,
    },
    text::Secret,
    wizard::{
        change_report::{ChangeReport, ReadInstance},
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, ScreenEffect, VisitEffect},
        input::LineEditor,
        key::Key,
        notice::Notice,
        reply::ChangeReply,
        scroll::Scroll,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::{sync::Arc, time::Duration};

/// Change of an instance.
#[derive(Clone, Debug)]
pub struct ChangeStep {
    phase: ChangePhase,
    /// Time since this visit began.
    pub since: Duration,
    /// Covers secrets in names and values.
    mask: Mask,
    /// Line for the name of the instance, on a protected profile.
    name: Option<LineEditor>,
    /// Account with the permission that was given by name.
    confirmed: Option<Account>,
    /// First of the facts and hints that are shown, where not all fit.
    top: Scroll,
}

/// Progress of a change.
#[derive(Clone, Debug)]
pub enum ChangePhase {
    /// The instance with this ID is being read for its form.
    Reading(ChangeForm, String),
    /// It could not be read.
    Unread(ChangeForm, String, Fault),
    /// The differences, before they are sent.
    Review(Box<ChangeRequest>),
    /// Being sent. The step cannot be left, because the outcome would be unknown.
    Sending(Box<ChangeRequest>),
    /// Sent, with its outcome.
    Done(Box<ChangeRequest>, Box<ChangeReport>),
    /// Sent by an earlier session, which ended before the answer arrived.
    Earlier(Box<ChangeEntry>),
    /// The outcome of an earlier change is being found out.
    Looking(Box<ChangeEntry>),
    /// Outcome of an earlier change.
    Found(Box<ChangeEntry>, Box<ChangeReport>),
}

impl ChangeStep {
    /// Creates the step, which reads the instance with this ID as it is entered, and opens its form.
    pub fn open(form: ChangeForm, id: impl Into<String>) -> Self {
        Self::in_phase(ChangePhase::Reading(form, id.into()), Mask::default())
    }

    /// Creates the step that shows the differences of a complete form.
    pub(in crate::wizard) fn review(request: ChangeRequest, session: &mut Session) -> Self {
        session.remember(request.secrets());
        Self::in_phase(ChangePhase::Review(Box::new(request)), session.mask())
    }

    /// Creates the step for a change of an earlier session with an unknown outcome.
    pub(in crate::wizard) fn earlier(entry: ChangeEntry) -> Self {
        Self::in_phase(ChangePhase::Earlier(Box::new(entry)), Mask::default())
    }

    fn in_phase(phase: ChangePhase, mask: Mask) -> Self {
        Self { phase, since: Duration::ZERO, mask, name: None, confirmed: None, top: Scroll::default() }
    }

    /// Returns the progress.
    pub fn phase(&self) -> &ChangePhase {
        &self.phase
    }

    /// Returns the request, once there is one.
    pub fn request(&self) -> Option<&ChangeRequest> {
        match &self.phase {
            ChangePhase::Reading(..)
            | ChangePhase::Unread(..)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_)
            | ChangePhase::Found(..) => None,
            ChangePhase::Review(request) | ChangePhase::Sending(request) | ChangePhase::Done(request, _) => {
                Some(request)
            }
        }
    }

    /// Returns true while the request is under way.
    pub fn is_under_way(&self) -> bool {
        matches!(self.phase, ChangePhase::Sending(_))
    }

    /// Opens the form of the instance that was read.
    fn opened(self, form: ChangeForm, read: ReadInstance, session: &mut Session) -> Transition<Self> {
        if let Some(described) = read.described {
            session.elements.catalog = Arc::new(session.elements.catalog.with_described(described));
        }
        let Instance { element, token, .. } = &read.instance;
        session.remember([token.clone()]);
        let Some(element) = session.elements.catalog.find(element.as_str()) else {
            let problem = format!("elemint does not know the element {element} of this instance.");
            return self.unread(Fault::local(problem, "Change the instance on the platform."));
        };
        let existing = Arc::new(ExistingInstance::new(&read.instance));
        let mut draft = Draft::of_existing(element, form.purpose(existing));
        let is_begun = session.restore_begun_change(&mut draft);
        session.restore_change(form, &mut draft);
        let notice = is_begun.then(|| Notice::plain("The values you typed before are filled in."));
        Transition::to_form(draft).telling(notice)
    }

    fn unread(mut self, fault: Fault) -> Transition<Self> {
        if let ChangePhase::Reading(form, id) = self.phase {
            self.phase = ChangePhase::Unread(form, id, fault);
        }
        Transition::stay(self)
    }
}

impl StepBehavior for ChangeStep {
    type Reply = ChangeReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        if let ChangePhase::Looking(entry) = &self.phase {
            let profile = session.profile_at(&entry.base).cloned();
            return profile
                .map(|profile| VisitEffect::FindOutChange(entry.clone(), profile).into())
                .into_iter()
                .collect();
        }
        let Some(profile) = session.profile.clone() else { return Vec::new() };
        let account = self.confirmed.clone().unwrap_or_else(|| profile.account.clone());
        match &self.phase {
            ChangePhase::Reading(_, id) => vec![Effect::Visit(VisitEffect::ReadInstance(id.clone(), account))],
            ChangePhase::Sending(request) => {
                vec![Effect::Visit(VisitEffect::Change(request.clone(), Profile { account, ..profile }))]
            }
            ChangePhase::Unread(..)
            | ChangePhase::Review(_)
            | ChangePhase::Done(..)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_)
            | ChangePhase::Found(..) => Vec::new(),
        }
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if let Some(name) = self.name.take() {
            return self.named(&name, action, session);
        }
        match action {
            Action::Answer => {
                let answer = self.fault().and_then(|fault| fault.answer.clone());
                return Transition::over_answer(self, answer, session);
            }
            Action::CopyRequest => {
                let id = self.fault().and_then(|fault| fault.request_id.as_deref());
                let copy = ScreenEffect::copy_request_id(id);
                return Transition::stay(self).with_all(copy);
            }
            _ => {}
        }
        match (self.phase.clone(), action) {
            (ChangePhase::Review(request), Action::Accept) => self.send(request, session),
            (ChangePhase::Review(request), Action::Back) => Transition::to_form(request.draft().clone()),
            (ChangePhase::Sending(_), Action::Back) => {
                let notice = Notice::plain("The request is on its way and cannot be canceled.");
                Transition::stay(self).saying(notice)
            }
            (ChangePhase::Unread(form, id, fault), Action::Accept) => Self::reread(form, id, &fault, session),
            (ChangePhase::Reading(_, id) | ChangePhase::Unread(_, id, _), Action::Back) => {
                Transition::to(Destination::FormOrigin(id))
            }
            (ChangePhase::Done(request, report), Action::Accept) => Self::fix(*request, &report, session),
            (ChangePhase::Done(request, report), Action::Back) => Self::back(&request, &report),
            (
                ChangePhase::Review(_)
                | ChangePhase::Unread(..)
                | ChangePhase::Done(..)
                | ChangePhase::Earlier(_)
                | ChangePhase::Found(..),
                Action::Up | Action::Down | Action::PageUp | Action::PageDown,
            ) => {
                self.top.moved(action);
                Transition::stay(self)
            }
            (ChangePhase::Earlier(entry), action) => self.act_on_earlier(*entry, action, session),
            (ChangePhase::Found(entry, report), action) => self.act_on_found(&entry, &report, action, session),
            (ChangePhase::Sending(_) | ChangePhase::Looking(_), _) => Transition::stay(self),
            (
                ChangePhase::Reading(..) | ChangePhase::Unread(..) | ChangePhase::Review(_) | ChangePhase::Done(..),
                action,
            ) => {
                let step = Transition::stay(self);
                if action == Action::Quit { step.asking() } else { step }
            }
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if let Some(name) = &mut self.name {
            name.press(key);
        }
        Transition::stay(self)
    }

    fn on_set(mut self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        if let Some(name) = &mut self.name {
            name.set(text.expose());
        }
        Transition::stay(self)
    }

    fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.on_set(0, text, session)
    }

    fn on_reply(self, reply: ChangeReply, session: &mut Session) -> Transition<Self> {
        match (reply, self.phase.clone()) {
            (ChangeReply::Read(Ok(read)), ChangePhase::Reading(form, _)) => self.opened(form, *read, session),
            (ChangeReply::Read(Err(fault)), ChangePhase::Reading(..)) => self.unread(fault),
            (ChangeReply::Reported(report), ChangePhase::Sending(request)) => self.finished(request, report, session),
            (ChangeReply::Reported(report), ChangePhase::Looking(entry)) => {
                if session.account().is_some_and(|account| account.base == entry.base) {
                    Self::take_test(&entry.target.id, &report, session);
                }
                if report.verdict == ChangeVerdict::Changed {
                    session.requests.changes.retain(|earlier| !entry.replaces(earlier));
                }
                let mask = session.mask();
                Transition::stay(Self::in_phase(ChangePhase::Found(entry, report), mask))
            }
            (
                ChangeReply::Read(_) | ChangeReply::Reported(_),
                ChangePhase::Reading(..)
                | ChangePhase::Unread(..)
                | ChangePhase::Review(_)
                | ChangePhase::Sending(_)
                | ChangePhase::Done(..)
                | ChangePhase::Earlier(_)
                | ChangePhase::Looking(_)
                | ChangePhase::Found(..),
            ) => Transition::stay(self),
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn set_last_top(&mut self, row: u16) {
        self.top.set_last(row);
    }

    fn status(&self, session: &Session) -> Status {
        self.describe(session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![if self.name.is_some() { &command::CONFIRM_NAME } else { &command::CHANGE }]
    }

    fn is_typing(&self) -> bool {
        self.name.is_some()
    }

    fn tick_interval(&self) -> Option<Duration> {
        matches!(self.phase, ChangePhase::Reading(..) | ChangePhase::Sending(_) | ChangePhase::Looking(_))
            .then_some(super::SPIN)
    }
}
