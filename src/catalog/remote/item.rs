//! Conversion of a platform's configuration item into a field.

use super::markup::plain;
use crate::{
    catalog::{
        element::{
            AuthFlow,
            oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
        },
        field::{Choice, Field, FieldKind},
    },
    document::mask::is_secret_field,
};
use serde_json::Value as Json;
use std::{cell::RefCell, collections::HashMap};

const SCOPE: &str = "oauth.scope";
/// Default callback, which elemint can listen on.
const OWN_CALLBACK: &str = "http://127.0.0.1:8910/callback";

/// Item of a configuration that may become a field.
pub(super) struct Item {
    pub(super) key: String,
    /// Value of the selector that the item belongs to.
    pub(super) group: Option<String>,
    /// True if the item selects the auth mode.
    pub(super) selects: bool,
    pub(super) default: Option<String>,
    /// Display order. Many items have the same value, so sorting has to be stable.
    pub(super) order: i64,
    name: String,
    help: String,
    kind: FieldKind,
    required: bool,
    hidden: bool,
}

/// Gives a key in several groups the same kind: a value typed in one mode is kept in the next, where it has to be valid
/// too.
pub(super) fn reconcile(items: &mut [Item]) {
    let kinds: Vec<(String, FieldKind)> = items.iter().map(|item| (item.key.clone(), item.kind.clone())).collect();
    for item in items {
        let mut same = kinds.iter().filter(|(key, _)| *key == item.key).map(|(_, kind)| kind);
        if same.clone().any(|kind| *kind != item.kind) {
            item.kind = if same.any(|kind| *kind == FieldKind::Secret) { FieldKind::Secret } else { FieldKind::Text };
        }
    }
}

/// Returns true for keys that a consent flow needs, although the console hides them because it has its own application.
pub(super) fn is_consent_key(key: &str) -> bool {
    matches!(key, API_KEY | API_SECRET | CALLBACK_URL | SCOPE)
}

fn usual_name(key: &str) -> Option<&'static str> {
    Some(match key {
        API_KEY => "API key",
        API_SECRET => "API secret",
        CALLBACK_URL => "Callback URL",
        SCOPE => "Scope",
        _ => return None,
    })
}

impl Item {
    /// Parses an item. Returns `None` for items that are internal to the platform.
    pub(super) fn read(json: &Json) -> Option<Self> {
        let is = |name: &str| flag(json.get(name));
        let key = json.get("key")?.as_str()?.trim();
        if key.is_empty()
            || key.chars().any(char::is_control)
            || is("internal")
            || json.get("active") == Some(&Json::Bool(false))
        {
            return None;
        }
        let line = |name: &str| text(json.get(name)).filter(|text| !text.is_empty());
        let name = Some(plain(&line("name").unwrap_or_default())).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| usual_name(key).unwrap_or(key).to_owned());
        let help = plain(&line("description").unwrap_or_default());
        Some(Self {
            key: key.to_owned(),
            group: line("groupName"),
            selects: is("groupControl"),
            default: line("defaultValue"),
            order: json.get("displayOrder").and_then(Json::as_i64).unwrap_or(1),
            kind: kind(key, &name, &help, json),
            name,
            help,
            required: is("required"),
            hidden: is("hideFromConsole"),
        })
    }

    /// Creates an item that consent needs and the list lacks.
    pub(super) fn lacking(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            group: None,
            selects: false,
            default: None,
            order: 0,
            name: usual_name(key).unwrap_or(key).to_owned(),
            help: String::new(),
            kind: kind(key, "", "", &Json::Null),
            required: true,
            hidden: false,
        }
    }

    /// Returns the values of a selector with their labels: its own options, or else the groups of the other items.
    pub(super) fn values(&self, items: &[Self]) -> Vec<(String, String)> {
        let own: Vec<(String, String)> = match &self.kind {
            FieldKind::Choice(choices) => choices.iter().map(|c| (c.value.clone(), c.label.clone())).collect(),
            _ => Vec::new(),
        };
        if !own.is_empty() {
            return own;
        }
        let mut values: Vec<(String, String)> = Vec::new();
        for group in items.iter().filter_map(|item| item.group.as_ref()) {
            if !values.iter().any(|(value, _)| value.eq_ignore_ascii_case(group)) {
                values.push((group.clone(), plain(group)));
            }
        }
        values
    }

    /// Returns the field of the form, or `None` if it is not shown.
    pub(super) fn field(&self, flow: AuthFlow, element: &str) -> Option<Field> {
        let consent = flow != AuthFlow::Plain && is_consent_key(&self.key);
        let event = self.key.starts_with("event.");
        // The platform fills in hidden items, unless one is required and has no default.
        let hidden = self.hidden && !consent && (!self.required || self.default.is_some() || event);
        // Consent provides the user's tokens.
        if hidden || (flow != AuthFlow::Plain && self.key.starts_with("oauth.user.")) {
            return None;
        }
        let scope = consent && self.key == SCOPE;
        let insisted = consent && !scope;
        let asked = insisted || (self.required && !event);
        let toggle = self.kind == FieldKind::Toggle;
        let mut field = self.row(element, flow);
        field.default = self.shown_default(&field, insisted);
        // A default that is not shown is still used by the platform.
        let covered = self.default.is_some() && field.default.is_none();
        field.required = asked && !toggle && (insisted || !covered);
        // A secret with a default is not hidden in the options, since the user may need another value.
        field.optional_section = !(consent || field.required || asked && (toggle || field.is_secret()));
        if asked && covered && field.is_secret() && field.help.is_empty() {
            field.help = "The platform has a default for it. Leave it empty to use the default.".into();
        }
        if asked && toggle && field.default.is_none() {
            field.default = Some("false".into());
        }
        if scope {
            field.query.push("scope".into());
        }
        Some(field)
    }

    fn row(&self, element: &str, flow: AuthFlow) -> Field {
        // Without consent there is no application, so the API key is the secret itself.
        let kind = if flow == AuthFlow::Plain && self.key == API_KEY { FieldKind::Secret } else { self.kind.clone() };
        Field { help: self.help_beyond(element), ..Field::new(&*self.key, self.name.clone(), kind) }
    }

    /// Returns the default to show in the form. It must be a valid value of the field and a single line; others are not
    /// shown.
    fn shown_default(&self, field: &Field, insisted: bool) -> Option<String> {
        let default = match &self.default {
            // The platform's default callback leads to its own console.
            _ if insisted && self.key == CALLBACK_URL => OWN_CALLBACK.to_owned(),
            Some(default) => default.clone(),
            None => return None,
        };
        let default = if field.kind == FieldKind::Toggle { toggled(&default)? } else { default };
        let fits = !default.chars().any(char::is_control) && default.chars().count() <= 1000;
        (fits && !field.is_secret() && field.complaint(&default).is_none()).then_some(default)
    }

    /// Returns the description. Many only repeat the names of the element and the item, and are left out.
    fn help_beyond(&self, element: &str) -> String {
        let beyond = self.help.strip_prefix(element).unwrap_or(&self.help).trim();
        if beyond.eq_ignore_ascii_case(&self.name) { String::new() } else { self.help.clone() }
    }
}

