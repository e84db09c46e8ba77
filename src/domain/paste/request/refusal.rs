//! Errors of texts meant as a request that cannot be parsed.

use super::{LIMIT, command, find, find::FoundRequests, literal::Flaw, shell, shell::ShellWord};

/// Error with its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRefusal {
    /// Recognized content, and the place of the fault.
    pub problem: String,
    /// Remedy.
    pub hint: String,
}

const HINT: &str = "No values were filled in.";

impl RequestRefusal {
    fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), hint: HINT.to_owned() }
    }

    pub(super) fn too_long(length: usize) -> Self {
        let (mega, limit) = (length.div_ceil(1024 * 1024).max(2), LIMIT / 1024 / 1024);
        Self::new(format!("This looks like a request of {mega} MiB or more, but the limit is {limit} MiB."))
    }

    /// Returns the error of a text without a request; `None` if it was not meant as one.
    pub(super) fn from_text(text: &str, found: &FoundRequests, has_settings: bool) -> Option<Self> {
        if let Some((tool, line)) = command_of(text) {
            return Some(Self::command(text, found, tool, line));
        }
        if let Some(flaw) = &found.flaw {
            return Some(Self::new(format!(
                "This looks like a request, but it is cut off or damaged {}.",
                place_of(flaw)
            )));
        }
        let form = form_of(text)?;
        (!has_settings || form != SETTINGS).then(|| {
            Self::new(format!("This looks like {form}, but it contains no readable element or configuration."))
        })
    }

    /// Returns the error of a request for another resource of the platform, whose body resembles that of an instance.
    pub(super) fn other_resource(text: &str) -> Option<Self> {
        let resource = |rest: &str| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
            rest.get(..end).unwrap_or_default().to_owned()
        };
        let mut resources = text.split("/api-v2/").skip(1).map(resource).filter(|name| !name.is_empty());
        let first = resources.next()?;
        let all = |known: &str| first != known && resources.clone().all(|name| name != known);
        (all("instances") && all("elements")).then(|| Self {
            problem: format!("This request is for /{first} and not for an instance of an element."),
            hint: HINT.into(),
        })
    }

    fn command(text: &str, found: &FoundRequests, tool: &str, line: usize) -> Self {
        let sent: Vec<command::SentCommand> = command::read(text).into_iter().next().unwrap_or_default();
        let sent: Vec<_> = sent.into_iter().filter(|sent| sent.tool == tool).collect();
        let place = if line > 1 { format!(" in line {line}") } else { String::new() };
        if let Some(file) = sent.iter().find_map(|sent| sent.files.first()) {
            let file: String = file.chars().take(40).collect();
            return Self {
                problem: format!(
                    "This {tool} command{place} has no request body. It sends the file {file}, which is not read."
                ),
                hint: "Paste the content of the file.".into(),
            };
        }
        if let (None, Some(variable)) = (&found.flaw, sent.iter().flat_map(|sent| &sent.texts).find_map(variable)) {
            return Self {
                problem: format!(
                    "The body of this {tool} command{place} is the variable {variable}, which the text does not set."
                ),
                hint: "Paste its value, the JSON.".into(),
            };
        }
        let has_body = sent.iter().any(|sent| !sent.texts.is_empty()) || text.contains('{');
        match &found.flaw {
            Some(flaw) => {
                let damage = place_of(flaw);
                Self::new(format!("The body of this {tool} command{place} is cut off or damaged {damage}."))
            }
            None if has_body => Self::new(format!(
                "The body of this {tool} command{place} contains neither an element nor a configuration."
            )),
            None => Self {
                problem: format!("This {tool} command{place} has no request body. Paste the JSON it sends."),
                hint: HINT.into(),
            },
        }
    }
}

/// Returns the name of the variable that a body consists of, `$PAYLOAD`, `${PAYLOAD}`, `%PAYLOAD%` or `$env:PAYLOAD`.
fn variable(body: &ShellWord) -> Option<String> {
    let text = body.text.trim().trim_matches(['"', '\'']);
    let name = match text.strip_prefix('%') {
        Some(rest) => rest.strip_suffix('%')?,
        None => text.strip_prefix(['$', shell::VARIABLE])?.trim_start_matches("env:").trim_matches(['{', '}']),
    };
    let is_name = !name.is_empty() && name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| name.to_owned())
}

/// Describes the place and the cause of a flaw.
fn place_of(flaw: &Flaw) -> String {
    let inside = flaw.inside.as_ref().map_or_else(String::new, |key| format!(", in {key}"));
    format!("at line {}{inside}: {}", flaw.line, flaw.problem)
}

/// Returns the first command of a text, and its line.
fn command_of(text: &str) -> Option<(&'static str, usize)> {
    let mut found = text.lines().enumerate().filter_map(|(row, line)| Some((command::begins(line)?, row + 1)));
    found.find(|(tool, _)| !matches!(*tool, "echo" | "printf"))
}

const SETTINGS: &str = "settings of an instance";

/// Returns the format that the text seems to have.
fn form_of(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let first = text.trim_start().lines().next().unwrap_or_default();
    let method = ["POST ", "PUT ", "PATCH "].iter().any(|method| first.starts_with(method));
    let calls =
        ["fetch(", "axios.", "axios(", "requests.post(", "requests.request(", "httpx.post(", "$.ajax(", "$.post("];
    if method && (first.contains("/instances") || first.contains(" HTTP/") || text.contains('\n')) {
        Some("a raw HTTP request")
    } else if calls.iter().any(|call| lower.contains(call)) {
        Some("a call in a program")
    } else if lower.contains("\"log\"") && lower.contains("\"entries\"") {
        Some("a HAR file")
    } else if lower.contains("_postman_id") || lower.contains("\"request\"") && lower.contains("\"method\"") {
        Some("a Postman collection or a recorded request")
    } else if lower.contains("elements/api-v2/instances") && text.trim().contains([' ', '\n']) {
        Some("a request to the platform")
    } else if find::is_meant(text) && text.trim_start().starts_with(['{', '[']) {
        Some(SETTINGS)
    } else {
        None
    }
}

/// Returns true if the text begins like a request.
pub(super) fn is_request_like(start: &str) -> bool {
    command_of(start).is_some() || find::is_meant(start) || form_of(start).is_some()
}
