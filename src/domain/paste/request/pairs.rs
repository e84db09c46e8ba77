//! Sequences of names and values: forms, properties, environment variables, TOML.

use super::{
    literal::{Dialect, LiteralReader},
    node::{NodeValue, PastedNode},
};
use url::form_urlencoded;

/// Squeezed names of the parts of a request.
const ELEMENT: [&str; 5] = ["element", "elementkey", "elementid", "elementname", "elementtype"];
const NAME: [&str; 2] = ["name", "instancename"];
const TAGS: [&str; 3] = ["tags", "tag", "instancetags"];

/// Key of a configuration that the text does not name as one.
pub(super) const SETTINGS: &str = "settings";

/// Parses lines of names and values; `None` if the text does not consist of such lines.
pub(super) fn lines(text: &str, first_line: usize) -> Option<PastedNode> {
    let mut pairs: Vec<(String, PastedNode)> = Vec::new();
    let (mut section, mut odd, mut prose, mut skip_to) = (String::new(), 0, 0, 0);
    let mut at = 0;
    for (row, line) in text.split('\n').enumerate() {
        let (start, number) = (at, first_line + row);
        at += line.len() + 1;
        let trimmed = line.trim();
        if start < skip_to || trimmed.is_empty() || trimmed.starts_with(['#', ';']) || trimmed.starts_with("//") {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            name.trim_matches(['[', '"', '\'']).trim().clone_into(&mut section);
            continue;
        }
        let Some((name, value)) = split(trimmed) else {
            if !is_prose(trimmed) {
                odd += 1;
            } else if !pairs.is_empty() {
                // Words in front of the first value are the greeting of a mail.
                prose += 1;
            }
            continue;
        };
        // What stands between values counts, and the words behind the last one do not.
        odd += std::mem::take(&mut prose);
        let name = if section.is_empty() { name } else { format!("{section}.{name}") };
        let offset = start + (line.find(value).unwrap_or_default());
        let (node, end) = value_at(text, offset, value, number);
        skip_to = end;
        pairs.push((name, node));
    }
    (pairs.len() >= 2 && odd <= pairs.len() / 2).then(|| request_of(pairs, first_line))
}

/// Returns true if a line is words of a mail or a note rather than a part of a value.
fn is_prose(line: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() <= 24 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
    };
    !line.starts_with("---") && line.split_whitespace().filter(|word| !is_word(word)).count() <= 1
}

/// Splits a line into name and value; `None` if it has none.
fn split(line: &str) -> Option<(String, &str)> {
    let line = ["export ", "set ", "SET ", "$env:", "setx ", "ENV ", "ARG ", "- ", "* ", "-D", "+ "]
        .iter()
        .find_map(|prefix| line.strip_prefix(prefix))
        .unwrap_or(line);
    let at = line.find(['=', '\t']).or_else(|| line.find(": "))?;
    let (name, rest) = (line.get(..at)?, line.get(at + 1..)?);
    // An entry of a program in Ruby, PHP or Perl.
    if rest.starts_with('>') {
        return None;
    }
    let name = name.trim().trim_matches(['"', '\'']).trim_end_matches([':', '+', '?']).trim();
    let is_name = !name.is_empty() && name.len() <= 120 && !name.contains(['{', '}', '<', '>', '(', '"', '/']);
    is_name.then(|| (name.to_owned(), rest.trim().trim_start_matches('=').trim_start()))
}

/// Reads the value at an offset, and returns it with the offset of the following lines.
fn value_at(text: &str, at: usize, value: &str, line: usize) -> (PastedNode, usize) {
    if value.starts_with(['"', '\'', '{', '[', '“', '‘']) {
        let mut reader = LiteralReader::new(text, at, line, Dialect::Script);
        if let Ok(node) = reader.value() {
            let rest = text.get(reader.offset()..).unwrap_or_default();
            let rest = rest.split('\n').next().unwrap_or_default().trim();
            if rest.is_empty() || rest.starts_with(['#', ';', ',']) {
                return (node, reader.offset());
            }
        }
    }
    let plain = value.split(" #").next().unwrap_or(value).trim();
    (PastedNode::text(plain, line), 0)
}

