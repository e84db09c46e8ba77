//! Paste into the form: a request, an address with several values, or the value of one row.

use super::CredentialsStep;
use crate::{
    domain::paste::{PastedRequest, RequestReading, without_sequences},
    text::Secret,
    wizard::{
        form::{FormRow, Moved, PasteMode, PastedValue},
        notice::held_lines,
        pasted::{self, PasteOutcome},
        session::Session,
        transition::Transition,
    },
};
use std::ops::ControlFlow;

impl CredentialsStep {
    /// Handles a paste.
    pub(super) fn pasted(mut self, text: &Secret, mode: PasteMode, session: &mut Session) -> Transition<Self> {
        if !self.is_value(text.expose()) {
            let outcome = pasted::read(text.expose(), Some(&self.draft), session);
            self = match self.with_request(outcome, session) {
                ControlFlow::Break(transition) => return transition,
                ControlFlow::Continue(step) => step,
            };
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

    /// Puts a text in place of the value of a visible row.
    pub(super) fn set(mut self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        if let Moved::Left(id) = self.form.select(row) {
            self.check(&id);
        }
        if !text.is_empty() && self.form.focused().is_some_and(FormRow::is_text) {
            return self.pasted(text, PasteMode::Replace, session);
        }
        match self.form.set(text.expose()) {
            PastedValue::Taken => self.entered(session),
            PastedValue::Held(_) | PastedValue::Refused => Transition::stay(self),
        }
    }

    /// Takes a request that was chosen.
    pub(super) fn take_request(self, request: &PastedRequest, session: &mut Session) -> Transition<Self> {
        let outcome = pasted::from_request(request, Some(&self.draft), session);
        match self.with_request(outcome, session) {
            ControlFlow::Break(transition) => transition,
            ControlFlow::Continue(step) => Transition::stay(step),
        }
    }

    /// Takes the outcome of a pasted request. Goes on with the step if it is none.
    fn with_request(self, outcome: PasteOutcome, session: &mut Session) -> ControlFlow<Transition<Self>, Self> {
        ControlFlow::Break(match outcome {
            PasteOutcome::Filled(draft, notice) => {
                let mut draft = *draft;
                draft.offer_proxies(session.proxies.known.clone());
                if draft.proxy().is_some() {
                    draft.fill_proxy();
                }
                let mut step = Self::new(draft);
                let kept = step.park(session);
                Transition::stay(step).with_all(kept).saying(notice)
            }
            PasteOutcome::Several(requests) => Transition::stay(self).choosing(requests),
            PasteOutcome::Refused(notice) => Transition::stay(self).saying(notice),
            PasteOutcome::Other => return ControlFlow::Continue(self),
        })
    }

    /// Returns true if a text with names and values is the value of the focused row, which takes JSON. A request for an
    /// instance fills the form all the same.
    fn is_value(&self, text: &str) -> bool {
        self.form.focused().is_some_and(|row| row.is_json)
            && !matches!(RequestReading::parse(text), RequestReading::Request(_) | RequestReading::Several(_))
    }
}
