//! Values used last time, offered in a new form.
//!
//! The origin of a value is not stored: a value counts as last time's if it equals last time's. A value that the user
//! changes is therefore the user's own without any bookkeeping, and removing last time's values is one comparison.

use super::{Draft, DraftEntry, KeptDraft};
use crate::{
    catalog::{
        element::Element,
        field::{Field, FieldKey},
    },
    domain::reference::Reference,
};
use std::sync::Arc;

impl Draft {
    /// Creates a form filled with the values used last time. Secrets are never filled in, but references to them are.
    pub fn from_last(element: Arc<Element>, last: &KeptDraft) -> Self {
        let name = next_name(&last.name).unwrap_or_default();
        Self::offering(element, Arc::new(KeptDraft { name, ..last.clone() }))
    }

    fn offering(element: Arc<Element>, last: Arc<KeptDraft>) -> Self {
        let mut draft = Self::new(element);
        draft.choose_mode(last.mode);
        draft.last = Some(last);
        draft.fill_last_values();
        draft
    }

    /// Returns true if there are values from last time to offer.
    pub fn has_last_values(&self) -> bool {
        self.last.is_some()
    }

    /// Returns true if an entry holds last time's value and that value is not merely the default.
    pub fn is_last(&self, place: &DraftEntry) -> bool {
        let Some(last) = &self.last else { return false };
        match place {
            DraftEntry::Name => !last.name.is_empty() && self.name == last.name,
            DraftEntry::Tags => !last.tags.is_empty() && self.tags == last.tags,
            DraftEntry::Field(key) => {
                let Some(previous) = last.values.get(key.as_str()) else { return false };
                let is_default = || self.field(key).and_then(|field| field.default.as_ref()) == Some(previous);
                self.value(key).is_some_and(|now| now.typed() == previous.as_str()) && !is_default()
            }
        }
    }

    /// Returns true if any entry holds last time's value.
    pub fn has_any_last_value(&self) -> bool {
        let fields = self.asked().map(|field| DraftEntry::Field(field.key.clone()));
        [DraftEntry::Name, DraftEntry::Tags].into_iter().chain(fields).any(|place| self.is_last(&place))
    }

    /// Fills empty entries with last time's values. Entries changed by the user are kept.
    pub fn fill_last_values(&mut self) {
        let Some(last) = self.last.clone() else { return };
        for key in &last.own {
            self.add(&FieldKey::new(key));
        }
        for (key, previous) in &last.values {
            let key = FieldKey::new(key);
            if self.takes_last(&key, previous) {
                self.set(&key, previous);
            }
        }
        for (now, previous) in [(&mut self.name, &last.name), (&mut self.tags, &last.tags)] {
            if now.is_empty() {
                now.clone_from(previous);
            }
        }
    }

    /// Removes all values that equal last time's.
    pub fn clear_last_values(&mut self) {
        let Some(last) = self.last.clone() else { return };
        for key in last.values.keys().map(FieldKey::new) {
            if self.is_last(&DraftEntry::Field(key.clone())) {
                self.values.remove(&key);
            }
        }
        for key in last.own.iter().map(FieldKey::new).filter(|key| self.value(key).is_none()).collect::<Vec<_>>() {
            self.remove(&key);
        }
        if self.is_last(&DraftEntry::Name) {
            self.name.clear();
        }
        if self.is_last(&DraftEntry::Tags) {
            self.tags.clear();
        }
        self.fill_defaults();
    }

    fn takes_last(&self, key: &FieldKey, previous: &str) -> bool {
        let of_modes = self.element.modes.iter().filter_map(|mode| mode.field(key));
        let fields: Vec<&Field> = of_modes.chain(self.own().filter(|field| &field.key == key)).collect();
        let is_default = |now: &str| fields.iter().any(|field| field.default.as_deref() == Some(now));
        let empty = self.value(key).is_none_or(|now| is_default(now.expose()));
        let asked = fields.iter().any(|field| !field.hidden && field.from_callback.is_none());
        // If the field has become a secret since, the saved value was not treated as one and may have been shown.
        let is_allowed = Reference::read(previous).is_some() || !fields.iter().any(|field| field.is_secret());
        empty && asked && is_allowed
    }

    /// Takes the values so far as filled in from another instance: a form with only these is not begun.
    pub fn mark_filled(&mut self) {
        self.filled = Some(Arc::new(self.to_kept()));
    }

