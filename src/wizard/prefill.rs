//! Values of an instance from the command line or the trash.

mod error;

pub use error::PrefillError;

use crate::{
    catalog::{AuthFlow, AuthMode, Catalog, Element, Field, FieldKey},
    document::mask::{is_secret_name, is_secret_text},
    domain::{
        Draft, ProfileName, Reference, TrashedInstance,
        draft::{Complaint, DraftEntry},
        reference::escaped,
    },
    wizard::notice::Notice,
};

/// Source of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopySource {
    /// ID of the instance.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Profile that it is read with.
    pub profile: ProfileName,
}

/// Element with known values of its form. It holds references to secrets but no secret: other users can read arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    /// The element's key, or a part of its name.
    pub element: String,
    /// The way to authenticate, by a part of its label.
    pub way: Option<String>,
    /// The instance's name.
    pub name: Option<String>,
    /// Its tags.
    pub tags: Option<String>,
    /// Values by configuration key.
    pub values: Vec<(FieldKey, String)>,
    /// True for the values of another instance: nothing else is filled in, and values without an entry are left out.
    pub is_restored: bool,
    /// Source of a copy.
    pub source: Option<CopySource>,
    /// Record of the deleted instance in the trash.
    pub record: Option<String>,
    /// Values of the user, by configuration key. They replace the others, and get an entry if the form has none.
    pub given: Vec<(FieldKey, String)>,
}

/// Something the form would ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The instance's name.
    Name,
    /// The value of a field.
    Field {
        /// Label.
        label: String,
        /// Its configuration key.
        key: FieldKey,
        /// True if its value is secret.
        secret: bool,
    },
    /// A value that was given and is not valid.
    Invalid {
        /// Its entry of the form.
        place: DraftEntry,
        /// Label of its entry.
        label: String,
        /// Reason, in a sentence.
        why: String,
    },
}

impl Missing {
    /// Returns the flag that gives the value of an entry.
    pub fn flag(place: &DraftEntry) -> String {
        match place {
            DraftEntry::Name => "--name NAME".to_owned(),
            DraftEntry::Tags => "--tag TAG".to_owned(),
            DraftEntry::Field(key) => format!("--set {key}=VALUE"),
        }
    }

    /// Lists the inputs a form still needs, in the form's order.
    pub fn list(draft: &Draft) -> Vec<Self> {
        draft.complaints().into_iter().filter_map(|complaint| Self::from_complaint(&complaint, draft)).collect()
    }

    fn from_complaint(complaint: &Complaint, draft: &Draft) -> Option<Self> {
        let invalid = |label: &str| {
            let (place, why) = (complaint.place.clone(), complaint.text.clone());
            Some(Self::Invalid { place, label: label.to_owned(), why })
        };
        match &complaint.place {
            DraftEntry::Name if draft.name.trim().is_empty() => Some(Self::Name),
            DraftEntry::Name => invalid("Instance name"),
            DraftEntry::Tags => invalid("Tags"),
            DraftEntry::Field(key) => {
                let field = draft.field(key)?;
                if draft.value(key).is_some_and(|value| !value.typed().is_empty()) {
                    return invalid(&field.label);
                }
                Some(Self::Field { label: field.label.clone(), key: key.clone(), secret: field.is_secret() })
            }
        }
    }
}

impl Prefill {
    /// Returns the same values once they are checked: no secret among them, and all known to the element, if that is
    /// known.
    ///
    /// # Errors
    /// The first value that cannot be given.
    pub fn checked(self, catalog: &Catalog) -> Result<Self, PrefillError> {
        let element = catalog.find(&self.element);
        let element = element.as_deref();
        let fields = || element.iter().flat_map(|element| &element.modes).flat_map(|mode| &mode.fields);
        // Values of another instance come from the platform, and its answer shows no secret.
        let typed = if self.is_restored { &self.given } else { &self.values };
        for (key, value) in typed {
            let mut same = fields().filter(|field| &field.key == key).peekable();
            let is_field = same.peek().is_some();
            // Where a secret is may be read by others.
            let is_reference = Reference::read(value).is_some();
            let is_secret = same.any(Field::is_secret) || (!is_field && is_secret_name(key.as_str()));
            if !is_reference && (is_secret || is_secret_text(value)) {
                return Err(PrefillError::Secret(key.clone()));
            }
            if let Some(element) = element.filter(|_| !is_field) {
                return Err(PrefillError::unknown(element, key));
            }
        }
        match (element, &self.way) {
            (Some(element), Some(way)) if mode(element, way).is_none() => Err(PrefillError::unknown_way(element, way)),
            _ => Ok(self),
        }
    }

    /// Returns the values that the form would still ask for, and its flow; `None` if the element is unknown.
    pub fn missing(&self, catalog: &Catalog) -> Option<(Vec<Missing>, AuthFlow)> {
        let mut draft = Draft::new(catalog.find(&self.element)?);
        self.fill(&mut draft);
        Some((Missing::list(&draft), draft.flow()))
    }

