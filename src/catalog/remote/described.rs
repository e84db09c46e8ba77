//! Descriptions of elements by a platform.

use super::{
    cut::Cut,
    list_values::{KnownValues, ListValues, StoredDescription, StoredTexts},
    read,
};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Value as Json, json, value::RawValue};
use std::{borrow::Cow, collections::BTreeSet, ops::Range, sync::Arc};

/// Description of an element by a platform, reduced to the used entries. It is kept as text, which takes a tenth of the
/// memory.
#[derive(Clone, Debug)]
pub struct Described {
    text: DescribedText,
    key: Option<Box<str>>,
    has_configuration: bool,
    pub(super) values: KnownValues,
}

/// Text of a description.
#[derive(Clone, Debug)]
enum DescribedText {
    Memory(Box<RawValue>),
    /// Bytes of a stored list.
    Stored(Arc<dyn StoredTexts>, Range<u64>),
}

impl Described {
    /// Creates a description from the platform's JSON.
    pub fn new(json: &Json) -> Self {
        Self::parse(&json.to_string())
    }

    fn parse(text: &str) -> Self {
        let Cut { text, key, has_configuration } = Cut::parse(text);
        let text = text.unwrap_or_else(|| RawValue::NULL.to_owned());
        let key = key.map(String::into_boxed_str);
        Self { text: DescribedText::Memory(text), key, has_configuration, values: KnownValues::Unread }
    }

    /// Creates a description of a stored list, whose text is at these bytes.
    pub fn from_stored(stored: StoredDescription, texts: Arc<dyn StoredTexts>, bytes: Range<u64>) -> Self {
        let StoredDescription { key, has_configuration, values, .. } = stored;
        let values = values.map_or(KnownValues::Unusable, |values| KnownValues::Read(Arc::new(values)));
        Self { text: DescribedText::Stored(texts, bytes), key, has_configuration, values }
    }

    /// Returns the description for a stored list, and its text.
    pub fn to_stored(&self) -> (StoredDescription, Cow<'_, str>) {
        let values = match &self.values {
            KnownValues::Unread => read(&self.json()).map(ListValues::from_element),
            KnownValues::Unusable => None,
            KnownValues::Read(values) => Some(ListValues::clone(values)),
        };
        let text = self.text();
        let (key, has_configuration) = (self.key.clone(), self.has_configuration);
        (StoredDescription { key, has_configuration, values, length: text.len() as u64 }, text)
    }

    /// Parses the values that a list shows.
    pub(super) fn read_values(&mut self) {
        let element = read(&self.json());
        let values = element.map(|element| Arc::new(ListValues::from_element(element)));
        self.values = values.map_or(KnownValues::Unusable, KnownValues::Read);
    }

    /// Returns the values that a list shows, as far as they are known.
    pub(in crate::catalog) fn values(&self) -> &KnownValues {
        &self.values
    }

    /// Returns the text; `null` if it cannot be read any more.
    fn text(&self) -> Cow<'_, str> {
        match &self.text {
            DescribedText::Memory(text) => Cow::Borrowed(text.get()),
            DescribedText::Stored(texts, bytes) => texts.read(bytes.clone()).map_or(Cow::Borrowed("null"), Cow::Owned),
        }
    }

    /// Adds the fields of each auth mode, as reported by platforms that describe modes separately. These descriptions
    /// are the most precise.
    #[must_use]
    pub fn with_modes(&self, usual: Option<&str>, modes: Vec<DescribedMode>) -> Self {
        let mut json = self.json();
        if let (Some(object), false) = (json.as_object_mut(), modes.is_empty()) {
            if let ([only], false) = (&*modes, object.contains_key("authentication")) {
                object.insert("authentication".into(), json!({ "type": only.value }));
            }
            let configuration = object.remove("configuration").map(unwrapped).unwrap_or_default();
            object.insert("configuration".into(), Json::Array(grouped(configuration, usual, modes)));
        }
        Self::new(&json)
    }

    /// Returns true if the description has a configuration.
    pub(in crate::catalog) fn has_configuration(&self) -> bool {
        self.has_configuration
    }

    /// Returns the key of the element, if it is usable.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns the description as JSON.
    pub(in crate::catalog) fn json(&self) -> Json {
        serde_json::from_str(&self.text()).unwrap_or_default()
    }
}

/// Auth mode of an element, as described separately by a platform.
#[derive(Clone, Debug, Default)]
pub struct DescribedMode {
    /// Value of `authentication.type`.
    pub value: String,
    /// Display name.
    pub label: String,
    /// Fields, in the format of an element's `configuration`.
    pub configuration: Vec<Json>,
}