    /// Returns true if the user typed or changed anything.
    pub fn is_begun(&self) -> bool {
        if !self.is_for_new() {
            return !self.differences().is_empty();
        }
        if self.filled.as_deref() == Some(&self.to_kept()) && self.secrets().next().is_none() {
            return false;
        }
        let blank = Self::new(self.element.clone());
        let offered = self.last.as_ref().map(|last| Self::offering(self.element.clone(), last.clone()));
        let same = |mut fresh: Self| {
            let same_mode = fresh.mode == self.mode;
            fresh.choose_mode(self.mode);
            let values = (&fresh.values, &fresh.own, &fresh.name, &fresh.tags);
            same_mode && values == (&self.values, &self.own, &self.name, &self.tags)
        };
        // A form that was emptied again counts as new, in the auth mode used last time.
        let emptied = Self { mode: offered.as_ref().map_or(0, |offered| offered.mode), ..blank };
        !(offered.is_some_and(same) || same(emptied))
    }
}

/// Returns the next name if the name ends with a number.
fn next_name(name: &str) -> Option<String> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name.get(stem.len()..).filter(|number| (1..=9).contains(&number.len()))?;
    let next = number.parse::<u64>().ok()? + 1;
    Some(format!("{stem}{next:0width$}", width = number.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, domain::draft::DraftValue};

    fn element(key: &str) -> Arc<Element> {
        Catalog::embedded().expect("embedded catalog").find(key).expect("element in the catalog")
    }

    fn shop() -> Draft {
        let mut draft = Draft::new(element("magentosoapv19"));
        for (key, value) in [("userName", "ada"), ("password", "canary"), ("store.url", "https://shop.example")] {
            draft.set(&FieldKey::new(key), value);
        }
        assert!(draft.add(&FieldKey::new("shoe.size")));
        draft.set(&FieldKey::new("shoe.size"), "44");
        (draft.name, draft.tags) = ("shop-09".into(), "team-a".into());
        draft
    }

    fn like(draft: &Draft) -> Draft {
        Draft::from_last(draft.element().clone(), &draft.to_kept())
    }

    #[test]
    fn all_values_but_secrets_are_offered_and_name_is_incremented() {
        let again = like(&shop());
        let value = |key| again.value(&FieldKey::new(key)).map(|value| value.expose().to_owned());
        assert_eq!(value("userName").as_deref(), Some("ada"));
        assert_eq!(value("shoe.size").as_deref(), Some("44"));
        assert_eq!(value("password"), None);
        assert_eq!((again.name.as_str(), again.tags.as_str()), ("shop-10", "team-a"));
        assert!(again.is_last(&DraftEntry::Field(FieldKey::new("userName"))) && again.is_last(&DraftEntry::Name));
    }

    #[test]
    fn reference_to_secret_is_offered() {
        let mut draft = shop();
        draft.set(&FieldKey::new("password"), "env:SHOP_PASSWORD");
        let again = like(&draft);
        assert!(matches!(again.value(&FieldKey::new("password")), Some(DraftValue::Reference(_))));
    }

    #[test]
    fn value_of_field_that_became_secret_is_not_offered() {
        let mut kept = shop().to_kept();
        kept.values.insert("password".into(), "canary".into());
        assert_eq!(Draft::from_last(element("magentosoapv19"), &kept).value(&FieldKey::new("password")), None);
    }

    #[test]
    fn last_values_can_be_removed_and_filled_in_again() {
        let again = like(&shop());
        let mut draft = again.clone();
        draft.clear_last_values();
        assert!(!draft.has_any_last_value() && !draft.is_begun());
        let blank = Draft::new(element("magentosoapv19"));
        assert_eq!((&draft.values, draft.own().count()), (&blank.values, 0));
        draft.fill_last_values();
        assert_eq!(draft, again);
    }

    #[test]
    fn typed_value_is_neither_removed_nor_overwritten() {
        let mut draft = like(&shop());
        draft.set(&FieldKey::new("userName"), "bob");
        draft.name = "cellar".into();
        assert!(draft.is_begun());
        draft.clear_last_values();
        draft.fill_last_values();
        assert_eq!(draft.value(&FieldKey::new("userName")).map(DraftValue::expose), Some("bob"));
        assert_eq!((draft.name.as_str(), draft.tags.as_str()), ("cellar", "team-a"));
    }

    #[test]
    fn form_without_typed_values_is_not_begun() {
        assert!(!like(&shop()).is_begun());
        let mut second = Draft::new(element("zuorav2"));
        assert!(!second.is_begun());
        second.choose_mode(1);
        assert!(second.is_begun() && !like(&second).is_begun());
    }

    #[test]
    fn numbered_name_is_incremented() {
        for (name, next) in [("shop-09", Some("shop-10")), ("a 9", Some("a 10")), ("7", Some("8")), ("shop", None)] {
            assert_eq!(next_name(name).as_deref(), next, "{name}");
        }
        assert_eq!(next_name("x1234567890"), None);
    }
}
