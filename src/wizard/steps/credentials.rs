//! Credentials form of an element.

mod address;
mod entries;
mod last;
mod moves;
mod offer;
mod paste;
mod proxies;
mod rows;
mod status;

use crate::{
    catalog::{Element, FieldKey, field::proxy::PROXY_NAME},
    domain::{
        Draft, Fault, Filled, Route,
        draft::{Complaint, DraftEntry, DraftValue},
        paste::PastedRequest,
    },
    text::Secret,
    wizard::{
        command::{self, Action, Context},
        destination::Destination,
        effect::Effect,
        form::{Form, FormRow, PasteMode, RowId},
        key::Key,
        notice::Notice,
        reply::NoReply,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// The form of one element, built from its fields.
#[derive(Clone, Debug)]
pub struct CredentialsStep {
    draft: Draft,
    /// The rows.
    pub form: Form,
    /// The way to authenticate with consent that Esc leads back to.
    consent: Option<usize>,
}

impl CredentialsStep {
    /// Creates the form of a draft, with its values and the focus on a missing one.
    pub fn new(draft: Draft) -> Self {
        let draft = draft.as_typed();
        let form = Form::new(rows::build(&draft));
        let mut step = Self { draft, form, consent: None };
        step.mark_last();
        let empty = |r: &&FormRow| r.required && r.expose_value().is_empty();
        let first = step.form.rows().iter().find(empty).map(|r| r.id.clone());
        step.blame();
        step.form.focus_on(&first.unwrap_or(RowId::Name));
        step
    }

    /// The same, opened from the consent of this way to authenticate.
    #[must_use]
    pub(in crate::wizard) fn leading_back(self, mode: usize) -> Self {
        Self { consent: Some(mode), ..self }
    }

    /// Creates the form with faults at these fields, and the focus on the first of them.
    pub fn refused(draft: Draft, keys: &[FieldKey], fault: &Fault) -> Self {
        let mut step = Self::new(draft);
        let message = [&fault.provider, &fault.message].into_iter().find_map(Option::as_ref);
        let text = message.unwrap_or(&fault.problem);
        let complaint = |key: &FieldKey| Complaint { place: DraftEntry::Field(key.clone()), text: text.clone() };
        step.complain(keys.iter().map(complaint).collect());
        step
    }

    /// Returns true if the form has no fields, since the platform's support sets the element up.
    pub fn is_by_support(&self) -> bool {
        rows::is_by_support(&self.draft)
    }

    /// Adds fields that became known. Typed values and the focus stay.
    pub(in crate::wizard) fn learn(&mut self, element: Arc<Element>) {
        let (focus, key) = (self.form.focused().map(|row| row.id.clone()), self.typed_key());
        let untouched = !self.draft.is_begun() && key.is_none();
        *self = Self::new(self.draft.clone().with_element(element));
        if let (Some(key), Some(row)) = (key, self.form.row_mut(&RowId::Add)) {
            row.fill(key.as_str());
        }
        if let (false, Some(focus)) = (untouched, focus) {
            self.form.focus_on(&focus);
        }
    }

    /// Returns the draft with the typed values.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Keeps the form for the rest of the session, and saves it where anything was typed into it.
    pub(super) fn park(&mut self, session: &mut Session) -> Option<Effect> {
        session.park(&mut self.draft)
    }

    /// Takes the value of the focused row into the draft.
    fn take(&mut self) {
        let Some(row) = self.form.focused() else { return };
        let value = row.expose_value();
        let is_proxy = matches!(&row.id, RowId::Field(key) if key.as_str() == PROXY_NAME);
        match &row.id {
            RowId::Field(key) => {
                // A choice has its values from the platform, and is never a reference.
                if row.is_text() {
                    self.draft.type_value(key, value);
                } else {
                    self.draft.put(key, if value == proxies::NO_PROXY { "" } else { value });
                }
                if is_proxy {
                    self.draft.choose_proxy();
                }
                self.recount();
            }
            RowId::Name => value.clone_into(&mut self.draft.name),
            RowId::Tags => value.clone_into(&mut self.draft.tags),
            RowId::Mode => {
                let chosen = value.parse().unwrap_or(0);
                self.draft.choose_mode(chosen);
                self.form = Form::new(rows::build(&self.draft));
            }
            _ => {}
        }
        if is_proxy {
            // The values of other rows have changed with it.
            self.fill_anew();
        }
        self.mark_last();
    }

    /// The answer to one row may ask for another, or rule it out.
    fn recount(&mut self) {
        let counts: BTreeMap<_, _> = self.draft.fields().map(|field| (&field.key, self.draft.counts(field))).collect();
        self.form.set_counts(|id| if let RowId::Field(key) = id { counts.get(key).copied() } else { None });
    }

    /// Shows the part of a pasted address that the field takes.
    fn keep_part(&mut self, id: &RowId) {
        let RowId::Field(key) = id else { return };
        let part = self.draft.value(key).map_or(Cow::Borrowed(""), DraftValue::typed);
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
        self.draft.judge();
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

    /// Masks a name or tags with a secret in them, which all users could read.
    pub(super) fn cover_exposed(&mut self, session: &Session) {
        let open = self.draft.open_complaints(session.known());
        for (id, place) in [(RowId::Name, DraftEntry::Name), (RowId::Tags, DraftEntry::Tags)] {
            if let Some(row) = self.form.row_mut(&id) {
                row.exposes_secret = open.iter().any(|complaint| complaint.place == place);
            }
        }
    }

    /// Shows the faults that the form had when it was left.
    fn blame(&mut self) {
        for complaint in self.draft.complaints() {
            let DraftEntry::Field(key) = complaint.place else { continue };
            let filled = |row: &&mut FormRow| !row.expose_value().is_empty();
            if let Some(row) = self.form.row_mut(&RowId::Field(key)).filter(filled) {
                row.complaint = Some(complaint.text);
            }
        }
    }

    fn submit(mut self, session: &mut Session) -> Transition<Self> {
        if let Some(key) = self.typed_key() {
            return self.take_entry(&key, session);
        }
        if self.is_by_support() {
            let words = self.describe_missing_form(session);
            return Transition::stay(self).saying(Notice::plain(words));
        }
        let kept = self.park(session);
        let open = self.draft.open_complaints(session.known());
        match self.draft.finish().and_then(|filled| if open.is_empty() { Ok(filled) } else { Err(open) }) {
            // A consent would be spent for nothing.
            Ok(_) if self.draft.purpose().existing().is_none() && session.is_read_only() => {
                Transition::stay(self).with_all(kept).saying(session.refuse_creation())
            }
            Ok(filled) => match filled.route() {
                Route::Ready(request) => Transition::to(Destination::Review(Box::new(request))).with_all(kept),
                Route::Change(request) => Transition::to(Destination::ChangeReview(Box::new(request))).with_all(kept),
                Route::Consent(consent) => Self::to_consent(consent, session).with_all(kept),
            },
            Err(complaints) => {
                let count = complaints.len();
                self.complain(complaints);
                self.cover_exposed(session);
                let words = if count == 1 { "One entry needs".into() } else { format!("{count} entries need") };
                Transition::stay(self).with_all(kept).saying(Notice::bad(format!("{words} your attention."), ""))
            }
        }
    }

    /// Back to the provider's consent, which the form for own tokens was opened from.
    fn ask_consent(mut self, mode: usize, session: &mut Session) -> Transition<Self> {
        self.draft.choose_mode(mode);
        let kept = self.park(session);
        match self.draft.finish().map(Filled::route) {
            Ok(Route::Consent(consent)) => Self::to_consent(consent, session).with_all(kept),
            Ok(Route::Ready(_) | Route::Change(_)) | Err(_) => Transition::again(Self::new(self.draft)).with_all(kept),
        }
    }

    fn complain(&mut self, complaints: Vec<Complaint>) {
        let mut first = None;
        for complaint in complaints {
            let id = match complaint.place {
                DraftEntry::Field(key) => RowId::Field(key),
                DraftEntry::Name => RowId::Name,
                DraftEntry::Tags => RowId::Tags,
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

impl StepBehavior for CredentialsStep {
    type Reply = NoReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        let moved = self.form.act(action);
        self.moved(moved, session)
    }

    fn on_text(mut self, key: Key, session: &mut Session) -> Transition<Self> {
        let moved = self.form.on_text(key);
        self.moved(moved, session)
    }

    fn on_request(self, request: &PastedRequest, session: &mut Session) -> Transition<Self> {
        self.take_request(request, session)
    }

    fn on_select(mut self, row: usize, session: &mut Session) -> Transition<Self> {
        let moved = self.form.select(row);
        self.moved(moved, session)
    }

    fn on_set(self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.set(row, text, session)
    }

    fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.pasted(text, PasteMode::Insert, session)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::FORM]
    }

    fn is_typing(&self) -> bool {
        true
    }
}