    /// Returns the values of a deleted instance. Values that the platform wrote by itself are left out: they are not in
    /// the form of the element. Values from the platform are never read as references.
    pub fn from_trash(instance: &TrashedInstance, element: Option<&Element>) -> Self {
        let configuration = instance.configuration();
        let is_chosen = |mode: &&AuthMode| {
            let named = |(key, wanted): &(FieldKey, String)| {
                configuration.iter().any(|(known, value)| known == key.as_str() && value.eq_ignore_ascii_case(wanted))
            };
            mode.when.as_ref().is_some_and(named)
        };
        let chosen = element.and_then(|element| element.modes.iter().find(is_chosen));
        let is_asked = |key: &str| {
            element.is_none_or(|element| element.fields().any(|field| field.key.as_str() == key && !field.hidden))
        };
        let plain = configuration.iter().filter(|(key, _)| !instance.references.contains_key(key) && is_asked(key));
        let plain = plain.map(|(key, value)| (FieldKey::new(key), escaped(value).into_owned()));
        let references = instance.references.iter().map(|(key, typed)| (FieldKey::new(key), typed.clone()));
        Self {
            element: instance.element.to_string(),
            way: chosen.map(|mode| mode.label.clone()),
            name: Some(instance.name.clone()),
            tags: Some(instance.tags.join(", ")),
            values: plain.chain(references).collect(),
            is_restored: true,
            source: None,
            record: None,
            given: Vec::new(),
        }
    }

    /// Leaves out addresses, which differ between two platforms, and returns the keys of those left out. Without a
    /// description of the element, values that look like addresses are left out.
    pub fn take_addresses(&mut self, element: Option<&Element>) -> Vec<FieldKey> {
        let is_address = |(key, value): &(FieldKey, String)| match element {
            Some(element) => element.fields().any(|field| field.key == *key && field.is_address()),
            None => value.contains("://"),
        };
        let (addresses, rest) = std::mem::take(&mut self.values).into_iter().partition::<Vec<_>, _>(is_address);
        self.values = rest;
        addresses.into_iter().map(|(key, _)| key).collect()
    }

    /// Puts the values into the form.
    pub fn fill(&self, draft: &mut Draft) {
        if let Some(mode) = self.way.as_ref().and_then(|way| mode(draft.element(), way)) {
            draft.choose_mode(mode);
        }
        for (key, value) in &self.values {
            let is_added = !self.is_restored || Reference::read(value).is_some();
            if draft.field(key).is_some() || (is_added && draft.add(key)) {
                draft.set(key, value);
            }
        }
        for (key, value) in &self.given {
            if draft.field(key).is_some() || draft.add(key) {
                draft.set(key, value);
            }
        }
        if let Some(name) = &self.name {
            name.clone_into(&mut draft.name);
        }
        if let Some(tags) = &self.tags {
            tags.clone_into(&mut draft.tags);
        }
    }
}

fn mode(element: &Element, way: &str) -> Option<usize> {
    let way = way.to_lowercase();
    let labels = || element.modes.iter().map(|mode| mode.label.to_lowercase());
    labels().position(|label| label == way).or_else(|| labels().position(|label| label.contains(&way)))
}

/// Returns the notice about the form of a deleted instance.
pub fn restored_notice(instance: &TrashedInstance) -> Notice {
    let name = &instance.name;
    let another = match &instance.restored {
        Some(id) => format!("It was restored as {id} already; this creates another instance"),
        None => "The new instance gets a new id".to_owned(),
    };
    Notice::plain(format!("The values of “{name}” are filled in. {another} and a new token."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::ElementKey,
        domain::{BaseUrl, Timestamp},
        text::Secret,
    };
    use rstest::rstest;
    use serde_json::json;

    fn trashed(configuration: &serde_json::Value) -> TrashedInstance {
        TrashedInstance {
            id: "471001".into(),
            name: "shop".into(),
            element: ElementKey::new("magentosoapv19"),
            tags: vec!["a".into(), "b".into()],
            base: BaseUrl::read("api.cloud-elements.com").expect("an address"),
            profile: ProfileName::new("work"),
            deleted: Timestamp(0),
            references: [("password".to_owned(), "env:SHOP_PASSWORD".to_owned())].into(),
            restored: None,
            answer: Secret::new(json!({ "configuration": configuration }).to_string()),
        }
    }

    fn restored(configuration: &serde_json::Value) -> Draft {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let element = catalog.find("magentosoapv19").expect("an element");
        let mut draft = Draft::new(element.clone());
        Prefill::from_trash(&trashed(configuration), Some(&element)).fill(&mut draft);
        draft
    }

    #[rstest]
    #[case::plain("userName", "ada", Some("ada"))]
    #[case::reference_of_the_form("password", "********", Some("env:SHOP_PASSWORD"))]
    #[case::reference_from_the_platform("userName", "cmd:touch x", Some("text:cmd:touch x"))]
    #[case::written_by_the_platform("session.id", "1", None)]
    #[case::masked("store.url", "••••••••", None)]
    fn value_of_deleted_instance_is_filled_in(#[case] key: &str, #[case] value: &str, #[case] typed: Option<&str>) {
        let draft = restored(&json!({ key: value }));
        assert_eq!(draft.value(&FieldKey::new(key)).map(|value| value.typed()).as_deref(), typed);
    }

    #[test]
    fn name_and_tags_of_deleted_instance_are_filled_in() {
        let draft = restored(&json!({}));
        assert_eq!((draft.name.as_str(), draft.tags.as_str()), ("shop", "a, b"));
    }
}
