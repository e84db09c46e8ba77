//! What now exists on the platform.

use super::{element::ElementKey, secret::Secret};
use serde_json::Value as Json;

/// An instance as the platform answered: its number, its name, and the token every later call needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The platform's number for it, kept as text: it is a name, not a quantity.
    pub id: String,
    /// Its display name, as the platform keeps it (it strips markup).
    pub name: String,
    /// The element, as the answer names it; the documentation shows answers that name a sibling.
    pub element: ElementKey,
    /// The hub, where the answer names one.
    pub hub: Option<String>,
    /// The token of all later calls: losing it is losing the instance.
    pub token: Secret,
    /// When it was made, as the platform wrote it.
    pub created: Option<String>,
    /// Its tags, as far as the answer has them.
    pub tags: Vec<String>,
    /// Whether the platform calls it valid.
    pub valid: bool,
    /// Whether it is switched off.
    pub disabled: bool,
    /// The whole answer, byte for byte.
    pub raw: Secret,
}

/// What is missing from an answer that should have been an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// It is not JSON, or not an object.
    #[error("the answer is not a JSON object")]
    NotJson,
    /// It has no id.
    #[error("the answer has no instance id")]
    NoId,
    /// It has no token.
    #[error("the answer has no instance token")]
    NoToken,
}

impl Instance {
    /// Reads the answer to a creation. An answer without id or token is no success, whatever its status.
    ///
    /// # Errors
    /// What is missing from it; never its text, which may hold secrets.
    pub fn read(text: &str) -> Result<Self, InstanceError> {
        let json: Json = serde_json::from_str(text).ok().ok_or(InstanceError::NotJson)?;
        Self::of(&json, text)
    }

    /// The same for an answer already parsed, as from a list; `text` is its own part of it.
    ///
    /// # Errors
    /// As [`Instance::read`].
    pub fn of(json: &Json, text: &str) -> Result<Self, InstanceError> {
        let object = json.as_object().ok_or(InstanceError::NotJson)?;
        let string = |json: Option<&Json>| json.and_then(Json::as_str).map(str::to_owned);
        let id = match object.get("id") {
            Some(Json::Number(number)) => number.to_string(),
            Some(Json::String(text)) if !text.is_empty() => text.clone(),
            _ => return Err(InstanceError::NoId),
        };
        let token = string(object.get("token")).filter(|t| !t.is_empty()).ok_or(InstanceError::NoToken)?;
        let element = object.get("element");
        let tags = object.get("tags").and_then(Json::as_array).into_iter().flatten();
        Ok(Self {
            id,
            name: string(object.get("name")).unwrap_or_default(),
            element: ElementKey::new(string(element.and_then(|e| e.get("key"))).unwrap_or_default()),
            hub: string(element.and_then(|e| e.get("hub"))),
            token: Secret::new(token),
            created: string(object.get("createdDate")),
            tags: tags.filter_map(Json::as_str).map(str::to_owned).collect(),
            valid: object.get("valid").and_then(Json::as_bool).unwrap_or(true),
            disabled: object.get("disabled").and_then(Json::as_bool).unwrap_or(false),
            raw: Secret::new(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_id_or_token_is_no_instance() {
        assert_eq!(Instance::read("<html>"), Err(InstanceError::NotJson));
        assert_eq!(Instance::read("[]"), Err(InstanceError::NotJson));
        assert_eq!(Instance::read(r#"{"token":"t"}"#), Err(InstanceError::NoId));
        assert_eq!(Instance::read(r#"{"id":1}"#), Err(InstanceError::NoToken));
        assert_eq!(Instance::read(r#"{"id":1,"token":""}"#), Err(InstanceError::NoToken));
    }

    #[test]
    fn the_oldest_documented_shape_reads() {
        let made = Instance::read(r#"{"id":1234,"name":"Test","token":"t=","element":{"id":126,"key":"x"}}"#);
        let made = made.expect("reads");
        assert_eq!((made.id.as_str(), made.valid, made.disabled, made.created), ("1234", true, false, None));
    }
}
