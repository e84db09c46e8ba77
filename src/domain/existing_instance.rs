//! Instance that exists, as far as the platform shows its values.

use super::instance::{Instance, ListedInstance};
use crate::{
    catalog::{
        element::{AuthMode, Element, ElementKey},
        field::FieldKey,
    },
    document::mask::is_stand_in,
    text::secret::Secret,
};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// Keys that the platform writes itself while it authenticates. They are never sent back: the tokens would be the old
/// ones, and the times would be wrong.
const WRITTEN: [&str; 3] = ["session.id", "authentication.time", "expires_in"];
/// Beginning of further keys of this kind.
const WRITTEN_PREFIX: &str = "oauth.user.";

/// Values of an instance before a change. A value of which the platform shows a mask only is known by its key alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingInstance {
    /// ID on the platform.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Element named in the platform's answer.
    pub element: ElementKey,
    /// Tags.
    pub tags: Vec<String>,
    /// True if the instance is disabled, as after failed refreshes of its tokens.
    pub is_disabled: bool,
    /// True if it was created with the user's own tokens.
    pub is_external: bool,
    // Older platforms show secrets in clear, so every value is kept as one.
    values: BTreeMap<FieldKey, Secret>,
    masked: BTreeSet<FieldKey>,
}

impl ExistingInstance {
    /// Takes the values from the platform's answer. Values that are neither text, number nor boolean are left out.
    pub fn new(instance: &Instance) -> Self {
        Self {
            id: instance.id.clone(),
            name: instance.name.clone(),
            element: instance.element.clone(),
            tags: instance.tags.clone(),
            is_disabled: instance.disabled,
            ..Self::of_answer(&instance.raw)
        }
    }

    /// Takes the values of a listed instance, which may have no token.
    pub fn from_listed(listed: &ListedInstance) -> Self {
        Self {
            id: listed.id.clone(),
            name: listed.name.clone(),
            element: listed.element.clone(),
            tags: listed.tags.clone(),
            is_disabled: listed.disabled,
            ..Self::of_answer(&listed.raw)
        }
    }

    fn of_answer(raw: &Secret) -> Self {
        let answer = serde_json::from_str::<Map<String, Json>>(raw.expose()).unwrap_or_default();
        let (mut values, mut masked) = (BTreeMap::new(), BTreeSet::new());
        for (key, value) in answer.get("configuration").and_then(Json::as_object).into_iter().flatten() {
            let text = match value {
                Json::String(text) => text.clone(),
                Json::Bool(_) | Json::Number(_) => value.to_string(),
                Json::Null | Json::Array(_) | Json::Object(_) => continue,
            };
            if text.is_empty() {
                continue;
            }
            if is_stand_in(&text) {
                masked.insert(FieldKey::new(key));
            } else {
                values.insert(FieldKey::new(key), Secret::new(text));
            }
        }
        Self {
            id: String::new(),
            name: String::new(),
            element: ElementKey::new(""),
            tags: Vec::new(),
            is_disabled: false,
            is_external: answer.get("externalAuthentication").and_then(Json::as_str) == Some("initial"),
            values,
            masked,
        }
    }

    /// Returns the value of a configuration key, if the platform shows it.
    pub fn value(&self, key: &FieldKey) -> Option<&Secret> {
        self.values.get(key)
    }

    /// Returns true if the instance has a value here of which the platform shows a mask only.
    pub fn is_masked(&self, key: &FieldKey) -> bool {
        self.masked.contains(key)
    }

    /// Returns true if the instance has a value here.
    pub fn has(&self, key: &FieldKey) -> bool {
        self.values.contains_key(key) || self.is_masked(key)
    }

    /// Returns the values that a re-authorization sends back unchanged: those the platform shows and did not write
    /// itself.
    pub(super) fn carried(&self) -> impl Iterator<Item = (&FieldKey, &Secret)> {
        let is_written = |key: &str| WRITTEN.contains(&key) || key.starts_with(WRITTEN_PREFIX);
        self.values.iter().filter(move |(key, _)| !is_written(key.as_str()))
    }

    /// Returns the index of the authentication mode that the instance uses: the one that its configuration names, else
    /// the one with most of its values.
    pub(super) fn mode_in(&self, element: &Element) -> usize {
        let score = |mode: &AuthMode| mode.fields.iter().filter(|field| self.has(&field.key)).count();
        // Of modes with as many values the first one is the usual one.
        let likely = || self.modes(element).rev().max_by_key(|(_, mode)| score(mode)).map_or(0, |(at, _)| at);
        self.named_mode(element).unwrap_or_else(likely)
    }

    /// Returns the index of the authentication mode that the configuration names, if it names one.
    pub(super) fn named_mode(&self, element: &Element) -> Option<usize> {
        let is_named = |mode: &AuthMode| {
            let named = mode.when.as_ref();
            named
                .is_some_and(|(key, value)| self.value(key).is_some_and(|now| now.expose().eq_ignore_ascii_case(value)))
        };
        self.modes(element).find(|(_, mode)| is_named(mode)).map(|(at, _)| at)
    }

    fn modes<'a>(&self, element: &'a Element) -> impl DoubleEndedIterator<Item = (usize, &'a AuthMode)> + use<'a> {
        let is_external = self.is_external;
        element.modes.iter().enumerate().filter(move |(_, mode)| mode.external == is_external)
    }
}
