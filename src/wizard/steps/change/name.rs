//! Sending of a change, after the name of the instance on a protected profile.

use super::{ChangePhase, ChangeStep};
use crate::{
    domain::{ChangeRequest, Write},
    wizard::{
        command::Action,
        confirmation::{read_only, wrong_name},
        input::LineEditor,
        notice::Notice,
        session::Session,
        transition::Transition,
    },
};

impl ChangeStep {
    /// Returns the line for the name of the instance, while it is asked for.
    pub fn name_line(&self) -> Option<&LineEditor> {
        self.name.as_ref()
    }

    /// Sends the change, or asks for the name of the instance before.
    pub(super) fn send(mut self, request: Box<ChangeRequest>, session: &Session) -> Transition<Self> {
        let Some(account) = session.account() else {
            return Transition::stay(self).saying(Notice::bad("No platform is selected.", "Start elemint again."));
        };
        let write = Write::Change(&request.existing().id);
        if let Some(refusal) = read_only(account, write) {
            return Transition::stay(self).saying(Notice::from(&refusal));
        }
        if account.guard.needs_name(write) && self.confirmed.is_none() {
            self.name = Some(LineEditor::new("", false));
            return Transition::stay(self);
        }
        self.phase = ChangePhase::Sending(request);
        Transition::again(self)
    }

    /// Takes the answer to the question for the name.
    pub(super) fn named(mut self, typed: &LineEditor, action: Action, session: &Session) -> Transition<Self> {
        let (ChangePhase::Review(request), Action::Accept) = (self.phase.clone(), action) else {
            return Transition::stay(self).saying(Notice::plain("Nothing was changed."));
        };
        let existing = request.existing();
        let confirmed =
            session.account().and_then(|account| account.confirmed((&existing.id, &existing.name), typed.text()));
        if confirmed.is_none() {
            self.name = Some(typed.clone());
            return Transition::stay(self).saying(wrong_name());
        }
        self.confirmed = confirmed;
        self.send(request, session)
    }
}
