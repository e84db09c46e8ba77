//! What the element asks for.

mod entries;
mod last;
mod pasted;
mod rows;

pub(crate) use pasted::Pasted;

use super::{authorization::Authorize, element::Choose, review::Review};
use crate::{
    catalog::{Element, FieldKey},
    domain::{
        Draft, Fault, Filled, Route,
        draft::{Complaint, Place, Value},
        paste::without_sequences,
    },
    text::Secret,
    wizard::{
        effect::Effect,
        form::{self, Form, Moved, Row, RowId},
        key::Key,
        keymap::{self, Binding},
        session::Session,
        step::Stay,
        turn::{Notice, Turn, held_lines},
    },
};
use std::{borrow::Cow, sync::Arc};

/// The form of one element, built from its fields.
#[derive(Clone, Debug)]
pub struct Credentials {
    draft: Draft,
    /// The rows.
    pub form: Form,
    /// The way to authenticate with consent that Esc leads back to.
    consent: Option<usize>,
}

impl Credentials {
    /// The form for a draft, with what it holds filled in and the focus where something is missing.
    pub fn new(draft: Draft) -> Self {
        let form = Form::new(rows::of(&draft));
        let mut step = Self { draft, form, consent: None };
        step.mark_last();
        let empty = |r: &&Row| r.required && r.expose_value().is_empty();
        let first = step.form.rows().iter().find(empty).map(|r| r.id.clone());
        step.blame();
        step.form.focus_on(&first.unwrap_or(RowId::Name));
        step
    }

    /// The same, opened from the consent of this way to authenticate.
    #[must_use]
    pub(super) fn leading_back(self, mode: usize) -> Self {
        Self { consent: Some(mode), ..self }
    }

    /// The form with what was found wrong with these fields, the focus on the first of them.
    pub fn refused(draft: Draft, keys: &[FieldKey], fault: &Fault) -> Self {
        let mut step = Self::new(draft);
        let said = [&fault.provider, &fault.message].into_iter().find_map(Option::as_ref);
        let text = said.unwrap_or(&fault.what);
        let complaint = |key: &FieldKey| Complaint { place: Place::Field(key.clone()), text: text.clone() };
        step.complain(keys.iter().map(complaint).collect());
        step
    }

    /// Whether there is nothing to fill in, since the platform's support sets the element up.
    pub fn is_by_support(&self) -> bool {
        rows::is_by_support(&self.draft)
    }

    /// More is known of the element: its form grows. What was typed stays, and the focus stays where it is.
    pub(in crate::wizard) fn learn(&mut self, element: Arc<Element>) {
        let (focus, key) = (self.form.focused().map(|row| row.id.clone()), self.typed_key());
        let untouched = !self.draft.is_begun() && key.is_none();
        *self = Self::new(self.draft.clone().about(element));
        if let (Some(key), Some(row)) = (key, self.form.row_mut(&RowId::Add)) {
            row.fill(key.as_str());
        }
        if let (false, Some(focus)) = (untouched, focus) {
            self.form.focus_on(&focus);
        }
    }

    /// What was typed so far.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Keeps the form for the rest of the session, and saves it where anything was typed into it.
    pub(super) fn park(&mut self, session: &mut Session) -> Option<Effect> {
        session.park(&mut self.draft)
    }

    /// Takes what stands in the row with the focus into the draft.
    fn take(&mut self) {
        let Some(row) = self.form.focused() else { return };
        let value = row.expose_value();
        match &row.id {
            RowId::Field(key) => {
                // A choice has its values from the platform, and is never a reference.
                if row.is_text() {
                    self.draft.set(key, value);
                } else {
                    self.draft.put(key, value);
                }
                self.recount();
            }
            RowId::Name => value.clone_into(&mut self.draft.name),
            RowId::Tags => value.clone_into(&mut self.draft.tags),
            RowId::Mode => {
                let chosen = value.parse().unwrap_or(0);
                self.draft.choose_mode(chosen);
                self.form = Form::new(rows::of(&self.draft));
            }
            _ => {}
        }
        self.mark_last();
    }

    /// The answer to one row may ask for another, or rule it out.
    fn recount(&mut self) {
        for field in self.draft.fields() {
            if let Some(row) = self.form.row_mut(&RowId::Field(field.key.clone())) {
                row.counts = self.draft.counts(field);
            }
        }
    }

    /// Of a pasted address only a part may be wanted; what was kept of it is shown.
    fn keep_part(&mut self, id: &RowId) {
        let RowId::Field(key) = id else { return };
        let part = self.draft.value(key).map_or(Cow::Borrowed(""), Value::typed);
        if let Some(row) = self.form.row_mut(id).filter(|row| row.is_text() && row.expose_value() != part) {
            row.keep_part(&part);
        }
    }

    /// A host alone becomes the address the field asks for.
    fn complete_address(&mut self, id: &RowId) {
        let RowId::Field(key) = id else { return };
        if let Some(whole) = self.draft.complete_address(key)
            && let Some(row) = self.form.row_mut(id)
        {
            row.complete_address(&whole);
        }
    }

