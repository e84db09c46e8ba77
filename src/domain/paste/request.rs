//! A whole request, pasted in place of a form, in any of the forms people keep one in.
//!
//! ```text
//! text ──clean──▶ commands │ literal values │ forms, YAML, properties ──find──▶ Node ──meaning──▶ PastedRequest
//! ```
//!
//! Nothing is evaluated, fetched or expanded.

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
mod yaml;

#[cfg(test)]
mod tests;

pub use gather::begins_request;
pub use pairs::squeeze;
pub use refusal::RequestRefusal;

use crate::text::Secret;
use find::FoundRequests;
use literal::Dialect;
use node::PastedNode;

/// The longest text that is read.
pub const LIMIT: usize = 1024 * 1024;

/// A request as it was pasted. Which values are secret is the element's to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedRequest {
    /// The element's key as it was written.
    pub element: Option<String>,
    /// The instance's name.
    pub name: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The configuration, in order; each key once.
    pub configuration: Vec<PastedEntry>,
    /// Values that were not taken.
    pub left_out: Vec<LeftOut>,
    /// Further requests in the same text.
    pub others: usize,
}

/// An entry of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedEntry {
    /// The key as it was written.
    pub key: String,
    /// The value; lists and maps as JSON.
    pub value: Secret,
    /// The line it stands on, from 1.
    pub line: usize,
    /// The values inside a map, by their whole names.
    pub parts: Vec<(String, Secret)>,
}

/// A value that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name in the request.
    pub key: String,
    /// The line it stands on, from 1.
    pub line: usize,
    /// The reason.
    pub reason: Reason,
}

/// The reason a value was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It marks the place of a value.
    Placeholder,
    /// It is empty.
    Empty,
    /// It is `null`.
    Null,
    /// It is a variable or an expression.
    Variable,
    /// It belongs to a sign-in that is over.
    Spent,
    /// It occurs again further down.
    Repeated,
    /// The form has no place for it.
    NoPlace,
    /// It has a shape that cannot be used here.
    Unread,
}

impl Reason {
    /// The reason in a word or two.
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

/// What a pasted text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestReading {
    /// A request.
    Request(Box<PastedRequest>),
    /// Names and values that name neither an element nor a configuration: a request if a form has fields for them.
    Settings(Box<PastedRequest>),
    /// Something meant as a request that cannot be read.
    Refused(RequestRefusal),
    /// Anything else.
    Other,
}

impl RequestReading {
    /// Reads a pasted text.
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
            if !found.requests.is_empty() {
                return Self::Request(Box::new(chosen(&found.requests, spelling)));
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

/// Looks for requests in every form a text may have.
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

/// Whether a line is an entry of a JSON map.
fn is_json_entry(line: &str) -> bool {
    line.trim_start().starts_with('"') && line.contains("\":")
}

/// The bodies of the commands in a text.
fn commands(text: &str, found: &mut FoundRequests) {
    for way in command::read(text) {
        for mut sent in way {
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
        }
        if !found.requests.is_empty() {
            return;
        }
    }
}

/// The form behind the headers of a raw request.
fn http_form(text: &str) -> Option<PastedNode> {
    let first = text.trim_start().split([' ', '\n']).next()?;
    let (_, body) = text.split_once("\n\n").filter(|_| matches!(first, "POST" | "PUT" | "PATCH"))?;
    pairs::encoded(body, 1 + text.lines().count() - body.lines().count())
}

/// The first request, with its element out of the address where it names none.
fn chosen(requests: &[PastedNode], text: &str) -> PastedRequest {
    let Some((first, others)) = requests.split_first() else { return PastedRequest::default() };
    let mut request = meaning::read(first);
    // A document often shows the same request twice, as JSON and as a command.
    request.others =
        others.iter().map(meaning::read).filter(|other| other.configuration != request.configuration).count();
    request.element = request.element.or_else(|| in_address(text));
    request
}

/// The element an address names: `/elements/zendesk/instances`.
fn in_address(text: &str) -> Option<String> {
    let mut parts = text.split("/elements/").skip(1).filter_map(|rest| rest.split_once("/instances"));
    parts.find_map(|(key, _)| {
        let key = key.rsplit('/').next().unwrap_or(key);
        let fit =
            !key.is_empty() && key != "api-v2" && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        fit.then(|| key.to_owned())
    })
}
