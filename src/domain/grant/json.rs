//! Parser of answers in JSON: objects with a code, and lists of names and values.

use crate::text::secret::Secret;
use serde_json::{Map, Value};

/// Maximum depth of nested objects that are searched.
const DEPTH: usize = 16;
/// Entries of logs and HTTP libraries that are not parameters of an answer.
const AROUND: [&str; 34] = [
    "level",
    "msg",
    "message",
    "time",
    "ts",
    "timestamp",
    "date",
    "method",
    "path",
    "status",
    "logger",
    "caller",
    "ip",
    "remote",
    "url",
    "uri",
    "headers",
    "severity",
    "pid",
    "hostname",
    "event",
    "id",
    "name",
    "version",
    "httpversion",
    "user_agent",
    "useragent",
    "request_id",
    "requestid",
    "trace_id",
    "duration",
    "protocol",
    "query",
    "type",
];

/// Name-value pairs of one object.
pub(super) type Pairs = Vec<(String, Secret)>;

/// Returns the pairs of each object in the text that may contain an answer.
pub(super) fn objects(text: &str) -> Vec<Pairs> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut tries = 0;
    while let Some(at) = rest.find(['{', '[']) {
        let tail = rest.get(at..).unwrap_or_default();
        tries += 1;
        if tries > 64 {
            break;
        }
        let mut values = serde_json::Deserializer::from_str(tail).into_iter::<Value>();
        let used = match values.next() {
            Some(Ok(value)) => {
                walk(&value, &mut found, 0);
                values.byte_offset()
            }
            Some(Err(_)) | None => 1,
        };
        rest = tail.get(used.max(1)..).unwrap_or_default();
    }
    found
}

/// Returns true if an unknown name may be a provider's parameter rather than a line of a mail or a log.
pub(super) fn is_parameter(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && !is_around(name)
}

/// Returns true if the name is an entry of a log or a library.
fn is_around(name: &str) -> bool {
    AROUND.contains(&name.to_lowercase().as_str())
}

fn walk(value: &Value, found: &mut Vec<Pairs>, depth: usize) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Object(object) => {
            found.extend(pairs(object));
            for value in object.values() {
                walk(value, found, depth + 1);
            }
        }
        Value::Array(list) => {
            let named = list.iter().filter_map(|entry| named(entry.as_object()?)).collect();
            found.extend(Some(named).filter(has_answer));
            for value in list {
                walk(value, found, depth + 1);
            }
        }
        // JSON encoded in a JSON string.
        Value::String(text) if text.trim_start().starts_with('{') => {
            found.extend(serde_json::from_str::<Value>(text).ok().and_then(|value| value.as_object().and_then(pairs)));
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn pairs(object: &Map<String, Value>) -> Option<Pairs> {
    let pairs = object.iter().filter(|(name, _)| !is_around(name));
    let pairs: Pairs = pairs.filter_map(|(name, value)| Some((name.clone(), Secret::new(scalar(value)?)))).collect();
    Some(pairs).filter(has_answer)
}

/// Parses `{"name": "code", "value": "..."}`, as in HAR files of browsers and exports of API clients.
fn named(entry: &Map<String, Value>) -> Option<(String, Secret)> {
    let name = entry.get("name").or_else(|| entry.get("key"))?.as_str()?;
    Some((name.to_owned(), Secret::new(scalar(entry.get("value")?)?)))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        // Some frameworks provide a list of values for each name.
        Value::Array(list) if list.len() == 1 => list.first().and_then(scalar),
        Value::Array(_) | Value::Null | Value::Object(_) => None,
    }
}

fn has_answer(pairs: &Pairs) -> bool {
    let names = ["code", "oauth_verifier", "error", "authorization_code", "authorizationcode", "auth_code", "authcode"];
    pairs.iter().any(|(name, _)| names.contains(&name.to_lowercase().as_str()))
}
