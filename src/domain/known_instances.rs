//! Instances of a platform as they were listed the last time.

use super::ListedInstance;
use crate::{
    document::{json::Document, mask::Mask},
    text::{MASK, Secret},
};
use serde_json::{Map, Value as Json, value::RawValue};
use std::{collections::HashMap, ops::Range};

/// Parts of an element's description that a list uses; the complete description is large and the same in each entry.
const ELEMENT_PARTS: [&str; 4] = ["id", "key", "name", "hub"];

/// Parts of an entry that a list shows.
const PARTS: [&str; 7] = ["name", "createdDate", "tags", "valid", "disabled", "eventsEnabled", "traceLoggingEnabled"];

/// Configuration keys from which the facts of a list are derived.
const SHOWN: [&str; 4] =
    ["oauth.user.refresh_time", "oauth.user.refresh_interval", "expires_in", "event.notification.enabled"];

/// Configuration key of the token with which the platform renews the provider's token.
pub(super) const REFRESH_TOKEN: &str = "oauth.user.refresh_token";

/// Configuration keys that hold times and not secrets, although other keys of their kind do.
const TIMES: [&str; 3] = ["oauth.user.refresh_time", "oauth.user.refresh_interval", "expires_in"];

/// Part of a list that may be stored: without tokens, and with masked secrets.
#[derive(Clone, Debug)]
pub struct MaskedPart(Secret);

impl MaskedPart {
    /// Masks the entries of instances that were shortened before. `None` if an entry is not JSON.
    pub fn new(entries: &[Secret], secrets: impl IntoIterator<Item = Secret>) -> Option<Self> {
        let mask = Mask::new(secrets).with_settings(TIMES.map(|key| (key, false)));
        let mut judge = mask.judge();
        let mut text = String::from("[");
        for (nth, entry) in entries.iter().enumerate() {
            text.push_str(if nth > 0 { "," } else { "" });
            text.push_str(entry.expose());
        }
        text.push(']');
        let masked = Document::read(text).ok()?.pretty(|part| judge.cover(part));
        let entries: Vec<Json> = serde_json::from_str(masked.expose()).ok()?;
        Some(Self(Secret::new(serde_json::to_string(&entries).ok()?)))
    }

    /// Returns the JSON of the part.
    pub fn as_json(&self) -> &str {
        self.0.expose()
    }

    /// Reads the instances of a stored part. `None` if an entry is not an instance.
    pub fn read(text: &str) -> Option<Vec<ListedInstance>> {
        Self::read_rows(text, 0..usize::MAX)
    }

    /// Reads some of the instances of a stored part, by their positions.
    pub fn read_rows(text: &str, rows: Range<usize>) -> Option<Vec<ListedInstance>> {
        let entries: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        entries
            .into_iter()
            .skip(rows.start)
            .take(rows.len())
            .map(|entry| ListedInstance::read(entry.get()).map(shortened).ok())
            .collect()
    }
}

impl ListedInstance {
    /// Returns the instance with the parts of its entry that a list shows. Thousands of complete entries would take most
    /// of the memory, and masking them takes seconds.
    #[must_use]
    pub fn shortened(self) -> Self {
        // Without the spare room that a text has while it is written.
        let entry = reduced(&self).to_string().into_boxed_str();
        shortened(Self { raw: Secret::new(entry), ..self })
    }
}

fn shortened(instance: ListedInstance) -> ListedInstance {
    ListedInstance { is_complete: false, ..instance }
}