    fn check(&mut self, id: &RowId) {
        self.complete_address(id);
        self.keep_part(id);
        let complaint = match id {
            RowId::Field(key) => self.draft.field(key).and_then(|f| self.draft.complaint(f)),
            RowId::Name => self.draft.name_complaint(),
            RowId::Tags => self.draft.tags_complaint(),
            _ => None,
        };
        if let Some(row) = self.form.row_mut(id) {
            row.complaint = complaint;
        }
    }

    /// What was wrong when the form was left is wrong still.
    fn blame(&mut self) {
        for complaint in self.draft.complaints() {
            let Place::Field(key) = complaint.place else { continue };
            let filled = |row: &&mut Row| !row.expose_value().is_empty();
            if let Some(row) = self.form.row_mut(&RowId::Field(key)).filter(filled) {
                row.complaint = Some(complaint.text);
            }
        }
    }

    fn submit(mut self, session: &mut Session) -> Turn {
        if let Some(key) = self.typed_key() {
            return self.take_entry(&key, session);
        }
        if self.is_by_support() {
            let words = format!("{} is set up together with the platform's support.", self.draft.element().name);
            return Turn::stay(self).saying(Notice::plain(words));
        }
        let kept = self.park(session);
        let open = self.draft.open_complaints(session.known());
        match self.draft.finish().and_then(|filled| if open.is_empty() { Ok(filled) } else { Err(open) }) {
            Ok(filled) => match filled.route() {
                Route::Ready(provision) => Turn::go(Review::new(provision, session)).with_all(kept),
                Route::Consent(consent) => Authorize::again(consent, session).with_all(kept),
            },
            Err(complaints) => {
                let count = complaints.len();
                self.complain(complaints);
                let words = if count == 1 { "One entry needs".into() } else { format!("{count} entries need") };
                Turn::stay(self).with_all(kept).saying(Notice::bad(format!("{words} your attention."), ""))
            }
        }
    }

    /// Back to the provider's consent, which the form for own tokens was opened from.
    fn ask_consent(mut self, mode: usize, session: &mut Session) -> Turn {
        self.draft.choose_mode(mode);
        let kept = self.park(session);
        match self.draft.finish().map(Filled::route) {
            Ok(Route::Consent(consent)) => Authorize::again(consent, session).with_all(kept),
            Ok(Route::Ready(_)) | Err(_) => Turn::go(Self::new(self.draft)).with_all(kept),
        }
    }

    fn complain(&mut self, complaints: Vec<Complaint>) {
        let mut first = None;
        for complaint in complaints {
            let id = match complaint.place {
                Place::Field(key) => RowId::Field(key),
                Place::Name => RowId::Name,
                Place::Tags => RowId::Tags,
            };
            if let Some(row) = self.form.row_mut(&id) {
                row.complaint = Some(complaint.text);
                first.get_or_insert(id);
            }
        }
        if let Some(id) = first {
            self.form.focus_on(&id);
        }
    }
}

impl Stay for Credentials {
    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        match self.form.press(key) {
            Moved::Edited => {
                self.take();
                Turn::stay(self)
            }
            Moved::Left(RowId::Add) => match self.typed_key() {
                Some(key) => self.take_entry(&key, session),
                None => Turn::stay(self),
            },
            Moved::LastTime => self.turn_last(session),
            Moved::Remove(RowId::Field(key)) => self.remove_entry(&key, session),
            Moved::Left(id) => {
                self.check(&id);
                let kept = self.park(session);
                Turn::stay(self).with_all(kept)
            }
            Moved::Submit => self.submit(session),
            Moved::Back => {
                if let Some(mode) = self.consent {
                    return self.ask_consent(mode, session);
                }
                let kept = self.park(session);
                Turn::go(Choose::on(self.draft.element().key.as_str(), session)).with_all(kept)
            }
            Moved::Remove(_) | Moved::Nothing => Turn::stay(self),
        }
    }

    fn paste(mut self, text: &Secret, session: &mut Session) -> Turn {
        match Self::from_paste(text.expose(), Some(&self.draft), session) {
            Pasted::Filled(mut step, notice) => {
                let kept = step.park(session);
                return Turn::stay(*step).with_all(kept).saying(notice);
            }
            Pasted::Refused(notice) => return Turn::stay(self).saying(notice),
            Pasted::Other => {}
        }
        if let Some(notice) = self.take_address(&without_sequences(text.expose())) {
            let kept = self.park(session);
            return Turn::stay(self).with_all(kept).saying(notice);
        }
        match self.form.paste(text.expose()) {
            form::Pasted::Held(lines) => Turn::stay(self).saying(held_lines(lines)),
            form::Pasted::Taken | form::Pasted::Refused => {
                self.take();
                Turn::stay(self)
            }
        }
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::FORM
    }

    fn is_typing(&self) -> bool {
        true
    }
}
