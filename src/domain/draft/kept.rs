//! Saved forms: the part of a draft that may be saved, and the way back.

use super::{Draft, DraftValue, KeptDraft};
use crate::catalog::{element::Element, field::FieldKey};
use std::sync::Arc;

impl Draft {
    /// Restores a saved form. Its secrets were not saved and are missing.
    pub fn resume(element: Arc<Element>, kept: &KeptDraft) -> Self {
        // Defaults are not filled in, so that an entry the user cleared stays empty.
        let mode = if kept.mode < element.modes.len() { kept.mode } else { 0 };
        let mut draft = Self::empty(element, mode);
        draft.take_kept(kept);
        draft
    }

    /// Takes the values of a saved form of the same element, such as one that changes an instance.
    pub fn restore(&mut self, kept: &KeptDraft) {
        self.choose_mode(kept.mode);
        self.take_kept(kept);
    }

    fn take_kept(&mut self, kept: &KeptDraft) {
        for key in &kept.own {
            self.add(&FieldKey::new(key));
        }
        for (key, text) in &kept.values {
            self.set(&FieldKey::new(key), text);
        }
        kept.name.clone_into(&mut self.name);
        kept.tags.clone_into(&mut self.tags);
    }

    /// Returns the part of the draft that may be saved.
    pub fn to_kept(&self) -> KeptDraft {
        let kept = |(key, value): (&FieldKey, &DraftValue)| Some((key.as_str().to_owned(), value.kept()?));
        let typed_callback = self.typed_callback.as_ref().and_then(|(key, typed)| kept((key, typed)));
        let public = |text: &String| if self.contains_secret(text, []) { String::new() } else { text.clone() };
        KeptDraft {
            element: self.element.key.as_str().to_owned(),
            mode: self.mode,
            values: self.values.iter().filter_map(kept).chain(typed_callback).collect(),
            own: self.own.iter().map(|field| field.key.as_str().to_owned()).collect(),
            name: public(&self.name),
            tags: public(&self.tags),
        }
    }

    /// Returns the keys of the secrets that were typed, which are not saved.
    pub fn secret_keys(&self) -> impl Iterator<Item = &FieldKey> {
        // The values of an existing instance are read again.
        let is_typed = |key: &FieldKey| self.is_for_new() || self.is_changed(key);
        let secrets = self.values.iter().filter(|(_, value)| matches!(value, DraftValue::Hidden(_)));
        secrets.map(|(key, _)| key).filter(move |key| is_typed(key))
    }
}
