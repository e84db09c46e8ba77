//! Names that end with "key": secret unless the word before says otherwise.

use super::words::{KEY_QUALIFIERS, KEY_WORDS, PUBLIC_KEYS, list};

/// Evidence that a name with the word "key" is that of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyName {
    /// Key of a table, a map, a file or a keyboard, or a public one.
    Harmless,
    /// Key of something unknown, such as a vendor.
    Unknown,
    /// Key of a secret kind: "api key".
    Secret,
}

/// Judges the word "key" by the words before it. Returns `None` for another word.
pub(super) fn judge(tail: &str, before: &[&str]) -> Option<KeyName> {
    if !list(KEY_WORDS).any(|key| key == tail) {
        return None;
    }
    let Some(qualifier) = before.last() else { return Some(KeyName::Harmless) };
    let singular = qualifier.strip_suffix('s').unwrap_or(qualifier);
    let is_in = |words: &'static str| list(words).any(|word| word == *qualifier || word == singular);
    Some(if is_in(PUBLIC_KEYS) {
        KeyName::Harmless
    } else if list(KEY_QUALIFIERS).any(|word| word == *qualifier) {
        KeyName::Secret
    } else {
        KeyName::Unknown
    })
}
