//! Checks the instances of a file against the forms of their elements. Every fault is collected.

use super::{
    error::{DeclaredError, Positions, did_you_mean},
    instance::{DeclaredFile, DeclaredInstance},
    raw::{Placed, RawEntry, RawFile, RawInstance},
};
use crate::{
    catalog::{AuthMode, Catalog, Element, Field, FieldKey, field::proxy::PROXY_NAME},
    document::mask::is_secret_text,
    domain::{Draft, Reference},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Checks a file.
///
/// # Errors
/// All faults, in the file's order.
pub(super) fn check(
    raw: RawFile,
    catalog: &Catalog,
    positions: &Positions<'_>,
) -> Result<DeclaredFile, Vec<DeclaredError>> {
    let mut checker = Checker { catalog, positions, faults: raw.faults, elements: HashMap::new() };
    checker.unique(&raw.instances);
    let profile = raw.profile.map(|profile| profile.value);
    let instances = raw.instances.into_iter().filter_map(|instance| checker.instance(instance)).collect();
    let Checker { mut faults, .. } = checker;
    faults.sort_by_key(|fault| (fault.line, fault.column));
    if faults.is_empty() { Ok(DeclaredFile { profile, instances }) } else { Err(faults) }
}

struct Checker<'a> {
    catalog: &'a Catalog,
    positions: &'a Positions<'a>,
    faults: Vec<DeclaredError>,
    /// Elements that were looked up, since each is parsed when it is requested.
    elements: HashMap<String, Option<Arc<Element>>>,
}

impl Checker<'_> {
    fn fault(&mut self, at: usize, problem: impl Into<String>, suggestion: impl Into<String>) {
        self.faults.push(self.positions.error(at, problem, suggestion));
    }

    /// Reports instances of the same element and name, and the same ID, which could not be distinguished.
    fn unique(&mut self, instances: &[RawInstance]) {
        let (mut names, mut ids) = (HashMap::new(), HashMap::new());
        for instance in instances {
            // With their IDs, instances of one name are distinguished.
            if let (Some(element), Some(name), None) = (&instance.element, &instance.name, &instance.id) {
                let key = (element.value.trim(), name.value.trim());
                if let Some(first) = names.insert(key, name.at) {
                    let (line, _) = self.positions.position(first);
                    let problem =
                        format!("{} has two instances named “{}”; the first is in line {line}.", key.0, key.1);
                    self.fault(name.at, problem, "Give one of them another name.");
                }
            }
            if let Some(id) = &instance.id
                && let Some(first) = ids.insert(id.value.trim(), id.at)
            {
                let (line, _) = self.positions.position(first);
                let problem = format!("The id {} occurs twice; the first is in line {line}.", id.value.trim());
                self.fault(id.at, problem, "An instance is declared once.");
            }
        }
    }

    fn instance(&mut self, raw: RawInstance) -> Option<DeclaredInstance> {
        let line = self.positions.position(raw.at).0;
        let RawInstance { at, element, name, id, mode, proxy, tags, values } = raw;
        if name.is_none() {
            self.fault(at, "The instance has no name.", "Add name = \"…\".");
        }
        let Some(element) = element else {
            self.fault(at, "The instance has no element.", "Add element = \"…\" with the key of an element.");
            return None;
        };
        let element = self.element(&element)?;
        let mut draft = Draft::new(element.clone());
        if let Some(mode) = mode {
            draft.choose_mode(self.mode(&element, &mode)?);
        }
        let place = |entry: &RawEntry| (FieldKey::new(&entry.key.value), self.positions.position(entry.value.at));
        let places = values.iter().map(place).collect();
        let keys: Vec<FieldKey> = values.into_iter().filter_map(|entry| self.value(&mut draft, entry)).collect();
        if let Some(proxy) = proxy {
            self.proxy(&mut draft, &proxy);
        }
        let name_at = name.as_ref().map_or(at, |name| name.at);
        draft.name = name.map(|name| name.value.trim().to_owned()).unwrap_or_default();
        if let Some(why) = draft.name_complaint().filter(|_| !draft.name.is_empty()) {
            self.fault(name_at, format!("The name cannot be used: {}", lower(&why)), "");
        }
        let has_tags = tags.is_some();
        if let Some(tags) = tags {
            self.tags(&mut draft, &tags);
        }
        let id = id.map(|id| id.value.trim().to_owned());
        Some(DeclaredInstance { id, has_tags, keys, draft, line, places })
    }

    fn element(&mut self, key: &Placed<String>) -> Option<Arc<Element>> {
        let typed = key.value.trim();
        let catalog = self.catalog;
        let found = self.elements.entry(typed.to_owned()).or_insert_with(|| catalog.find(typed)).clone();
        if found.is_none() {
            let similar = did_you_mean(typed, catalog.entries().iter().map(|entry| entry.key.as_str()));
            let hint = if similar.is_empty() { "elemint lists all elements.".into() } else { similar };
            self.fault(key.at, format!("There is no element {typed}."), hint);
        }
        found
    }

    /// Returns the auth mode with this label, or with a part of it.
    fn mode(&mut self, element: &Element, typed: &Placed<String>) -> Option<usize> {
        let wanted = typed.value.trim().to_lowercase();
        let labels = || element.modes.iter().map(|mode| mode.label.to_lowercase());
        let found = labels().position(|label| label == wanted).or_else(|| {
            let mut parts = labels().enumerate().filter(|(_, label)| label.contains(&wanted));
            parts.next().filter(|_| parts.next().is_none()).map(|(at, _)| at)
        });
        if found.is_none() {
            let known: Vec<&str> = element.modes.iter().map(|mode| mode.label.as_str()).collect();
            let problem = format!("{} has no auth mode “{}”.", element.key, typed.value.trim());
            self.fault(typed.at, problem, format!("It has: {}.", known.join(", ")));
        }
        found
    }

    /// Sets the OAuth proxy. It is looked up later, among those of the platform.
    fn proxy(&mut self, draft: &mut Draft, name: &Placed<String>) {
        draft.put(&FieldKey::new(PROXY_NAME), name.value.trim());
        if draft.proxy().is_some() {
            return;
        }
        let problem = if name.value.trim().is_empty() {
            "oauth-proxy is empty.".to_owned()
        } else {
            format!("The auth mode “{}” of {} has no OAuth proxy.", label(draft), draft.element().key)
        };
        self.fault(name.at, problem, "Remove oauth-proxy, or choose an auth mode with OAuth 2.");
    }

    fn value(&mut self, draft: &mut Draft, entry: RawEntry) -> Option<FieldKey> {
        let RawEntry { key: Placed { value: name, at }, value } = entry;
        let key = FieldKey::new(&name);
        let Some(field) = draft.field(&key).filter(|field| !field.hidden).cloned() else {
            let (problem, suggestion) = unknown_key(draft, &key);
            self.fault(at, problem, suggestion);
            return None;
        };
        let text = value.value.text();
        let is_reference = Reference::read(&text).is_some();
        if !is_reference && !text.is_empty() && (is_secret(draft, &field) || is_secret_text(&text)) {
            let variable = variable_name(&draft.element().key.to_string(), &name);
            let hint =
                format!("Write a reference in its place: env:{variable}, file:PATH, cmd:COMMAND or keyring:NAME.");
            self.fault(value.at, format!("{name} is a secret, and everyone who has the file can read it."), hint);
            return None;
        }
        draft.set(&key, &text);
        if let Some(why) = draft.complaint(&field) {
            self.fault(value.at, format!("{name} cannot be used: {}", lower(&why)), "");
        }
        Some(key)
    }

    fn tags(&mut self, draft: &mut Draft, tags: &Placed<Vec<String>>) {
        let mut seen = HashSet::new();
        for tag in &tags.value {
            if tag.trim().is_empty() || tag.contains(',') {
                self.fault(tags.at, format!("“{tag}” is not a tag."), "A tag is a text without commas.");
            } else if !seen.insert(tag.trim()) {
                self.fault(tags.at, format!("The tag {} occurs twice.", tag.trim()), "Remove one of them.");
            }
        }
        draft.tags = tags.value.join(", ");
        if let Some(why) = draft.tags_complaint() {
            self.fault(tags.at, format!("The tags cannot be used: {}", lower(&why)), "");
        }
    }
}

