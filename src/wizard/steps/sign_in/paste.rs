//! Pasted secrets: one of them, or both in the platform's own header.

use super::{SignInStep, rows};
use crate::{
    domain::{
        AccountHeader, HeaderReading,
        paste::{RequestReading, without_sequences},
    },
    text::Secret,
    wizard::{
        form::{PasteMode, PastedValue, RowId},
        notice::{Notice, held_lines, request_elsewhere},
        session::Session,
        transition::Transition,
    },
};

impl SignInStep {
    pub(super) fn pasted(mut self, text: &Secret, mode: PasteMode, session: &mut Session) -> Transition<Self> {
        let plain = without_sequences(text.expose());
        if self.checking {
            return Transition::stay(self);
        }
        if let Some(notice) = self.take_header(&plain) {
            return Transition::stay(self).saying(notice);
        }
        if RequestReading::parse(&plain).is_request() {
            return Transition::stay(self).saying(request_elsewhere());
        }
        let pasted = self.form.paste_as(mode, text.expose());
        rows::recount(&mut self.form);
        let id = self.form.focused().map(|row| row.id.clone());
        if let (PastedValue::Taken, PasteMode::Replace, Some(id)) = (pasted, mode, id) {
            self.complain(&id, session);
        }
        match pasted {
            PastedValue::Held(lines) => Transition::stay(self).saying(held_lines(lines)),
            PastedValue::Taken | PastedValue::Refused => Transition::stay(self),
        }
    }

    /// Takes a header that was typed into a field, as a terminal without bracketed paste does with a pasted one.
    pub(super) fn take_typed_header(&mut self, id: &RowId) -> Option<Notice> {
        let is_secret = matches!(id, RowId::User | RowId::Organization);
        let typed = Secret::new(self.form.row(id).filter(|_| is_secret)?.expose_value());
        let notice = self.take_header(typed.expose())?;
        // The secret may belong into the other field.
        if let Some(row) = self.form.row_mut(id).filter(|row| row.expose_value() == typed.expose()) {
            row.fill("");
        }
        Some(notice)
    }

    /// Takes the secrets of a header; returns the notice about it, or `None` if there is no header.
    fn take_header(&mut self, text: &str) -> Option<Notice> {
        let AccountHeader { user, organization } = match HeaderReading::parse(text) {
            HeaderReading::Account(header) => header,
            HeaderReading::Foreign => return Some(foreign()),
            HeaderReading::None => return None,
        };
        let notice = match (&user, &organization) {
            (Some(_), Some(_)) => Notice::good("Both secrets of the Authorization header are filled in."),
            (Some(_), None) => half("user", "organization"),
            (None, _) => half("organization", "user"),
        };
        for (id, secret) in [(RowId::User, user), (RowId::Organization, organization)] {
            if let (Some(row), Some(secret)) = (self.form.row_mut(&id), secret) {
                row.fill(secret.expose());
                row.complaint = None;
            }
        }
        rows::choose_secrets(&mut self.form);
        Some(notice)
    }
}

/// Returns the notice about a header that has one of the two secrets.
fn half(found: &str, missing: &str) -> Notice {
    let hint = format!("It has no {missing} secret. Paste that one too.");
    Notice {
        hint: hint.into(),
        ..Notice::good(format!("The {found} secret of the Authorization header is filled in."))
    }
}

/// Returns the notice about a header without secrets of an account.
fn foreign() -> Notice {
    let hint = "Nothing was pasted. Paste “Authorization: User ..., Organization ...”, or one secret at a time.";
    Notice::bad("This Authorization header has no secrets of a platform account.", hint)
}
