//! An element as the platform would serve it.

use super::{
    authentication, defaults,
    exported::Exported,
    item::{Item, Sight},
    quirks,
};
use crate::catalog::{
    AuthFlow, AuthMode, Element, Field, FieldKey,
    element::oauth_keys::{API_KEY, API_SECRET},
    field::Target,
};
use serde_json::{Value as Json, json};
use std::{collections::HashSet, sync::Arc};

/// Parts of an element that a short one leaves out.
const LARGE_PARTS: [&str; 6] = ["configuration", "resources", "parameters", "objects", "models", "hooks"];

/// An element with the number it goes by here.
pub(super) struct SandboxElement {
    pub(super) id: u64,
    pub(super) element: Arc<Element>,
    pub(super) exported: Option<Exported>,
}

impl SandboxElement {
    pub(super) fn key(&self) -> &str {
        self.element.key.as_str()
    }

    /// The way to authenticate by consent with this flow, where there is one.
    pub(super) fn consent_mode(&self, flow: AuthFlow) -> Option<&AuthMode> {
        self.element.modes.iter().find(|mode| mode.flow == flow && flow != AuthFlow::Plain)
    }

    /// Returns true if the value of this entry is secret.
    pub(super) fn is_secret(&self, key: &str) -> bool {
        let is_secret = |mode: &AuthMode| mode.field(&FieldKey::new(key)).is_some_and(Field::is_secret);
        matches!(key, "password" | API_KEY | API_SECRET) || self.element.modes.iter().any(is_secret)
    }

    /// The entries whose values answers mask: those of type `PASSWORD`, and three by name.
    pub(super) fn masked_keys(&self) -> HashSet<String> {
        let mut keys: HashSet<String> = ["password", API_KEY, API_SECRET].into_iter().map(str::to_owned).collect();
        match &self.exported {
            Some(exported) => keys.extend(exported.configuration().iter().filter_map(password_key)),
            None => {
                let fields = self.element.modes.iter().flat_map(|mode| &mode.fields);
                let secret = fields.filter(|field| field.is_secret() && !quirks::is_user_name(field.key.as_str()));
                keys.extend(secret.map(|field| field.key.as_str().to_owned()));
            }
        }
        keys
    }

    /// Returns the element without its configuration, as instances contain it.
    pub(super) fn summary(&self) -> Json {
        self.exported.as_ref().map_or_else(|| self.described(), |exported| exported.summary(self.id))
    }

    fn described(&self) -> Json {
        json!({
            "id": self.id,
            "name": self.element.name,
            "key": self.key(),
            "description": self.element.about,
            "image": format!("elements/provider_{}.png", self.key()),
            "active": true,
            "deleted": false,
            // False for most OAuth elements of the platform too: clients are to read `authentication`.
            "typeOauth": false,
            "trialAccount": false,
            "resources": [],
            "transformationsEnabled": true,
            "bulkDownloadEnabled": false,
            "bulkUploadEnabled": false,
            "cloneable": true,
            "extendable": true,
            "beta": false,
            "authentication": { "type": self.authentication() },
            "extended": false,
            "hub": self.element.hub.as_str(),
            "protocolType": "http",
            "parameters": [],
            "private": false,
        })
    }

    /// The element as a list with `abridged='true'` shows it.
    pub(super) fn abridged(&self) -> Json {
        let mut json = self.summary();
        if let Some(object) = json.as_object_mut() {
            object.retain(|name, _| !LARGE_PARTS.contains(&name.as_str()));
        }
        json
    }

    /// Returns the complete element.
    pub(super) fn full(&self) -> Json {
        if let Some(exported) = &self.exported {
            return exported.json(self.id);
        }
        let mut json = self.described();
        if let Some(object) = json.as_object_mut() {
            object.insert("configuration".into(), Json::from(self.configuration()));
        }
        json
    }

    /// Returns the configuration entries.
    pub(super) fn configuration(&self) -> Vec<Json> {
        if let Some(exported) = &self.exported {
            return exported.configuration();
        }
        let mut items: Vec<Item> = Vec::new();
        let selector = self.selector();
        let grouped = selector.is_some();
        items.extend(selector);
        for mode in &self.element.modes {
            for field in mode.fields.iter().filter(|field| field.target == Target::Configuration) {
                if !items.iter().any(|item| item.key == field.key.as_str()) {
                    items.push(self.item(field, mode, grouped));
                }
            }
        }
        for (key, value) in defaults::stored(&self.element) {
            match (items.iter_mut().find(|item| item.key == key), value) {
                (Some(item), Some(value)) => {
                    item.default.get_or_insert_with(|| value.to_owned());
                }
                (None, Some(value)) => items.push(Item::hidden(key, value)),
                (_, None) => {}
            }
        }
        (self.id * 1000 + 1..).zip(items).map(|(id, item)| item.json(id, &self.element.name)).collect()
    }

