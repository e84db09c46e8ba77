//! State of the last apply: keyed hashes of the values that were sent, and no value itself. Values that wait for the
//! provider's consent count once the consent was completed.

use super::{instance::DeclaredInstance, keyed_hash::KeyedHash};
use crate::{
    catalog::{Field, FieldKey, element::oauth_keys::CALLBACK_URL},
    domain::{
        draft::{DraftValue, Resolved},
        existing_instance::ExistingInstance,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Place of the name.
pub(super) const NAME: &str = "name";
/// Place of the tags.
pub(super) const TAGS: &str = "tags";
/// Place of the auth mode.
pub(super) const MODE: &str = "auth-mode";
/// Place of the OAuth proxy.
pub(super) const PROXY: &str = "oauth-proxy";
/// Beginning of the place of a configuration value.
const CONFIGURATION: &str = "configuration.";

/// Returns the place of a configuration value.
pub(super) fn key_place(key: &FieldKey) -> String {
    format!("{CONFIGURATION}{key}")
}

/// Returns the configuration key of a place; `None` for any other place.
pub(super) fn key_of(place: &str) -> Option<FieldKey> {
    place.strip_prefix(CONFIGURATION).map(FieldKey::new)
}

/// Instance as it was applied last, or as it will be once a consent is completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedInstance {
    /// ID on the platform; empty for a new instance that waits for a consent.
    pub id: String,
    /// Key of its element.
    pub element: String,
    /// Name.
    pub name: String,
    /// File that declares it, as an absolute path.
    pub file: String,
    /// Keyed hash of each value, by its place: `name`, `tags`, or `configuration.` and a key.
    pub values: BTreeMap<String, String>,
    /// ID of the consent that the values wait for; `None` if they were applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    /// ID that the values were hashed with, if the instance had another one then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash_id: Option<String>,
}

/// Instances of a profile as they were applied last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedState {
    /// Applied instances, by ID.
    instances: BTreeMap<String, AppliedInstance>,
    /// Last request for a consent of each declared instance, by element, name and file.
    requested: BTreeMap<[String; 3], AppliedInstance>,
    /// IDs of the consents that are still pending.
    pending: BTreeSet<String>,
}

impl AppliedState {
    /// Creates the state from its records. A later record replaces an earlier one of the same instance; one without
    /// values removes it.
    pub fn from_records(records: impl IntoIterator<Item = AppliedInstance>) -> Self {
        let mut state = Self::default();
        for record in records {
            if record.values.is_empty() {
                state.instances.remove(&record.id);
            } else if record.consent.is_some() {
                state.requested.insert(record.key(), record);
            } else {
                state.requested.remove(&record.key());
                state.instances.insert(record.id.clone(), record);
            }
        }
        state
    }

    /// Returns the state with the IDs of the consents that are still pending.
    #[must_use]
    pub fn with_pending(self, consents: impl IntoIterator<Item = String>) -> Self {
        Self { pending: consents.into_iter().collect(), ..self }
    }

    /// Returns true if values wait for a consent, or waited for it.
    pub fn has_requests(&self) -> bool {
        !self.requested.is_empty()
    }

    /// Returns the records of instances that were applied, one for each instance.
    pub fn records(&self) -> impl Iterator<Item = &AppliedInstance> {
        self.instances.values()
    }

    /// Returns all records, from which the state can be created again.
    pub fn all_records(&self) -> impl Iterator<Item = &AppliedInstance> {
        self.instances.values().chain(self.requested.values())
    }

    /// Returns the instance with this ID.
    pub fn get(&self, id: &str) -> Option<&AppliedInstance> {
        self.instances.get(id)
    }

    /// Returns the last values of an instance of the platform that a file declares: those of a completed consent, or those
    /// that were applied.
    pub fn last(&self, id: &str, declared: &DeclaredInstance, file: &str) -> Option<&AppliedInstance> {
        let applied = self.get(id);
        let key = [declared.element().key.as_str(), declared.name(), file].map(str::to_owned);
        let is_completed = |request: &&AppliedInstance| match &request.consent {
            // The instance exists, so its consent was completed, perhaps on another machine.
            Some(_) if request.id.is_empty() => applied.is_none(),
            Some(consent) => request.id == id && !self.pending.contains(consent),
            None => false,
        };
        self.requested.get(&key).filter(is_completed).or(applied)
    }
}

