//! Created instances.

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

/// Instance as returned by the platform: its ID, its name, and the token that every later call needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// ID on the platform. It is text, because it is an identifier and not a quantity.
    pub id: String,
    /// Display name as stored by the platform, which strips markup.
    pub name: String,
    /// Element named in the answer. The documentation shows answers that name a related element.
    pub element: ElementKey,
    /// Hub, if the answer names one.
    pub hub: Option<String>,
    /// Token for all later calls. Without it the instance cannot be used.
    pub token: Secret,
    /// Time of creation, as written by the platform.
    pub created: Option<String>,
    /// Tags, if the answer has any.
    pub tags: Vec<String>,
    /// True if the platform reports the instance as valid.
    pub valid: bool,
    /// True if the instance is disabled.
    pub disabled: bool,
    /// Complete answer, byte for byte.
    pub raw: Secret,
}

/// Reason why an answer is not an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// The answer is not JSON, or not an object.
    #[error("the answer is not a JSON object")]
    NotJson,
    /// The answer has no ID.
    #[error("the answer has no instance id")]
    NoId,
    /// The answer has no token, or only a mask of it.
    #[error("the answer has no instance token")]
    NoToken,
    /// The answer has two IDs or two tokens, so the valid one is not known.
    #[error("the answer has two ids or two tokens")]
    Twice,
}

impl Instance {
    /// Parses the answer to a create request. An answer without ID or token is an error, whatever its status. Other
    /// parts that are invalid or nested too deeply are ignored, so that they do not cost the token.
    ///
    /// # Errors
    /// The missing part. The text of the answer is never included, since it may contain secrets.
    pub fn read(text: &str) -> Result<Self, InstanceError> {
        Self::from_listed(ListedInstance::read(text)?)
    }

    /// Converts an instance of a list, which has to have its token.
    ///
    /// # Errors
    /// [`InstanceError::NoToken`] where the list left it out.
    pub fn from_listed(listed: ListedInstance) -> Result<Self, InstanceError> {
        let token = listed.token.clone().ok_or(InstanceError::NoToken)?;
        Ok(listed.with_token(token))
    }

    /// Returns the names of the objects that the answer lists. It lists them only if the request asked for them.
    pub fn objects(&self) -> Vec<String> {
        let answer: Option<ListedObjects> = serde_json::from_str(self.raw.expose()).ok();
        let objects = answer.map(|answer| answer.objects).unwrap_or_default();
        objects.iter().filter_map(|object| object.get("name")?.as_str().map(str::to_owned)).collect()
    }

    /// Returns the answer with masked secrets, for a file next to a token in the keyring. An answer nested too deeply
    /// to be masked is left out.
    pub fn masked_answer(&self) -> Secret {
        let mask = Mask::new([self.token.clone()]);
        let mut judge = mask.judge();
        let read = Document::read(self.raw.expose().to_owned());
        read.map(|document| document.pretty(|part| judge.cover(part))).unwrap_or_default()
    }
}

/// Instance in a list of the platform, which may leave out token, tags and configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedInstance {
    /// ID on the platform.
    pub id: String,
    /// Display name as stored by the platform.
    pub name: String,
    /// Element named in the list.
    pub element: ElementKey,
    /// Hub, if the list names one.
    pub hub: Option<String>,
    /// Token, if the list has it unmasked.
    pub token: Option<Secret>,
    /// Time of creation, as written by the platform.
    pub created: Option<String>,
    /// Tags, if the list has any.
    pub tags: Vec<String>,
    /// True if the platform reports the instance as valid.
    pub valid: bool,
    /// True if the instance is disabled.
    pub disabled: bool,
    /// Entry of the list, byte for byte.
    pub raw: Secret,
    /// True if the entry is complete; false if it has only the parts that a list shows.
    pub is_complete: bool,
}

