//! Fast pass of the search: for the rarest byte of the search text, and for escapes, at once.

use super::{needle::Needle, rare::RareByte};
use memchr::memchr3_iter;

/// A pass over this many bytes for each useless byte found is slower than a search for the complete text.
const USELESS: usize = 12;

/// End of a pass.
pub(super) enum Pass {
    /// A possible match begins at this byte.
    Hit(usize),
    /// There is none before this byte.
    Searched(usize),
    /// The byte is frequent in this text, so the pass was given up.
    Frequent,
}

/// Searches from a byte up to `end`, the last place at which a match may begin.
pub(super) fn search(rare: RareByte, needle: &Needle, text: &[u8], begin: usize, end: usize) -> Pass {
    let RareByte { offset, spellings: [low, high] } = rare;
    let part = text.get(begin..end.saturating_add(offset).min(text.len())).unwrap_or_default();
    let (mut next, mut useless) = (begin, 0_usize);
    for found in memchr3_iter(low, high, b'\\', part) {
        let at = begin + found;
        if at < next {
            continue;
        }
        if text.get(at) == Some(&b'\\') {
            if at < end && needle.has_escaped(text.get(at + 1..).unwrap_or_default()) {
                return Pass::Hit(at);
            }
            // The second byte of an escape may be a backslash that begins no escape.
            next = at + 2;
            continue;
        }
        let start = at.checked_sub(offset).filter(|start| *start >= begin);
        if let Some(start) = start.filter(|start| needle.runs_at(text, *start)) {
            return Pass::Hit(start);
        }
        useless += 1;
        if useless.is_multiple_of(1024) && useless * USELESS > at - begin {
            return Pass::Frequent;
        }
    }
    Pass::Searched(end.max(next.min(text.len())))
}
