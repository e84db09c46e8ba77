//! Entries of the configuration that nobody described: a person knows better than the form what their element takes.

use super::Draft;
use crate::{
    catalog::field::{Field, FieldKey, FieldKind},
    document::mask::is_secret_field,
};

/// The longest key anyone is taken to mean.
const KEY_LIMIT: usize = 200;

impl Draft {
    /// Adds an entry under this key; `false` where there is one already, or nothing can be called by it.
    ///
    /// What its value is nobody said, so the key's name decides whether it is a secret.
    pub fn add(&mut self, key: &FieldKey) -> bool {
        let text = key.as_str();
        let fit = !text.is_empty() && text.len() <= KEY_LIMIT && !text.chars().any(char::is_control);
        if !fit || self.decides(key) || self.field(key).is_some() || self.is_own(key) {
            return false;
        }
        let mut elsewhere = self.element.modes.iter().filter_map(|mode| mode.field(key));
        let secret = is_secret_field(text, text, "", "") || elsewhere.any(Field::is_secret);
        let kind = if secret { FieldKind::Secret } else { FieldKind::Text };
        self.own.push(Field::new(text, text, kind));
        true
    }

    /// Takes away an entry that was added, and its value.
    pub fn remove(&mut self, key: &FieldKey) {
        if self.is_own(key) {
            self.own.retain(|field| &field.key != key);
            self.values.remove(key);
        }
    }

    /// Whether the person added this entry, and nobody else asks for it.
    pub fn is_own(&self, key: &FieldKey) -> bool {
        self.own().any(|field| &field.key == key)
    }

    /// Whether the way to authenticate sets this entry, so that nobody else can.
    pub fn decides(&self, key: &FieldKey) -> bool {
        self.element.modes.iter().filter_map(|mode| mode.when.as_ref()).any(|(decided, _)| decided == key)
    }

    /// The entries that were added, but for those the chosen way to authenticate has a field for.
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
        Draft::new(catalog.find(element).expect("a known element"))
    }

    fn with(element: &str, key: &str, value: &str) -> Draft {
        let (mut draft, key) = (draft(element), FieldKey::new(key));
        assert!(draft.add(&key), "{key}");
        draft.set(&key, value);
        draft
    }

    #[test]
    fn an_entry_is_secret_by_its_name_or_its_value() {
        let private = "-----BEGIN PRIVATE KEY-----";
        for (key, value, secret) in [("shoe.size", "44", false), ("shoe.token", "44", true), ("x", private, true)] {
            let draft = with("closeio", key, value);
            let kept = draft.keepsake();
            assert_eq!(matches!(draft.value(&FieldKey::new(key)), Some(DraftValue::Hidden(_))), secret, "{key}");
            assert_eq!((kept.own, kept.values.contains_key(key)), (vec![key.to_owned()], !secret), "{key}");
        }
    }

    #[test]
    fn a_name_or_tags_with_a_secret_are_refused_and_not_kept() {
        for (name, tags) in [("x https://user:pw@h.example/", ""), ("a hush-hush-1 b", ""), ("a", "b, HUSH-HUSH-1")] {
            let mut draft = with("closeio", "shoe.token", "hush-hush-1");
            (draft.name, draft.tags) = (name.into(), tags.into());
            let kept = draft.keepsake();
            let refused = draft.complaints().iter().any(|complaint| complaint.text.contains("A secret is in it"));
            assert!(refused && (kept.name.is_empty() || kept.tags.is_empty() && !tags.is_empty()), "{name} {tags}");
        }
    }

    #[test]
    fn tag_that_is_a_word_of_a_passphrase_is_kept() {
        let mut draft = with("closeio", "shoe.token", "practice-makes-perfect");
        draft.tags = "practice".into();
        assert_eq!(draft.tags_complaint(), None);
    }

    #[test]
    fn what_was_kept_comes_back_with_its_entries() {
        let draft = with("closeio", "shoe.size", "44");
        assert_eq!(Draft::resume(draft.element().clone(), &draft.keepsake()), draft);
    }

    #[test]
    fn a_removed_entry_leaves_nothing_behind() {
        let mut draft = with("closeio", "shoe.size", "44");
        draft.remove(&FieldKey::new("shoe.size"));
        assert!(!draft.is_begun());
    }

    #[test]
    fn what_the_form_has_or_decides_cannot_be_added() {
        for key in ["username", "", "a\u{7}b", &"x".repeat(KEY_LIMIT + 1)] {
            assert!(!draft("zuorav2").add(&FieldKey::new(key)), "{key:?}");
        }
        assert!(!draft("zuorav2").add(&FieldKey::new("authentication.type")));
    }

    #[test]
    fn an_entry_gives_way_to_the_field_of_another_way() {
        let mut draft = with("zuorav2", "clientId", "me");
        draft.choose_mode(1);
        assert_eq!(draft.fields().filter(|field| field.key.as_str() == "clientId").count(), 1);
    }
}
