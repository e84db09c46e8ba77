//! Reduction of JSON to the entries that are used. A list of elements has a megabyte, most of which is not used.

use super::usable_key;
use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Value as Json, value::RawValue};
use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

/// Used entries of an element. The others, mainly its resources, make up most of a list's size.
const READ: [&str; 10] =
    ["key", "name", "description", "hub", "id", "active", "deleted", "authentication", "typeOauth", "configuration"];

/// Used entries of a configuration item.
const READ_OF_ENTRY: [&str; 13] = [
    "key",
    "name",
    "description",
    "type",
    "options",
    "defaultValue",
    "required",
    "hideFromConsole",
    "internal",
    "groupControl",
    "groupName",
    "active",
    "displayOrder",
];

/// Reduced text of an element, with the values needed before it is parsed.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// The text, or `None` if it is not a JSON object.
    pub(super) text: Option<Box<RawValue>>,
    /// Key of the element, if it is usable.
    pub(super) key: Option<String>,
    /// True if the element has a configuration.
    pub(super) has_configuration: bool,
}

/// Selected entries of an object, as sent.
type JsonParts<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

impl Cut {
    pub(super) fn parse(text: &str) -> Self {
        let Some(parts) = parts(text, &READ) else { return Self::default() };
        let part = |name: &str| parts.iter().rfind(|(key, _)| key == name).map_or("null", |(_, part)| part.get());
        let small = ["key", "active", "deleted"].map(|name| (name.to_owned(), part(name).parse().unwrap_or_default()));
        let key = usable_key(&Json::Object(small.into_iter().collect())).map(str::to_owned);
        let has_configuration = part("configuration") != "null";
        let text = written(&parts, |name, part| if name == "configuration" { entries(part) } else { None });
        Self { text: RawValue::from_string(text).ok(), key, has_configuration }
    }
}

/// Returns a configuration with reduced items, or `None` if it is not one.
fn entries(text: &str) -> Option<String> {
    if text.starts_with('{') {
        // Some answers wrap the configuration in an object.
        let wrap = parts(text, &["configuration"])?;
        return Some(written(&wrap, |_, part| entries(part)));
    }
    let listed = serde_json::from_str::<Vec<&RawValue>>(text).ok()?;
    let mut out = String::from("[");
    for entry in listed {
        if out.len() > 1 {
            out.push(',');
        }
        match parts(entry.get(), &READ_OF_ENTRY) {
            Some(parts) => out.push_str(&written(&parts, |_, _| None)),
            None => out.push_str(entry.get()),
        }
    }
    out.push(']');
    Some(out)
}

/// Writes an object with these entries. `other` may replace an entry.
fn written(parts: &JsonParts<'_>, other: impl Fn(&str, &str) -> Option<String>) -> String {
    let mut out = String::from("{");
    for (name, part) in parts {
        let comma = if out.len() > 1 { "," } else { "" };
        let part = other(name, part.get()).map_or(Cow::Borrowed(part.get()), Cow::Owned);
        // The names are constants of this module that need no escaping, and writing to a string cannot fail.
        let _ = write!(out, "{comma}\"{name}\":{part}");
    }
    out.push('}');
    out
}

fn parts<'a>(text: &'a str, wanted: &[&str]) -> Option<JsonParts<'a>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let parts = Wanted(wanted).deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(parts)
}

/// Collects the entries of an object with these names.
struct Wanted<'w>(&'w [&'w str]);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = JsonParts<'de>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<JsonParts<'de>, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = JsonParts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonParts<'de>, A::Error> {
        let mut parts = JsonParts::with_capacity(self.0.len());
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            if self.0.contains(&name.as_ref()) {
                parts.push((name, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<String> {
        Cut::parse(text).text.map(|text| text.get().to_owned())
    }

    #[test]
    fn used_entries_are_kept_as_sent_and_others_removed() {
        let text = r#"{ "id": 1e2, "resources": [{"key": 1}], "\u006bey": "o\u0075rs",
            "configuration": [ {"key":"a", "createdDate": "x", "required" : true}, 7 ] }"#;
        let expected = r#"{"id":1e2,"key":"o\u0075rs","configuration":[{"key":"a","required":true},7]}"#;
        assert_eq!(cut(text).as_deref(), Some(expected));
        let Cut { key, has_configuration, .. } = Cut::parse(text);
        assert_eq!((key.as_deref(), has_configuration), (Some("ours"), true));
    }

    #[test]
    fn wrapped_configuration_is_reduced() {
        let text = r#"{"key":"a","configuration":{"x":1,"configuration":[{"key":"b","x":1}]}}"#;
        assert_eq!(cut(text).as_deref(), Some(r#"{"key":"a","configuration":{"configuration":[{"key":"b"}]}}"#));
    }

    #[test]
    fn last_of_repeated_keys_is_used() {
        let Cut { key, has_configuration, text } =
            Cut::parse(r#"{"key":"a","configuration":[],"key":"b","configuration":null}"#);
        assert_eq!((key.as_deref(), has_configuration), (Some("b"), false));
        let read: Json = serde_json::from_str(text.expect("a text").get()).expect("JSON");
        assert_eq!((&read["key"], &read["configuration"]), (&"b".into(), &Json::Null));
    }

    #[test]
    fn invalid_element_is_refused() {
        for odd in ["", "7", "[]", "{", r#"{"key":"a"} x"#, "null"] {
            assert!(cut(odd).is_none(), "{odd}");
        }
        let unusable = ["..", " ", "a\\u0000"].map(|key| format!(r#"{{"key":"{key}"}}"#));
        let more =
            [r#"{"key":7}"#, r#"{"key":"a","active":false}"#, r#"{"key":"a","deleted":true}"#].map(str::to_owned);
        for text in unusable.into_iter().chain(more) {
            assert_eq!(Cut::parse(&text).key, None, "{text}");
        }
    }

    #[test]
    fn unlimited_nesting_is_skipped() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let text = format!(r#"{{"key":"a","resources":{deep},"configuration":{deep}}}"#);
        assert_eq!(Cut::parse(&text).key.as_deref(), Some("a"));
    }
}
