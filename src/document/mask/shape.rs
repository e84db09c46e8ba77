//! Secrets recognized by shape: signed tokens, private keys, keys with a vendor's prefix, credentials in addresses.

mod address;
mod hashed;
mod random;
mod token;

use super::spans::Spans;
pub(super) use random::{is_generated, is_image, resembles_key};

/// Finds the parts that are secret by shape in a line of text or in a value.
pub(super) fn find(text: &str, spans: &mut Spans) {
    address::find(text, spans);
    token::find(text, spans);
    hashed::find(text, spans);
    keys(text, spans);
}

/// Returns the secret parts of a value whose other parts are public: an address, a signed query, a key with its marks.
pub(super) fn parts(text: &str) -> Option<Spans> {
    let is_address = text.contains("://") && !text.contains(char::is_whitespace);
    let is_query = text.matches('&').count() >= 2 && text.matches('=').count() >= 3;
    let mut spans = Spans::default();
    if is_address || is_query || text.contains("-----BEGIN ") {
        find(text, &mut spans);
    }
    (!spans.is_empty()).then_some(spans)
}

/// Finds private keys in this text: the part between their marks, or after the first mark.
fn keys(text: &str, spans: &mut Spans) {
    let mut at = 0;
    while let Some(begin) = text.get(at..).and_then(|rest| rest.find("PRIVATE KEY")) {
        let rest = text.get(at + begin..).unwrap_or_default();
        let start = at + begin + rest.find("-----").map_or(rest.len(), |dashes| dashes + 5);
        let body = text.get(start..).unwrap_or_default();
        let stop = start + body.find("-----END").unwrap_or(body.len());
        spans.add(trimmed(text, start, stop));
        // The end mark contains the same words.
        at = stop + text.get(stop..).and_then(|rest| rest.find("KEY")).unwrap_or(0);
    }
}

/// Returns a range without surrounding spaces, quotes and escaped line ends.
pub(super) fn trimmed(text: &str, start: usize, stop: usize) -> std::ops::Range<usize> {
    let inner = text.get(start..stop).unwrap_or_default();
    let blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',');
    let left = inner.trim_start_matches(blank);
    let begin = stop - left.len();
    begin..begin + left.trim_end_matches(blank).len()
}

/// Returns the number of bytes a line is indented by.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests;
