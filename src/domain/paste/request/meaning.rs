//! Conversion of a parsed value into a request.

use super::{
    LeftOut, PastedEntry, PastedRequest, Reason,
    literal::{Dialect, LiteralReader},
    node::{NodeValue, PastedNode},
    pairs::SETTINGS,
    placeholder::is_placeholder,
    shell::VARIABLE,
};
use crate::{
    catalog::field::{
        RETRIEVE_OBJECTS,
        proxy::{KEYS_STORED, PROXY_KEYS, PROXY_NAME},
    },
    text::Secret,
};

/// Key names in lists of settings.
const KEYS: [&str; 4] = ["key", "name", "configKey", "propertyName"];
const VALUES: [&str; 4] = ["value", "propertyValue", "currentValue", "defaultValue"];

/// Converts a value to a request. Each entry is either used or listed in `left_out`.
pub(super) fn read(node: &PastedNode) -> PastedRequest {
    let mut request = PastedRequest::default();
    for (key, node) in node.entries() {
        match key.to_ascii_lowercase().as_str() {
            "element" | "elementkey" => request.element(node),
            "configuration" | SETTINGS => request.configuration(node),
            "name" => request.name = request.text("name", node).or(request.name.take()),
            "tags" => request.tags(node),
            "providerdata" => request.provider_data(node),
            "oauthproxy" => request.oauth_proxy(key, node),
            key if key.eq_ignore_ascii_case(RETRIEVE_OBJECTS) => request.entry(RETRIEVE_OBJECTS, node),
            _ => request.leave_out(key, node, Reason::NoPlace),
        }
    }
    request
}

impl PastedRequest {
    fn element(&mut self, node: &PastedNode) {
        if let Some(inner) = inner(node) {
            return self.element(&inner);
        }
        let NodeValue::Map(entries) = &node.value else {
            self.element = self.text("element", node).or(self.element.take());
            return;
        };
        let named = ["key", "elementKey", "id", "name"].into_iter().find_map(|name| Some((name, node.entry(name)?)));
        if let Some((name, node)) = named {
            self.element = self.text(&format!("element.{name}"), node);
            for (key, node) in entries.iter().filter(|(key, _)| !key.eq_ignore_ascii_case(name)) {
                self.leave_out(&format!("element.{key}"), node, Reason::NoPlace);
            }
        }
    }

    /// Reads the name of an OAuth proxy, which has the keys of the application.
    fn oauth_proxy(&mut self, key: &str, node: &PastedNode) {
        let Some(name) = node.entry("oauthProxyName") else { return self.leave_out(key, node, Reason::Unread) };
        self.entry(PROXY_NAME, name);
        let (key, value) = (PROXY_KEYS.to_owned(), Secret::new(KEYS_STORED));
        self.configuration.push(PastedEntry { key, value, line: node.line, parts: Vec::new() });
    }

    fn configuration(&mut self, node: &PastedNode) {
        match &node.value {
            NodeValue::Map(entries) => entries.iter().for_each(|(key, node)| self.entry(key, node)),
            NodeValue::List(items) => items.iter().for_each(|item| self.item(item)),
            NodeValue::Null => {}
            NodeValue::Text(_) | NodeValue::Flag(_) | NodeValue::Number(_) | NodeValue::Code => match inner(node) {
                Some(inner) => self.configuration(&inner),
                None => self.leave_out("configuration", node, Reason::Unread),
            },
        }
    }

    /// Reads `{"key": "userName", "value": "ada"}` or `{"userName": "ada"}`.
    fn item(&mut self, item: &PastedNode) {
        let entry = |names: &[&str]| names.iter().find_map(|name| item.entry(name));
        match (entry(&KEYS).and_then(PastedNode::scalar), entry(&VALUES)) {
            (Some(key), Some(value)) => self.entry(&key, value),
            (Some(key), None) if item.entries().len() > 1 => self.leave_out(&key, item, Reason::Empty),
            _ => item.entries().iter().for_each(|(key, node)| self.entry(key, node)),
        }
    }

    fn entry(&mut self, key: &str, node: &PastedNode) {
        let Some(value) = self.value(key, node) else { return };
        if let Some(earlier) = self.configuration.iter().position(|entry| entry.key == key) {
            let earlier = self.configuration.remove(earlier);
            self.left_out.push(LeftOut { key: earlier.key, line: earlier.line, reason: Reason::Repeated });
        }
        let mut parts = Vec::new();
        flatten(key, node, &mut parts);
        self.configuration.push(PastedEntry { key: key.to_owned(), value, line: node.line, parts });
    }

