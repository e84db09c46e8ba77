//! What a platform says of an element, cut to what is read of it.

use super::cut::Cut;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value as Json, json, value::RawValue};
use std::collections::BTreeSet;

/// What a platform says of an element, cut to what is read of it and kept as text, which takes a tenth of the room.
#[derive(Clone, Debug)]
pub struct Described {
    text: Box<RawValue>,
    key: Option<Box<str>>,
    tells: bool,
}

impl Described {
    /// What was said, whole.
    pub fn new(json: &Json) -> Self {
        Self::parse(&json.to_string())
    }

    fn parse(text: &str) -> Self {
        let Cut { text, key, tells } = Cut::parse(text);
        let text = text.unwrap_or_else(|| RawValue::NULL.to_owned());
        Self { text, key: key.map(String::into_boxed_str), tells }
    }

    /// The same with what each way to authenticate takes, which platforms that can say so know best.
    #[must_use]
    pub fn in_ways(&self, usual: Option<&str>, ways: Vec<DescribedMode>) -> Self {
        let mut json = self.json();
        if let (Some(object), false) = (json.as_object_mut(), ways.is_empty()) {
            if let ([only], false) = (&*ways, object.contains_key("authentication")) {
                object.insert("authentication".into(), json!({ "type": only.value }));
            }
            let whole = object.remove("configuration").map(unwrapped).unwrap_or_default();
            object.insert("configuration".into(), Json::Array(grouped(whole, usual, ways)));
        }
        Self::new(&json)
    }

    /// Whether it says what the element takes.
    pub(in crate::catalog) fn tells(&self) -> bool {
        self.tells
    }

    /// The element's key, where it is one that can be used.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The same as JSON.
    pub(in crate::catalog) fn json(&self) -> Json {
        serde_json::from_str(self.text.get()).unwrap_or_default()
    }
}

/// One way to authenticate with an element, as a platform describes it by itself.
#[derive(Clone, Debug, Default)]
pub struct DescribedMode {
    /// What `authentication.type` holds for it.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it takes, in the shape of an element's `configuration`.
    pub configuration: Vec<Json>,
}

/// Some answers wrap what is configured once more.
fn unwrapped(json: Json) -> Vec<Json> {
    match json {
        Json::Array(entries) => entries,
        Json::Object(mut wrap) => wrap.remove("configuration").map(unwrapped).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The entries of all ways in one list, as elements with several ways have them: one entry tells the ways apart, and
/// the others name the way they belong to.
fn grouped(whole: Vec<Json>, usual: Option<&str>, ways: Vec<DescribedMode>) -> Vec<Json> {
    let key = |entry: &Json| entry.get("key").and_then(Json::as_str).unwrap_or_default().to_owned();
    let selects = |entry: &Json| entry.get("groupControl") == Some(&Json::Bool(true));
    let selector = whole.iter().find(|entry| selects(entry)).map_or_else(|| "authentication.type".to_owned(), key);
    let several = ways.len() > 1;
    let mut told: BTreeSet<String> = [selector.clone()].into();
    let options: Vec<Json> = ways.iter().map(|way| json!({ "value": way.value, "description": way.label })).collect();
    let mut entries = Vec::new();
    if several {
        entries.push(json!({ "key": selector, "name": "Sign-in", "type": "COMBO", "groupControl": true,
            "required": true, "defaultValue": usual, "options": options }));
    }
    for DescribedMode { value, configuration, .. } in ways {
        for mut entry in configuration.into_iter().filter(|entry| key(entry) != selector) {
            told.insert(key(&entry));
            if let (Some(object), true) = (entry.as_object_mut(), several) {
                object.insert("groupName".into(), Json::from(value.as_str()));
            }
            entries.push(entry);
        }
    }
    entries.extend(whole.into_iter().filter(|entry| !selects(entry) && !told.contains(&key(entry))));
    entries
}

impl Serialize for Described {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(writer)
    }
}

/// Reads one element after the other, so that a long list is never in memory as a whole.
impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text: &RawValue = Deserialize::deserialize(reader)?;
        // What is no object is passed over, unless nobody could read it.
        if !text.get().starts_with('{') {
            serde_json::from_str::<Json>(text.get()).map_err(D::Error::custom)?;
        }
        Ok(Self::parse(text.get()))
    }
}

impl PartialEq for Described {
    fn eq(&self, other: &Self) -> bool {
        self.text.get() == other.text.get()
    }
}

impl Eq for Described {}

#[cfg(test)]
mod tests {
    use super::{super::read, *};
    use crate::catalog::{AuthFlow, AuthMode, Catalog, FieldKey};

    fn item(key: &str, more: Json) -> Json {
        let mut item = json!({ "key": key, "name": key, "required": true });
        if let (Some(item), Json::Object(more)) = (item.as_object_mut(), more) {
            item.extend(more);
        }
        item
    }

    fn keys(mode: &AuthMode) -> Vec<&str> {
        mode.fields.iter().map(|field| field.key.as_str()).collect()
    }

    fn way(value: &str, configuration: Json) -> DescribedMode {
        let Json::Array(configuration) = configuration else { panic!("a list") };
        DescribedMode { value: value.into(), label: value.to_uppercase(), configuration }
    }

    #[test]
    fn what_each_way_takes_is_told_by_itself() {
        let whole = json!({ "key": "ours", "configuration": [item("username", json!({})), item("region", json!({ "required": false }))] });
        let ways = vec![
            way("basic", json!([item("username", json!({})), item("password", json!({ "type": "PASSWORD" }))])),
            way("oauth2", json!([item("oauth.api.key", json!({}))])),
        ];
        let told = read(&Described::new(&whole).in_ways(Some("oauth2"), ways).json()).expect("an element");
        assert_eq!(told.flows(), [AuthFlow::OAuth2, AuthFlow::Plain]);
        assert_eq!(keys(&told.modes[0]), ["oauth.callback.url", "oauth.api.key", "oauth.api.secret", "region"]);
        assert_eq!(keys(&told.modes[1]), ["username", "password", "region"]);
        assert_eq!(told.modes[1].when, Some((FieldKey::new("authentication.type"), "basic".into())));
    }

    #[test]
    fn a_single_way_needs_nothing_to_tell_it_by() {
        let ways = vec![way("oauth1", json!([item("site", json!({}))]))];
        let told = read(&Described::new(&json!({ "key": "ours" })).in_ways(None, ways).json()).expect("an element");
        assert_eq!((told.flows(), &told.modes[0].when), (vec![AuthFlow::OAuth1], &None));
    }

    #[test]
    fn an_element_of_which_only_its_name_is_told_is_listed_and_told_of_later() {
        let catalog = Catalog::default().joined(vec![Described::new(&json!({ "key": "ours", "name": "Ours" }))]);
        assert!(catalog.entries()[0].is_untold());
        let later = json!({ "key": "ours", "name": "Ours", "configuration": [item("username", json!({}))] });
        let told = catalog.with_described(Described::new(&later));
        assert_eq!(keys(&told.elements().next().expect("one").modes[0]), ["username"]);
        // Less than is known changes nothing.
        assert_eq!(told.with_described(Described::new(&json!({ "key": "ours" }))), told);
    }
}
