//! Names that end with "key": secret unless the word before says otherwise.

use super::words::{KEY_ENDS, KEY_QUALIFIERS, KEY_WORDS, PUBLIC_KEYS};

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
    if !KEY_WORDS.contains(tail) {
        let stem = KEY_ENDS.iter().find_map(|end| tail.strip_suffix(end)).filter(|stem| stem.len() > 2)?;
        return Some(if PUBLIC_KEYS.contains(stem) { KeyName::Harmless } else { KeyName::Unknown });
    }
    // The Spanish word alone is also one for a password.
    let Some(qualifier) = before.last() else {
        return Some(if tail == "clave" { KeyName::Unknown } else { KeyName::Harmless });
    };
    let singular = qualifier.strip_suffix('s').unwrap_or(qualifier);
    Some(if PUBLIC_KEYS.contains(qualifier) || PUBLIC_KEYS.contains(singular) {
        KeyName::Harmless
    } else if KEY_QUALIFIERS.contains(qualifier) {
        KeyName::Secret
    } else {
        KeyName::Unknown
    })
}
