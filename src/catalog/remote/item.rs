//! One entry of a listed element's configuration, and the field that comes of it.

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

const SCOPE: &str = "oauth.scope";
/// What elemint can catch an answer at.
const OWN_CALLBACK: &str = "http://127.0.0.1:8910/callback";

/// An entry people may have to do with.
pub(super) struct Item {
    pub(super) key: String,
    /// The value of the selector it belongs to.
    pub(super) group: Option<String>,
    /// Whether it tells the ways to authenticate apart.
    pub(super) selects: bool,
    pub(super) default: Option<String>,
    /// Many are alike, so whatever sorts by it has to keep the list's own order.
    pub(super) order: i64,
    name: String,
    help: String,
    kind: FieldKind,
    required: bool,
    hidden: bool,
}

/// Gives a key that stands in several groups one kind: what was typed for one way is there in the next as well, and
/// has to be a value there too.
pub(super) fn reconcile(items: &mut [Item]) {
    let kinds: Vec<(String, FieldKind)> = items.iter().map(|item| (item.key.clone(), item.kind.clone())).collect();
    for item in items {
        let mut same = kinds.iter().filter(|(key, _)| *key == item.key).map(|(_, kind)| kind);
        if same.clone().any(|kind| *kind != item.kind) {
            item.kind = if same.any(|kind| *kind == FieldKind::Secret) { FieldKind::Secret } else { FieldKind::Text };
        }
    }
}

/// What a consent flow is asked for although the console, which has an application of its own, hides it.
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
    /// An entry of the list; nothing for those the platform keeps for itself.
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

    /// One that consent needs and the list lacks.
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

    /// The values a selector takes with what they are called: its own, else those the other entries name.
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

    /// The row of the form; nothing where nobody has to be asked.
    pub(super) fn field(&self, flow: AuthFlow, element: &str) -> Option<Field> {
        let consent = flow != AuthFlow::Plain && is_consent_key(&self.key);
        let event = self.key.starts_with("event.");
        // What is hidden is filled in by the platform, unless it is needed and there is nothing to fill in.
        let hidden = self.hidden && !consent && (!self.required || self.default.is_some() || event);
        // Consent is what brings a user's tokens.
        if hidden || (flow != AuthFlow::Plain && self.key.starts_with("oauth.user.")) {
            return None;
        }
        let scope = consent && self.key == SCOPE;
        let insisted = consent && !scope;
        let asked = insisted || (self.required && !event);
        let toggle = self.kind == FieldKind::Toggle;
        let mut field = self.row(element, flow);
        field.default = self.shown_default(&field, insisted);
        // A default that is not shown still counts on the platform.
        let covered = self.default.is_some() && field.default.is_none();
        field.required = asked && !toggle && (insisted || !covered);
        // A secret with a default is in sight: it may have to be another one.
        field.optional_section = !(consent || field.required || asked && (toggle || field.is_secret()));
        if asked && covered && field.is_secret() && field.help.is_empty() {
            field.help = "The platform has a value for it. Leave it empty to use that one.".into();
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
        // Without consent there is no application: the key is the whole secret.
        let kind = if flow == AuthFlow::Plain && self.key == API_KEY { FieldKind::Secret } else { self.kind.clone() };
        Field { help: self.help_beyond(element), ..Field::new(&*self.key, self.name.clone(), kind) }
    }

    /// Defaults are not always what they should be: only one that fits its field, and one line, stands in the form.
    fn shown_default(&self, field: &Field, insisted: bool) -> Option<String> {
        let default = match &self.default {
            // The platform's own callback leads to the platform's own console.
            _ if insisted && self.key == CALLBACK_URL => OWN_CALLBACK.to_owned(),
            Some(default) => default.clone(),
            None => return None,
        };
        let default = if field.kind == FieldKind::Toggle { toggled(&default)? } else { default };
        let fits = !default.chars().any(char::is_control) && default.chars().count() <= 1000;
        (fits && !field.is_secret() && field.complaint(&default).is_none()).then_some(default)
    }

    /// Most descriptions are the element's name and the entry's, which the form says already.
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

/// The kind of a value, by its type and by everything that is said of it.
fn kind(key: &str, name: &str, help: &str, json: &Json) -> FieldKind {
    let named = json.get("type").and_then(Json::as_str).unwrap_or_default().trim().to_ascii_uppercase();
    let choices = choices(json.get("options"));
    match named.as_str() {
        // What every consent needs is known better here. An application's identifier is public, and is to be compared
        // with what the provider shows.
        _ if matches!(key, API_KEY | SCOPE) => FieldKind::Text,
        _ if key == API_SECRET => FieldKind::Secret,
        _ if key.ends_with("callback.url") => FieldKind::Url,
        "BOOLEAN" | "BOOLEAN_YESNO" => FieldKind::Toggle,
        "COMBO" if !choices.is_empty() => FieldKind::Choice(choices),
        _ if is_secret_field(key, name, help, &named) => FieldKind::Secret,
        _ => FieldKind::Text,
    }
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
