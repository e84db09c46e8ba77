//! A value with the parts of a request, read as one.

use super::{
    Entry, LeftOut, PastedRequest, Reason,
    literal::{Dialect, Reader},
    node::{Node, Value},
    pairs::SETTINGS,
    placeholder::is_placeholder,
    shell::VARIABLE,
};
use crate::text::Secret;

/// Names that values of a list of settings go by.
const KEYS: [&str; 4] = ["key", "name", "configKey", "propertyName"];
const VALUES: [&str; 4] = ["value", "propertyValue", "currentValue", "defaultValue"];

/// Reads a request; every value is taken, or named among those left out.
pub(super) fn read(node: &Node) -> PastedRequest {
    let mut request = PastedRequest::default();
    for (key, node) in node.entries() {
        match key.to_ascii_lowercase().as_str() {
            "element" | "elementkey" => request.element(node),
            "configuration" | SETTINGS => request.configuration(node),
            "name" => request.name = request.text("name", node).or(request.name.take()),
            "tags" => request.tags(node),
            "providerdata" => request.provider_data(node),
            _ => request.leave_out(key, node, Reason::NoPlace),
        }
    }
    request
}

impl PastedRequest {
    fn element(&mut self, node: &Node) {
        if let Some(inner) = inner(node) {
            return self.element(&inner);
        }
        let Value::Map(entries) = &node.value else {
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

    fn configuration(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => entries.iter().for_each(|(key, node)| self.entry(key, node)),
            Value::List(items) => items.iter().for_each(|item| self.item(item)),
            Value::Null => {}
            Value::Text(_) | Value::Flag(_) | Value::Number(_) | Value::Code => match inner(node) {
                Some(inner) => self.configuration(&inner),
                None => self.leave_out("configuration", node, Reason::Unread),
            },
        }
    }

    /// `{"key": "userName", "value": "ada"}`, or `{"userName": "ada"}`.
    fn item(&mut self, item: &Node) {
        let entry = |names: &[&str]| names.iter().find_map(|name| item.entry(name));
        match (entry(&KEYS).and_then(Node::scalar), entry(&VALUES)) {
            (Some(key), Some(value)) => self.entry(&key, value),
            (Some(key), None) if item.entries().len() > 1 => self.leave_out(&key, item, Reason::Empty),
            _ => item.entries().iter().for_each(|(key, node)| self.entry(key, node)),
        }
    }

    fn entry(&mut self, key: &str, node: &Node) {
        let Some(value) = self.value(key, node) else { return };
        if let Some(earlier) = self.configuration.iter().position(|entry| entry.key == key) {
            let earlier = self.configuration.remove(earlier);
            self.left_out.push(LeftOut { key: earlier.key, line: earlier.line, reason: Reason::Repeated });
        }
        let mut parts = Vec::new();
        flatten(key, node, &mut parts);
        self.configuration.push(Entry { key: key.to_owned(), value, line: node.line, parts });
    }

    /// The value of an entry as the text that is sent; lists and maps as JSON.
    fn value(&mut self, key: &str, node: &Node) -> Option<Secret> {
        match &node.value {
            Value::List(items) if items.is_empty() => self.leave_out(key, node, Reason::Empty),
            Value::Map(entries) if entries.is_empty() => self.leave_out(key, node, Reason::Empty),
            Value::List(_) | Value::Map(_) if leaves(node) == Leaves::Placeholders => {
                self.leave_out(key, node, Reason::Placeholder);
            }
            Value::List(_) | Value::Map(_) => return Some(Secret::new(node.json().to_string())),
            _ => return self.text(key, node).map(Secret::new),
        }
        None
    }

    fn text(&mut self, key: &str, node: &Node) -> Option<String> {
        let reason = match &node.value {
            Value::Null => Reason::Null,
            Value::Code => Reason::Variable,
            Value::List(_) | Value::Map(_) => Reason::Unread,
            Value::Flag(flag) => return Some(flag.to_string()),
            Value::Number(number) => return Some(number.clone()),
            Value::Text(text) if text.contains(VARIABLE) => Reason::Variable,
            Value::Text(text) if text.trim().is_empty() => Reason::Empty,
            Value::Text(text) if is_placeholder(text) => Reason::Placeholder,
            Value::Text(text) => return Some(text.to_string()),
        };
        self.leave_out(key, node, reason);
        None
    }

    fn tags(&mut self, node: &Node) {
        let mut tags = Vec::new();
        if let Some(inner) = inner(node) {
            return self.tags(&inner);
        }
        match &node.value {
            Value::List(items) => tags.extend(items.iter().filter_map(|item| self.text("tags", item))),
            Value::Map(_) => self.leave_out("tags", node, Reason::Unread),
            Value::Null => {}
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

    /// A code is used once, so what belongs to one sign-in is not taken over.
    fn provider_data(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                for (key, node) in entries.iter().filter(|(_, node)| !matches!(node.value, Value::Null)) {
                    self.leave_out(&format!("providerData.{key}"), node, Reason::Spent);
                }
            }
            Value::Null => {}
            _ => self.leave_out("providerData", node, Reason::Spent),
        }
    }

    fn leave_out(&mut self, key: &str, node: &Node, reason: Reason) {
        self.left_out.push(LeftOut { key: key.to_owned(), line: node.line, reason });
    }
}

/// The value written as JSON in a text.
fn inner(node: &Node) -> Option<Node> {
    let Value::Text(text) = &node.value else { return None };
    let is_value = text.trim_start().starts_with(['{', '[']);
    is_value.then(|| Reader::new(text, 0, node.line, Dialect::Script).inside().value().ok()).flatten()
}

/// What the innermost values are.
#[derive(PartialEq, Eq)]
enum Leaves {
    Placeholders,
    Values,
}

fn leaves(node: &Node) -> Leaves {
    let is_place = |node: &Node| leaves(node) == Leaves::Placeholders;
    let places = match &node.value {
        Value::List(items) => items.iter().all(is_place),
        Value::Map(entries) => entries.iter().all(|(_, node)| is_place(node)),
        Value::Text(text) => is_placeholder(text) || text.contains(VARIABLE),
        Value::Null | Value::Code => true,
        Value::Flag(_) | Value::Number(_) => false,
    };
    if places { Leaves::Placeholders } else { Leaves::Values }
}

/// The innermost values of a map by their whole names, as in `store.url`.
fn flatten(name: &str, node: &Node, parts: &mut Vec<(String, Secret)>) {
    for (key, node) in node.entries() {
        let name = format!("{name}.{key}");
        match node.scalar() {
            Some(text) if !is_placeholder(&text) => parts.push((name, Secret::new(text.as_str()))),
            Some(_) => {}
            None => flatten(&name, node, parts),
        }
    }
}
