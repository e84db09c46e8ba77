//! Parser of element descriptions from a platform.
//!
//! The platform's list contains all elements an account may use, including private ones, but it describes them for the
//! platform's own console. So the catalog's own description is preferred where there is one.

mod cut;
mod described;
mod item;
mod list_values;
mod markup;
#[cfg(test)]
mod tests;

use super::own;
use crate::catalog::{
    element::{
        AuthFlow, AuthMode, Element, ElementKey, Hub, USUAL_RANK,
        oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
    },
    field::{Field, FieldKey, FieldKind},
};
pub use described::{Described, DescribedMode};
use item::{Item, is_consent_key, reconcile};
pub(super) use list_values::KnownValues;
pub use list_values::{ListValues, StoredDescription, StoredTexts, read_values};
use serde_json::Value as Json;

static NOTHING: Vec<Json> = Vec::new();

/// Setup text of an element while only the list is known.
const UNTOLD: [&str; 2] = [
    "The platform's list does not describe the fields of this element. They are requested when it is opened.",
    "You can add fields below.",
];

/// Returns the key of a listed element, if it is usable.
fn usable_key(json: &Json) -> Option<&str> {
    let key = json.get("key")?.as_str()?.trim();
    let is_valid = !matches!(key, "" | "." | "..") && key.len() <= 200 && !key.chars().any(char::is_control);
    let is = |name: &str| json.get(name).and_then(Json::as_bool);
    (is_valid && is("active") != Some(false) && is("deleted") != Some(true)).then_some(key)
}

/// Converts a listed element. Returns `None` if it is not usable. An element without a configuration gets the fields
/// that its auth flow always needs.
pub(super) fn read(json: &Json) -> Option<Element> {
    let key = usable_key(json)?;
    let line = |name: &str| markup::plain(json.get(name).and_then(Json::as_str).unwrap_or_default());
    let listed = json.get("configuration").filter(|listed| !listed.is_null());
    let listed = listed.map(|listed| listed.as_array().or_else(|| listed.get("configuration")?.as_array()));
    let is_told = listed.is_some();
    let listed = listed.unwrap_or(Some(&NOTHING))?;
    let mut items: Vec<Item> = Vec::new();
    for item in listed.iter().filter_map(Item::read) {
        // The same key in two groups is two fields; repeated in one group it is a mistake.
        if !items.iter().any(|known| known.key == item.key && known.group == item.group) {
            items.push(item);
        }
    }
    reconcile(&mut items);
    items.sort_by_key(|item| item.order);
    let name = Some(line("name")).filter(|name| !name.is_empty()).unwrap_or_else(|| key.to_owned());
    let mut modes = modes(json, &items, &name);
    for mode in &mut modes {
        mode.is_described = is_told;
        mode.fields.push(Field::retrieve_objects());
        mode.fields.extend((mode.flow == AuthFlow::OAuth2).then(Field::oauth_proxy).into_iter().flatten());
    }
    if let Some(consent) = modes.iter().find(|mode| mode.flow != AuthFlow::Plain) {
        let own = own::tokens(consent);
        modes.push(own);
    }
    let hub = Some(line("hub")).filter(|hub| !hub.is_empty()).unwrap_or_else(|| "general".into());
    Some(Element {
        key: ElementKey::new(key),
        name,
        hub: Hub::new(hub),
        id: json.get("id").and_then(Json::as_u64),
        aliases: Vec::new(),
        rank: USUAL_RANK,
        about: line("description"),
        setup: if is_told { Vec::new() } else { UNTOLD.map(str::to_owned).to_vec() },
        modes,
    })
}

/// Merges two descriptions: the catalog's own, plus the required fields that only the platform's has.
pub(super) fn merge(ours: &Element, theirs: &Element) -> Element {
    let mut merged = ours.clone();
    // A field that any of the catalog's modes has was left out of the other modes on purpose.
    let is_new = |field: &&Field| !ours.modes.iter().any(|mode| mode.field(&field.key).is_some());
    for mode in &mut merged.modes {
        let Some(counterpart) = counterpart(mode, theirs) else { continue };
        let asked = counterpart.needed().filter(is_new);
        let more = asked.filter(|f| !is_consent_key(f.key.as_str()) && !f.optional_section && f.default.is_none());
        mode.fields.extend(more.cloned());
    }
    merged
}

