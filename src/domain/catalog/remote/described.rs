//! What a platform says of an element, cut to what is read of it.

use super::usable_key;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Value as Json, value::RawValue};

/// What is read of an element. The rest, its resources above all, is most of a list's size.
const READ: [&str; 10] =
    ["key", "name", "description", "hub", "id", "active", "deleted", "authentication", "typeOauth", "configuration"];

/// What is read of an entry of its configuration.
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

/// What a platform says of an element, cut to what is read of it and kept as text, which takes a tenth of the room.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Described(Box<RawValue>);

impl Described {
    /// What was said, whole.
    pub fn new(mut json: Json) -> Self {
        trim(&mut json);
        Self::kept(&json)
    }

    fn kept(json: &Json) -> Self {
        // JSON that was read can be written.
        let text = RawValue::from_string(json.to_string()).ok();
        Self(text.unwrap_or_else(|| RawValue::NULL.to_owned()))
    }

    /// The element's key, where it is one that can be used.
    pub fn key(&self) -> Option<String> {
        usable_key(&self.json()).map(str::to_owned)
    }

    /// The same as JSON.
    pub(in crate::domain::catalog) fn json(&self) -> Json {
        serde_json::from_str(self.0.get()).unwrap_or_default()
    }
}

/// Reads one element after the other, so that a long list is never in memory as a whole.
impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text: &RawValue = Deserialize::deserialize(reader)?;
        serde_json::from_str(text.get()).map(Self::new).map_err(D::Error::custom)
    }
}

impl PartialEq for Described {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Eq for Described {}

fn trim(element: &mut Json) {
    let Some(object) = element.as_object_mut() else { return };
    object.retain(|name, _| READ.contains(&name.as_str()));
    let configuration = object.get_mut("configuration").and_then(|listed| match listed {
        // Some answers wrap it once more.
        Json::Object(wrap) => wrap.get_mut("configuration"),
        listed => Some(listed),
    });
    for entry in configuration.and_then(Json::as_array_mut).into_iter().flatten() {
        if let Some(entry) = entry.as_object_mut() {
            entry.retain(|name, _| READ_OF_ENTRY.contains(&name.as_str()));
        }
    }
}
