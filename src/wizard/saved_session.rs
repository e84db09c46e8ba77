//! The session as it is saved for a program that may resume it, without secrets.

use super::{
    Effect, Step, Wizard,
    command::Action,
    steps::{
        change::ChangePhase,
        consent::{ConsentPhase, ConsentStep},
    },
};
use crate::domain::{
    Draft, DraftId, PendingConsent, Purpose, SavedForm, SavedSession, draft::ChangeForm, unfinished::DraftOwner,
};

impl Wizard {
    /// Returns the session as it is saved; the front end adds the name of the step. `None` while the fields of a form are
    /// not known yet, since it is not known either which of its values are secret.
    pub fn to_saved(&self) -> Option<SavedSession> {
        let session = &self.session;
        let step = self.beneath();
        let platform = if let Step::SignIn(step) = step { Some(step.base.clone()) } else { None };
        let mut saved = SavedSession {
            saved: session.now,
            step: String::new(),
            owner: session.profile.as_ref().map(DraftOwner::from_profile),
            platform,
            form: session.resumption.form.clone(),
            secrets: Vec::new(),
            consents: Vec::new(),
        };
        let latest = if let Step::Consent(step) = step { self.requested(step) } else { None };
        saved.consents = session.resumption.with_consent(latest);
        let Some((draft, is_submitted)) = open_form(step) else {
            if let Step::Change(step) = step
                && let ChangePhase::Reading(form, id) | ChangePhase::Unread(form, id, _) = step.phase()
                && saved.form.is_none()
            {
                let change = Some((*form, id.clone()));
                saved.form = Some(SavedForm { id: None, change, is_submitted: false, values: None });
            }
            return Some(saved);
        };
        if session.is_awaiting(&draft.element().key) {
            return None;
        }
        saved.secrets = draft.secret_keys().map(ToString::to_string).collect();
        let values = Some(draft.to_kept());
        saved.form = Some(SavedForm { id: draft.id().cloned(), change: change(draft), is_submitted, values });
        Some(saved)
    }

    /// Submits the form of a resumed session that was submitted before, as soon as it is open again. A form that is no
    /// longer complete stays open.
    pub(super) fn resubmitted(mut self, mut effects: Vec<Effect>) -> (Self, Vec<Effect>) {
        let Step::Credentials(step) = &self.step else { return (self, effects) };
        let is_wanted = std::mem::take(&mut self.session.resumption.is_submitted);
        let is_complete =
            step.draft().complaints().is_empty() && !self.session.is_awaiting(&step.draft().element().key);
        if !(is_wanted && is_complete) {
            return (self, effects);
        }
        let (wizard, more) = self.turn(|step, session| step.on_action(Action::Submit, session));
        effects.extend(more);
        (wizard, effects)
    }

    /// Returns the consent that is requested, if its answer can be accepted by a later session.
    fn requested(&self, step: &ConsentStep) -> Option<PendingConsent> {
        let ConsentPhase::Waiting(waiting) = step.phase() else { return None };
        let profile = self.session.profile.as_ref()?;
        let draft = step.consent().filled().draft();
        let id = draft.id().cloned().unwrap_or_else(|| DraftId::from_number(0));
        let owner = (&profile.account.base, profile.name.as_str());
        PendingConsent::new(id, step.consent(), &waiting.authorization, owner, self.session.now).ok()
    }
}

/// Returns the form of a step, and true if it was submitted.
pub(super) fn open_form(step: &Step) -> Option<(&Draft, bool)> {
    match step {
        Step::Credentials(step) => Some((step.draft(), false)),
        Step::Consent(step) => Some((step.consent().filled().draft(), true)),
        Step::Review(step) => Some((step.request().filled().draft(), true)),
        Step::Creating(step) => Some((step.request().filled().draft(), true)),
        Step::Recovery(step) => step.request().map(|request| (request.filled().draft(), true)),
        Step::Change(step) => match step.phase() {
            ChangePhase::Review(request) | ChangePhase::Sending(request) => Some((request.draft(), true)),
            ChangePhase::Reading(..)
            | ChangePhase::Unread(..)
            | ChangePhase::Done(..)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_)
            | ChangePhase::Found(..) => None,
        },
        Step::Platform(_)
        | Step::SignIn(_)
        | Step::Element(_)
        | Step::Instance(_)
        | Step::Document(_)
        | Step::Instances(_)
        | Step::Details(_)
        | Step::Trash(_)
        | Step::Calls(_)
        | Step::Call(_) => None,
    }
}

/// Returns the change that a form is for; `None` for a new instance.
fn change(draft: &Draft) -> Option<(ChangeForm, String)> {
    match draft.purpose() {
        Purpose::Create => None,
        Purpose::Reauthorize(existing) => Some((ChangeForm::Reauthorize, existing.id.clone())),
        Purpose::Edit(existing) => Some((ChangeForm::Edit, existing.id.clone())),
    }
}