/// Returns the platform's mode that corresponds to one of the catalog.
fn counterpart<'a>(mode: &AuthMode, theirs: &'a Element) -> Option<&'a AuthMode> {
    let same = |other: &&AuthMode| match (&mode.when, &other.when) {
        (Some((_, ours)), Some((_, theirs))) => ours.eq_ignore_ascii_case(theirs),
        _ => other.flow == mode.flow,
    };
    let mut modes = theirs.modes.iter().filter(|mode| !mode.external);
    match (modes.next(), modes.next()) {
        (Some(only), None) => Some(only),
        _ => theirs.modes.iter().filter(|other| !other.external).find(same),
    }
}

/// Returns the auth modes: one for each value of the selector item, the default first.
fn modes(json: &Json, items: &[Item], element: &str) -> Vec<AuthMode> {
    let Some(selector) = items.iter().find(|item| item.selects) else { return vec![only(json, items, element)] };
    let mut values = selector.values(items);
    if values.is_empty() {
        return vec![only(json, items, element)];
    }
    let usual = values.iter().position(|(value, _)| selector.default.as_ref() == Some(value));
    if let Some(usual) = usual {
        values.get_mut(..=usual).unwrap_or_default().rotate_right(1);
    }
    let mode = |(value, label): (String, String)| {
        let belongs = |item: &&Item| item.group.as_ref().is_none_or(|group| group.eq_ignore_ascii_case(&value));
        let flow = flow(&value);
        let fields = fields(items.iter().filter(|i| i.key != selector.key).filter(belongs), flow, element);
        AuthMode { label, when: Some((FieldKey::new(&*selector.key), value)), ..AuthMode::new(flow, fields) }
    };
    values.into_iter().map(mode).collect()
}

/// Returns the mode of an element that has only one.
fn only(json: &Json, items: &[Item], element: &str) -> AuthMode {
    let named = json.get("authentication").and_then(|a| a.get("type")).and_then(Json::as_str).map(str::trim);
    let flow = match named.filter(|name| !name.is_empty()) {
        Some(name) => flow(name),
        // `typeOauth` is only a hint: it is false for most elements with consent.
        None if json.get("typeOauth").and_then(Json::as_bool) == Some(true) => AuthFlow::OAuth2,
        None => AuthFlow::Plain,
    };
    AuthMode::new(flow, fields(items.iter().filter(|item| !item.selects), flow, element))
}

/// Returns the flow for the platform's name of it. Spellings differ in case and dots.
fn flow(named: &str) -> AuthFlow {
    let squeezed: String = named.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    match squeezed.as_str() {
        "oauth" | "oauth2" | "oauth20" => AuthFlow::OAuth2,
        "oauth1" | "oauth10" | "oauth10a" => AuthFlow::OAuth1,
        _ => AuthFlow::Plain,
    }
}

/// Returns the fields of a form: those for consent first, then the required ones, then the optional ones.
fn fields<'a>(items: impl Iterator<Item = &'a Item>, flow: AuthFlow, element: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for field in items.filter_map(|item| item.field(flow, element)) {
        if !fields.iter().any(|known| known.key == field.key) {
            fields.push(field);
        }
    }
    if flow != AuthFlow::Plain {
        for key in [CALLBACK_URL, API_KEY, API_SECRET] {
            if !fields.iter().any(|field| field.key.as_str() == key) {
                fields.extend(Item::lacking(key).field(flow, element));
            }
        }
    }
    fields.sort_by_key(|field| match field.key.as_str() {
        CALLBACK_URL if flow != AuthFlow::Plain => 0,
        API_KEY if flow != AuthFlow::Plain => 1,
        API_SECRET if flow != AuthFlow::Plain => 2,
        _ if field.required || (field.kind == FieldKind::Toggle && !field.optional_section) => 3,
        _ if !field.optional_section => 4,
        _ => 5,
    });
    fields
}