/// Decodes a form: `a=b&c=d`.
pub(super) fn encoded(text: &str, line: usize) -> Option<PastedNode> {
    let text = text.trim().trim_start_matches('?');
    let is_form =
        text.contains('=') && text.contains('&') && !text.contains(char::is_whitespace) && !text.contains("://");
    let pairs = form_urlencoded::parse(text.as_bytes())
        .map(|(name, value)| (name.into_owned(), PastedNode::text(&value, line)));
    is_form.then(|| request_of(pairs.collect(), line))
}

/// Converts a list of `{"key": ..., "value": ...}`.
pub(super) fn from_list(node: &PastedNode) -> Option<PastedNode> {
    let NodeValue::List(items) = &node.value else { return None };
    let pairs = items
        .iter()
        .map(|item| Some((item.entry("key").or(item.entry("name"))?.scalar()?.to_string(), item.entry("value")?)));
    let pairs: Option<Vec<_>> = pairs.collect();
    let text = |node: &PastedNode| Some(PastedNode::text(&node.scalar()?, node.line));
    let pairs = pairs?.into_iter().filter_map(|(key, value)| Some((key, text(value)?)));
    Some(request_of(pairs.collect(), node.line))
}

/// Converts settings without a request around them: a flat map, or a list of keys and values.
pub(super) fn settings(node: PastedNode) -> Option<PastedNode> {
    let line = node.line;
    if node.entry(SETTINGS).is_some_and(|node| !node.entries().is_empty()) {
        return Some(node);
    }
    if let NodeValue::List(items) = &node.value {
        let are_pairs = !items.is_empty() && items.iter().all(|item| !item.entries().is_empty());
        return are_pairs.then(|| PastedNode { value: NodeValue::Map(vec![(SETTINGS.into(), node)]), line });
    }
    let NodeValue::Map(entries) = node.value else { return None };
    (!entries.is_empty()).then(|| request_of(entries, line))
}

/// Assigns pairs to the parts of a request: `configuration[userName]`, `element.key`, `ELEMENT_KEY`.
pub(super) fn request_of(pairs: Vec<(String, PastedNode)>, line: usize) -> PastedNode {
    let (mut configuration, mut tags, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_request = false;
    for (name, node) in pairs {
        let name = bracketed(&name);
        let squeezed = squeeze(&name);
        if ELEMENT.contains(&squeezed.as_str()) {
            is_request = true;
            others.push(("element".to_owned(), node));
        } else if NAME.contains(&squeezed.as_str()) {
            others.push(("name".to_owned(), node));
        } else if TAGS.contains(&squeezed.as_str()) || name.starts_with("tags.") {
            tags.push(node);
        } else if squeezed == "configuration" && !matches!(node.value, NodeValue::Null) {
            others.push(("configuration".to_owned(), node));
        } else {
            let key = without_prefix(&name);
            is_request |= key.len() < name.len();
            configuration.push((key.to_owned(), node));
        }
    }
    if let Some(last) = tags.pop() {
        let is_single = tags.is_empty();
        tags.push(last);
        let list =
            if is_single { tags.pop().map_or(NodeValue::Null, |node| node.value) } else { NodeValue::List(tags) };
        others.push(("tags".into(), PastedNode { value: list, line }));
    }
    if !configuration.is_empty() || others.is_empty() {
        let name = if is_request { "configuration" } else { SETTINGS };
        others.push((name.to_owned(), PastedNode { value: NodeValue::Map(configuration), line }));
    }
    PastedNode { value: NodeValue::Map(others), line }
}

/// Returns `configuration[store.url]` as `configuration.store.url`.
fn bracketed(name: &str) -> String {
    let name = name.replace("\\.", ".");
    match name.split_once('[') {
        Some((head, rest)) => {
            let tail = rest.replace("][", ".").trim_end_matches(']').to_owned();
            if tail.is_empty() { head.to_owned() } else { format!("{head}.{tail}") }
        }
        None => name,
    }
}

fn without_prefix(name: &str) -> &str {
    let prefixes = ["configuration.", "configuration_", "config.", "config_", "instance.configuration."];
    let cut = |prefix: &&str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    prefixes.iter().find(|prefix| cut(prefix)).and_then(|prefix| name.get(prefix.len()..)).unwrap_or(name)
}

/// Returns a name in lowercase without separators.
pub fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
