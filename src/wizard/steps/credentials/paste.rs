//! Paste into the form: a request, an address with several values, or the value of one row.

use super::CredentialsStep;
use crate::{
    domain::paste::{RequestReading, without_sequences},
    text::Secret,
    wizard::{
        form::{PasteMode, PastedValue},
        notice::held_lines,
        pasted::{self, PasteOutcome},
        session::Session,
        transition::Transition,
    },
};

impl CredentialsStep {
    /// Handles a paste.
    pub(super) fn pasted(mut self, text: &Secret, mode: PasteMode, session: &mut Session) -> Transition<Self> {
        if !self.is_value(text.expose()) {
            match pasted::read(text.expose(), Some(&self.draft), session) {
                PasteOutcome::Filled(draft, notice) => {
                    let mut draft = *draft;
                    draft.offer_proxies(session.proxies.known.clone());
                    if draft.proxy().is_some() {
                        draft.fill_proxy();
                    }
                    let mut step = Self::new(draft);
                    let kept = step.park(session);
                    return Transition::stay(step).with_all(kept).saying(notice);
                }
                PasteOutcome::Refused(notice) => return Transition::stay(self).saying(notice),
                PasteOutcome::Other => {}
            }
        }
        if let Some(notice) = self.take_address(&without_sequences(text.expose())) {
            let kept = self.park(session);
            return Transition::stay(self).with_all(kept).saying(notice);
        }
        match (self.form.paste_as(mode, text.expose()), mode) {
            (PastedValue::Held(lines), _) => Transition::stay(self).saying(held_lines(lines)),
            (PastedValue::Taken, PasteMode::Replace) => self.entered(session),
            (PastedValue::Taken, PasteMode::Insert) | (PastedValue::Refused, _) => {
                self.take();
                self.draft.judge();
                Transition::stay(self)
            }
        }
    }

    /// Returns true if a text with names and values is the value of the focused row, which takes JSON. A request for an
    /// instance fills the form all the same.
    fn is_value(&self, text: &str) -> bool {
        self.form.focused().is_some_and(|row| row.is_json)
            && !matches!(RequestReading::parse(text), RequestReading::Request(_))
    }
}
