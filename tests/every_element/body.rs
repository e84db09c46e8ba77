//! Content of a request, derived a second time from the catalog's facts alone.

use elemint::{
    catalog::{
        AuthFlow, FieldKey,
        field::{FieldKind, RETRIEVE_OBJECTS, Target},
    },
    domain::{Draft, Instance},
};
use serde_json::{Map, Value as Json, json};

/// Compares a body with the catalog's facts on its form; `redirect` is the query that the browser came back with.
pub fn check(body: &str, draft: &Draft, redirect: &[(String, String)]) -> Result<(), String> {
    let sent: Json = serde_json::from_str(body).map_err(|e| e.to_string())?;
    let mut wanted = Map::new();
    wanted.insert("element".into(), json!({ "key": draft.element().key.as_str() }));
    wanted.insert("configuration".into(), Json::Object(configuration(draft, redirect)));
    wanted.insert("name".into(), json!(draft.name));
    wanted.insert("tags".into(), json!([draft.element().key.as_str(), "practice"]));
    let proof = provider_data(draft, redirect);
    if !proof.is_empty() {
        wanted.insert("providerData".into(), Json::Object(proof));
    }
    if draft.mode().is_some_and(|mode| mode.external) {
        wanted.insert("externalAuthentication".into(), json!("initial"));
    }
    if let Some(value) = draft.value(&FieldKey::new(RETRIEVE_OBJECTS)) {
        wanted.insert(RETRIEVE_OBJECTS.into(), json!(value.expose() == "true"));
    }
    let mut wanted = Json::Object(wanted);
    if draft.mode().is_some_and(|mode| mode.flow == AuthFlow::OAuth1) {
        keep_secret_apart(&sent, &mut wanted)?;
    }
    differences("", &sent, &wanted).map_or(Ok(()), Err)
}

/// Checks that the instance is the requested one, and that every entry came back as a text, or masked.
pub fn check_made(made: &Instance, draft: &Draft, body: &str) -> Result<(), String> {
    let (raw, body): (Json, Json) = (
        serde_json::from_str(made.raw.expose()).map_err(|e| e.to_string())?,
        serde_json::from_str(body).map_err(|e| e.to_string())?,
    );
    if made.element != draft.element().key || made.name != draft.name || !made.valid || made.disabled {
        return Err(format!("another instance came back: {} of {}", made.name, made.element));
    }
    let external = if draft.mode().is_some_and(|mode| mode.external) { "initial" } else { "none" };
    if raw["externalAuthentication"] != external {
        return Err(format!("externalAuthentication is {}", raw["externalAuthentication"]));
    }
    let entries = body["configuration"].as_object().into_iter().flatten();
    let mut strange = entries.filter(|(key, value)| {
        let sent = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let kept = raw["configuration"][key].as_str().unwrap_or_default();
        kept != sent && kept != "********"
    });
    strange.next().map_or(Ok(()), |(key, _)| Err(format!("{key} came back changed")))
}

fn configuration(draft: &Draft, redirect: &[(String, String)]) -> Map<String, Json> {
    let mut wanted = Map::new();
    if let Some((key, value)) = draft.mode().and_then(|mode| mode.when.as_ref()) {
        wanted.insert(key.to_string(), json!(value));
    }
    for field in draft.fields().filter(|field| field.target == Target::Configuration) {
        let holds = field
            .goes_with
            .as_ref()
            .is_none_or(|(key, value)| draft.value(key).is_some_and(|set| set.expose() == value));
        let value = match &field.from_callback {
            Some(name) => redirect.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone()),
            // Hidden fields have to be sent all the same.
            None if field.hidden => field.default.clone(),
            None => draft.value(&field.key).map(|value| value.expose().to_owned()),
        };
        let Some(value) = value.filter(|_| holds) else { continue };
        let value = if field.kind == FieldKind::Toggle { json!(value == "true") } else { json!(value) };
        wanted.insert(field.key.to_string(), value);
    }
    wanted
}

/// Returns the constant values, the typed ones, and then all of the redirect but its state.
fn provider_data(draft: &Draft, redirect: &[(String, String)]) -> Map<String, Json> {
    let mode = draft.mode().expect("a mode");
    let mut wanted = Map::new();
    for (name, value) in &mode.provider_data {
        wanted.insert(name.clone(), json!(value));
    }
    for field in draft.asked() {
        if let (Target::ProviderData(name), Some(value)) = (&field.target, draft.value(&field.key)) {
            wanted.insert(name.clone(), json!(value.expose()));
        }
    }
    if mode.flow != AuthFlow::Plain {
        for (name, value) in redirect.iter().filter(|(name, _)| name != "state") {
            wanted.insert(name.clone(), json!(value));
        }
    }
    wanted
}

/// In OAuth 1 one entry comes from neither form nor redirect: it has to be there, and is then left out of the
/// comparison.
fn keep_secret_apart(sent: &Json, wanted: &mut Json) -> Result<(), String> {
    let secret = sent["providerData"]["secret"].as_str().filter(|secret| !secret.is_empty());
    let secret = secret.ok_or("providerData has no secret")?;
    wanted["providerData"]["secret"] = json!(secret);
    Ok(())
}

/// The first entry two objects differ in, by name alone: values may be secrets.
fn differences(place: &str, sent: &Json, wanted: &Json) -> Option<String> {
    let (Json::Object(sent), Json::Object(wanted)) = (sent, wanted) else {
        let kind = |json: &Json| if json.is_boolean() { "a boolean" } else { "a text" };
        return (sent != wanted).then(|| format!("{place} differs ({}, not {})", kind(sent), kind(wanted)));
    };
    let extra = sent.keys().find(|key| !wanted.contains_key(*key)).map(|key| format!("{place}/{key} is too much"));
    extra.or_else(|| {
        wanted.iter().find_map(|(key, value)| match sent.get(key) {
            Some(sent) => differences(&format!("{place}/{key}"), sent, value),
            None => Some(format!("{place}/{key} is missing")),
        })
    })
}
