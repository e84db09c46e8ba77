//! Writes instances of a platform into a file: secrets become references, and comments and references of the file stay.

use super::{check::variable_name, taken_variables::taken_variables};
use crate::{
    catalog::{Catalog, Element, Field, FieldKey, element::oauth_keys::CALLBACK_URL, field::Target},
    document::mask::{is_secret_name, is_secret_text},
    domain::{
        Draft, ListedInstance, OAuthProxy, Reference,
        draft::{DraftValue, Purpose},
        existing_instance::ExistingInstance,
        reference::escaped,
    },
    text::Secret,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TomlError, value};

/// First lines of a new file.
const HEAD: &str = "\
# Instances of a platform. elemint plan lists the changes, elemint apply sends them.
# Secrets are references: set the variables named here, or write file:PATH, cmd:COMMAND or keyring:NAME.

";

/// Result of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceExport {
    /// Text of the file.
    pub text: String,
    /// Instances that were added.
    pub added: usize,
    /// Instances of the file of which values were replaced.
    pub updated: usize,
    /// References to fill in.
    pub references: Vec<String>,
}

/// Writes instances into the text of a file, or into a new one. Comments, order and references of an existing file
/// stay. `proxies` are the OAuth proxies of the platform. With `has_ids`, each instance is written with its ID, so that it can be renamed in the file.
///
/// # Errors
/// The fault of an existing file that is not valid TOML.
pub fn export(
    existing: Option<&str>,
    profile: Option<&str>,
    instances: &[ListedInstance],
    (catalog, proxies): (&Catalog, &[OAuthProxy]),
    has_ids: bool,
) -> Result<InstanceExport, TomlError> {
    let is_new = existing.is_none_or(|text| text.trim().is_empty());
    let mut document = existing.unwrap_or_default().parse::<DocumentMut>()?;
    if let Some(profile) = profile.filter(|_| is_new) {
        document.insert("profile", value(profile));
    }
    let variables = taken_variables(document.as_item());
    let mut exporter = Exporter { catalog, proxies, elements: HashMap::new(), variables, references: Vec::new() };
    let tables = document.entry("instance").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let (mut added, mut updated) = (0, 0);
    if let Some(tables) = tables.as_array_of_tables_mut() {
        let (repeated, before) = (repeated(instances), tables.len());
        for listed in instances {
            let needs_id = has_ids || repeated.contains(&name_key(listed));
            let found = tables.iter().take(before).position(|table| is_of(table, listed, needs_id));
            match found.and_then(|at| tables.get_mut(at)) {
                Some(table) => updated += usize::from(exporter.refresh(table, listed)),
                None => {
                    tables.push(exporter.table(listed, needs_id));
                    added += 1;
                }
            }
        }
    }
    let text = document.to_string();
    let text = if is_new { format!("{HEAD}{text}") } else { text };
    Ok(InstanceExport { text, added, updated, references: exporter.references })
}

fn name_key(listed: &ListedInstance) -> (String, String) {
    (listed.element.to_string(), listed.name.trim().to_owned())
}

/// Returns the elements and names that several instances have.
fn repeated(instances: &[ListedInstance]) -> HashSet<(String, String)> {
    let mut seen = HashSet::new();
    instances.iter().map(name_key).filter(|key| !seen.insert(key.clone())).collect()
}

fn is_of(table: &Table, listed: &ListedInstance, needs_id: bool) -> bool {
    let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::trim);
    let number = || table.get("id").and_then(Item::as_integer).map(|number| number.to_string());
    match text("id").map(str::to_owned).or_else(number) {
        Some(id) => id == listed.id,
        None => {
            !needs_id && text("element") == Some(listed.element.as_str()) && text("name") == Some(listed.name.trim())
        }
    }
}

struct Exporter<'a> {
    catalog: &'a Catalog,
    proxies: &'a [OAuthProxy],
    elements: HashMap<String, Option<Arc<Element>>>,
    /// Names of variables that are taken.
    variables: HashSet<String>,
    references: Vec<String>,
}

