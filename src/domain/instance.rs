//! What now exists on the platform.

use crate::{
    catalog::element::ElementKey,
    document::{
        json::Document,
        mask::{Mask, is_stand_in},
    },
    text::secret::Secret,
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value as Json, value::RawValue};
use std::{collections::HashMap, fmt, path::PathBuf};

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
    /// It has no token, or stars in its place.
    #[error("the answer has no instance token")]
    NoToken,
    /// Which of the two would count is anyone's guess.
    #[error("the answer names its id or its token twice")]
    Twice,
}

impl Instance {
    /// Reads the answer to a creation. An answer without id or token is no success, whatever its status. What is
    /// wrong or nested without end elsewhere in it costs no token.
    ///
    /// # Errors
    /// What is missing from it; never its text, which may hold secrets.
    pub fn read(text: &str) -> Result<Self, InstanceError> {
        let parts: HashMap<String, &RawValue> = serde_json::from_str(text).ok().ok_or(InstanceError::NotJson)?;
        serde_json::from_str::<Once>(text).ok().ok_or(InstanceError::Twice)?;
        let part = |name| parts.get(name).and_then(|raw| serde_json::from_str::<Json>(raw.get()).ok());
        let string = |json: Option<&Json>| json.and_then(Json::as_str).map(str::to_owned);
        let id = match part("id") {
            // As it stands: a number of more digits than fit would be rounded.
            Some(Json::Number(_)) => parts.get("id").map(|raw| raw.get().to_owned()),
            Some(Json::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let token = string(part("token").as_ref()).filter(|token| !is_stand_in(token));
        let element = part("element");
        let element = |name| string(element.as_ref().and_then(|e| e.get(name)));
        let tags = part("tags");
        let tags = tags.as_ref().and_then(Json::as_array).into_iter().flatten();
        Ok(Self {
            id: id.ok_or(InstanceError::NoId)?,
            name: string(part("name").as_ref()).unwrap_or_default(),
            element: ElementKey::new(element("key").unwrap_or_default()),
            hub: element("hub"),
            token: Secret::new(token.ok_or(InstanceError::NoToken)?),
            created: string(part("createdDate").as_ref()),
            tags: tags.filter_map(Json::as_str).map(str::to_owned).collect(),
            valid: part("valid").as_ref().and_then(Json::as_bool).unwrap_or(true),
            disabled: part("disabled").as_ref().and_then(Json::as_bool).unwrap_or(false),
            raw: Secret::new(text),
        })
    }

    /// Returns the answer with its secrets masked, for a file beside a token that is in the keyring. An answer nested
    /// too deeply to be masked is left out.
    pub fn masked_answer(&self) -> Secret {
        let mask = Mask::new([self.token.clone()]);
        let mut judge = mask.judge();
        let read = Document::read(self.raw.expose().to_owned());
        read.map(|document| document.pretty(|part| judge.cover(part))).unwrap_or_default()
    }
}

/// Where an instance's token is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenPlace {
    /// In this file.
    File(PathBuf),
    /// In the keyring, by this name.
    Keyring(String),
}

impl fmt::Display for TokenPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Keyring(name) => write!(f, "the keyring, as {name}"),
        }
    }
}

/// The two parts that may not stand there twice; that they do is an error to serde.
#[derive(Deserialize)]
struct Once {
    #[serde(rename = "id")]
    _id: Option<IgnoredAny>,
    #[serde(rename = "token")]
    _token: Option<IgnoredAny>,
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
        for token in [r#""""#, r#""********""#, r#""••••••••""#, "null", "7", r#"["t"]"#] {
            let text = format!(r#"{{"id":1,"token":{token}}}"#);
            assert_eq!(Instance::read(&text), Err(InstanceError::NoToken), "{token}");
        }
    }

    #[test]
    fn what_is_said_twice_is_not_guessed_at() {
        for twice in [r#"{"id":1,"id":2,"token":"t"}"#, r#"{"id":1,"token":"t","token":"u"}"#] {
            assert_eq!(Instance::read(twice), Err(InstanceError::Twice));
        }
        assert!(Instance::read(r#"{"id":1,"token":"t","name":"a","name":"b"}"#).is_ok());
    }

    #[test]
    fn what_is_odd_elsewhere_costs_no_token() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let text =
            format!(r#"{{"id":18446744073709551617,"token":"t","configuration":{deep},"element":7,"valid":"yes"}}"#);
        let made = Instance::read(&text).expect("reads");
        assert_eq!((made.id.as_str(), made.token.expose(), made.valid), ("18446744073709551617", "t", true));
    }

    #[test]
    fn the_oldest_documented_shape_reads() {
        let made = Instance::read(r#"{"id":1234,"name":"Test","token":"t=","element":{"id":126,"key":"x"}}"#);
        let made = made.expect("reads");
        assert_eq!((made.id.as_str(), made.valid, made.disabled, made.created), ("1234", true, false, None));
    }
}
