//! Parts of a saved session that wait for their step.

use super::{Session, Start};
use crate::{
    catalog::Element,
    domain::{
        BaseUrl, CallbackUrl, Consent, Draft, DraftId, Grant, PendingConsent, SavedForm, SavedSession, Timestamp,
        draft::ChangeForm,
        unfinished::{DraftOwner, DraftState, SavedDraft},
    },
    wizard::notice::Notice,
};
use std::sync::Arc;

/// Most consents that are kept, the latest ones.
const CONSENTS: usize = 4;

/// Parts of a saved session that wait for their step.
#[derive(Clone, Debug, Default)]
pub struct Resumption {
    /// Platform of the sign-in that was open.
    pub(in crate::wizard) platform: Option<BaseUrl>,
    /// Form that is not open again yet.
    pub(in crate::wizard) form: Option<SavedForm>,
    /// True if the form is submitted as soon as it is open again.
    pub(in crate::wizard) is_submitted: bool,
    /// Consents that were requested by the session before, and whose answers are accepted.
    pub(in crate::wizard) consents: Vec<PendingConsent>,
}

impl Session {
    /// Takes over a saved session; returns the first step, and the reason if it is another one.
    pub fn resume_saved(&mut self, saved: SavedSession) -> (Start, Option<Notice>) {
        let SavedSession { step, platform, form, secrets, mut consents, .. } = saved;
        self.resumption.platform = platform;
        consents.retain(|consent| !consent.is_expired(self.now));
        self.resumption.consents = consents;
        let Some(mut form) = form else { return (first_step(&step), None) };
        let mut is_known = true;
        if form.change.is_none() {
            match self.state_of(&mut form) {
                DraftState::Unsent => {}
                DraftState::Open(_) | DraftState::Forgotten(_) => is_known = false,
                DraftState::Made(id) => {
                    let name = form.values.map(|values| values.name).unwrap_or_default();
                    let words =
                        format!("The instance “{name}” was created from the form of this session. Its ID is {id}.");
                    return (Start::Instances, Some(Notice::good(words)));
                }
                DraftState::Held(_) => return (Start::Usual, None),
            }
        }
        // Without a secret that was typed, the request would be another one.
        self.resumption.is_submitted = form.is_submitted && is_known && secrets.is_empty();
        let start = match (&form.change, &form.values) {
            (Some((change, id)), _) => Start::Change(*change, id.clone()),
            (None, Some(values)) => Start::Element(values.element.clone()),
            (None, None) => Start::Usual,
        };
        self.resumption.form = Some(form);
        (start, None)
    }

    /// Puts the form among those that were left, and returns the outcome of the requests made from it.
    fn state_of(&mut self, form: &mut SavedForm) -> DraftState {
        let Some(values) = form.values.clone() else { return DraftState::Unsent };
        // A form that was saved as the session ended has an ID that the state file does not know.
        let is_same = |left: &SavedDraft| form.id.as_ref().map_or(left.form == values, |id| *id == left.id);
        let left = self.forms.left.iter().position(is_same).map(|at| self.forms.left.remove(at));
        let id = form.id.clone().or_else(|| left.as_ref().map(|left| left.id.clone()));
        let id = id.unwrap_or_else(|| self.fresh_id());
        form.id = Some(id.clone());
        let owner = self.profile.as_ref().map(DraftOwner::from_profile);
        let saved = left.as_ref().map_or(self.now, |left| left.saved);
        let forgotten = left.and_then(|left| left.forgotten);
        let draft = SavedDraft { id, owner, saved, forgotten, form: values };
        let state = self.forms.ledger.state(&draft);
        self.forms.left.insert(0, draft);
        state
    }

    /// Returns the draft of the form of a new instance, once: it is open from now on.
    pub(in crate::wizard) fn resumed_draft(&mut self, element: &Arc<Element>) -> Option<Draft> {
        let is_its = |form: &mut SavedForm| {
            form.change.is_none() && form.values.as_ref().is_some_and(|values| values.element == element.key.as_str())
        };
        let id = self.resumption.form.take_if(is_its)?.id?;
        self.resume(&id, element)
    }

    /// Fills the form of an existing instance with the values of the session before, once.
    pub(in crate::wizard) fn restore_change(&mut self, form: ChangeForm, draft: &mut Draft) {
        let id = draft.purpose().existing().map(|existing| existing.id.clone());
        let is_its = |saved: &mut SavedForm| {
            saved.change.as_ref().is_some_and(|(change, changed)| *change == form && Some(changed) == id.as_ref())
        };
        let Some(saved) = self.resumption.form.take_if(is_its) else { return };
        if let Some(values) = saved.values.filter(|values| values.element == draft.element().key.as_str()) {
            draft.restore(&values);
        }
    }
}

impl Resumption {
    /// Drops the form with this ID: it has done its work.
    pub(in crate::wizard) fn drop_form(&mut self, id: &DraftId) {
        self.form.take_if(|form| form.id.as_ref() == Some(id));
    }

    /// Returns true if an answer to a link of the session before is accepted for this consent.
    pub(in crate::wizard) fn has_consent_for(&self, consent: &Consent, now: Timestamp) -> bool {
        self.consents_for(consent, now).next().is_some()
    }

    /// Returns the grant in an answer to a link of the session before, with the callback of that link.
    pub(in crate::wizard) fn grant_in(
        &self,
        text: &str,
        consent: &Consent,
        now: Timestamp,
    ) -> Option<(CallbackUrl, Grant)> {
        self.consents_for(consent, now).find_map(|pending| {
            let callback = CallbackUrl::parse(&pending.callback).ok()?.as_requested();
            let grant = pending.grant_in(text, &consent.clone().with_port_of(&callback))?;
            Some((callback, grant))
        })
    }

    fn consents_for(&self, consent: &Consent, now: Timestamp) -> impl Iterator<Item = &PendingConsent> {
        let draft = consent.filled().draft();
        let (form, instance) = (draft.to_kept(), draft.purpose().existing().map(|existing| existing.id.clone()));
        let is_its = move |pending: &&PendingConsent| {
            !pending.is_expired(now) && pending.instance == instance && pending.is_for(&form)
        };
        self.consents.iter().filter(is_its)
    }

    /// Returns the consents whose answers are accepted, with the latest one.
    pub(in crate::wizard) fn with_consent(&self, latest: Option<PendingConsent>) -> Vec<PendingConsent> {
        let mut all: Vec<_> = self.consents.iter().cloned().chain(latest).collect();
        all.drain(..all.len().saturating_sub(CONSENTS));
        all
    }
}

/// Returns the first step in place of a step without a form.
fn first_step(step: &str) -> Start {
    match step {
        "instances" | "details" | "trash" | "calls" | "call" | "change" | "instance" => Start::Instances,
        _ => Start::Usual,
    }
}
