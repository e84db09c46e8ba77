//! One instance of the list: its facts above the complete answer.

mod differences;
mod status;

use crate::{
    document::json::Body,
    domain::{Fault, Instance, InstanceFacts, ListedInstance, LookDifferences, draft::ChangeForm},
    text::Secret,
    wizard::{
        calls::CallMemory,
        command::{self, Action, Context},
        confirmation::{Confirmation, Confirmed, JobStart},
        destination::Destination,
        effect::{Effect, ScreenEffect, VisitEffect},
        instance_exports,
        instances::{InstanceJob, InstanceRow},
        key::Key,
        mouse::{Gesture, Spot},
        notice::Notice,
        platform_memory::PlatformMemory,
        reply::DetailsReply,
        sentence::sentence,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
        viewer::{Viewer, ViewerOutcome},
    },
};
use std::{sync::Arc, time::Duration};

/// An instance and the platform's answer about it.
#[derive(Clone, Debug)]
pub struct DetailsStep {
    row: Arc<InstanceRow>,
    /// The answer.
    pub viewer: Viewer,
    /// Differences from the last look, if there are any.
    differences: Option<Box<LookDifferences>>,
    /// Work that waits for the user.
    asked: Option<Confirmation>,
    is_read_only: bool,
}

impl DetailsStep {
    /// Creates the step with the instance as it was listed.
    pub(in crate::wizard) fn new(row: Arc<InstanceRow>, session: &Session) -> Self {
        let viewer = viewer(&row.instance, session);
        Self { row, viewer, differences: None, asked: None, is_read_only: session.is_read_only() }
    }

    /// Returns the instance.
    pub fn row(&self) -> &InstanceRow {
        &self.row
    }

    /// Returns the confirmation that waits for the user.
    pub fn asked(&self) -> Option<&Confirmation> {
        self.asked.as_ref()
    }

    /// Takes the platform's present answer. Rows of the document keep their place.
    fn take(mut self, instance: ListedInstance, session: &mut Session) -> Transition<Self> {
        let mut outcome = ViewerOutcome::default();
        if instance != self.row.instance {
            let mask = session.mask();
            // A list shows less of the instance, and a stored list has no token for the exports.
            if !self.row.instance.is_complete || instance.raw != self.row.instance.raw {
                outcome = self.viewer.replace(viewer(&instance, session));
            }
            let row = InstanceRow::new(instance, self.row.facts.is_token_here, &mask);
            let facts = InstanceFacts { test: self.row.facts.test, ..row.facts };
            self.row = Arc::new(InstanceRow { facts, ..row });
        }
        Arc::make_mut(&mut self.row).read = Some(session.now);
        session.instances.replace(&self.row);
        let look = self.look(session);
        Transition::stay(self).with_outcome(outcome).with_all(look)
    }

    /// Returns true if an action has an effect in the present state.
    pub(in crate::wizard) fn offers(&self, action: Action) -> bool {
        if self.asked.is_some() {
            return true;
        }
        match action {
            Action::Enable
            | Action::Disable
            | Action::Delete
            | Action::Trace
            | Action::Reauthorize
            | Action::EditInstance
                if self.is_read_only =>
            {
                false
            }
            Action::Enable => self.row.instance.disabled,
            Action::Disable => !self.row.instance.disabled,
            Action::CopyToken => self.row.instance.token.is_some(),
            Action::Changes => self.differences.is_some(),
            _ => true,
        }
    }

    fn begin(mut self, job: InstanceJob, session: &mut Session) -> Transition<Self> {
        match session.start_job(job, vec![self.row.clone()], 0) {
            JobStart::Begun(effect) => Transition::stay(self).with_all(effect),
            JobStart::Refused(notice) => Transition::stay(self).saying(notice),
            JobStart::Asks(asked) => {
                self.asked = Some(asked);
                Transition::stay(self)
            }
        }
    }

    fn confirmed(mut self, answer: Confirmed) -> Transition<Self> {
        match answer {
            Confirmed::Asks(asked, notice) => {
                self.asked = Some(asked);
                Transition::stay(self).telling(notice)
            }
            Confirmed::Begun(effect) => Transition::stay(self).with_all(effect),
            Confirmed::Dropped(notice) => Transition::stay(self).saying(notice),
        }
    }

    fn copy_token(self) -> Transition<Self> {
        let token = self.row.instance.token.clone();
        let copy = token.map(|token| Effect::Screen(ScreenEffect::Copy(token, "the token")));
        Transition::stay(self).with_all(copy)
    }

    fn change(self, form: ChangeForm, session: &mut Session) -> Transition<Self> {
        session.instances.outdate();
        Transition::to(Destination::Change(form, self.row.instance.id.clone()))
    }

    /// Returns the notice that only the list shows the instance, which is less than a copy or its token needs.
    pub(in crate::wizard) fn unread() -> Notice {
        Notice { hint: sentence![Action::Refresh, " reads it."], ..Notice::plain("The instance was not read yet.") }
    }

