//! Compares one declared instance with the one on the platform.

use super::{
    applied::{AppliedInstance, MODE, NAME, PROXY, TAGS, key_of, key_place},
    instance::DeclaredInstance,
    keyed_hash::KeyedHash,
    plan::{PlanChange, PlanValue, StepRequest},
    planner_error::PlanErrorKind,
};
use crate::{
    catalog::{
        AuthMode, Field, FieldKey,
        element::oauth_keys::CALLBACK_URL,
        field::{Target, proxy::PROXY_NAME},
    },
    document::mask::is_secret_text,
    domain::{
        Draft, OAuthProxy, Route,
        draft::{Complaint, DraftEntry, DraftValue, Purpose, Resolved},
        existing_instance::ExistingInstance,
        instance_update::InstanceUpdate,
    },
    text::{Secret, shell_quoted},
};
use std::sync::Arc;

/// Kind of a fault, and its sentence.
pub(super) type PlanFault = (PlanErrorKind, String);

/// Returns the fault of a new instance whose form is not complete.
pub(super) fn incomplete(declared: &DeclaredInstance, complaints: &[Complaint]) -> PlanFault {
    let (texts, places) = described(complaints);
    let problem = format!("{} “{}” is not complete. {texts}", declared.element().key, declared.name());
    (PlanErrorKind::Incomplete(places), problem)
}

/// Returns the fault of new credentials that are not complete: a re-authorization sends all of them.
fn incomplete_credentials(declared: &DeclaredInstance, id: &str, complaints: &[Complaint]) -> PlanFault {
    let (texts, places) = described(complaints);
    let (element, name) = (&declared.element().key, declared.name());
    let problem = format!(
        "{element} “{name}” exists (instance {id}). The file declares credentials for it that elemint apply has not sent \
         yet, and new credentials are sent together, so all are needed. {texts}"
    );
    (PlanErrorKind::Incomplete(places), problem)
}

/// Returns the sentences about values, and their places.
fn described(complaints: &[Complaint]) -> (String, Vec<String>) {
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    for complaint in complaints {
        let (name, place) = match &complaint.place {
            DraftEntry::Field(key) => (key.to_string(), key_place(key)),
            DraftEntry::Name => (NAME.to_owned(), NAME.to_owned()),
            DraftEntry::Tags => (TAGS.to_owned(), TAGS.to_owned()),
        };
        texts.push(format!("{name}: {}", complaint.text));
        places.push(place);
    }
    (texts.join(" "), places)
}

/// Returns the request that replaces the credentials.
///
/// # Errors
/// The values that are missing.
pub(super) fn reauthorization(
    declared: &DeclaredInstance,
    existing: &Arc<ExistingInstance>,
) -> Result<StepRequest, PlanFault> {
    let mode = existing.named_mode(declared.element()).filter(|mode| *mode != declared.draft.mode_index());
    if let Some(mode) = mode {
        return Err(other_mode(declared, existing, mode));
    }
    let mut draft = Draft::of_existing(declared.element().clone(), Purpose::Reauthorize(existing.clone()));
    draft.name.clone_from(&declared.draft.name);
    if declared.has_tags {
        draft.tags.clone_from(&declared.draft.tags);
    }
    draft.offer_proxies(declared.draft.proxies().into());
    if let Some(proxy) = declared.proxy() {
        draft.put(&FieldKey::new(PROXY_NAME), proxy);
        draft.choose_proxy();
    }
    for key in &declared.keys {
        let typed = declared.draft.value(key).map(|value| value.typed().into_owned());
        draft.set(key, &typed.unwrap_or_default());
    }
    let filled = match draft.finish() {
        Ok(filled) => filled,
        // A command asks for the rest before it requests the consent.
        Err(_) if draft.flow().needs_consent() => return Ok(StepRequest::Consent(None)),
        Err(complaints) => return Err(incomplete_credentials(declared, &existing.id, &complaints)),
    };
    Ok(match filled.route() {
        Route::Change(request) => StepRequest::Reauthorize(Box::new(request)),
        Route::Consent(consent) => StepRequest::Consent(Some(Box::new(consent))),
        Route::Ready(_) => StepRequest::Consent(None),
    })
}

