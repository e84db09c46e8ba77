//! Checksum at the end of JSON files, so that a torn or altered file is recognized.
//!
//! It is the last entry of the object itself, and covers every byte before it, so the file remains valid JSON for any
//! reader.

use crate::text::hex;
use ring::digest::{SHA256, digest};

const BEFORE: &str = ",\n  \"sum\": \"";
const AFTER: &str = "\"\n}";
/// End of an object of several lines.
const END: &str = "\n}";
const DIGITS: usize = 64;

/// Bytes that a checksum adds at most.
pub(super) const LENGTH: usize = BEFORE.len() + DIGITS + AFTER.len() + 1;

/// State of a text compared with its checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChecksumState {
    Whole,
    Broken,
    /// There is none: a person wrote it, or an elemint that made none.
    None,
}

/// Adds the sum to an object written in several lines.
pub(super) fn seal(text: &mut String) {
    let Some(body) = text.trim_end().strip_suffix(END).map(str::len) else { return };
    text.truncate(body);
    let sum = hex_digest(text.as_bytes());
    text.extend([BEFORE, &sum, AFTER, "\n"]);
}

/// Compares the checksum with the text before it.
pub(super) fn check(text: &str) -> ChecksumState {
    let parts =
        text.trim_end().strip_suffix(AFTER).and_then(|rest| rest.split_at_checked(rest.len().checked_sub(DIGITS)?));
    let Some((body, digest)) = parts.and_then(|(rest, digest)| Some((rest.strip_suffix(BEFORE)?, digest))) else {
        return ChecksumState::None;
    };
    if hex_digest(body.as_bytes()) == digest { ChecksumState::Whole } else { ChecksumState::Broken }
}

/// Returns the SHA-256 digest in hexadecimal digits.
pub(super) fn hex_digest(bytes: &[u8]) -> String {
    hex(digest(&SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(name: &str) -> String {
        let mut text = serde_json::to_string_pretty(&serde_json::json!({ "v": 1, "name": name })).expect("JSON");
        seal(&mut text);
        text
    }

    #[test]
    fn checksum_keeps_the_object_within_the_stated_length() {
        let text = sealed("ü");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((json["name"].as_str(), json["sum"].as_str().map(str::len)), (Some("ü"), Some(DIGITS)));
        assert_eq!(check(&text), ChecksumState::Whole);
        assert_eq!(text.len(), "{\n  \"v\": 1,\n  \"name\": \"ü\"\n}".len() + LENGTH - END.len());
    }

    #[test]
    fn file_without_checksum_is_not_damaged() {
        for text in ["", "{}", "{\n  \"v\": 1\n}", "\"\n}", "\u{fc}\"\n}"] {
            assert_eq!(check(text), ChecksumState::None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn changed_or_lost_byte_is_detected(name in ".{0,40}", at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let text = sealed(&name);
            let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let at = at.index(text.len());
            let mut bytes = text.clone().into_bytes();
            bytes[at] = with;
            for torn in [&bytes[..], &text.as_bytes()[..at]] {
                let Ok(torn) = std::str::from_utf8(torn) else { continue };
                let Ok(json) = serde_json::from_str::<serde_json::Value>(torn) else { continue };
                // A text that still passes has the same values: only the checksum itself may be damaged.
                prop_assert!(check(torn) == ChecksumState::Broken || json["name"] == whole["name"] && json["v"] == whole["v"]);
            }
        }
    }
}