    /// Returns the value of an entry as the text that is sent. Lists and maps are encoded as JSON.
    fn value(&mut self, key: &str, node: &PastedNode) -> Option<Secret> {
        match &node.value {
            NodeValue::List(items) if items.is_empty() => self.leave_out(key, node, Reason::Empty),
            NodeValue::Map(entries) if entries.is_empty() => self.leave_out(key, node, Reason::Empty),
            NodeValue::List(_) | NodeValue::Map(_) if leaves(node) == Leaves::Placeholders => {
                self.leave_out(key, node, Reason::Placeholder);
            }
            NodeValue::List(_) | NodeValue::Map(_) => return Some(Secret::new(node.json().to_string())),
            _ => return self.text(key, node).map(Secret::new),
        }
        None
    }

    fn text(&mut self, key: &str, node: &PastedNode) -> Option<String> {
        let reason = match &node.value {
            NodeValue::Null => Reason::Null,
            NodeValue::Code => Reason::Variable,
            NodeValue::List(_) | NodeValue::Map(_) => Reason::Unread,
            NodeValue::Flag(flag) => return Some(flag.to_string()),
            NodeValue::Number(number) => return Some(number.clone()),
            NodeValue::Text(text) if text.contains(VARIABLE) => Reason::Variable,
            NodeValue::Text(text) if text.trim().is_empty() => Reason::Empty,
            NodeValue::Text(text) if is_placeholder(text) => Reason::Placeholder,
            NodeValue::Text(text) => return Some(text.to_string()),
        };
        self.leave_out(key, node, reason);
        None
    }

    fn tags(&mut self, node: &PastedNode) {
        let mut tags = Vec::new();
        if let Some(inner) = inner(node) {
            return self.tags(&inner);
        }
        match &node.value {
            NodeValue::List(items) => tags.extend(items.iter().filter_map(|item| self.text("tags", item))),
            NodeValue::Map(_) => self.leave_out("tags", node, Reason::Unread),
            NodeValue::Null => {}
            _ => {
                for tag in
                    self.text("tags", node).unwrap_or_default().split(',').map(str::trim).filter(|tag| !tag.is_empty())
                {
                    tags.push(tag.to_owned());
                }
            }
        }
        self.tags.extend(tags.into_iter().map(|tag| tag.trim().to_owned()));
    }

    /// Leaves out the provider data: a code is valid once, so values of one sign-in are not reused.
    fn provider_data(&mut self, node: &PastedNode) {
        match &node.value {
            NodeValue::Map(entries) => {
                for (key, node) in entries.iter().filter(|(_, node)| !matches!(node.value, NodeValue::Null)) {
                    self.leave_out(&format!("providerData.{key}"), node, Reason::Spent);
                }
            }
            NodeValue::Null => {}
            _ => self.leave_out("providerData", node, Reason::Spent),
        }
    }

    fn leave_out(&mut self, key: &str, node: &PastedNode, reason: Reason) {
        self.left_out.push(LeftOut { key: key.to_owned(), line: node.line, reason });
    }
}

/// Parses a text that contains a list or a map.
fn inner(node: &PastedNode) -> Option<PastedNode> {
    let NodeValue::Text(text) = &node.value else { return None };
    let is_value = text.trim_start().starts_with(['{', '[']);
    is_value.then(|| LiteralReader::new(text, 0, node.line, Dialect::Script).inside().value().ok()).flatten()
}

/// Kind of the innermost values.
#[derive(PartialEq, Eq)]
enum Leaves {
    Placeholders,
    Values,
}

fn leaves(node: &PastedNode) -> Leaves {
    let is_placeholder_only = |node: &PastedNode| leaves(node) == Leaves::Placeholders;
    let all_placeholders = match &node.value {
        NodeValue::List(items) => items.iter().all(is_placeholder_only),
        NodeValue::Map(entries) => entries.iter().all(|(_, node)| is_placeholder_only(node)),
        NodeValue::Text(text) => is_placeholder(text) || text.contains(VARIABLE),
        NodeValue::Null | NodeValue::Code => true,
        NodeValue::Flag(_) | NodeValue::Number(_) => false,
    };
    if all_placeholders { Leaves::Placeholders } else { Leaves::Values }
}

/// Collects the innermost values of a map by their full names, as in `store.url`.
fn flatten(name: &str, node: &PastedNode, parts: &mut Vec<(String, Secret)>) {
    for (key, node) in node.entries() {
        let name = format!("{name}.{key}");
        match node.scalar() {
            Some(text) if !is_placeholder(&text) => parts.push((name, Secret::new(text.as_str()))),
            Some(_) => {}
            None => flatten(&name, node, parts),
        }
    }
}

impl PastedRequest {
    /// Returns true if a request has the same name, element and values, in any place of the text.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let values = |request: &'_ Self| -> Vec<_> {
            request.configuration.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        };
        // A part that one of them lacks does not distinguish them.
        let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
        agree(&self.element, &other.element) && agree(&self.name, &other.name) && values(self) == values(other)
    }
}
