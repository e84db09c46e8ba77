//! The transition after the focus or a value of the form changed.

use super::Credentials;
use crate::wizard::{
    form::{Moved, RowId},
    session::Session,
    steps::{change::to_list, element::ChooseElement},
    transition::Transition,
};

impl Credentials {
    /// Handles the form's outcome of an action or a key.
    pub(super) fn moved(mut self, moved: Moved, session: &mut Session) -> Transition {
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
            Moved::Left(id) => {
                self.check(&id);
                let kept = self.park(session);
                Transition::stay(self).with_all(kept)
            }
            Moved::Submit => self.submit(session),
            Moved::Back => {
                if let Some(mode) = self.consent {
                    return self.ask_consent(mode, session);
                }
                if self.draft.purpose().existing().is_some() {
                    return to_list(session);
                }
                let kept = self.park(session);
                Transition::to(ChooseElement::on(self.draft.element().key.as_str(), session)).with_all(kept)
            }
            Moved::Remove(_) | Moved::Nothing => Transition::stay(self),
        }
    }
}
