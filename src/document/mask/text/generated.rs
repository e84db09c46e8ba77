//! Generated keys, recognized by their randomness.

use super::super::{
    name::{is_name_of_hash, is_secret_name},
    shape,
    spans::Spans,
};

/// Masks generated keys with names that do not mark them as secret. Hashes are left out.
pub(super) fn find(line: &str, spans: &mut Spans) {
    let lower = line.to_ascii_lowercase();
    let hashes = [
        "sha1",
        "sha256",
        "sha384",
        "sha512",
        "integrity",
        "etag",
        "digest",
        "fingerprint",
        "checksum",
        "x-amz-id",
        "public",
        "ssh-ed25519 ",
        "ssh-rsa ",
        "\"h1:",
        " h1:",
        "dnskey",
        "verification=",
        "host-key",
        "hostkey",
        "ecdsa-sha2",
    ];
    if line.len() < 20 || hashes.iter().any(|word| lower.contains(word)) {
        return;
    }
    let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '='));
    let mut at = 0;
    for part in line.split(ends) {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        // After an assignment, the sign is part of the split text.
        let inner = part.trim_end_matches('=');
        let body = inner.rfind('=').and_then(|sign| part.get(sign + 1..)).unwrap_or(part);
        let start = at + part.len() - body.len();
        let is_apart =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | ':' | ',' | '(' | '>' | '`'));
        // The parts of an address are words.
        let word = line.get(..start).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        let is_image = line.get(..at).is_some_and(|before| before.ends_with(";base64,"));
        let in_address = is_image || word.contains("://") && !word.contains(['?', '#']);
        // The user before a password is public.
        let is_user = line.get(at + part.len()..).is_some_and(|rest| rest.starts_with(':') && !rest.starts_with(": "));
        let is_key = || shape::is_generated(body) || is_revealed(line, start, body);
        if is_apart && !in_address && !is_user && is_key() && !is_name_of_hash(label(line, start)) {
            spans.add(start..start + body.len());
        }
        at += part.len() + line.get(at + part.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
}

/// Returns true if a sentence reveals a token after the name of its kind: "The token for the mirror is **new**: `9f8e...`".
fn is_revealed(line: &str, start: usize, token: &str) -> bool {
    let before = line.get(..start).unwrap_or_default();
    if token.len() < 12 || !before.trim_end_matches(['`', '"', '\'', ' ']).ends_with(':') {
        return false;
    }
    let sentence = before.rsplit(". ").next().unwrap_or_default();
    let is_sentence = sentence.split_whitespace().count() > 3 && !sentence.contains(['{', '<', '=', '|', '(', '/']);
    let words = || sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    is_sentence && shape::resembles_key(token) && words().any(is_secret_name) && !words().any(is_name_of_hash)
}

/// Returns the name before a token: the word before the sign, or before the space.
fn label(line: &str, start: usize) -> &str {
    // The text of an element has the name of its tag.
    let text = line.get(..start).unwrap_or_default();
    if let Some(tag) = text.strip_suffix('>').and_then(|tag| tag.rsplit('<').next()) {
        return tag.split(char::is_whitespace).next().unwrap_or_default();
    }
    let around = |c: char| !c.is_alphanumeric();
    let before = line.get(..start).unwrap_or_default().trim_end_matches(around);
    let begins = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    before.rfind(begins).and_then(|at| before.get(at..)).unwrap_or(before).trim_start_matches(around)
}
