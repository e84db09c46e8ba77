//! Secrets in a text inside of another: percent-encoded in an address, base64 of a document.

use super::super::spans::Spans;
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Minimum length of base64 that is decoded. Shorter texts hold no name and value.
const SHORTEST: usize = 20;
/// Maximum length of an encoded text, in bytes.
const LONGEST: usize = 1 << 18;

/// Search for secrets in a decoded text.
type Inner<'f> = &'f dyn Fn(&str) -> Spans;

/// Finds secrets in the encoded parts of a text.
pub(super) fn find(text: &str, inner: Inner<'_>, spans: &mut Spans) {
    if text.len() > LONGEST {
        return;
    }
    if ["%22", "%3D", "%3d", "%3A", "%3a"].iter().any(|sign| text.contains(sign)) {
        percent(text, inner, spans);
    }
    base64(text, inner, spans);
}

/// Finds secrets in the percent-encoded values of parameters.
fn percent(text: &str, inner: Inner<'_>, spans: &mut Spans) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '&' | '?' | '#' | '=' | '"' | '\'' | '<' | '>' | ';' | '`');
    let mut at = 0;
    for part in text.split_inclusive(ends) {
        let body = part.trim_end_matches(ends);
        if body.contains('%') {
            let (decoded, places) = decode(body);
            let found = inner(&decoded);
            let place = |offset: usize| places.get(offset).copied().unwrap_or(body.len());
            for range in found.ranges() {
                spans.add(at + place(range.start)..at + place(range.end));
            }
        }
        at += part.len();
    }
}

/// Decodes percent signs and pluses. Returns the text with the place of each of its bytes in the given one.
fn decode(text: &str) -> (String, Vec<usize>) {
    let (mut bytes, mut places, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        places.push(at);
        bytes.push(hex.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        at += if hex.is_some() { 3 } else { 1 };
    }
    match String::from_utf8(bytes) {
        Ok(decoded) => (decoded, places),
        Err(_) => (String::new(), Vec::new()),
    }
}

/// Finds runs of base64 whose decoded text has a secret. They are covered completely.
fn base64(text: &str, inner: Inner<'_>, spans: &mut Spans) {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    // Base64 of a file is broken into lines.
    let is_file = text.len() > 64 && text.chars().all(|c| belongs(c) || c == '\n');
    if is_file {
        let joined: String = text.lines().collect();
        if has_secret(&joined, inner) {
            spans.add(0..text.len());
        }
        return;
    }
    let mut at = 0;
    for run in text.split(|c: char| !belongs(c)) {
        let body = run.trim_start_matches('=');
        if body.len() >= SHORTEST && has_secret(body, inner) {
            spans.add(at + run.len() - body.len()..at + run.len());
        }
        at += run.len() + text.get(at + run.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
}

/// Returns true if a base64 text holds a secret.
fn has_secret(text: &str, inner: Inner<'_>) -> bool {
    let is_text = |bytes: &[u8]| bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'));
    // The first characters are enough to leave out identifiers and images.
    let Some(Ok(begin)) = text.get(..16).map(|begin| STANDARD.decode(begin)) else { return false };
    if !is_text(&begin) {
        return false;
    }
    let padded =
        format!("{}{}", text.trim_end_matches('='), "=".repeat((4 - text.trim_end_matches('=').len() % 4) % 4));
    let decoded = STANDARD.decode(padded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.is_some_and(|decoded| !inner(&decoded).is_empty())
}
