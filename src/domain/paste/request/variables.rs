//! Variables whose literal value is in the same text: of Postman and Insomnia, of HTTP files, of programs and shells.

use super::{
    node::{NodeValue, PastedNode},
    shell::VARIABLE,
};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// Values by the names of their variables.
#[derive(Default)]
pub(super) struct Variables(HashMap<String, Zeroizing<String>>);

/// Lists of variables in the files of Postman.
const LISTS: [&str; 3] = ["values", "variable", "variables"];

impl Variables {
    /// Reads the assignments of a text. Of several with one name, the last counts.
    pub fn read_lines(&mut self, text: &str) {
        for (name, value) in text.lines().filter_map(assignment) {
            self.put(name, value);
        }
    }

    /// Reads the variables in a file of Postman or Insomnia.
    pub fn read_node(&mut self, node: &PastedNode) {
        if let NodeValue::List(items) = &node.value {
            for item in items {
                self.read_node(item);
            }
        }
        let is_environment =
            node.entry("_type").and_then(PastedNode::scalar).is_some_and(|kind| *kind == "environment");
        for (key, inner) in node.entries() {
            match &inner.value {
                NodeValue::List(items) if LISTS.contains(&key.as_str()) => {
                    for item in items {
                        self.item(item);
                    }
                }
                NodeValue::Map(entries) if is_environment && key == "data" => {
                    for (name, value) in entries {
                        if let Some(value) = value.scalar() {
                            self.put(name, &value);
                        }
                    }
                }
                _ => self.read_node(inner),
            }
        }
    }

    fn item(&mut self, item: &PastedNode) {
        let is_off = matches!(item.entry("enabled").map(|node| &node.value), Some(NodeValue::Flag(false)));
        let text = |name: &str| item.entry(name).and_then(PastedNode::scalar);
        if let (Some(name), Some(value), false) = (text("key").or_else(|| text("name")), text("value"), is_off) {
            self.put(&name, &value);
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), Zeroizing::new(value.to_owned()));
    }

    /// Replaces the variables in a value.
    pub fn fill(&self, node: &mut PastedNode) {
        match &mut node.value {
            NodeValue::Text(text) => {
                if let Some(filled) = self.filled(text) {
                    *text = filled;
                }
            }
            NodeValue::List(items) => items.iter_mut().for_each(|item| self.fill(item)),
            NodeValue::Map(entries) => entries.iter_mut().for_each(|(_, node)| self.fill(node)),
            NodeValue::Null | NodeValue::Flag(_) | NodeValue::Number(_) | NodeValue::Code => {}
        }
    }

    /// Returns a text with values in place of its variables; `None` if it has none that is known.
    fn filled(&self, text: &str) -> Option<Zeroizing<String>> {
        let mut filled = Zeroizing::new(String::new());
        let (mut rest, mut is_changed) = (text, false);
        while let Some(at) = rest.find(['{', '$', VARIABLE]).filter(|_| !self.0.is_empty()) {
            let (before, tail) = rest.split_at(at);
            filled.push_str(before);
            let found = reference(tail).and_then(|(name, after)| Some((self.0.get(name)?, after)));
            match found {
                Some((value, after)) => {
                    filled.push_str(value);
                    (rest, is_changed) = (after, true);
                }
                None => {
                    let mut chars = tail.chars();
                    filled.extend(chars.next());
                    rest = chars.as_str();
                }
            }
        }
        filled.push_str(rest);
        is_changed.then_some(filled)
    }
}

/// Returns the name of a variable, if the text is nothing else: `{{name}}`, `${name}`.
pub(super) fn variable_name(text: &str) -> Option<&str> {
    reference(text).filter(|(_, rest)| rest.is_empty()).map(|(name, _)| name)
}

/// Splits a text that begins with a variable into its name and the rest.
fn reference(text: &str) -> Option<(&str, &str)> {
    if let Some(body) = text.strip_prefix(VARIABLE).filter(|body| !body.starts_with('{')) {
        let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(body.len());
        return body.split_at_checked(end);
    }
    let braced = || text.strip_prefix(VARIABLE)?.strip_prefix('{');
    let (body, close) = match text.strip_prefix("{{") {
        Some(body) => (body, "}}"),
        None => (text.strip_prefix("${").or_else(braced)?, "}"),
    };
    let body = body.trim_start();
    let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let (name, rest) = body.split_at_checked(end)?;
    let rest = rest.trim_start().strip_prefix(close)?;
    Some((name.strip_prefix("_.").unwrap_or(name), rest))
}

/// Words before the name of a constant.
const LEADS: [&str; 12] =
    ["export ", "set ", "const ", "let ", "var ", "final ", "static ", "private ", "public ", "$env:", "@", "$"];

/// Splits a line into the name of a variable and its literal value; `None` for any other line.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let mut body = line.trim();
    let is_http = body.starts_with('@');
    while let Some(rest) = LEADS.iter().find_map(|lead| body.strip_prefix(lead)) {
        body = rest.trim_start();
    }
    let (left, right) = body.split_once('=').filter(|(_, right)| !right.starts_with(['=', '>', '~']))?;
    // A type comes before the name or after a colon.
    let name = left.split(':').next()?.trim();
    let name = name.rsplit(' ').next()?.trim_start_matches('$');
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = right.trim();
    let literal = match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => value
            .get(1..)?
            .split_once(quote)
            .filter(|(inner, after)| !inner.contains('\\') && is_end(after))
            .map(|(inner, _)| inner),
        None if is_http => Some(value),
        None => {
            let is_shell =
                right == value && !left.ends_with(' ') && !value.contains([' ', '$', '(', '`', ';', '"', '\'']);
            is_shell.then_some(value)
        }
    }?;
    (is_name && !literal.is_empty()).then_some((name, literal))
}

/// Returns true if only the end of a statement or a comment follows a value.
fn is_end(after: &str) -> bool {
    let after = after.trim_start_matches([';', ',', ' ', '\t']);
    after.is_empty() || after.starts_with(['#']) || after.starts_with("//")
}
