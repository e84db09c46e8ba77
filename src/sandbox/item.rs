//! Configuration entry of an element, as the platform describes it.

use super::quirks;
use crate::catalog::{Element, Field, FieldKind, element::oauth_keys::CALLBACK_URL};
use serde_json::{Value as Json, json};

/// Visibility of an entry.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sight {
    /// Everyone.
    #[default]
    Shown,
    /// Clients, not the console.
    Hidden,
    /// The platform, which fills it in by itself.
    Internal,
}

/// A configuration item before it is written out.
#[derive(Default)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: &'static str,
    pub(super) default: Option<String>,
    pub(super) options: Option<Vec<(String, String)>>,
    pub(super) group: Option<String>,
    pub(super) required: bool,
    pub(super) sight: Sight,
    pub(super) selects: bool,
}

impl Item {
    /// Builds the entry of a catalog field; `group` is its auth mode if not all modes have it.
    pub(super) fn of_field(field: &Field, group: Option<String>, element: &Element) -> Self {
        let described = Some(field.help.clone()).filter(|help| !help.is_empty());
        let options = match &field.kind {
            FieldKind::Choice(all) => Some(all.iter().map(|c| (c.value.clone(), c.label.clone())).collect()),
            _ => None,
        };
        Self {
            key: field.key.as_str().to_owned(),
            name: field.label.clone(),
            description: described.unwrap_or_else(|| format!("{} {}", element.name, field.label)),
            kind: kind(field),
            default: platform_default(field).map(str::to_owned),
            options,
            group,
            required: field.required,
            // The console hides entries that it can fill in from an application of its own.
            sight: if field.hidden || field.key.as_str().starts_with("oauth.") { Sight::Hidden } else { Sight::Shown },
            selects: false,
        }
    }

    /// An entry the platform keeps for itself.
    pub(super) fn hidden(key: &str, value: &str) -> Self {
        Self {
            key: key.into(),
            name: key.into(),
            kind: "TEXTFIELD_1000",
            default: Some(value.into()),
            sight: Sight::Hidden,
            ..Self::default()
        }
    }

    /// Written out.
    pub(super) fn json(self, id: u64, element: &str) -> Json {
        let description =
            if self.description.is_empty() { format!("{element} {}", self.name) } else { self.description };
        let mut item = json!({
            "id": id,
            "name": self.name,
            "key": self.key,
            "description": description,
            "resellerConfig": false,
            "companyConfig": false,
            "active": true,
            "internal": self.sight == Sight::Internal,
            "groupControl": self.selects,
            "displayOrder": if self.key.starts_with("event.") { 100 } else { 1 },
            "type": self.kind,
            "hideFromConsole": self.sight != Sight::Shown,
            "required": self.required,
        });
        let options =
            self.options.map(|all| all.into_iter().map(|(v, d)| json!({ "value": v, "description": d })).collect());
        let more = [
            ("defaultValue", self.default.map(Json::String)),
            ("groupName", self.group.map(Json::String)),
            ("options", options.map(Json::Array)),
        ];
        if let Some(object) = item.as_object_mut() {
            object.extend(more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
        }
        item
    }
}

fn kind(field: &Field) -> &'static str {
    match &field.kind {
        FieldKind::Text => "TEXTFIELD_128",
        FieldKind::Secret if quirks::is_user_name(field.key.as_str()) => "TEXTFIELD_128",
        FieldKind::Secret => "PASSWORD",
        FieldKind::Url => "TEXTFIELD_1000",
        FieldKind::Number => "TEXTFIELD_32",
        FieldKind::Toggle => "BOOLEAN",
        FieldKind::Choice(_) => "COMBO",
        FieldKind::Json => "TEXTAREA",
    }
}

/// Returns the platform's own default. The catalog's callback on this machine is elemint's default and not the
/// platform's.
pub(super) fn platform_default(field: &Field) -> Option<&str> {
    field.default.as_deref().filter(|_| field.key.as_str() != CALLBACK_URL)
}
