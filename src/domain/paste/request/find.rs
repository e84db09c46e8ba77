//! Search for requests in a text or in a nested value.

use super::{
    call::RequestCall,
    literal::{Dialect, Flaw, LiteralReader},
    node::{NodeValue, PastedNode},
    pairs,
    variables::Variables,
};
use std::collections::BTreeMap;

/// Maximum depth of texts nested in texts.
const LAYERS: usize = 6;
/// Maximum number of positions tried as the beginning of a value.
const TRIES: usize = 400;
/// Maximum number of bytes read in all tries, as a multiple of the text's length.
const EFFORT: usize = 40;

/// Result of a search.
#[derive(Default)]
pub(super) struct FoundRequests {
    /// Requests in text order.
    pub requests: Vec<PastedNode>,
    /// Calls of requests that commands send, by the position of the request.
    pub calls: BTreeMap<usize, RequestCall>,
    /// A value that is not a complete request: settings without the surrounding names.
    pub settings: Option<PastedNode>,
    /// Fault in the most promising value.
    pub flaw: Option<Flaw>,
    /// Variables with their values.
    pub variables: Variables,
}

impl FoundRequests {
    /// Searches a text for literal values.
    pub fn in_text(&mut self, text: &str, first_line: usize, dialect: Dialect) {
        let (mut at, mut line, mut tries, mut effort) = (0, first_line, 0, text.len().saturating_mul(EFFORT));
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(offset) = begins(rest) else { break };
            line += rest.get(..offset).unwrap_or_default().matches('\n').count();
            at += offset;
            let start = at;
            tries += 1;
            if tries > TRIES || effort == 0 {
                break;
            }
            let mut reader = LiteralReader::new(text, at, line, dialect);
            let (read, end) = (reader.value(), reader.offset());
            effort = effort.saturating_sub(end - at + 1);
            match read {
                Ok(node) => {
                    let (is_whole, before) = (is_alone(text, start, end), self.requests.len());
                    let has_call = reader.has_call();
                    self.variables.read_node(&node);
                    self.take(node, is_whole);
                    // A skipped call may hold a request.
                    let next = if has_call && self.requests.len() == before { at + 1 } else { end.max(at + 1) };
                    line += text.get(at..next).unwrap_or_default().matches('\n').count();
                    at = next;
                }
                Err(flaw) => {
                    self.note(flaw, text.get(at..).unwrap_or_default());
                    at += 1;
                }
            }
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }

    /// Searches a parsed value. `whole` is true if the text contains nothing else.
    fn take(&mut self, node: PastedNode, whole: bool) {
        let before = self.requests.len();
        let rest = self.search(node, 0);
        if self.requests.len() == before && whole && self.settings.is_none() {
            self.settings = rest.and_then(pairs::settings);
        }
    }

    /// Extracts the requests inside a value. Returns the value if it contains none.
    pub fn search(&mut self, node: PastedNode, layer: usize) -> Option<PastedNode> {
        if layer > LAYERS {
            return Some(node);
        }
        if is_request(&node) {
            self.requests.push(node);
            return None;
        }
        let line = node.line;
        match node.value {
            NodeValue::Text(text) => {
                let inner = text.trim_start();
                let before = self.requests.len();
                if inner.starts_with(['{', '[', '"']) {
                    if let Ok(node) = LiteralReader::new(inner, 0, line, Dialect::Script).inside().value() {
                        self.search(node, layer + 1);
                    }
                } else if let Some(node) = pairs::encoded(inner, line).filter(is_request) {
                    self.requests.push(node);
                }
                (self.requests.len() == before).then(|| PastedNode { value: NodeValue::Text(text), line })
            }
            NodeValue::List(items) => {
                let before = self.requests.len();
                let kept: Vec<PastedNode> = items.into_iter().filter_map(|item| self.search(item, layer)).collect();
                (self.requests.len() == before).then_some(PastedNode { value: NodeValue::List(kept), line })
            }
            NodeValue::Map(entries) => {
                let before = self.requests.len();
                let mut kept = Vec::new();
                for (key, node) in entries {
                    if let Some(node) = self.entry(&key, node, layer) {
                        kept.push((key, node));
                    }
                }
                (self.requests.len() == before).then_some(PastedNode { value: NodeValue::Map(kept), line })
            }
            value @ (NodeValue::Null | NodeValue::Flag(_) | NodeValue::Number(_) | NodeValue::Code) => {
                Some(PastedNode { value, line })
            }
        }
    }

