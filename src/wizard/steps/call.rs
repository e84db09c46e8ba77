//! Read of a resource through an instance: its parameters, then the answer.

mod answer;
mod rows;
mod status;

use crate::{
    domain::{Fault, ResourceOperation, ResourceParameter},
    text::Secret,
    wizard::{
        calls::{CallAnswer, CallMemory, ResourceCall},
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, VisitEffect},
        form::{Form, FormRow, Moved, PastedValue, RowId},
        key::Key,
        notice::{Notice, held_lines},
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::time::Duration;

/// Form of one operation.
#[derive(Clone, Debug)]
pub struct CallStep {
    memory: CallMemory,
    /// Number of the operation among all.
    at: usize,
    operation: ResourceOperation,
    /// Parameters.
    pub form: Form,
    /// Call that is under way.
    sent: Option<ResourceCall>,
    since: Duration,
}

impl CallStep {
    /// Creates the step for the operation with this number; values typed for it before are filled in.
    pub fn new(memory: CallMemory, at: usize) -> Option<Self> {
        let operation = memory.operations.as_ref()?.get(at)?.clone();
        let tried = memory.tried.as_ref().filter(|(tried, _)| *tried == at).map(|(_, form)| form.clone());
        let form = tried.unwrap_or_else(|| Form::new(rows::build(&operation)));
        Some(Self { memory, at, operation, form, sent: None, since: Duration::ZERO })
    }

    /// Returns true while the answer is awaited.
    pub fn is_under_way(&self) -> bool {
        self.sent.is_some()
    }

    fn parameter(&self, id: &RowId) -> Option<&ResourceParameter> {
        let RowId::Field(key) = id else { return None };
        self.operation.parameters.iter().find(|parameter| parameter.name == key.as_str())
    }

    fn check(&mut self, id: &RowId) {
        let value = self.form.row(id).map(FormRow::expose_value).unwrap_or_default();
        let complaint = self.parameter(id).and_then(|parameter| parameter.complaint(value));
        if let Some(row) = self.form.row_mut(id) {
            row.complaint = complaint;
        }
    }

    fn paste(&mut self, text: &Secret) -> Option<Notice> {
        held(self.form.paste(text.expose()))
    }

    fn send(mut self) -> Transition<Self> {
        let ids: Vec<RowId> = self.form.rows().iter().map(|row| row.id.clone()).collect();
        for id in &ids {
            self.check(id);
        }
        if let Some(id) = self.form.rows().iter().find(|row| row.complaint.is_some()).map(|row| row.id.clone()) {
            self.form.focus_on(&id);
            return Transition::stay(self);
        }
        let value = |one: &ResourceParameter| self.form.row(&rows::id(one)).map_or("", FormRow::expose_value);
        let path = self.operation.request(value).map_err(|error| error.to_string());
        let headers = self.operation.headers(value).map_err(|error| error.to_string());
        match path.and_then(|path| headers.map(|headers| (path, headers))) {
            Ok((path, headers)) => {
                self.sent = Some(ResourceCall { listed: self.memory.row.instance.clone(), path, headers });
                Transition::again(self)
            }
            Err(error) => Transition::stay(self).saying(Notice::bad(error, "")),
        }
    }

    fn moved(mut self, moved: Moved) -> Transition<Self> {
        match moved {
            Moved::Submit => self.send(),
            Moved::Back => {
                self.memory.tried = Some((self.at, self.form));
                Transition::to(Destination::Calls(Box::new(self.memory)))
            }
            Moved::Left(id) => {
                self.check(&id);
                Transition::stay(self)
            }
            Moved::Edited | Moved::Remove(_) | Moved::LastTime | Moved::Nothing => Transition::stay(self),
        }
    }
}

impl StepBehavior for CallStep {
    /// Answer of the resource.
    type Reply = Result<Box<CallAnswer>, Fault>;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        let sent = self.sent.clone().zip(session.account().cloned());
        sent.map(|(call, account)| VisitEffect::CallResource(Box::new(call), account).into()).into_iter().collect()
    }

    fn on_action(mut self, action: Action, _: &mut Session) -> Transition<Self> {
        if self.is_under_way() {
            if action != Action::Back {
                return Transition::stay(self);
            }
            // The new visit ends the read.
            self.sent = None;
            return Transition::again(self);
        }
        let moved = self.form.act(action);
        self.moved(moved)
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if !self.is_under_way() {
            self.form.on_text(key);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        let moved = self.form.select(row);
        self.moved(moved)
    }

    fn on_set(mut self, row: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        if self.is_under_way() {
            return Transition::stay(self);
        }
        if let Moved::Left(id) = self.form.select(row) {
            self.check(&id);
        }
        let pasted = self.form.set(text.expose());
        if let (PastedValue::Taken, Some(id)) = (pasted, self.form.focused().map(|row| row.id.clone())) {
            self.check(&id);
        }
        Transition::stay(self).telling(held(pasted))
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        if self.is_under_way() {
            return Transition::stay(self);
        }
        let notice = self.paste(text);
        Transition::stay(self).telling(notice)
    }

    fn on_reply(mut self, answer: Self::Reply, session: &mut Session) -> Transition<Self> {
        let Some(call) = self.sent.take() else { return Transition::stay(self) };
        match answer {
            Ok(answer) => self.show(*answer, &call, session),
            Err(fault) => Transition::stay(self).saying(Notice::from(&fault)),
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::FORM]
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.is_under_way().then_some(super::SPIN)
    }

    fn is_typing(&self) -> bool {
        true
    }
}

fn held(pasted: PastedValue) -> Option<Notice> {
    match pasted {
        PastedValue::Held(lines) => Some(held_lines(lines)),
        PastedValue::Taken | PastedValue::Refused => None,
    }
}
