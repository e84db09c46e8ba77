//! A request for an instance, read and checked as far as that needs no provider.

use super::{
    authentication::SentAuthentication, catalog::SandboxCatalog, item::platform_default, listed::SandboxElement,
    problem::Problem, record::MASKED,
};
use crate::catalog::{AuthMode, element::oauth_keys::API_KEY, field::Target};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// An order with nothing missing.
pub(super) struct Order {
    pub(super) listed: Arc<SandboxElement>,
    /// The way to authenticate that is meant.
    pub(super) mode: AuthMode,
    pub(super) name: String,
    pub(super) tags: Vec<String>,
    /// Sent values and those that the chosen mode implies, as texts and nulls.
    pub(super) configuration: Map<String, Json>,
    /// The answer lists the element's objects.
    pub(super) retrieve_objects: bool,
    /// The calls to the provider are traced.
    pub(super) debug: bool,
    /// True if the instance exists: values it has already may be masked.
    pub(super) renews: bool,
    provider_data: Map<String, Json>,
}

impl Order {
    /// Reads a body; `path_key` is the element where the address names one.
    pub(super) fn from_body(
        shelf: &SandboxCatalog,
        path_key: Option<&str>,
        body: &Map<String, Json>,
    ) -> Result<Self, Problem> {
        let listed = shelf.element(&element_name(path_key, body)?)?;
        let mut configuration = sent_configuration(body)?;
        let external = body.get("externalAuthentication").and_then(Json::as_str) == Some("initial");
        // Some clients send other values here for elements without consent.
        let provider_data = body.get("providerData").and_then(Json::as_object).cloned().unwrap_or_default();
        let sent = SentAuthentication { configuration: &configuration, provider_data: &provider_data, external };
        let mode = sent.choose(&listed.element)?.clone();
        add_defaults(&mut configuration, &mode);
        let name = sent_name(body)?.unwrap_or_else(|| listed.element.name.clone());
        let tags = sent_tags(body)?.unwrap_or_else(|| vec![name.clone()]);
        let retrieve_objects = body.get("retrieveObjectsAfterInstantiation").is_some_and(is_true);
        let debug = provider_data.get("debug").is_some_and(is_true);
        Ok(Self { listed, mode, name, tags, configuration, retrieve_objects, debug, renews: false, provider_data })
    }

    /// Returns the text of `providerData` under a name.
    pub(super) fn proof(&self, name: &str) -> &str {
        self.provider_data.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    /// Checks that `providerData` repeats the values of the redirect without which an instance cannot be created.
    pub(super) fn repeats(&self, extras: &[(String, String)]) -> Result<(), &'static str> {
        let all = extras.iter().all(|(name, value)| self.proof(name) == value);
        if all { Ok(()) } else { Err("Something that came with the redirect is missing or was changed") }
    }

    /// Returns the text of an entry.
    pub(super) fn text(&self, key: &str) -> &str {
        self.configuration.get(key).and_then(Json::as_str).unwrap_or_default()
    }

    /// Returns true if the order names this application, or leaves the instance's own unchanged.
    pub(super) fn is_from(&self, client: &str) -> bool {
        let key = self.text(API_KEY);
        key == client || (self.renews && key == MASKED)
    }

    /// Every entry that holds a text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.configuration.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}

/// Returns true if a switch is on; clients send booleans and texts.
fn is_true(value: &Json) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

/// Returns the key or id of the element that a path or a body names.
pub(super) fn element_name(path_key: Option<&str>, body: &Map<String, Json>) -> Result<String, Problem> {
    let element = body.get("element");
    let part = |name: &str| match element.and_then(|e| e.get(name)) {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let named = path_key.map(str::to_owned).or_else(|| part("key")).or_else(|| part("id"));
    named.ok_or_else(|| Problem::bad("The element's key or id is missing"))
}

/// Configuration comes back as texts, whatever it was sent as.
pub(super) fn as_text(value: &Json) -> Json {
    match value {
        Json::Null | Json::String(_) => value.clone(),
        other => Json::String(other.to_string()),
    }
}

fn add_defaults(configuration: &mut Map<String, Json>, mode: &AuthMode) {
    let implied = mode.when.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    for (key, value) in implied {
        configuration.entry(key).or_insert_with(|| Json::from(value));
    }
    for field in mode.fields.iter().filter(|field| field.target == Target::Configuration) {
        let counts = field
            .goes_with
            .as_ref()
            .is_none_or(|(key, wanted)| configuration.get(key.as_str()).and_then(Json::as_str) == Some(wanted));
        if let (true, Some(default)) = (counts, platform_default(field)) {
            configuration.entry(field.key.as_str()).or_insert_with(|| Json::from(default));
        }
    }
}

/// Returns the configuration of a body as texts and nulls.
pub(super) fn sent_configuration(body: &Map<String, Json>) -> Result<Map<String, Json>, Problem> {
    match body.get("configuration") {
        None | Some(Json::Null) => Ok(Map::new()),
        Some(Json::Object(map)) => Ok(map.iter().map(|(key, value)| (key.clone(), as_text(value))).collect()),
        Some(_) => Err(Problem::bad("configuration must be an object")),
    }
}

/// Returns the name in a body, without markup.
pub(super) fn sent_name(body: &Map<String, Json>) -> Result<Option<String>, Problem> {
    match body.get("name") {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(name)) => Ok(Some(plain(name))),
        Some(_) => Err(Problem::bad("name must be a string")),
    }
}

/// Returns the tags in a body, without markup.
pub(super) fn sent_tags(body: &Map<String, Json>) -> Result<Option<Vec<String>>, Problem> {
    let wrong = || Problem::bad("tags must be an array of strings");
    match body.get("tags") {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Array(tags)) => {
            tags.iter().map(|tag| tag.as_str().map(plain).ok_or_else(wrong)).collect::<Result<_, _>>().map(Some)
        }
        Some(_) => Err(wrong()),
    }
}

/// Returns a text without its tags.
fn plain(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match after.split_once('>') {
            Some((_, after_tag)) if is_tag => rest = after_tag,
            _ => {
                kept.push('<');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_removed_and_its_content_kept() {
        assert_eq!(plain(r##"<a href="#" onClick="x()">churros-xss</a>"##), "churros-xss");
        assert_eq!(plain("a < b > c"), "a < b > c");
        assert_eq!(plain("<b"), "<b");
        assert_eq!(plain("@tag <i>ü</i>"), "@tag ü");
    }
}