    fn entry(&mut self, key: &str, node: PastedNode, layer: usize) -> Option<PastedNode> {
        // An answer contains an instance, which looks like the request that created it.
        if matches!(key.to_ascii_lowercase().as_str(), "response" | "responses") {
            return None;
        }
        let is_form = matches!(key.to_ascii_lowercase().as_str(), "urlencoded" | "formdata" | "params" | "parameters");
        match is_form.then(|| pairs::from_list(&node)).flatten().filter(is_request) {
            Some(request) => {
                self.requests.push(request);
                None
            }
            None => self.search(node, layer),
        }
    }

    /// Keeps a flaw in a value meant as a request. Of several, the one furthest into the text is kept.
    fn note(&mut self, flaw: Flaw, text: &str) {
        let further = self.flaw.as_ref().is_none_or(|kept| kept.at < flaw.at);
        if further && is_meant(text) {
            self.flaw = Some(flaw);
        }
    }
}

/// Returns true if a part of a text is surrounded only by whitespace and semicolons.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    before.trim().is_empty() && after.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).is_empty()
}

/// Returns true if the text names the parts of a request.
pub(super) fn is_meant(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["element", "configuration"].iter().any(|name| {
        text.match_indices(name).any(|(at, name)| {
            let before = text.get(..at).unwrap_or_default().chars().next_back();
            let after = text.get(at + name.len()..).unwrap_or_default();
            let opened = before.is_some_and(|c| matches!(c, '"' | '\'' | '“' | '‘' | '”' | '’' | '\\' | '„'));
            let after = after.trim_start_matches(['\\', '^', '"', '\'', '”', '’', '“', '‘', ' ']);
            opened && (after.starts_with([':', '=']) || after.is_empty())
        })
    })
}

/// Returns true if the value has the parts of a request.
pub(super) fn is_request(node: &PastedNode) -> bool {
    let configuration = node.entry("configuration").is_some_and(|node| match &node.value {
        NodeValue::Map(_) | NodeValue::Null => true,
        NodeValue::List(items) => items.iter().all(|item| matches!(item.value, NodeValue::Map(_))),
        NodeValue::Text(text) => text.trim_start().starts_with(['{', '[']),
        NodeValue::Flag(_) | NodeValue::Number(_) | NodeValue::Code => false,
    });
    let element = node.entry("element").is_some_and(|node| match &node.value {
        NodeValue::Map(_) => ["key", "id", "elementKey"].iter().any(|name| node.entry(name).is_some()),
        NodeValue::Text(text) => !text.contains(['\n', '<', '{']),
        NodeValue::Number(_) => true,
        NodeValue::Null | NodeValue::Flag(_) | NodeValue::List(_) | NodeValue::Code => false,
    });
    let others = ["name", "tags", "elementKey"].iter().any(|name| node.entry(name).is_some());
    configuration
        || element
            && (others
                || matches!(node.entry("element").map(|e| &e.value), Some(NodeValue::Map(_)))
                || node.entries().len() == 1)
}

/// Returns true if the value is an instance in an answer of the platform, which looks like the request for it.
pub(super) fn is_answer(node: &PastedNode) -> bool {
    let has = |name: &str| node.entry(name).is_some();
    has("id") && (has("createdDate") || has("valid") || has("token"))
}

/// Calls whose arguments may be the entries of a map.
const CALLS: [&str; 2] = ["dict(", "JSON.generate("];

/// Returns the next position where a value may begin: a bracket, or a quote before one.
fn begins(text: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        if rest.starts_with(['{', '[']) || CALLS.iter().any(|call| rest.starts_with(call)) {
            return true;
        }
        let rest = rest.strip_prefix('@').unwrap_or(rest);
        let Some(inner) = rest.strip_prefix(['"', '\'', '`', '“', '‘']) else { return false };
        let inner = inner.trim_start_matches(['"', '\'']).trim_start();
        let inner = inner.strip_prefix("\\n").unwrap_or(inner).trim_start();
        inner.starts_with(['{', '['])
    })
}