/// Removes the object that some answers wrap around the configuration.
fn unwrapped(json: Json) -> Vec<Json> {
    match json {
        Json::Array(entries) => entries,
        Json::Object(mut wrap) => wrap.remove("configuration").map(unwrapped).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Merges the fields of all modes into one list, in the format of elements with several modes: one entry selects the
/// mode, and the other entries name the mode they belong to.
fn grouped(configuration: Vec<Json>, usual: Option<&str>, modes: Vec<DescribedMode>) -> Vec<Json> {
    let key = |entry: &Json| entry.get("key").and_then(Json::as_str).unwrap_or_default().to_owned();
    let selects = |entry: &Json| entry.get("groupControl") == Some(&Json::Bool(true));
    let selector =
        configuration.iter().find(|entry| selects(entry)).map_or_else(|| "authentication.type".to_owned(), key);
    let several = modes.len() > 1;
    let mut known: BTreeSet<String> = [selector.clone()].into();
    let options: Vec<Json> =
        modes.iter().map(|mode| json!({ "value": mode.value, "description": mode.label })).collect();
    let mut entries = Vec::new();
    if several {
        entries.push(json!({ "key": selector, "name": "Sign-in", "type": "COMBO", "groupControl": true,
            "required": true, "defaultValue": usual, "options": options }));
    }
    for DescribedMode { value, configuration: fields, .. } in modes {
        for mut entry in fields.into_iter().filter(|entry| key(entry) != selector) {
            known.insert(key(&entry));
            if let (Some(object), true) = (entry.as_object_mut(), several) {
                object.insert("groupName".into(), Json::from(value.as_str()));
            }
            entries.push(entry);
        }
    }
    entries.extend(configuration.into_iter().filter(|entry| !selects(entry) && !known.contains(&key(entry))));
    entries
}

/// Parses one element at a time, so that a long list is never completely in memory.
impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text: &RawValue = Deserialize::deserialize(reader)?;
        // A value that is not an object is skipped, but it must be valid JSON.
        if !text.get().starts_with('{') {
            serde_json::from_str::<Json>(text.get()).map_err(D::Error::custom)?;
        }
        Ok(Self::parse(text.get()))
    }
}

impl PartialEq for Described {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Described {}

#[cfg(test)]
mod tests {
    use super::{super::read, *};
    use crate::catalog::{
        AuthFlow, AuthMode, Catalog, FieldKey,
        field::{RETRIEVE_OBJECTS, Target},
    };

    fn item(key: &str, more: Json) -> Json {
        let mut item = json!({ "key": key, "name": key, "required": true });
        if let (Some(item), Json::Object(more)) = (item.as_object_mut(), more) {
            item.extend(more);
        }
        item
    }

    fn keys(mode: &AuthMode) -> Vec<&str> {
        let described = mode.fields.iter().filter(|field| field.target == Target::Configuration);
        described.map(|field| field.key.as_str()).collect()
    }

    fn mode(value: &str, configuration: Json) -> DescribedMode {
        let Json::Array(configuration) = configuration else { panic!("a list") };
        DescribedMode { value: value.into(), label: value.to_uppercase(), configuration }
    }

    #[test]
    fn separately_described_modes_are_merged() {
        let whole = json!({ "key": "ours", "configuration": [item("username", json!({})), item("region", json!({ "required": false }))] });
        let modes = vec![
            mode("basic", json!([item("username", json!({})), item("password", json!({ "type": "PASSWORD" }))])),
            mode("oauth2", json!([item("oauth.api.key", json!({}))])),
        ];
        let element = read(&Described::new(&whole).with_modes(Some("oauth2"), modes).json()).expect("valid element");
        assert_eq!(element.flows(), [AuthFlow::OAuth2, AuthFlow::Plain]);
        assert_eq!(keys(&element.modes[0]), ["oauth.callback.url", "oauth.api.key", "oauth.api.secret", "region"]);
        assert_eq!(keys(&element.modes[1]), ["username", "password", "region"]);
        assert_eq!(element.modes[1].when, Some((FieldKey::new("authentication.type"), "basic".into())));
    }

    #[test]
    fn single_mode_needs_no_selector() {
        let modes = vec![mode("oauth1", json!([item("site", json!({}))]))];
        let element =
            read(&Described::new(&json!({ "key": "ours" })).with_modes(None, modes).json()).expect("valid element");
        assert_eq!((element.flows(), &element.modes[0].when), (vec![AuthFlow::OAuth1], &None));
    }

    #[test]
    fn element_listed_by_name_only_is_described_later() {
        let catalog = Catalog::default().joined(vec![Described::new(&json!({ "key": "ours", "name": "Ours" }))]);
        assert!(catalog.entries()[0].is_undescribed());
        let later = json!({ "key": "ours", "name": "Ours", "configuration": [item("username", json!({}))] });
        let described = catalog.with_described(Described::new(&later));
        assert_eq!(keys(&described.elements().next().expect("one").modes[0]), ["username"]);
        // A description with fewer fields changes nothing.
        assert_eq!(described.with_described(Described::new(&json!({ "key": "ours" }))), described);
    }

    #[test]
    fn described_element_has_the_option_to_list_objects() {
        let json = json!({ "key": "ours", "configuration": [item("username", json!({}))] });
        let element = read(&json).expect("valid element");
        let last = element.modes[0].fields.last().expect("a field");
        assert_eq!((last.key.as_str(), &last.target, last.required), (RETRIEVE_OBJECTS, &Target::Request, false));
    }
}
