//! Values of an instance at a look at it, and their differences from those of the look before.

use super::{instance::ListedInstance, observations::Observation, timestamp::Timestamp};
use crate::document::{json::Document, mask::Mask};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Longest value that is kept, in characters.
const LONGEST: usize = 500;
/// Most values that are kept of an instance.
const MOST: usize = 1000;

/// Masked values of an instance by their place in the answer, such as `configuration.url`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceLook {
    /// Time of the look.
    pub at: Timestamp,
    values: BTreeMap<String, String>,
}

impl Observation for InstanceLook {
    const MOST: usize = 300;

    fn time(&self) -> Timestamp {
        self.at
    }
}

/// Differences from an earlier look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookDifferences {
    /// Time of the earlier look.
    pub since: Timestamp,
    /// Values that differ.
    pub values: Vec<ValueDifference>,
}

/// Value that differs. A changed secret is not among them: it is masked in both looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueDifference {
    /// Place in the answer.
    pub key: String,
    /// Value at the earlier look.
    pub before: Option<String>,
    /// Value at the later look.
    pub after: Option<String>,
}

impl InstanceLook {
    /// Takes the values of an answer. The description of its element is left out, apart from its key. `None` if the answer
    /// cannot be masked.
    pub fn new(listed: &ListedInstance, mask: &Mask, at: Timestamp) -> Option<Self> {
        let mut judge = mask.judge();
        let document = Document::read(listed.raw.expose().to_owned()).ok()?;
        let answer: Json = serde_json::from_str(document.pretty(|part| judge.cover(part)).expose()).ok()?;
        let mut values = BTreeMap::new();
        for (key, value) in answer.as_object().into_iter().flatten() {
            match (key.as_str(), value.get("key")) {
                ("element", Some(element)) => collect("element.key".to_owned(), element, &mut values),
                _ => collect(key.clone(), value, &mut values),
            }
        }
        Some(Self { at, values })
    }

    /// Returns the differences of a later look; `None` if there are none.
    pub fn differences(&self, later: &Self) -> Option<LookDifferences> {
        let keys: BTreeSet<&String> = self.values.keys().chain(later.values.keys()).collect();
        let differing = keys.into_iter().filter(|key| self.values.get(*key) != later.values.get(*key));
        let value = |key: &String| ValueDifference {
            key: key.clone(),
            before: self.values.get(key).cloned(),
            after: later.values.get(key).cloned(),
        };
        let values: Vec<ValueDifference> = differing.map(value).collect();
        (!values.is_empty()).then_some(LookDifferences { since: self.at, values })
    }
}

fn collect(place: String, value: &Json, values: &mut BTreeMap<String, String>) {
    if values.len() >= MOST {
        return;
    }
    let text = match value {
        Json::Object(entries) => {
            entries.iter().for_each(|(key, value)| collect(format!("{place}.{key}"), value, values));
            return;
        }
        Json::String(text) => text.clone(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => value.to_string(),
    };
    values.insert(place, text.chars().take(LONGEST).collect());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Secret;
    use rstest::rstest;
    use serde_json::json;

    fn look(entries: &Json) -> InstanceLook {
        let mut answer = json!({
            "id": 7, "name": "shop", "token": "TOKENCANARY=", "tags": ["a"], "element": { "key": "sfdc", "resources": [1] },
            "configuration": { "url": "https://shop.example", "password": "PASSWORDCANARY", "note": "SESSIONCANARY" },
        });
        for (key, value) in entries.as_object().expect("an object") {
            answer[key] = value.clone();
        }
        let listed = ListedInstance::read(&answer.to_string()).expect("an instance");
        InstanceLook::new(&listed, &Mask::new([Secret::new("SESSIONCANARY")]), Timestamp(1)).expect("a look")
    }

    #[rstest]
    #[case::name(json!({ "name": "store" }), "name", Some("shop"), Some("store"))]
    #[case::tags(json!({ "tags": ["a", "b"] }), "tags", Some(r#"["a"]"#), Some(r#"["a","b"]"#))]
    #[case::new_value(json!({ "disabled": true }), "disabled", None, Some("true"))]
    #[case::element(json!({ "element": { "key": "hubspot" } }), "element.key", Some("sfdc"), Some("hubspot"))]
    fn value_that_differs_is_named(
        #[case] entries: Json,
        #[case] key: &str,
        #[case] before: Option<&str>,
        #[case] after: Option<&str>,
    ) {
        let found = look(&json!({})).differences(&look(&entries)).expect("differences");
        let text = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(found.values, [ValueDifference { key: key.into(), before: text(before), after: text(after) }]);
    }

    #[test]
    fn value_that_is_gone_is_named() {
        let later = look(&json!({ "configuration": { "password": "x", "note": "SESSIONCANARY" } }));
        let found = look(&json!({})).differences(&later).expect("differences");
        assert_eq!(found.values.first().map(|value| (&*value.key, &value.after)), Some(("configuration.url", &None)));
    }

    #[rstest]
    #[case::nothing(json!({}))]
    #[case::token(json!({ "token": "ANOTHERCANARY=" }))]
    #[case::description_of_the_element(json!({ "element": { "key": "sfdc", "resources": [1, 2] } }))]
    fn other_changes_are_no_difference(#[case] entries: Json) {
        assert_eq!(look(&json!({})).differences(&look(&entries)), None);
    }

    #[test]
    fn look_holds_no_secret() {
        let text = serde_json::to_string(&look(&json!({}))).expect("JSON");
        assert!(text.contains("https://shop.example") && !text.contains("CANARY"), "{text}");
    }
}