    /// Returns the auth modes, as newer platforms list them.
    pub(super) fn types(&self) -> Json {
        let usual = self.element.default_mode().map(choice);
        let options = self.options().into_iter().map(|(value, label)| json!({ "value": value, "description": label }));
        json!({ "defaultValue": usual, "options": options.collect::<Vec<_>>() })
    }

    /// Names of the ways to authenticate.
    pub(super) fn type_names(&self) -> Vec<String> {
        self.options().into_iter().map(|(value, _)| value).collect()
    }

    /// Returns true if an `authentication.type` means consent with this flow: the value of one of the element's modes,
    /// or the flow's own name.
    pub(super) fn is_type_of(&self, flow: AuthFlow, kind: &str) -> bool {
        let is_it = |mode: &&AuthMode| {
            mode.flow == flow
                && [choice(mode).as_str(), authentication(mode)].iter().any(|t| t.eq_ignore_ascii_case(kind))
        };
        self.ways().find(is_it).is_some()
    }

    /// Returns the entries of one auth mode; `None` if there is no such mode.
    pub(super) fn configuration_of(&self, named: &str) -> Option<Vec<Json>> {
        let known = self.options().into_iter().any(|(value, _)| value.eq_ignore_ascii_case(named));
        let mut entries = self.configuration();
        entries.retain(|entry| {
            let group = entry.get("groupName").and_then(Json::as_str);
            let selects = entry.get("groupControl") == Some(&Json::Bool(true));
            !selects && group.is_none_or(|group| group.eq_ignore_ascii_case(named))
        });
        known.then_some(entries)
    }

    /// The ways there are on the platform: bringing tokens along is not one of them there.
    fn ways(&self) -> impl Iterator<Item = &AuthMode> {
        self.element.modes.iter().filter(|mode| !mode.external)
    }

    /// Builds the entry of one mode's field; `grouped` is true if an entry selects the mode.
    fn item(&self, field: &Field, mode: &AuthMode, grouped: bool) -> Item {
        let everywhere = self.ways().all(|way| way.field(&field.key).is_some());
        let group = (grouped && !everywhere && !mode.external).then(|| choice(mode));
        let mut item = Item::of_field(field, group, &self.element);
        if mode.external {
            item.sight = Sight::Internal;
        }
        // Without an entry that selects the mode, a value that one mode lacks cannot be required; nor can a value that
        // depends on another field.
        item.required &= !mode.external && (grouped || everywhere) && field.goes_with.is_none();
        item.required &= !quirks::is_optional(self.key(), field.key.as_str());
        item
    }

    /// The entry that says which of several ways is meant.
    fn selector(&self) -> Option<Item> {
        let (key, _) = self.ways().find_map(|m| m.when.as_ref())?;
        Some(Item {
            key: key.as_str().to_owned(),
            name: "Authentication type".into(),
            kind: "COMBO",
            default: self.element.default_mode().map(choice),
            options: Some(self.options()),
            required: true,
            selects: true,
            ..Item::default()
        })
    }

    /// Returns the options of the entry that selects the mode, with their labels.
    fn options(&self) -> Vec<(String, String)> {
        let mut options: Vec<(String, String)> = Vec::new();
        for way in self.ways() {
            if !options.iter().any(|(value, _)| *value == choice(way)) {
                options.push((choice(way), way.label.clone()));
            }
        }
        options
    }

    fn authentication(&self) -> &'static str {
        self.element.default_mode().map_or("custom", authentication)
    }
}

/// The key of an exported entry of type `PASSWORD`.
fn password_key(item: &Json) -> Option<String> {
    let is_password = item.get("type").and_then(Json::as_str) == Some("PASSWORD");
    item.get("key").and_then(Json::as_str).filter(|_| is_password).map(str::to_owned)
}

/// Returns the value of the selector for this mode.
fn choice(mode: &AuthMode) -> String {
    mode.when.as_ref().map_or_else(|| authentication(mode).to_owned(), |(_, value)| value.clone())
}

fn authentication(mode: &AuthMode) -> &'static str {
    let has = |key: &str| mode.field(&FieldKey::new(key)).is_some();
    match mode.flow {
        AuthFlow::OAuth2 => "oauth2",
        AuthFlow::OAuth1 => "oauth1",
        // The platform counts whatever ends in a code among them.
        AuthFlow::Plain if authentication::takes_code(mode) => "oauth2",
        AuthFlow::Plain if has("password") && (has("username") || has("userName")) => "basic",
        AuthFlow::Plain => "custom",
    }
}