/// Value as it is written.
enum ExportedValue {
    Plain(String),
    Secret,
}

/// Form of an instance as it is written.
struct ExportedForm {
    /// Label of an auth mode that is not the default.
    mode: Option<String>,
    /// Name of the OAuth proxy that the instance was authorized through.
    proxy: Option<String>,
    values: Vec<(String, ExportedValue)>,
}

impl Exporter<'_> {
    fn element(&mut self, key: &str) -> Option<Arc<Element>> {
        let catalog = self.catalog;
        self.elements.entry(key.to_owned()).or_insert_with(|| catalog.find(key)).clone()
    }

    /// Returns the values of an instance that its form takes.
    fn values(&mut self, listed: &ListedInstance) -> ExportedForm {
        let existing = Arc::new(ExistingInstance::from_listed(listed));
        let Some(element) = self.element(listed.element.as_str()) else {
            return ExportedForm { mode: None, proxy: None, values: undescribed(&existing) };
        };
        let callback = existing.value(&FieldKey::new(CALLBACK_URL)).map(Secret::expose);
        let of_callback = |proxy: &&OAuthProxy| callback.is_some() && proxy.address.as_deref() == callback;
        let proxy = self.proxies.iter().find(of_callback).map(|proxy| proxy.name.clone());
        let draft = Draft::of_existing(element.clone(), Purpose::Edit(existing.clone()));
        let mode = draft.mode().filter(|_| draft.mode_index() > 0).map(|mode| mode.label.clone());
        let is_at_proxy = |field: &Field| proxy.is_some() && field.key.as_str() == CALLBACK_URL;
        let is_written = |field: &&Field| {
            let is_typed = field.target == Target::Configuration && !field.hidden && field.from_callback.is_none();
            is_typed && !is_at_proxy(field)
        };
        let value = |field: &Field| {
            if existing.is_masked(&field.key) {
                return Some((field.key.to_string(), ExportedValue::Secret));
            }
            // The platform may not show a secret that new credentials need.
            let Some(value) = draft.value(&field.key) else {
                return (field.required && field.is_secret()).then(|| (field.key.to_string(), ExportedValue::Secret));
            };
            let is_default = field.default.as_deref() == Some(value.expose());
            let written = match value {
                DraftValue::Plain(text) if !is_secret_text(text) => ExportedValue::Plain(escaped(text).into_owned()),
                DraftValue::Plain(_) | DraftValue::Hidden(_) | DraftValue::Reference(_) => ExportedValue::Secret,
            };
            (!is_default).then(|| (field.key.to_string(), written))
        };
        let values = draft.asked().filter(is_written).filter_map(value).collect();
        ExportedForm { mode, proxy, values }
    }

    fn table(&mut self, listed: &ListedInstance, has_id: bool) -> Table {
        let ExportedForm { mode, proxy, values } = self.values(listed);
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        table.insert("element", value(listed.element.as_str()));
        table.insert("name", value(listed.name.trim()));
        if has_id {
            table.insert("id", value(listed.id.as_str()));
        }
        if let Some(mode) = mode {
            table.insert("auth-mode", value(mode));
        }
        if let Some(proxy) = proxy {
            table.insert("oauth-proxy", value(proxy));
        }
        if !listed.tags.is_empty() {
            table.insert("tags", value(listed.tags.iter().map(String::as_str).collect::<Array>()));
        }
        let mut configuration = Table::new();
        for (key, written) in values {
            let text = match written {
                ExportedValue::Plain(text) => text,
                ExportedValue::Secret => self.reference(listed, &key),
            };
            configuration.insert(&key, value(text));
        }
        if !configuration.is_empty() {
            table.insert("configuration", Item::Table(configuration));
        }
        table
    }

    /// Replaces the values of a table that differ, and returns true if there is one. References stay.
    fn refresh(&mut self, table: &mut Table, listed: &ListedInstance) -> bool {
        let ExportedForm { proxy, values, .. } = self.values(listed);
        let mut is_changed = replace(table, "name", listed.name.trim());
        is_changed |= proxy.is_some_and(|proxy| replace(table, "oauth-proxy", &proxy));
        let tags: Option<Vec<&str>> =
            table.get("tags").and_then(Item::as_array).map(|tags| tags.iter().filter_map(|tag| tag.as_str()).collect());
        if tags.unwrap_or_default() != listed.tags {
            let tags = listed.tags.iter().map(String::as_str).collect::<Array>();
            put(table, "tags", toml_edit::Value::Array(tags));
            is_changed = true;
        }
        if !table.contains_key("configuration") && !values.is_empty() {
            table.insert("configuration", Item::Table(Table::new()));
        }
        let Some(configuration) = table.get_mut("configuration").and_then(Item::as_table_like_mut) else {
            return is_changed;
        };
        for (key, written) in values {
            // A key without quotes is nested tables, which stay as they are written.
            let is_nested = !configuration.contains_key(&key)
                && key.split('.').next().is_some_and(|first| key.contains('.') && configuration.contains_key(first));
            let before = configuration.get(&key).and_then(Item::as_str);
            match written {
                _ if is_nested => {}
                ExportedValue::Secret if configuration.contains_key(&key) => {}
                ExportedValue::Secret => {
                    let text = self.reference(listed, &key);
                    configuration.insert(&key, value(text));
                    is_changed = true;
                }
                ExportedValue::Plain(text) if before == Some(&text) || before.is_some_and(is_reference) => {}
                ExportedValue::Plain(text) => {
                    if configuration
                        .get(&key)
                        .and_then(Item::as_value)
                        .is_some_and(|old| old.to_string().trim() == text)
                    {
                        continue;
                    }
                    match configuration.get_mut(&key).and_then(Item::as_value_mut) {
                        Some(old) => replace_value(old, text.into()),
                        None => drop(configuration.insert(&key, value(text))),
                    }
                    is_changed = true;
                }
            }
        }
        is_changed
    }

    /// Returns a reference to a variable whose name no other value has.
    fn reference(&mut self, listed: &ListedInstance, key: &str) -> String {
        let short = variable_name(listed.name.trim(), key);
        let long = variable_name(&format!("{}_{}", listed.element, listed.name.trim()), key);
        let numbered = format!("{long}_{}", listed.id);
        let free = [short, long].into_iter().find(|name| !self.variables.contains(name)).unwrap_or(numbered);
        self.variables.insert(free.clone());
        let reference = format!("env:{free}");
        self.references.push(reference.clone());
        reference
    }
}

fn is_reference(text: &str) -> bool {
    Reference::read(text).is_some()
}

/// Returns the values of an instance whose element has no description: those that are not secret.
fn undescribed(existing: &ExistingInstance) -> Vec<(String, ExportedValue)> {
    let value = |(key, text): (&FieldKey, &Secret)| {
        let is_secret = is_secret_name(key.as_str()) || is_secret_text(text.expose());
        let written =
            if is_secret { ExportedValue::Secret } else { ExportedValue::Plain(escaped(text.expose()).into_owned()) };
        (key.to_string(), written)
    };
    existing.carried().map(value).collect()
}

/// Replaces a text of a table, and returns true if it was another one.
fn replace(table: &mut Table, key: &str, text: &str) -> bool {
    let is_same = table.get(key).and_then(Item::as_str).map(str::trim) == Some(text);
    if !is_same {
        put(table, key, text.into());
    }
    !is_same
}

fn put(table: &mut Table, key: &str, new: toml_edit::Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => replace_value(old, new),
        None => drop(table.insert(key, Item::Value(new))),
    }
}

/// Replaces a value, and keeps the comment behind it.
fn replace_value(old: &mut toml_edit::Value, mut new: toml_edit::Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}
