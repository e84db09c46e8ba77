//! The transition after the focus or a value of the form changed.

use super::CredentialsStep;
use crate::{
    domain::Consent,
    wizard::{
        destination::Destination,
        form::{Moved, RowId},
        notice::Notice,
        session::Session,
        transition::Transition,
    },
};

impl CredentialsStep {
    /// Handles the form's outcome of an action or a key.
    pub(super) fn moved(mut self, moved: Moved, session: &mut Session) -> Transition<Self> {
        match moved {
            Moved::Edited => {
                self.take();
                Transition::stay(self)
            }
            Moved::Left(RowId::Add) => match self.typed_key() {
                Some(key) => self.take_entry(&key, session),
                None => Transition::stay(self),
            },
            Moved::LastTime => self.turn_last(session),
            Moved::Remove(RowId::Field(key)) => self.remove_entry(&key, session),
            Moved::Left(id) => self.checked(&id, session),
            Moved::Submit => self.submit(session),
            Moved::Back => {
                if let Some(mode) = self.consent {
                    return self.ask_consent(mode, session);
                }
                let kept = self.park(session);
                if let Some(existing) = self.draft.purpose().existing() {
                    return Transition::to(Destination::FormOrigin(existing.id.clone()));
                }
                let element = || Destination::ElementAt(self.draft.element().key.clone());
                Transition::to(session.leave_copy(&self.draft).unwrap_or_else(element)).with_all(kept)
            }
            Moved::Remove(_) | Moved::Nothing => Transition::stay(self),
        }
    }

    /// Takes the value of the focused row, which is complete.
    pub(super) fn entered(mut self, session: &mut Session) -> Transition<Self> {
        let id = self.form.focused().map(|row| row.id.clone());
        self.take();
        match id {
            Some(id) => self.checked(&id, session),
            None => Transition::stay(self),
        }
    }

    fn checked(mut self, id: &RowId, session: &mut Session) -> Transition<Self> {
        self.check(id);
        let kept = self.park(session);
        self.cover_exposed(session);
        Transition::stay(self).with_all(kept)
    }

    /// Goes to the consent that was given for this form, where it is not spent yet; else asks for it.
    pub(super) fn to_consent(consent: Consent, session: &mut Session) -> Transition<Self> {
        let Some(unspent) = session.unspent.take() else {
            return Transition::to(Destination::Consent(Box::new(consent)));
        };
        let given =
            if unspent.filled().is_typed_like(consent.filled()) { Destination::given_consent(&unspent) } else { None };
        let is_asked_again = given.is_none() && unspent.element() == consent.element();
        let words = "The form has changed since consent was given, so it is asked for again.";
        let destination = given.unwrap_or_else(|| Destination::Consent(Box::new(consent)));
        Transition::to(destination).telling(is_asked_again.then(|| Notice::plain(words)))
    }
}
