//! Generated keys, recognized by their randomness.

use super::super::{shape, spans::Spans};

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
        "ssh-ed25519 aaaa",
        "ssh-rsa aaaa",
        "ecdsa-sha2",
    ];
    if line.len() < 32 || hashes.iter().any(|word| lower.contains(word)) {
        return;
    }
    let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '='));
    let mut at = 0;
    for part in line.split(ends) {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        // After an assignment, the sign is part of the split text.
        let body = part
            .split_once('=')
            .filter(|(name, rest)| !name.is_empty() && !rest.trim_matches('=').is_empty())
            .map_or(part, |(_, rest)| rest);
        let start = at + part.len() - body.len();
        let is_apart =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | ':' | ',' | '(' | '>' | '`'));
        // The parts of an address are words.
        let word = line.get(..start).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        let in_address = word.contains("://") && !word.contains(['?', '#']);
        if is_apart && !in_address && shape::is_generated(body) {
            spans.add(start..start + body.len());
        }
        at += part.len() + line.get(at + part.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
}
