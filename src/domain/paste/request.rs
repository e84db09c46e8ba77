//! Parser of a complete request pasted into a form, in any of the formats in which requests are kept.
//!
//! ```text
//! text ──clean──▶ commands │ literal values │ forms, YAML, properties ──find──▶ Node ──meaning──▶ PastedRequest
//! ```
//!
//! Nothing in the text is evaluated or fetched. A variable is replaced only by a literal value from the same text.

mod call;
mod clean;
mod command;
mod find;
mod gather;
mod literal;
mod meaning;
mod node;
mod pairs;
mod placeholder;
mod refusal;
mod shell;
mod variables;
mod yaml;

#[cfg(test)]
mod tests;

pub use call::RequestCall;
pub use gather::begins_request;
pub use pairs::squeeze;
pub use refusal::RequestRefusal;

use crate::text::Secret;
use find::FoundRequests;
use literal::Dialect;
use node::PastedNode;

/// Maximum length of a text that is parsed, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// Parsed request. Which of its values are secret depends on the element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedRequest {
    /// Key of the element as written.
    pub element: Option<String>,
    /// Name of the instance.
    pub name: Option<String>,
    /// Tags of the instance.
    pub tags: Vec<String>,
    /// Entries of the configuration, in order, without repeated keys.
    pub configuration: Vec<PastedEntry>,
    /// Values that were not used.
    pub left_out: Vec<LeftOut>,
    /// Method and host of the call that sends it, if the text has them.
    pub call: RequestCall,
    /// Line on which it begins, counted from 1.
    pub line: usize,
}

/// Entry of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedEntry {
    /// Key as written.
    pub key: String,
    /// Value. Lists and maps are encoded as JSON.
    pub value: Secret,
    /// Line of the value, counted from 1.
    pub line: usize,
    /// Values nested in a map, by their full names.
    pub parts: Vec<(String, Secret)>,
}

/// Value that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Name of the value in the request.
    pub key: String,
    /// Line of the value, counted from 1.
    pub line: usize,
    /// Reason.
    pub reason: Reason,
}

/// Reason why a value was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The value is a placeholder.
    Placeholder,
    /// The value is empty.
    Empty,
    /// The value is `null`.
    Null,
    /// The value is a variable or an expression.
    Variable,
    /// The value belongs to an earlier sign-in and cannot be used again.
    Spent,
    /// The key occurs again further down, and the last value counts.
    Repeated,
    /// The form has no field for it.
    NoPlace,
    /// The value has an unsupported shape.
    Unread,
}

impl Reason {
    /// Describes the reason in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Placeholder => "placeholder",
            Self::Empty => "empty",
            Self::Null => "null",
            Self::Variable => "variable",
            Self::Spent => "belongs to an earlier sign-in",
            Self::Repeated => "repeated below",
            Self::NoPlace => "not part of the form",
            Self::Unread => "not a single value",
        }
    }
}

/// Result of parsing a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestReading {
    /// A request.
    Request(Box<PastedRequest>),
    /// Different requests, in text order.
    Several(Vec<PastedRequest>),
    /// Names and values without an element or configuration. They are a request if a form has fields for them.
    Settings(Box<PastedRequest>),
    /// A text meant as a request that cannot be parsed.
    Refused(RequestRefusal),
    /// Any other text.
    Other,
}

impl RequestReading {
    /// Parses a pasted text.
    pub fn parse(text: &str) -> Self {
        if text.len() > LIMIT {
            let start = text.char_indices().nth(4096).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
            return if refusal::is_request_like(start) {
                Self::Refused(RequestRefusal::too_long(text.len()))
            } else {
                Self::Other
            };
        }
        let text = clean::cleaned(text);
        let mut settings = None;
        let unwrapped = clean::unwrapped(&text);
        let respelled = clean::respelled(&text);
        let spellings = std::iter::once(&text).chain(&unwrapped).chain(&respelled);
        let mut first = FoundRequests::default();
        for (nth, spelling) in spellings.enumerate() {
            let mut found = search(spelling);
            if let Some(first) = found.requests.first() {
                let other = RequestRefusal::other_resource(spelling).filter(|_| first.entry("element").is_none());
                if let Some(refusal) = other {
                    return Self::Refused(refusal);
                }
                return Self::of_requests(requests(found, spelling));
            }
            settings = settings.or(found.settings.take());
            if nth == 0 {
                first = found;
            }
        }
        if let Some(refusal) = RequestRefusal::from_text(&text, &first, settings.is_some()) {
            return Self::Refused(refusal);
        }
        settings.map_or(Self::Other, |node| Self::Settings(Box::new(meaning::read(&node))))
    }
}

