//! State of the last apply: keyed hashes of the values that were sent, and no value itself.

use super::{instance::DeclaredInstance, keyed_hash::KeyedHash};
use crate::{
    catalog::FieldKey,
    domain::{
        draft::{DraftValue, Resolved},
        existing_instance::ExistingInstance,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Place of the name.
pub(super) const NAME: &str = "name";
/// Place of the tags.
pub(super) const TAGS: &str = "tags";
/// Beginning of the place of a configuration value.
const CONFIGURATION: &str = "configuration.";

/// Returns the place of a configuration value.
pub(super) fn key_place(key: &FieldKey) -> String {
    format!("{CONFIGURATION}{key}")
}

/// Returns the configuration key of a place; `None` for name and tags.
pub(super) fn key_of(place: &str) -> Option<FieldKey> {
    place.strip_prefix(CONFIGURATION).map(FieldKey::new)
}

/// Instance as it was applied last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedInstance {
    /// ID on the platform.
    pub id: String,
    /// Key of its element.
    pub element: String,
    /// Name.
    pub name: String,
    /// File that declares it, as an absolute path.
    pub file: String,
    /// Keyed hash of each value, by its place: `name`, `tags`, or `configuration.` and a key.
    pub values: BTreeMap<String, String>,
}

/// Instances of a profile as they were applied last, by ID.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedState {
    instances: BTreeMap<String, AppliedInstance>,
}

impl AppliedState {
    /// Creates the state from its records. A later record replaces an earlier one of the same instance; one without
    /// values removes it.
    pub fn from_records(records: impl IntoIterator<Item = AppliedInstance>) -> Self {
        let mut instances = BTreeMap::new();
        for record in records {
            if record.values.is_empty() {
                instances.remove(&record.id);
            } else {
                instances.insert(record.id.clone(), record);
            }
        }
        Self { instances }
    }

    /// Returns the records, one for each instance.
    pub fn records(&self) -> impl Iterator<Item = &AppliedInstance> {
        self.instances.values()
    }

    /// Returns the instance with this ID.
    pub fn get(&self, id: &str) -> Option<&AppliedInstance> {
        self.instances.get(id)
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
        };
        record.put(hash, NAME, declared.name());
        if declared.has_tags {
            record.put(hash, TAGS, &declared.tags().join(","));
        }
        for key in &declared.keys {
            record.put(hash, &key_place(key), declared.text(key, values));
        }
        record
    }

    /// Creates the record that removes an instance.
    pub fn removed(id: &str) -> Self {
        let (element, name, file) = (String::new(), String::new(), String::new());
        Self { id: id.to_owned(), element, name, file, values: BTreeMap::new() }
    }

    fn put(&mut self, hash: &KeyedHash, place: &str, text: &str) {
        self.values.insert(place.to_owned(), value_hash(hash, &self.id, place, text));
    }

    /// Returns true if the value at this place was applied; `None` if the place was not.
    pub(super) fn was(&self, hash: &KeyedHash, place: &str, text: &str) -> Option<bool> {
        self.values.get(place).map(|applied| *applied == value_hash(hash, &self.id, place, text))
    }
}

/// Returns the hash of a value. The same value of another instance or place has another hash.
pub(super) fn value_hash(hash: &KeyedHash, id: &str, place: &str, text: &str) -> String {
    hash.hash(&[id, place, text])
}

impl DeclaredInstance {
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
    [(NAME.to_owned(), existing.name.clone()), (TAGS.to_owned(), existing.tags.join(","))].into_iter().chain(values)
}
