//! Stored forms of passwords: crypt, LDAP, Django, databases; and passwords in lines of fixed fields.

use super::super::{spans::Spans, value};

/// Names of hash functions between the first two dollar signs of crypt(5).
const CRYPT: &[&str] = &[
    "1",
    "2",
    "2a",
    "2b",
    "2x",
    "2y",
    "5",
    "6",
    "7",
    "y",
    "gy",
    "P",
    "H",
    "S",
    "apr1",
    "argon2i",
    "argon2d",
    "argon2id",
    "scrypt",
    "pbkdf2",
    "pbkdf2-sha256",
    "pbkdf2-sha512",
    "bcrypt-sha256",
];

/// Beginnings of hashes in directories and frameworks.
const SCHEMES: &[&str] = &[
    "{SSHA}",
    "{SHA}",
    "{SSHA256}",
    "{SSHA512}",
    "{SHA256}",
    "{SHA512}",
    "{CRYPT}",
    "{MD5}",
    "{SMD5}",
    "{PBKDF2-SHA256}",
    "{PBKDF2-SHA512}",
    "pbkdf2_sha256$",
    "pbkdf2_sha1$",
    "bcrypt_sha256$",
    "SCRAM-SHA-256$",
    "SCRAM-SHA-1$",
];

/// Minimum length of a hash in bytes.
const SHORTEST: usize = 12;

pub(super) fn find(text: &str, spans: &mut Spans) {
    if text.contains(['$', '}']) {
        crypt(text, spans);
        for scheme in SCHEMES {
            for (at, _) in text.match_indices(scheme) {
                let end = end(text, at + scheme.len());
                if end - at >= SHORTEST {
                    spans.add(at..end);
                }
            }
        }
    }
    fields(text, spans);
}

/// Finds hashes of crypt(5), `$6$salt$hash`. In Compose files each dollar sign is doubled.
fn crypt(text: &str, spans: &mut Spans) {
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('$')).map(|found| at + found) {
        let rest = text.get(start..).unwrap_or_default();
        let sign = if rest.starts_with("$$") { "$$" } else { "$" };
        let body = rest.get(sign.len()..).unwrap_or_default();
        let is_crypt = body.split_once(sign).is_some_and(|(name, _)| CRYPT.contains(&name));
        let end = end(text, start);
        if is_crypt && end - start >= SHORTEST {
            spans.add(start..end);
        }
        at = if is_crypt { end } else { start + sign.len() };
    }
}

/// Returns the end of a hash.
fn end(text: &str, start: usize) -> usize {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '.' | '/' | '=' | '+' | '-' | '_' | ',');
    let rest = text.get(start..).unwrap_or_default();
    // In a SCRAM verifier a colon separates the parts.
    let is_end = |c: char| !(belongs(c) || c == ':' && text.get(..start).is_some_and(|text| text.contains("SCRAM-")));
    let found = rest.get(..rest.find(is_end).unwrap_or(rest.len())).unwrap_or_default();
    start + found.trim_end_matches([',', '.']).len()
}

/// Finds the password in a line of pgpass: `host:port:database:user:password`.
fn fields(text: &str, spans: &mut Spans) {
    let fields: Vec<&str> = text.splitn(5, ':').collect();
    let [host, port, database, user, password] = fields.as_slice() else { return };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_word =
        |text: &&&str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || "\"'=<>/{}".contains(c));
    let is_port = *port == "*" || is_number(port) && port.len() <= 5;
    let is_socket = host.starts_with('/') && !host.contains(|c: char| c.is_whitespace() || "\"'=<>{}".contains(c));
    let is_host = *host == "*" || host.starts_with(|c: char| c.is_ascii_alphabetic()) || host.split('.').count() == 4;
    let is_place = is_socket || is_host && is_word(&host);
    if is_port && is_place && [database, user].iter().all(is_word) && !is_number(database) && !is_number(user) {
        let start = text.len() - password.len();
        if !password.starts_with(' ') && !value::is_harmless(password) {
            spans.add(start..start + password.trim_end().len());
        }
    }
}