impl RequestReading {
    /// Returns true if the text is a request, or was meant as one.
    pub fn is_request(&self) -> bool {
        match self {
            Self::Request(_) | Self::Several(_) | Self::Refused(_) => true,
            Self::Settings(_) | Self::Other => false,
        }
    }

    /// Creates the result of the requests in a text.
    fn of_requests(mut requests: Vec<PastedRequest>) -> Self {
        if requests.len() > 1 {
            return Self::Several(requests);
        }
        requests.pop().map_or(Self::Other, |only| Self::Request(Box::new(only)))
    }
}

/// Searches a text for requests in every supported format.
fn search(text: &str) -> FoundRequests {
    let mut found = FoundRequests::default();
    if text.lines().any(|line| command::begins(line).is_some()) {
        commands(text, &mut found);
    }
    if command::is_powershell(text) {
        found.in_text(text, 1, Dialect::PowerShell);
    }
    if found.requests.is_empty() {
        found.in_text(text, 1, Dialect::Script);
    }
    if !found.requests.is_empty() {
        return found;
    }
    let mut documents: Vec<PastedNode> = [pairs::encoded(text, 1), http_form(text)].into_iter().flatten().collect();
    let first = text.trim_start();
    // Of damaged JSON the lines look like names and values, with its quotes in them.
    let is_damaged = found.flaw.is_some() && text.lines().any(is_json_entry);
    if !first.starts_with(['{', '"']) && !is_damaged && text.trim().contains('\n') {
        documents.extend([yaml::read(text, 1), pairs::lines(text, 1)].into_iter().flatten());
    }
    for node in documents {
        if found.requests.is_empty() {
            let rest = found.search(node, 0);
            found.settings = found.settings.take().or(rest.and_then(pairs::settings));
        }
    }
    found
}

/// Returns true if the line is an entry of a JSON map.
fn is_json_entry(line: &str) -> bool {
    line.trim_start().starts_with('"') && line.contains("\":")
}

/// Searches the bodies of the commands in a text.
fn commands(text: &str, found: &mut FoundRequests) {
    for commands in command::read(text) {
        for mut sent in commands {
            let first = found.requests.len();
            if let Some(form) = sent.form().filter(find::is_request) {
                found.requests.push(form);
            }
            for body in &sent.texts {
                let before = found.requests.len();
                found.in_text(&body.text, body.line, Dialect::Script);
                if found.requests.len() == before {
                    let form = pairs::encoded(&body.text, body.line).filter(find::is_request);
                    found.requests.extend(form);
                }
            }
            found.calls.extend((first..found.requests.len()).map(|at| (at, sent.call.clone())));
        }
        if !found.requests.is_empty() {
            return;
        }
    }
}

/// Returns the form after the headers of a raw HTTP request.
fn http_form(text: &str) -> Option<PastedNode> {
    let first = text.trim_start().split([' ', '\n']).next()?;
    let (_, body) = text.split_once("\n\n").filter(|_| matches!(first, "POST" | "PUT" | "PATCH"))?;
    pairs::encoded(body, 1 + text.lines().count() - body.lines().count())
}

/// Returns the different requests. If one names no element, the element is taken from the address.
fn requests(mut found: FoundRequests, text: &str) -> Vec<PastedRequest> {
    found.variables.read_lines(text);
    for node in &mut found.requests {
        found.variables.fill(node);
    }
    let mut requests: Vec<PastedRequest> = Vec::new();
    let mut above = 0;
    for (at, node) in found.requests.iter().enumerate() {
        // Documents often show the same request twice, as JSON and as a command, and its answer.
        if at > 0 && find::is_answer(node) {
            continue;
        }
        let call = found.calls.get(&at).cloned().unwrap_or_else(|| RequestCall::above(text, above, node.line));
        above = node.line;
        let request = PastedRequest { call, line: node.line, ..meaning::read(node) };
        if !requests.iter().any(|earlier| earlier.is_same(&request)) {
            requests.push(request);
        }
    }
    let in_address = in_address(text);
    for request in &mut requests {
        request.element = request.element.take().or_else(|| in_address.clone());
    }
    requests
}

/// Returns the element named in an address: `/elements/zendesk/instances`.
fn in_address(text: &str) -> Option<String> {
    let mut parts = text.split("/elements/").skip(1).filter_map(|rest| rest.split_once("/instances"));
    parts.find_map(|(key, _)| {
        let key = key.rsplit('/').next().unwrap_or(key);
        let is_key =
            !key.is_empty() && key != "api-v2" && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        is_key.then(|| key.to_owned())
    })
}