    fn act(self, action: Action, session: &mut Session) -> Transition<Self> {
        match action {
            Action::Call => Transition::to(Destination::Calls(Box::new(CallMemory::new(self.row, false)))),
            Action::CopyToken => self.copy_token(),
            Action::Changes => self.show_differences(session),
            Action::Clone if !self.row.instance.is_complete => Transition::stay(self).saying(Self::unread()),
            Action::Clone => {
                session.begin_copy(&self.row);
                Transition::to(Destination::Platform(PlatformMemory::default()))
            }
            Action::Reauthorize => self.change(ChangeForm::Reauthorize, session),
            Action::EditInstance => self.change(ChangeForm::Edit, session),
            Action::Refresh => {
                let read = self.read(session);
                Transition::stay(self).with_all(read)
            }
            Action::CreateTab => Transition::to(Destination::Element),
            Action::Back => Transition::to(Destination::Instances),
            Action::Quit => Transition::stay(self).asking(),
            action => match InstanceJob::from_action(action, self.row.is_traced(session.now) == Some(true)) {
                Some(job) => self.begin(job, session),
                None => Transition::stay(self),
            },
        }
    }

    fn read(&self, session: &Session) -> Option<Effect> {
        let account = session.account()?.clone();
        Some(Effect::Visit(VisitEffect::ReadListed(self.row.instance.id.clone(), account)))
    }
}

impl StepBehavior for DetailsStep {
    type Reply = DetailsReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        self.read(session).into_iter().collect()
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if let Some(asked) = self.asked.take() {
            return self.confirmed(asked.answer(action, session));
        }
        match self.viewer.act(action) {
            Some(outcome) => Transition::stay(self).with_outcome(outcome),
            None => self.act(action, session),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if let Some(asked) = self.asked.take() {
            return self.confirmed(asked.press(key));
        }
        let outcome = self.viewer.on_text(key);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_set(mut self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        if let Some(asked) = &mut self.asked {
            asked.set(text);
            return Transition::stay(self);
        }
        let outcome = self.viewer.set(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        if let Some(asked) = &mut self.asked {
            asked.set(text);
            return Transition::stay(self);
        }
        let outcome = self.viewer.paste(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_reply(mut self, reply: DetailsReply, session: &mut Session) -> Transition<Self> {
        match reply {
            DetailsReply::Document(reply) => {
                self.viewer.on_reply(reply);
                Transition::stay(self)
            }
            DetailsReply::Read(Ok(instance)) => self.take(*instance, session),
            DetailsReply::Looked(differences) => {
                // A second look in a row finds none, which is no reason to hide those of the first one.
                self.differences = differences.or(self.differences);
                Transition::stay(self)
            }
            DetailsReply::Read(Err(fault)) => Transition::stay(self).saying(unread(&fault)),
        }
    }

    fn on_instances(mut self, notice: Option<Notice>, session: &mut Session) -> Transition<Self> {
        if session.instances.is_deleted(&self.row.instance.id) {
            return Transition::to(Destination::Instances).telling(notice);
        }
        let row = session.instances.row(&self.row.instance.id).cloned();
        let state = |row: &InstanceRow| (row.instance.disabled, row.is_traced(session.now), row.facts.test);
        let row = row.filter(|row| state(row) != state(&self.row));
        let known = |row: &InstanceRow| (row.instance.disabled, row.is_traced(session.now) == Some(true));
        let is_changed = row.as_ref().is_some_and(|row| known(row) != known(&self.row));
        self.row = row.unwrap_or(self.row);
        let read = if is_changed { self.read(session) } else { None };
        Transition::stay(self).with_all(read).telling(notice)
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

    fn status(&self, session: &Session) -> Status {
        self.describe(session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        match &self.asked {
            Some(asked) => vec![asked.context()],
            None => self.viewer.contexts(&command::DETAILS),
        }
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.viewer.beat()
    }

    fn is_typing(&self) -> bool {
        self.asked.as_ref().map_or_else(|| self.viewer.is_typing(), |asked| asked.name().is_some())
    }
}

fn viewer(listed: &ListedInstance, session: &Session) -> Viewer {
    let mask = session.mask_for(&listed.element);
    let body = Body::read(listed.raw.expose().as_bytes().to_vec());
    let complete = listed.is_complete.then(|| Instance::from_listed(listed.clone()).ok()).flatten();
    let exports = complete.map(|instance| instance_exports::exports(&instance, None, session, &mask));
    let exports = exports.unwrap_or_default();
    let name = instance_exports::file_name(&listed.element, &listed.id);
    Viewer::from_body(body, mask, &name).opening("configuration").offering(exports)
}

fn unread(fault: &Fault) -> Notice {
    let notice = Notice::from(fault);
    Notice { text: sentence!["This is the instance as it was listed. ", notice.text], ..notice }
}
