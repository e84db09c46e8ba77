//! Switch of the events of an instance.

use super::{instance::ListedInstance, instance_update::InstanceUpdate};
use crate::{catalog::field::FieldKey, document::mask::is_stand_in};
use serde_json::{Map, Value as Json, json};
use zeroize::Zeroizing;

/// Configuration key of the state of the events.
const ENABLED: &str = "event.notification.enabled";
/// Configuration key of the address that receives events.
const CALLBACK: &str = "event.notification.callback.url";

/// State that the events of an instance are to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSwitch {
    /// True to receive events.
    pub is_on: bool,
    /// Address that receives them, if it changes.
    pub callback: Option<String>,
}

impl EventSwitch {
    /// Returns the configuration values that change.
    pub fn values(&self) -> InstanceUpdate {
        let mut update = InstanceUpdate::default();
        update.set(FieldKey::new(ENABLED), self.is_on.to_string());
        if let Some(callback) = &self.callback {
            update.set(FieldKey::new(CALLBACK), callback.as_str());
        }
        update
    }

    /// Returns the body to send: the instance as it is, without masked values, which mean "unchanged". It is wiped when
    /// dropped.
    pub fn expose_body(&self, listed: &ListedInstance) -> Zeroizing<String> {
        let answer: Json = serde_json::from_str(listed.raw.expose()).unwrap_or_default();
        let all = answer.get("configuration").and_then(Json::as_object).cloned().unwrap_or_default();
        let is_known = |value: &Json| !value.is_null() && !value.as_str().is_some_and(is_mask);
        let mut configuration: Map<String, Json> = all.into_iter().filter(|(_, value)| is_known(value)).collect();
        configuration.insert(ENABLED.into(), self.is_on.to_string().into());
        if let Some(callback) = &self.callback {
            configuration.insert(CALLBACK.into(), callback.as_str().into());
        }
        let body = json!({
            "name": listed.name,
            "element": { "key": listed.element.as_str() },
            "tags": listed.tags,
            "configuration": configuration,
        });
        Zeroizing::new(body.to_string())
    }
}

fn is_mask(text: &str) -> bool {
    !text.is_empty() && is_stand_in(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_is_the_instance_without_masks() {
        let listed = ListedInstance::read(
            r#"{"id":1,"name":"a","token":"t","tags":["x"],"element":{"key":"sfdc"},"configuration":
            {"password":"********","pagination.max":"50","event.notification.enabled":"false","scope":null}}"#,
        );
        let switch = EventSwitch { is_on: true, callback: Some("https://a.example/e".into()) };
        let body: Json = serde_json::from_str(&switch.expose_body(&listed.expect("an instance"))).expect("JSON");
        let expected = json!({
            "name": "a", "element": { "key": "sfdc" }, "tags": ["x"],
            "configuration": {
                "pagination.max": "50", "event.notification.enabled": "true",
                "event.notification.callback.url": "https://a.example/e"
            }
        });
        assert_eq!(body, expected);
    }
}