/// Returns the parts of an entry that a list shows, without token. The ID is the text that was read, since a number may
/// be too large for its type. Other parts are not even parsed.
fn reduced(instance: &ListedInstance) -> Json {
    let parts = object(instance.raw.expose());
    let mut entry = Map::new();
    entry.insert("id".into(), Json::from(instance.id.as_str()));
    for name in PARTS {
        entry.extend(parts.get(name).and_then(|raw| parsed(name, raw)));
    }
    for (name, kept) in [("element", &ELEMENT_PARTS[..]), ("configuration", &SHOWN[..])] {
        let Some(raw) = parts.get(name) else { continue };
        let inner = object(raw.get());
        // Of a refresh token only its presence is shown.
        let token = inner.get(REFRESH_TOKEN).filter(|raw| !matches!(raw.get(), "null" | "\"\""));
        let token = token.map(|_| (REFRESH_TOKEN.to_owned(), Json::from(MASK)));
        let inner = kept.iter().filter_map(|key| inner.get(*key).and_then(|raw| parsed(key, raw)));
        entry.insert(name.into(), Json::Object(inner.chain(token).collect()));
    }
    Json::Object(entry)
}

/// Returns the entries of an object, unparsed; none if it is something else.
fn object(text: &str) -> HashMap<String, &RawValue> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns an entry with its value; `None` if that is nested too deeply.
fn parsed(name: &str, raw: &RawValue) -> Option<(String, Json)> {
    Some((name.to_owned(), serde_json::from_str(raw.get()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instance_facts::InstanceFacts;
    use serde_json::json;

    fn listed(entry: &Json) -> ListedInstance {
        ListedInstance::read(&entry.to_string()).expect("an instance")
    }

    fn full() -> ListedInstance {
        listed(&json!({
            "id": 471_001, "name": "shop", "token": "TOKENCANARY=", "createdDate": "2026-01-01T00:00:00Z",
            "tags": ["a"], "valid": true, "disabled": true, "traceLoggingEnabled": true,
            "element": { "id": 23, "key": "sfdc", "name": "Salesforce", "hub": "crm", "resources": [1, 2, 3] },
            "configuration": {
                "oauth.user.token": "TOKENCANARY2", "oauth.user.refresh_token": "TOKENCANARY3",
                "oauth.user.refresh_time": "1767225600000", "oauth.user.refresh_interval": "3600",
                "expires_in": "7200", "event.notification.enabled": "true", "base.url": "https://x/?k=SESSIONCANARY",
            },
        }))
    }

    fn masked(instances: &[ListedInstance]) -> Secret {
        let entries: Vec<Secret> = instances.iter().map(|instance| instance.clone().shortened().raw).collect();
        MaskedPart::new(&entries, [Secret::new("SESSIONCANARY")]).expect("masked").0
    }

    fn stored(instances: &[ListedInstance]) -> Vec<ListedInstance> {
        MaskedPart::read(masked(instances).expose()).expect("a list")
    }

    #[test]
    fn shortened_instance_has_the_same_facts() {
        let (before, after) = (full(), full().shortened());
        assert_eq!(InstanceFacts::from_listed(&after), InstanceFacts::from_listed(&before));
        assert!(after.token == before.token && !after.is_complete && !after.raw.expose().contains("CANARY"));
    }

    #[test]
    fn stored_list_holds_no_secret() {
        let text = masked(&[full()]);
        assert!(!text.expose().contains("CANARY"), "{}", text.expose());
    }

    #[test]
    fn everything_that_a_list_shows_is_stored() {
        let (before, after) = (full(), stored(&[full()]).remove(0));
        assert_eq!(InstanceFacts::from_listed(&after), InstanceFacts::from_listed(&before));
        let shown = |one: &ListedInstance| {
            (one.id.clone(), one.name.clone(), one.element.clone(), one.hub.clone(), one.tags.clone(), one.disabled)
        };
        assert_eq!(shown(&after), shown(&before));
    }

    #[test]
    fn id_that_is_too_large_for_a_number_is_stored_as_it_was() {
        let large = ListedInstance::read(r#"{"id":18446744073709551617}"#).expect("an instance");
        assert_eq!(stored(&[large]).remove(0).id, "18446744073709551617");
    }

    #[test]
    fn part_that_is_nested_too_deeply_is_left_out() {
        let deep: String = "[".repeat(100_000) + &"]".repeat(100_000);
        let deep = ListedInstance::read(&format!(r#"{{"id":7,"configuration":{deep}}}"#)).expect("an instance");
        let text = masked(&[full(), deep]);
        assert!(text.expose().len() < 2_000);
    }
}