/// Returns true if values of a field must not be written in clear: in any mode, because the mode may change.
fn is_secret(draft: &Draft, field: &Field) -> bool {
    let mut all = draft.element().fields().filter(|other| other.key == field.key);
    field.is_secret() || all.any(Field::is_secret)
}

/// Returns the sentences about a key that the form does not have.
fn unknown_key(draft: &Draft, key: &FieldKey) -> (String, String) {
    let element = draft.element();
    let problem = format!("{} has no key {key}.", element.key);
    if draft.is_set_by_mode(key) {
        let labels: Vec<&str> = element.modes.iter().map(|mode| mode.label.as_str()).collect();
        let hint = format!("auth-mode sets it. The modes are: {}.", labels.join(", "));
        return (format!("{key} is not set as a value."), hint);
    }
    let has = |mode: &&AuthMode| mode.field(key).is_some_and(|field| !field.hidden);
    if let Some(mode) = element.modes.iter().find(has) {
        let hint = format!("Its auth mode “{0}” has it: add auth-mode = \"{0}\".", mode.label);
        return (format!("{key} is not a key of the auth mode “{}”.", label(draft)), hint);
    }
    let known = || draft.fields().filter(|field| !field.hidden).map(|field| field.key.as_str());
    let similar = did_you_mean(key.as_str(), known());
    if !similar.is_empty() {
        return (problem, similar);
    }
    let required: Vec<&str> = draft.fields().filter(|f| f.required && !f.hidden).map(|f| f.key.as_str()).collect();
    let hint = if required.is_empty() { String::new() } else { format!("It needs: {}.", required.join(", ")) };
    (problem, hint)
}

fn label(draft: &Draft) -> &str {
    draft.mode().map_or("", |mode| mode.label.as_str())
}

/// Returns the name of a variable for a secret: letters, digits and underscores.
pub(super) fn variable_name(owner: &str, key: &str) -> String {
    let spelled = format!("{owner}_{key}");
    let spelled: String =
        spelled.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    if spelled.starts_with(|c: char| c.is_ascii_digit()) { format!("_{spelled}") } else { spelled }
}

/// Returns a sentence that continues another one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
