//! What was used the last time, offered in a new form.
//!
//! Nothing is remembered of where a value came from: it is last time's where it is the same as last time's. So what is
//! typed over it is a person's own by itself, and taking all of it out is one comparison.

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
    /// A new form with what was used the last time filled in. A secret never is, but for a word on where it is.
    pub fn as_last(element: Arc<Element>, last: &KeptDraft) -> Self {
        let name = next_name(&last.name).unwrap_or_default();
        Self::offering(element, Arc::new(KeptDraft { name, ..last.clone() }))
    }

    fn offering(element: Arc<Element>, last: Arc<KeptDraft>) -> Self {
        let mut draft = Self::new(element);
        draft.choose_mode(last.mode);
        draft.last = Some(last);
        draft.put_last_in();
        draft
    }

    /// Whether there is anything from last time to offer.
    pub fn has_last(&self) -> bool {
        self.last.is_some()
    }

    /// Whether an entry holds what it held last time, and not only what it always holds.
    pub fn is_last(&self, place: &DraftEntry) -> bool {
        let Some(last) = &self.last else { return false };
        match place {
            DraftEntry::Name => !last.name.is_empty() && self.name == last.name,
            DraftEntry::Tags => !last.tags.is_empty() && self.tags == last.tags,
            DraftEntry::Field(key) => {
                let usual = self.field(key).and_then(|field| field.default.as_deref());
                let then = last.values.get(key.as_str()).filter(|then| Some(then.as_str()) != usual);
                then.is_some_and(|then| self.value(key).is_some_and(|now| now.typed() == then.as_str()))
            }
        }
    }

    /// Whether any entry does.
    pub fn is_like_last(&self) -> bool {
        let fields = self.asked().map(|field| DraftEntry::Field(field.key.clone()));
        [DraftEntry::Name, DraftEntry::Tags].into_iter().chain(fields).any(|place| self.is_last(&place))
    }

    /// Fills what is empty with what was used last time. Where a choice was made otherwise it stays.
    pub fn put_last_in(&mut self) {
        let Some(last) = self.last.clone() else { return };
        for key in &last.own {
            self.add(&FieldKey::new(key));
        }
        for (key, then) in &last.values {
            let key = FieldKey::new(key);
            if self.takes_last(&key, then) {
                self.set(&key, then);
            }
        }
        for (now, then) in [(&mut self.name, &last.name), (&mut self.tags, &last.tags)] {
            if now.is_empty() {
                now.clone_from(then);
            }
        }
    }

    /// Takes out whatever is as it was last time.
    pub fn take_last_out(&mut self) {
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

    fn takes_last(&self, key: &FieldKey, then: &str) -> bool {
        let ways = self.element.modes.iter().filter_map(|mode| mode.field(key));
        let fields: Vec<&Field> = ways.chain(self.own().filter(|field| &field.key == key)).collect();
        let usual = |now: &str| fields.iter().any(|field| field.default.as_deref() == Some(now));
        let empty = self.value(key).is_none_or(|now| usual(now.expose()));
        let asked = fields.iter().any(|field| !field.hidden && field.from_callback.is_none());
        // What has become a secret since was none then, and may have been shown.
        let fit = Reference::read(then).is_some() || !fields.iter().any(|field| field.is_secret());
        empty && asked && fit
    }

    /// Whether anything was typed or changed in it.
    pub fn is_begun(&self) -> bool {
        let blank = Self::new(self.element.clone());
        let offered = self.last.as_ref().map(|last| Self::offering(self.element.clone(), last.clone()));
        let same = |mut fresh: Self| {
            let same_mode = fresh.mode == self.mode;
            fresh.choose_mode(self.mode);
            let values = (&fresh.values, &fresh.own, &fresh.name, &fresh.tags);
            same_mode && values == (&self.values, &self.own, &self.name, &self.tags)
        };
        // Emptied again, a form is as good as new, whichever way to sign in was taken last time.
        let emptied = Self { mode: offered.as_ref().map_or(0, |offered| offered.mode), ..blank };
        !(offered.is_some_and(same) || same(emptied))
    }
}

/// The name after this one, where names are numbered.
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
        Catalog::embedded().expect("embedded catalog").find(key).expect("a known element")
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
        Draft::as_last(draft.element().clone(), &draft.keepsake())
    }

    #[test]
    fn all_but_the_secrets_is_offered_and_the_name_counts_on() {
        let again = like(&shop());
        let value = |key| again.value(&FieldKey::new(key)).map(|value| value.expose().to_owned());
        assert_eq!(value("userName").as_deref(), Some("ada"));
        assert_eq!(value("shoe.size").as_deref(), Some("44"));
        assert_eq!(value("password"), None);
        assert_eq!((again.name.as_str(), again.tags.as_str()), ("shop-10", "team-a"));
        assert!(again.is_last(&DraftEntry::Field(FieldKey::new("userName"))) && again.is_last(&DraftEntry::Name));
    }

    #[test]
    fn where_a_secret_is_may_be_offered() {
        let mut draft = shop();
        draft.set(&FieldKey::new("password"), "env:SHOP_PASSWORD");
        let again = like(&draft);
        assert!(matches!(again.value(&FieldKey::new("password")), Some(DraftValue::Reference(_))));
    }

    #[test]
    fn what_has_become_a_secret_is_not_offered() {
        let mut kept = shop().keepsake();
        kept.values.insert("password".into(), "canary".into());
        assert_eq!(Draft::as_last(element("magentosoapv19"), &kept).value(&FieldKey::new("password")), None);
    }

    #[test]
    fn taken_out_it_is_as_new_and_can_be_put_in_again() {
        let again = like(&shop());
        let mut draft = again.clone();
        draft.take_last_out();
        assert!(!draft.is_like_last() && !draft.is_begun());
        let blank = Draft::new(element("magentosoapv19"));
        assert_eq!((&draft.values, draft.own().count()), (&blank.values, 0));
        draft.put_last_in();
        assert_eq!(draft, again);
    }

    #[test]
    fn what_was_typed_is_neither_taken_out_nor_written_over() {
        let mut draft = like(&shop());
        draft.set(&FieldKey::new("userName"), "bob");
        draft.name = "cellar".into();
        assert!(draft.is_begun());
        draft.take_last_out();
        draft.put_last_in();
        assert_eq!(draft.value(&FieldKey::new("userName")).map(DraftValue::expose), Some("bob"));
        assert_eq!((draft.name.as_str(), draft.tags.as_str()), ("cellar", "team-a"));
    }

    #[test]
    fn a_form_only_looked_at_is_not_begun() {
        assert!(!like(&shop()).is_begun());
        let mut second = Draft::new(element("zuorav2"));
        assert!(!second.is_begun());
        second.choose_mode(1);
        assert!(second.is_begun() && !like(&second).is_begun());
    }

    #[test]
    fn names_that_are_numbered_count_on() {
        for (name, next) in [("shop-09", Some("shop-10")), ("a 9", Some("a 10")), ("7", Some("8")), ("shop", None)] {
            assert_eq!(next_name(name).as_deref(), next, "{name}");
        }
        assert_eq!(next_name("x1234567890"), None);
    }
}