/// Returns the fault of new credentials for another auth mode than that of the instance, whose index is `mode`.
fn other_mode(declared: &DeclaredInstance, existing: &ExistingInstance, mode: usize) -> PlanFault {
    let label = |mode: Option<&AuthMode>| mode.map_or("", |mode| mode.label.as_str()).to_owned();
    let now = label(declared.element().modes.get(mode));
    let (id, wanted) = (&existing.id, label(declared.draft.mode()));
    let problem = format!(
        "Instance {id} has the auth mode “{now}”, and the file declares “{wanted}”. Declare auth-mode = \"{now}\", or \
         change it first: elemint reauthorize {id} --auth-mode {}.",
        shell_quoted(&wanted)
    );
    (PlanErrorKind::Incomplete(vec![MODE.to_owned()]), problem)
}

/// Returns a value of a form as a plan shows it.
pub(super) fn side(value: &DraftValue) -> PlanValue {
    match value {
        DraftValue::Plain(text) if is_secret_text(text) => PlanValue::Hidden,
        DraftValue::Plain(text) => PlanValue::Shown(text.clone()),
        DraftValue::Hidden(_) => PlanValue::Hidden,
        DraftValue::Reference(reference) => PlanValue::Reference(reference.to_string()),
    }
}

/// Declared instance, and the one on the platform.
pub(super) struct Comparison<'a> {
    pub(super) declared: &'a DeclaredInstance,
    pub(super) existing: &'a ExistingInstance,
    pub(super) values: &'a Resolved,
    pub(super) record: Option<&'a AppliedInstance>,
    pub(super) hash: &'a KeyedHash,
}

