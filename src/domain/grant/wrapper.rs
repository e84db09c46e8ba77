//! Addresses inside other addresses: redirect links of mail scanners, chats and search engines.

use super::text::{self, Wiped};
use zeroize::Zeroizing;

/// Maximum number of times an address may be encoded or wrapped.
pub(super) const DEPTH: usize = 5;

/// Returns the addresses contained in an address, given its decoded values.
pub(super) fn inner<'a>(address: &str, values: impl Iterator<Item = &'a str>) -> Vec<Wiped> {
    let mut found: Vec<Wiped> = Vec::new();
    for value in values {
        if address.contains("proofpoint") || address.contains("urldefense") {
            found.extend(proofpoint_v2(value));
        }
        // This is "http" in base64.
        if value.starts_with("aHR0c") {
            found.extend(text::from_base64(value));
        }
        if holds_query(value) {
            found.push(Zeroizing::new(value.to_owned()));
        }
    }
    found.extend(unencoded(address));
    found.extend(
        address
            .split(['/', '?', '&'])
            .skip(3)
            .filter(|part| is_encoded(part) || begins_encoded(part))
            .filter_map(decoded_address),
    );
    found
}

/// Decodes a text that is an address encoded once or more.
pub(super) fn decoded_address(encoded: &str) -> Option<Wiped> {
    let mut address = Zeroizing::new(encoded.to_owned());
    for _ in 0..DEPTH {
        if !is_encoded(&address) && !begins_encoded(&address) {
            break;
        }
        address = Zeroizing::new(text::decoded_code(&address).ok()?);
    }
    (address.as_str() != encoded).then_some(address)
}

/// Returns true if the delimiters of the address are still encoded.
pub(super) fn is_encoded(part: &str) -> bool {
    let small = part.to_ascii_lowercase();
    let scheme = ["http%3a", "https%3a", "http%253a", "https%253a", "http:%2f", "https:%2f", "%3a%2f%2f", "%253a%252f"];
    let name = ["code%3d", "code%253d", "oauth_verifier%3d", "error%3d", "state%3d"];
    let plain = ["code=", "oauth_verifier=", "error="].iter().any(|name| small.contains(name));
    !plain && (scheme.iter().any(|mark| small.contains(mark)) || name.iter().any(|mark| small.contains(mark)))
}

/// Returns true if the text begins with an encoded scheme, such as `https%3A` or `https:%2F`.
fn begins_encoded(part: &str) -> bool {
    let small = part.to_ascii_lowercase();
    ["http%3a", "https%3a", "http%253a", "https%253a", "http:%2f", "https:%2f"]
        .iter()
        .any(|mark| small.starts_with(mark))
}

fn holds_query(value: &str) -> bool {
    let proof = ["code", "oauth_verifier", "error", "state", "denied"].iter().any(|name| value.contains(name));
    proof && (value.contains("://") || is_encoded(value) || (value.starts_with('/') && value.contains('?')))
}

/// Returns an address that was inserted unencoded into the query of another.
fn unencoded(address: &str) -> Option<Wiped> {
    let (at, _) = address.match_indices("://").nth(1)?;
    let before = address.get(..at)?;
    let start = before.rfind(|c: char| !super::runs::is_scheme(c)).map_or(0, |last| last + 1);
    address.get(start..).map(|inner| Zeroizing::new(inner.to_owned()))
}

/// Decodes URL Defense, version 2: `-3A` is `%3A`, and `_` is a slash.
fn proofpoint_v2(value: &str) -> Option<Wiped> {
    let address = Zeroizing::new(value.replace('-', "%").replace('_', "/"));
    let address = Zeroizing::new(text::decoded_code(&address).ok()?);
    address.starts_with("http").then_some(address)
}

/// Characters that encode the length of a run of replaced bytes.
const LENGTHS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Decodes URL Defense, version 3 (`v3/__ADDRESS__;BYTES!`): each `*` is replaced by the next byte, `**A` by two of
/// them, `**B` by three.
pub(super) fn proofpoint_v3(address: &str) -> Option<Wiped> {
    let (_, rest) = address.split_once("/v3/__")?;
    let (inner, rest) = rest.split_once("__;")?;
    let encoded = rest.split('!').next().unwrap_or_default();
    let bytes = text::from_base64(encoded).unwrap_or_default();
    let mut replaced = bytes.chars();
    let mut address = Zeroizing::new(String::with_capacity(inner.len() + bytes.len()));
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('*') {
        address.push_str(before);
        let many = after.strip_prefix('*').and_then(|run| {
            let length = run.chars().next().and_then(|c| LENGTHS.find(c))?;
            Some((length + 2, run.get(1..)?))
        });
        let (count, tail) = many.unwrap_or((1, after));
        address.extend(replaced.by_ref().take(count));
        rest = tail;
    }
    address.push_str(rest);
    Some(address)
}
