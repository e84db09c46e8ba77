//! Sign-in with an e-mail address and a password.

use super::{SignInStep, rows};
use crate::{
    domain::{Fault, PasswordLogin, Reference, fault::FaultKind, reference::literal},
    text::Secret,
    wizard::{
        effect::VisitEffect,
        form::{FormRow, RowId},
        notice::Notice,
        session::Session,
        transition::Transition,
    },
};

impl SignInStep {
    /// Sends the password. It is masked everywhere for the rest of the session.
    pub(super) fn log_in(mut self, session: &mut Session) -> Transition<Self> {
        let value = |id| self.form.row(&id).map_or("", FormRow::expose_value);
        let login = PasswordLogin {
            base: self.base.clone(),
            email: value(RowId::Email).trim().to_owned(),
            password: Secret::new(value(RowId::Password)),
        };
        if Reference::read(login.password.expose()).is_none() {
            session.remember([Secret::new(literal(login.password.expose()))]);
        }
        self.checking = true;
        Transition::stay(self).with(VisitEffect::LogIn(Box::new(login)))
    }

    /// Shows the reason that the platform gives no secrets for the password.
    pub(super) fn password_refused(mut self, fault: &Fault) -> Transition<Self> {
        if matches!(fault.kind, FaultKind::Account | FaultKind::Unread) {
            if let Some(row) = self.form.row_mut(&RowId::Password) {
                row.complaint = Some(fault.problem.clone());
            }
            self.form.focus_on(&RowId::Password);
        }
        Transition::stay(self).saying(Notice::from(fault))
    }

    /// Forgets the password, which is typed again when it is needed again.
    pub(super) fn forget_password(&mut self) {
        if let Some(row) = self.form.row_mut(&RowId::Password) {
            row.fill("");
        }
    }

    /// Returns true if the form takes an e-mail address and a password.
    pub(super) fn has_password(&self) -> bool {
        rows::has_password(&self.form)
    }
}