fn toggled(text: &str) -> Option<String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" => Some("true".into()),
        "false" | "no" => Some("false".into()),
        _ => None,
    }
}

/// Item with the resources that are polled, as JSON.
const POLLER: &str = "event.poller.configuration";

/// Derives the kind of a value from its type, key, name and description.
fn kind(key: &str, name: &str, help: &str, json: &Json) -> FieldKind {
    let named = json.get("type").and_then(Json::as_str).unwrap_or_default().trim().to_ascii_uppercase();
    let choices = choices(json.get("options"));
    match named.as_str() {
        // The items of every consent flow have known kinds. The identifier of an application is public, and users
        // compare it with the provider's page.
        _ if matches!(key, API_KEY | SCOPE) => FieldKind::Text,
        _ if key == API_SECRET => FieldKind::Secret,
        _ if key.ends_with("callback.url") => FieldKind::Url,
        _ if key == POLLER => FieldKind::Json,
        "BOOLEAN" | "BOOLEAN_YESNO" => FieldKind::Toggle,
        "COMBO" if !choices.is_empty() => FieldKind::Choice(choices),
        _ if is_secret(key, name, help, &named) => FieldKind::Secret,
        _ => FieldKind::Text,
    }
}

/// Number of decisions that are kept; then they start again.
const MOST: usize = 1024;

thread_local! {
    /// Decisions about fields, by their words. The same fields are in most elements, and their words are compared with
    /// long lists.
    static DECIDED: RefCell<HashMap<String, bool>> = RefCell::default();
}

fn is_secret(key: &str, name: &str, help: &str, named: &str) -> bool {
    DECIDED.with_borrow_mut(|decided| {
        if decided.len() >= MOST {
            decided.clear();
        }
        let words = [key, name, help, named].join("\0");
        *decided.entry(words).or_insert_with(|| is_secret_field(key, name, help, named))
    })
}

fn choices(json: Option<&Json>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for option in json.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default() {
        let value = text(option.get("value")).filter(|v| !v.is_empty() && !v.chars().any(char::is_control));
        let Some(value) = value.filter(|value| !choices.iter().any(|c| c.value == *value)) else { continue };
        let label = plain(&text(option.get("description")).unwrap_or_default());
        choices.push(Choice { label: if label.is_empty() { value.clone() } else { label }, value });
    }
    choices
}

fn text(json: Option<&Json>) -> Option<String> {
    match json? {
        Json::String(text) => Some(text.trim().to_owned()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn flag(json: Option<&Json>) -> bool {
    match json {
        Some(Json::Bool(value)) => *value,
        Some(Json::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}