impl AppliedInstance {
    /// Creates the record of a declared instance that was applied. `values` are those of its references.
    pub fn new(declared: &DeclaredInstance, id: &str, values: &Resolved, file: &str, hash: &KeyedHash) -> Self {
        let mut record = Self {
            id: id.to_owned(),
            element: declared.element().key.to_string(),
            name: declared.name().to_owned(),
            file: file.to_owned(),
            values: BTreeMap::new(),
            consent: None,
            hash_id: None,
        };
        record.put(hash, NAME, declared.name());
        if declared.has_tags {
            record.put(hash, TAGS, &declared.tags().join(","));
        }
        if let Some(proxy) = declared.proxy() {
            record.put(hash, PROXY, proxy);
        }
        for key in &declared.keys {
            record.put(hash, &key_place(key), declared.text(key, values));
        }
        record
    }

    /// Returns the record of values that wait for this consent.
    #[must_use]
    pub fn waiting_for(self, consent: String) -> Self {
        Self { consent: Some(consent), ..self }
    }

    /// Returns the record of the instance with this ID once the consent for it was completed.
    #[must_use]
    pub fn completed(self, id: &str) -> Self {
        let hash_id = Some(self.hash_id.unwrap_or(self.id)).filter(|hash_id| hash_id != id);
        Self { id: id.to_owned(), consent: None, hash_id, ..self }
    }

    /// Creates the record that removes an instance.
    pub fn removed(id: &str) -> Self {
        let (element, name, file) = (String::new(), String::new(), String::new());
        Self { id: id.to_owned(), element, name, file, values: BTreeMap::new(), consent: None, hash_id: None }
    }

    fn key(&self) -> [String; 3] {
        [&self.element, &self.name, &self.file].map(Clone::clone)
    }

    fn put(&mut self, hash: &KeyedHash, place: &str, text: &str) {
        self.values.insert(place.to_owned(), value_hash(hash, &self.id, place, text));
    }

    /// Returns true if the value at this place was applied; `None` if the place was not.
    pub(super) fn was(&self, hash: &KeyedHash, place: &str, text: &str) -> Option<bool> {
        let id = self.hash_id.as_deref().unwrap_or(&self.id);
        self.values.get(place).map(|applied| *applied == value_hash(hash, id, place, text))
    }
}

/// Returns the hash of a value. The same value of another instance or place has another hash.
pub(super) fn value_hash(hash: &KeyedHash, id: &str, place: &str, text: &str) -> String {
    hash.hash(&[id, place, text])
}

impl DeclaredInstance {
    /// Returns true if the value of a place in the file is secret.
    pub fn is_secret(&self, place: &str) -> bool {
        key_of(place).is_some_and(|key| self.draft.field(&key).is_some_and(Field::is_secret))
    }

    /// Returns the tags.
    pub(super) fn tags(&self) -> Vec<String> {
        self.draft.tag_list().map(str::to_owned).collect()
    }

    /// Returns the value of a declared key: of its reference, or the text itself; empty if it is declared as empty.
    pub(super) fn text<'a>(&'a self, key: &FieldKey, values: &'a Resolved) -> &'a str {
        match self.draft.value(key) {
            Some(DraftValue::Reference(_)) => values.get(key).map_or("", |secret| secret.expose()),
            Some(value) => value.expose(),
            None => "",
        }
    }
}

/// Returns the values of an instance that a file may declare, for a fingerprint.
pub(super) fn shown_values<'a>(
    existing: &'a ExistingInstance,
    declared: &'a DeclaredInstance,
) -> impl Iterator<Item = (String, String)> {
    let values = declared.keys.iter().map(|key| {
        let text = existing.value(key).map(|value| value.expose().to_owned());
        (key_place(key), text.unwrap_or_else(|| if existing.is_masked(key) { "masked".into() } else { String::new() }))
    });
    let callback = existing.value(&FieldKey::new(CALLBACK_URL)).filter(|_| declared.proxy().is_some());
    let callback = callback.map(|callback| (PROXY.to_owned(), callback.expose().to_owned()));
    let shown = [(NAME.to_owned(), existing.name.clone()), (TAGS.to_owned(), existing.tags.join(","))];
    shown.into_iter().chain(callback).chain(values)
}
