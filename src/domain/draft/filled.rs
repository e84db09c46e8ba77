//! A complete form.

use super::{Complaint, Draft, DraftEntry, DraftValue, Resolved};
use crate::{
    catalog::{
        element::{AuthFlow, ElementKey},
        field::{FieldKey, FieldKind, Target},
    },
    domain::{callback::CallbackUrl, draft_id::DraftId},
    text::address::AddressFault,
};

/// A complete draft, to be sent. Only [`Draft::finish`] creates one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub(super) draft: Draft,
    /// The callback; none for a mode without consent, and while it is a reference without its value.
    pub(super) callback: Option<CallbackUrl>,
}

impl Filled {
    /// Takes a form as it is, whatever is missing, to look at and never to send.
    pub(in crate::domain) fn unchecked(draft: Draft) -> Self {
        Self { draft, callback: None }
    }

    /// Returns the draft it was created from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Replaces the ID of the draft.
    pub(in crate::domain) fn rename(&mut self, id: DraftId) {
        self.draft.set_id(id);
    }

    /// Returns the element of the form.
    pub fn element(&self) -> &ElementKey {
        &self.draft.element.key
    }

    /// Returns the name of the instance.
    pub fn name(&self) -> &str {
        self.draft.name.trim()
    }

    /// Returns the tags, split at commas.
    pub fn tags(&self) -> Vec<&str> {
        self.draft.tag_list().collect()
    }

    /// Returns the entries of the `configuration` object, in form order.
    pub fn configuration(&self) -> impl Iterator<Item = (&FieldKey, &FieldKind, &DraftValue)> {
        let asked = self.draft.asked().filter(|f| f.target == Target::Configuration);
        asked.filter_map(|f| self.draft.value(&f.key).map(|v| (&f.key, &f.kind, v)))
    }

    /// Returns the members of the request itself, in form order.
    pub(in crate::domain) fn members(&self) -> impl Iterator<Item = (&FieldKey, &FieldKind, &DraftValue)> {
        let asked = self.draft.asked().filter(|f| f.target == Target::Request);
        asked.filter_map(|f| self.draft.value(&f.key).map(|v| (&f.key, &f.kind, v)))
    }

    /// Returns the value of a configuration key, or an empty text.
    pub fn value(&self, key: &str) -> &str {
        self.draft.value(&FieldKey::new(key)).map_or("", DraftValue::expose)
    }

    /// Returns the callback; none for a mode without consent, and while it is a reference without its value.
    pub fn callback(&self) -> Option<&CallbackUrl> {
        self.callback.as_ref()
    }

    /// Returns the form with the values of its references, for the one request that sends them.
    ///
    /// # Errors
    /// The reason why the value for the callback is no address.
    pub fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        let draft = self.draft.resolved(values);
        Ok(Self { callback: draft.callback()?, draft })
    }

    /// Returns the form with another callback for the request. The draft keeps the one that was typed, see
    /// [`Draft::as_typed`].
    #[must_use]
    pub fn with_callback(mut self, callback: &CallbackUrl) -> Self {
        let key = self.draft.callback_key();
        let typed = self.draft.values.get(&key).cloned();
        self.draft.put(&key, callback.as_str());
        self.draft.typed_callback = self.draft.typed_callback.or(typed.map(|typed| (key, typed)));
        self.callback = Some(callback.clone());
        self
    }

    /// Returns true if both forms were filled in alike, whatever port was found for their callback.
    pub fn is_typed_like(&self, other: &Self) -> bool {
        self.draft.clone().as_typed() == other.draft.clone().as_typed()
    }

    /// Returns the authorization flow.
    pub fn flow(&self) -> AuthFlow {
        self.draft.flow()
    }
}

impl Draft {
    /// Returns the complete form: the only way to a [`Filled`].
    ///
    /// # Errors
    /// The complaints, in the form's order.
    pub fn finish(&self) -> Result<Filled, Vec<Complaint>> {
        let mut complaints = self.complaints();
        match self.callback() {
            Ok(callback) if complaints.is_empty() => return Ok(Filled { draft: self.clone(), callback }),
            Err(fault) if complaints.is_empty() => {
                let place = DraftEntry::Field(self.callback_key());
                complaints.push(Complaint { place, text: fault.to_string() });
            }
            Ok(_) | Err(_) => {}
        }
        Err(complaints)
    }

