//! Form that changes an existing instance, and its differences to it.

use super::{Difference, DifferenceSide, Draft, DraftValue, Purpose};
use crate::{
    catalog::{
        element::{AuthFlow, Element},
        field::{Field, FieldKey, Target},
    },
    domain::existing_instance::ExistingInstance,
    text::secret::Secret,
};

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

impl Draft {
    /// Creates the form that changes an instance, filled with the values the platform shows. A secret of which it
    /// shows a mask only is left empty, which means "unchanged".
    pub fn of_existing(element: Arc<Element>, purpose: Purpose) -> Self {
        let Some(existing) = purpose.existing().cloned() else { return Self::new(element) };
        let mode = existing.mode_in(&element);
        let mut draft = Self::empty(element, mode);
        draft.purpose = purpose;
        draft.name.clone_from(&existing.name);
        draft.tags = existing.tags.join(", ");
        let keys = draft.element.modes.iter().flat_map(|mode| &mode.fields).map(|field| field.key.clone());
        for key in keys.collect::<Vec<_>>() {
            if let Some(value) = existing.value(&key) {
                draft.put(&key, value.expose());
            }
        }
        draft.fill_defaults();
        draft
    }

    /// Returns the purpose.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// Returns the flow of the form. An edit asks for no consent.
    pub fn flow(&self) -> AuthFlow {
        match &self.purpose {
            Purpose::Create | Purpose::Reauthorize(_) => self.mode().map_or(AuthFlow::Plain, |mode| mode.flow),
            Purpose::Edit(_) => AuthFlow::Plain,
        }
    }

    /// Returns true if the form creates an instance.
    pub fn is_for_new(&self) -> bool {
        self.purpose == Purpose::Create
    }

    /// Returns true if an empty entry keeps the instance's secret. A re-authorization replaces all credentials, so a
    /// required secret has to be typed again there.
    pub fn keeps_secret(&self, field: &Field) -> bool {
        let is_kept = match &self.purpose {
            Purpose::Create => false,
            Purpose::Reauthorize(existing) => existing.is_masked(&field.key) && !field.required,
            Purpose::Edit(existing) => existing.is_masked(&field.key),
        };
        is_kept && self.value(&field.key).is_none()
    }

    /// Returns true if the entry differs from the instance's value.
    pub fn is_changed(&self, key: &FieldKey) -> bool {
        let before = self.purpose.existing().and_then(|existing| existing.value(key));
        match self.value(key) {
            Some(DraftValue::Reference(_)) => true,
            Some(value) => before.map(Secret::expose) != Some(value.expose()),
            None => before.is_some(),
        }
    }

    /// Returns the name, if it differs from the instance's.
    pub(in crate::domain) fn changed_name(&self) -> Option<&str> {
        let existing = self.purpose.existing()?;
        Some(self.name.trim()).filter(|name| *name != existing.name.trim())
    }

    /// Returns the tags, if they differ from the instance's.
    pub(in crate::domain) fn changed_tags(&self) -> Option<Vec<String>> {
        let existing = self.purpose.existing()?;
        let is_same = self.tag_list().eq(unique(existing.tags.iter().map(String::as_str)));
        (!is_same).then(|| self.tag_list().map(str::to_owned).collect())
    }

    /// Returns the tags, split at commas, each once.
    pub(in crate::domain) fn tag_list(&self) -> impl Iterator<Item = &str> {
        unique(self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()))
    }

    /// Takes over the changes in an earlier form of the same instance, secrets included. All other values stay as
    /// the instance has them now.
    pub fn take_changes(&mut self, earlier: &Self) {
        self.choose_mode(earlier.mode);
        for field in &earlier.own {
            self.add(&field.key);
        }
        let keys: BTreeSet<FieldKey> = earlier.values.keys().chain(self.values.keys()).cloned().collect();
        for key in keys.into_iter().filter(|key| earlier.is_changed(key)) {
            match earlier.value(&key) {
                Some(value) => drop(self.values.insert(key, value.clone())),
                None => drop(self.values.remove(&key)),
            }
        }
        if earlier.changed_name().is_some() {
            self.name.clone_from(&earlier.name);
        }
        if earlier.changed_tags().is_some() {
            self.tags.clone_from(&earlier.tags);
        }
    }

    /// Returns the differences to the instance in form order, name and tags first; empty for a new instance.
    pub fn differences(&self) -> Vec<Difference> {
        let Some(existing) = self.purpose.existing() else { return Vec::new() };
        let shown = |text: &str| {
            if text.is_empty() { DifferenceSide::Nothing } else { DifferenceSide::Shown(text.to_owned()) }
        };
        let entry = |label: &str, key: &str, before: &str, after: &str| Difference {
            label: label.to_owned(),
            key: key.to_owned(),
            before: shown(before),
            after: shown(after),
        };
        let name = self.changed_name().map(|name| entry("Instance name", "name", &existing.name, name));
        let tags = self.changed_tags().map(|tags| entry("Tags", "tags", &existing.tags.join(", "), &tags.join(", ")));
        let is_value = |field: &&Field| field.target != Target::Proxy && self.is_changed(&field.key);
        let fields = self.asked().filter(is_value).map(|field| Difference {
            label: field.label.clone(),
            key: field.key.to_string(),
            before: self.side_before(existing, &field.key),
            after: self.value(&field.key).map_or(DifferenceSide::Nothing, DifferenceSide::from_value),
        });
        name.into_iter().chain(tags).chain(self.proxy_difference()).chain(fields).collect()
    }

    fn side_before(&self, existing: &ExistingInstance, key: &FieldKey) -> DifferenceSide {
        match existing.value(key) {
            Some(value) if self.hides(key, value.expose()) => DifferenceSide::Hidden,
            Some(value) => DifferenceSide::Shown(value.expose().to_owned()),
            None if existing.is_masked(key) => DifferenceSide::Hidden,
            None => DifferenceSide::Nothing,
        }
    }

    /// Fills in the defaults of empty entries.
    pub(super) fn fill_defaults(&mut self) {
        for field in self.element.clone().modes.get(self.mode).map_or(&[][..], |m| &m.fields) {
            // A hidden field has a constant, which may differ between modes. A value typed by the user is kept.
            let kept = self.values.contains_key(&field.key) && !field.hidden;
            // An existing instance keeps the values it has, and those it does without.
            let is_wanted = match &self.purpose {
                Purpose::Create => true,
                Purpose::Reauthorize(existing) => field.hidden || field.required && !existing.has(&field.key),
                Purpose::Edit(_) => false,
            };
            if let (Some(default), false, true) = (&field.default, kept, is_wanted) {
                self.put(&field.key, default);
            }
        }
    }
}
/// Returns each tag once, where it stands first.
fn unique<'a>(tags: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let mut seen = HashSet::new();
    tags.filter(move |tag| seen.insert(*tag))
}