impl Comparison<'_> {
    /// Returns the values that change, and remarks.
    pub(super) fn compare(&self) -> (Vec<PlanChange>, Vec<String>) {
        let (mut changes, mut notes) = (Vec::new(), Vec::new());
        let shown = |text: String| if text.is_empty() { PlanValue::Nothing } else { PlanValue::Shown(text) };
        if self.declared.name() != self.existing.name.trim() {
            let (before, after) = (shown(self.existing.name.clone()), shown(self.declared.name().to_owned()));
            let is_drift = self.is_drift(NAME, &self.existing.name);
            changes.push(PlanChange { place: NAME.into(), before, after, is_drift });
        }
        let tags = self.declared.tags();
        if self.declared.has_tags && tags != self.existing.tags {
            let (before, after) = (shown(self.existing.tags.join(", ")), shown(tags.join(", ")));
            let is_drift = self.is_drift(TAGS, &self.existing.tags.join(","));
            changes.push(PlanChange { place: TAGS.into(), before, after, is_drift });
        }
        changes.extend(self.proxy());
        for key in &self.declared.keys {
            if let Some(field) = self.declared.draft.field(key).filter(|field| self.is_compared(field)) {
                match self.value(field) {
                    Ok(change) => changes.extend(change),
                    Err(note) => notes.push(note),
                }
            }
        }
        if self.existing.is_disabled {
            notes.push("The instance is disabled. elemint reauthorize enables it with new credentials.".into());
        }
        (changes, notes)
    }

    /// Returns the change of the OAuth proxy. The platform shows it by the callback of the instance; otherwise the last
    /// apply decides.
    fn proxy(&self) -> Option<PlanChange> {
        let (name, proxies) = (self.declared.proxy()?, self.declared.draft.proxies());
        let callback = self.existing.value(&FieldKey::new(CALLBACK_URL)).map(Secret::expose);
        let address = proxies.iter().find(|proxy| proxy.name == name).and_then(|proxy| proxy.address.as_deref());
        let differs = match (callback, address) {
            (Some(callback), Some(address)) => callback != address,
            (None, _) | (_, None) => self.record.and_then(|record| record.was(self.hash, PROXY, name)) == Some(false),
        };
        let of_callback = |proxy: &&OAuthProxy| callback.is_some() && proxy.address.as_deref() == callback;
        let before = proxies.iter().find(of_callback).map(|proxy| proxy.name.as_str());
        differs.then(|| PlanChange {
            place: PROXY.into(),
            before: before.map_or(PlanValue::Nothing, |before| PlanValue::Shown(before.to_owned())),
            after: PlanValue::Shown(name.to_owned()),
            is_drift: callback.is_some_and(|callback| self.is_proxy_drift(proxies, callback)),
        })
    }

    /// Returns true if the last apply went through a proxy with another address than the callback of the instance. The
    /// address of a proxy that the platform does not list is not known, and no difference.
    fn is_proxy_drift(&self, proxies: &[OAuthProxy], callback: &str) -> bool {
        let was_applied = |proxy: &&OAuthProxy| {
            self.record.and_then(|record| record.was(self.hash, PROXY, &proxy.name)) == Some(true)
        };
        let applied = proxies.iter().find(was_applied).and_then(|proxy| proxy.address.as_deref());
        applied.is_some_and(|address| address != callback)
    }

    /// Returns true if the platform stores the value where it can be compared.
    fn is_compared(&self, field: &Field) -> bool {
        field.target == Target::Configuration && self.declared.draft.counts(field) && field.from_callback.is_none()
    }

    /// Returns the change of a value.
    ///
    /// # Errors
    /// A sentence, if the value cannot be compared, and so is not sent.
    fn value(&self, field: &Field) -> Result<Option<PlanChange>, String> {
        let (key, place) = (&field.key, key_place(&field.key));
        let text = self.declared.text(key, self.values);
        let after = self.declared.draft.value(key).map_or(PlanValue::Nothing, side);
        let is_hidden = field.is_secret() || !matches!(after, PlanValue::Shown(_) | PlanValue::Nothing);
        let change = |before, is_drift| Ok(Some(PlanChange { place: place.clone(), before, after, is_drift }));
        match self.existing.value(key).map(Secret::expose) {
            Some(before) if before == text => Ok(None),
            Some(before) => {
                let is_shown = !is_hidden && !is_secret_text(before);
                let side = if is_shown { PlanValue::Shown(before.to_owned()) } else { PlanValue::Hidden };
                change(side, self.is_drift(&place, before))
            }
            None if !self.existing.is_masked(key) => {
                if text.is_empty() {
                    Ok(None)
                } else {
                    change(PlanValue::Nothing, self.is_drift(&place, ""))
                }
            }
            None => match self.record.and_then(|record| record.was(self.hash, &place, text)) {
                Some(true) => Ok(None),
                None if self.declared.needs_consent() => {
                    Err(format!("{key} is not compared: the platform masks it, and it was not applied from here."))
                }
                Some(false) | None => change(PlanValue::Hidden, false),
            },
        }
    }

    fn is_drift(&self, place: &str, now: &str) -> bool {
        self.record.and_then(|record| record.was(self.hash, place, now)) == Some(false)
    }

    /// Returns true if a changed value is a credential, or the OAuth proxy: the platform takes them with a
    /// re-authorization.
    pub(super) fn is_credential(&self, place: &str) -> bool {
        place == PROXY || self.declared.is_secret(place)
    }

    /// Returns the request for changes without credentials.
    pub(super) fn update(&self, changes: &[PlanChange]) -> InstanceUpdate {
        let mut update = InstanceUpdate::default();
        for change in changes {
            match change.place.as_str() {
                NAME => update.name = Some(self.declared.name().to_owned()),
                TAGS => update.tags = Some(self.declared.tags()),
                place => {
                    let key = key_of(place).unwrap_or_else(|| FieldKey::new(place));
                    let text = self.declared.text(&key, self.values);
                    match change.after {
                        PlanValue::Shown(_) | PlanValue::Nothing => update.set(key, text),
                        PlanValue::Hidden | PlanValue::Reference(_) => update.set_secret(key, Secret::new(text)),
                    }
                }
            }
        }
        update
    }
}