    /// Returns the form as it was typed: a port that was found for the callback belongs to one request only.
    #[must_use]
    pub fn as_typed(mut self) -> Self {
        if let Some((key, typed)) = self.typed_callback.take() {
            self.values.insert(key, typed);
        }
        self
    }

    /// Parses the callback. There is none for a mode without consent, and while it is a reference without its value.
    pub(super) fn callback(&self) -> Result<Option<CallbackUrl>, AddressFault> {
        if self.flow() == AuthFlow::Plain {
            return Ok(None);
        }
        match self.value(&self.callback_key()) {
            Some(DraftValue::Reference(_)) => Ok(None),
            value => CallbackUrl::parse(value.map_or("", DraftValue::expose)).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::{Catalog, element::oauth_keys},
        domain::Route,
        text::Secret,
    };
    use rstest::rstest;
    use std::sync::Arc;

    const KEY: &str = oauth_keys::CALLBACK_URL;

    /// Returns a complete form with this callback. The field is plain text, as a user's element file may have it.
    fn draft(callback: &str) -> Draft {
        let catalog = Catalog::embedded().expect("the catalog");
        let mut element = (*catalog.find("infusionsoftecommerce").expect("an element")).clone();
        for field in element.modes.iter_mut().flat_map(|mode| &mut mode.fields) {
            if field.key.as_str() == KEY {
                (field.kind, field.required) = (FieldKind::Text, false);
            }
        }
        let mut draft = Draft::new(Arc::new(element));
        draft.name = "Test".into();
        for (key, value) in [(oauth_keys::API_KEY, "client"), (oauth_keys::API_SECRET, "s3cret"), (KEY, callback)] {
            draft.set(&FieldKey::new(key), value);
        }
        draft
    }

    #[rstest]
    #[case::empty("")]
    #[case::word("callback")]
    #[case::host("127.0.0.1:8910/callback")]
    #[case::scheme("ftp://127.0.0.1/callback")]
    #[case::blank("http://127.0.0.1:8910/call back")]
    fn form_with_a_callback_that_is_no_address_is_not_complete(#[case] callback: &str) {
        let complaints = draft(callback).finish().expect_err("no address");
        let places: Vec<_> = complaints.into_iter().map(|complaint| complaint.place).collect();
        assert_eq!(places, [DraftEntry::Field(FieldKey::new(KEY))]);
    }

    #[test]
    fn complete_form_holds_the_callback() {
        let filled = draft("http://127.0.0.1:8910/callback").finish().expect("complete");
        assert_eq!(filled.callback().map(CallbackUrl::as_str), Some("http://127.0.0.1:8910/callback"));
    }

    #[rstest]
    #[case::open("http://127.0.0.1:0/cb", Some("http://127.0.0.1:4711/cb"))]
    #[case::fixed("http://127.0.0.1:8910/cb", None)]
    fn chosen_port_replaces_a_reference_to_an_open_one(#[case] value: &str, #[case] expected: Option<&str>) {
        let Route::Consent(consent) = draft("env:CALLBACK").finish().expect("complete").route() else {
            panic!("no consent")
        };
        let callback = CallbackUrl::parse(value).expect("an address");
        let used = if callback.leaves_port_open() { callback.on_port(4711) } else { callback };
        let consent = consent.with_port_of(&used);
        assert_eq!(consent.callback().map(CallbackUrl::as_str), expected);
    }

    #[rstest]
    #[case::open_port("http://127.0.0.1:0/cb")]
    #[case::reference("env:CALLBACK")]
    fn form_keeps_the_callback_that_was_typed(#[case] typed: &str) {
        let found = CallbackUrl::parse("http://127.0.0.1:4711/cb").expect("an address");
        let filled = draft(typed).finish().expect("complete").with_callback(&found);
        assert_eq!(filled.value(KEY), found.as_str());
        assert_eq!(filled.draft().to_kept().values[KEY], typed);
        assert_eq!(filled.draft().clone().as_typed(), draft(typed));
    }

    #[rstest]
    #[case::address("https://www.mycoolapp.com/auth", true)]
    #[case::word("callback", false)]
    fn referenced_callback_is_parsed_with_its_value(#[case] value: &str, #[case] is_taken: bool) {
        let filled = draft("env:CALLBACK").finish().expect("complete");
        let values = Resolved::from([(FieldKey::new(KEY), Secret::new(value))]);
        assert_eq!(filled.resolved(values).is_ok(), is_taken);
    }
}
