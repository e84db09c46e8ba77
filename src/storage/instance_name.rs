//! Names of instances in files and in the keyring.

use crate::domain::BaseUrl;
use std::fmt::Write as _;

/// Returns the name of an instance of a platform, without an extension.
pub(super) fn file_stem(base: &BaseUrl, id: &str) -> String {
    format!("{}-{}", safe(base.host()), safe(id))
}

/// Returns a text that is fit for the name of a file. Two different texts stay different, up to a length no real name
/// has.
pub(super) fn safe(text: &str) -> String {
    let mut safe = String::new();
    for byte in text.bytes().take(80) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => safe.push(char::from(byte)),
            b'.' | b'-' if !safe.is_empty() => safe.push(char::from(byte)),
            _ => {
                let _ = write!(safe, "~{byte:02x}");
            }
        }
    }
    safe
}