impl ListedInstance {
    /// Parses an entry of a list. Parts that are invalid or nested too deeply are ignored, except for the ID.
    ///
    /// # Errors
    /// The missing part. The text of the entry is never included, since it may contain secrets.
    pub fn read(text: &str) -> Result<Self, InstanceError> {
        let parts: HashMap<String, &RawValue> = serde_json::from_str(text).ok().ok_or(InstanceError::NotJson)?;
        serde_json::from_str::<Once>(text).ok().ok_or(InstanceError::Twice)?;
        let part = |name| parts.get(name).and_then(|raw| serde_json::from_str::<Json>(raw.get()).ok());
        let string = |json: Option<&Json>| json.and_then(Json::as_str).map(str::to_owned);
        let id = match part("id") {
            // The digits are taken from the text, because a number too large for its type would be rounded.
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
            token: token.map(Secret::new),
            created: string(part("createdDate").as_ref()),
            tags: tags.filter_map(Json::as_str).map(str::to_owned).collect(),
            valid: part("valid").as_ref().and_then(Json::as_bool).unwrap_or(true),
            disabled: part("disabled").as_ref().and_then(Json::as_bool).unwrap_or(false),
            raw: Secret::new(text),
            is_complete: true,
        })
    }

    /// Returns the e-mail address of the user who created the instance, if a complete entry names it.
    pub fn owner(&self) -> Option<String> {
        let answer: ListedOwner = serde_json::from_str(self.raw.expose()).ok()?;
        answer.user?.get("emailAddress")?.as_str().filter(|address| !address.is_empty()).map(str::to_owned)
    }

    /// Returns the instance for calls that need its token, which may come from another source than this answer.
    pub fn with_token(self, token: Secret) -> Instance {
        let Self { id, name, element, hub, created, tags, valid, disabled, raw, token: _, is_complete: _ } = self;
        Instance { id, name, element, hub, token, created, tags, valid, disabled, raw }
    }
}

impl From<Instance> for ListedInstance {
    fn from(instance: Instance) -> Self {
        let Instance { id, name, element, hub, token, created, tags, valid, disabled, raw } = instance;
        Self { id, name, element, hub, token: Some(token), created, tags, valid, disabled, raw, is_complete: true }
    }
}

/// Storage location of an instance's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenPlace {
    /// A file.
    File(PathBuf),
    /// An entry of the keyring, by name.
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

/// Objects of an instance in an answer.
#[derive(Deserialize)]
struct ListedObjects {
    #[serde(default)]
    objects: Vec<Json>,
}

/// Owner of an instance in an answer.
#[derive(Deserialize)]
struct ListedOwner {
    user: Option<Json>,
}

/// Fields that must not be repeated. serde reports a repeated field of a struct as an error.
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
    fn answer_without_id_or_token_is_refused() {
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
    fn repeated_id_or_token_is_refused() {
        for twice in [r#"{"id":1,"id":2,"token":"t"}"#, r#"{"id":1,"token":"t","token":"u"}"#] {
            assert_eq!(Instance::read(twice), Err(InstanceError::Twice));
        }
        assert!(Instance::read(r#"{"id":1,"token":"t","name":"a","name":"b"}"#).is_ok());
    }

    #[test]
    fn odd_value_in_another_field_costs_no_token() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let text =
            format!(r#"{{"id":18446744073709551617,"token":"t","configuration":{deep},"element":7,"valid":"yes"}}"#);
        let made = Instance::read(&text).expect("valid answer");
        assert_eq!((made.id.as_str(), made.token.expose(), made.valid), ("18446744073709551617", "t", true));
    }

    #[test]
    fn objects_of_the_answer_are_named() {
        let objects = r#"[{"name":"incidents","vendorName":"Case","type":"ceCanonical"},{"vendorName":"x"},7]"#;
        let made = Instance::read(&format!(r#"{{"id":1,"token":"t","objects":{objects}}}"#)).expect("valid answer");
        assert_eq!(made.objects(), ["incidents"]);
    }

    #[test]
    fn answer_with_odd_objects_names_none() {
        let made = Instance::read(r#"{"id":1,"token":"t","objects":{"a":1}}"#).expect("valid answer");
        assert_eq!(made.objects(), Vec::<String>::new());
    }

    #[test]
    fn owner_is_the_user_of_the_answer() {
        let owner =
            |user: &str| ListedInstance::read(&format!(r#"{{"id":1,"user":{user}}}"#)).expect("an instance").owner();
        let of_all = [r#"{"id":1,"emailAddress":"sam@example.com"}"#, r#"{"emailAddress":""}"#, "null", "7"].map(owner);
        assert_eq!(of_all, [Some("sam@example.com".to_owned()), None, None, None]);
    }

    #[test]
    fn oldest_documented_answer_is_parsed() {
        let made = Instance::read(r#"{"id":1234,"name":"Test","token":"t=","element":{"id":126,"key":"x"}}"#);
        let made = made.expect("valid answer");
        assert_eq!((made.id.as_str(), made.valid, made.disabled, made.created), ("1234", true, false, None));
    }
}
