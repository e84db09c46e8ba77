//! Configuration entries added by the user, for elements that take more than the form describes.

use super::Draft;
use crate::{
    catalog::field::{Field, FieldKey, FieldKind, Target},
    document::mask::is_secret_field,
};

/// Maximum length of a key in bytes; longer text is a mistake.
const KEY_LIMIT: usize = 200;

impl Draft {
    /// Adds an entry with this key. Returns false if the key exists already or is not valid.
    ///
    /// The type of the value is not known, so the name of the key decides if it is a secret.
    pub fn add(&mut self, key: &FieldKey) -> bool {
        let text = key.as_str();
        let is_valid = !text.is_empty() && text.len() <= KEY_LIMIT && !text.chars().any(char::is_control);
        if !is_valid || self.is_set_by_mode(key) || self.field(key).is_some() || self.is_own(key) {
            return false;
        }
        let mut in_modes = self.element.modes.iter().filter_map(|mode| mode.field(key));
        if in_modes.clone().any(|field| matches!(field.target, Target::Request | Target::Proxy)) {
            return false;
        }
        let secret = is_secret_field(text, text, "", "") || in_modes.any(Field::is_secret);
        let kind = if secret { FieldKind::Secret } else { FieldKind::Text };
        self.own.push(Field::new(text, text, kind));
        true
    }

    /// Removes an added entry and its value.
    pub fn remove(&mut self, key: &FieldKey) {
        if self.is_own(key) {
            self.own.retain(|field| &field.key != key);
            self.values.remove(key);
        }
    }

    /// Returns true if the user added this entry and the form does not define it.
    pub fn is_own(&self, key: &FieldKey) -> bool {
        self.own().any(|field| &field.key == key)
    }

    /// Returns true if an auth mode sets this entry, so that the user cannot.
    pub fn is_set_by_mode(&self, key: &FieldKey) -> bool {
        self.element.modes.iter().filter_map(|mode| mode.when.as_ref()).any(|(decided, _)| decided == key)
    }

    /// Returns the added entries, except those that the chosen auth mode defines.
    pub(super) fn own(&self) -> impl Iterator<Item = &Field> + Clone {
        let known = |field: &&Field| self.mode().is_some_and(|mode| mode.field(&field.key).is_some());
        self.own.iter().filter(move |field| !known(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, domain::draft::DraftValue};

    fn draft(element: &str) -> Draft {
        let catalog = Catalog::embedded().expect("embedded catalog");
        Draft::new(catalog.find(element).expect("element in the catalog"))
    }

    fn with(element: &str, key: &str, value: &str) -> Draft {
        let (mut draft, key) = (draft(element), FieldKey::new(key));
        assert!(draft.add(&key), "{key}");
        draft.set(&key, value);
        draft
    }

    #[test]
    fn entry_with_secret_name_or_value_is_hidden() {
        let private = "-----BEGIN PRIVATE KEY-----";
        for (key, value, secret) in [("shoe.size", "44", false), ("shoe.token", "44", true), ("x", private, true)] {
            let draft = with("closeio", key, value);
            let kept = draft.to_kept();
            assert_eq!(matches!(draft.value(&FieldKey::new(key)), Some(DraftValue::Hidden(_))), secret, "{key}");
            assert_eq!((kept.own, kept.values.contains_key(key)), (vec![key.to_owned()], !secret), "{key}");
        }
    }

    #[test]
    fn name_or_tags_with_secret_are_refused_and_not_saved() {
        for (name, tags) in [("x https://user:pw@h.example/", ""), ("a hush-hush-1 b", ""), ("a", "b, HUSH-HUSH-1")] {
            let mut draft = with("closeio", "shoe.token", "hush-hush-1");
            (draft.name, draft.tags) = (name.into(), tags.into());
            let kept = draft.to_kept();
            let refused = draft.complaints().iter().any(|complaint| complaint.text.contains("A secret is in it"));
            assert!(refused && (kept.name.is_empty() || kept.tags.is_empty() && !tags.is_empty()), "{name} {tags}");
        }
    }

    #[test]
    fn tag_that_is_one_word_of_a_passphrase_is_accepted() {
        let mut draft = with("closeio", "shoe.token", "practice-makes-perfect");
        draft.tags = "practice".into();
        assert_eq!(draft.tags_complaint(), None);
    }

    #[test]
    fn saved_form_is_restored_with_added_entries() {
        let draft = with("closeio", "shoe.size", "44");
        assert_eq!(Draft::resume(draft.element().clone(), &draft.to_kept()), draft);
    }

    #[test]
    fn removed_entry_leaves_form_unchanged() {
        let mut draft = with("closeio", "shoe.size", "44");
        draft.remove(&FieldKey::new("shoe.size"));
        assert!(!draft.is_begun());
    }

    #[test]
    fn key_of_the_form_or_invalid_key_cannot_be_added() {
        for key in ["username", "", "a\u{7}b", &"x".repeat(KEY_LIMIT + 1)] {
            assert!(!draft("zuorav2").add(&FieldKey::new(key)), "{key:?}");
        }
        assert!(!draft("zuorav2").add(&FieldKey::new("authentication.type")));
    }

    #[test]
    fn field_of_another_mode_replaces_added_entry() {
        let mut draft = with("zuorav2", "clientId", "me");
        draft.choose_mode(1);
        assert_eq!(draft.fields().filter(|field| field.key.as_str() == "clientId").count(), 1);
    }
}
