//! A bracketed paste on its way in: data, whatever it holds, up to the bytes that end it.

use crate::text::Secret;
use std::{fmt, mem};
use zeroize::Zeroizing;

const MARK: &[u8] = b"\x1b[201~";
/// Bytes, more than any form accepts. The rest is not kept, but still belongs to the paste.
const LIMIT: usize = 1024 * 1024;
const ROOM: usize = 4096;

/// Paste in progress.
#[derive(Default)]
pub struct Paste {
    /// No longer than the limit and one mark.
    bytes: Zeroizing<Vec<u8>>,
    came: usize,
    /// Bytes of the end mark that the last bytes match.
    matched: usize,
}

impl Paste {
    /// Takes a byte, and returns true if the paste ends with it.
    pub fn push(&mut self, byte: u8) -> bool {
        self.came += 1;
        if self.bytes.len() < LIMIT + MARK.len() {
            self.make_room();
            self.bytes.push(byte);
        }
        self.matched = match MARK.get(self.matched) {
            Some(next) if *next == byte => self.matched + 1,
            // The mark's first byte is nowhere else in it, so a new one can only begin here.
            _ => usize::from(MARK.first() == Some(&byte)),
        };
        self.matched == MARK.len()
    }

    /// Returns the text, even without its end mark; `None` if it is empty.
    pub fn end(mut self) -> Option<Secret> {
        let mark = if self.matched == MARK.len() { MARK.len() } else { 0 };
        self.bytes.truncate((self.came - mark).min(LIMIT));
        let bytes = mem::take(&mut *self.bytes);
        match String::from_utf8(bytes) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => Some(Secret::new(text)),
            Err(error) => Some(readable(&Zeroizing::new(error.into_bytes()))),
        }
    }

    /// Moves to a larger place by hand, since one that grows by itself leaves its old place unwiped.
    fn make_room(&mut self) {
        if self.bytes.len() == self.bytes.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity((self.bytes.len() * 2).max(ROOM)));
            larger.extend_from_slice(&self.bytes);
            self.bytes = larger;
        }
    }
}

/// Decodes the text, with U+FFFD for invalid bytes.
fn readable(bytes: &[u8]) -> Secret {
    let mut text = String::with_capacity(bytes.len() * char::REPLACEMENT_CHARACTER.len_utf8());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend((!chunk.invalid().is_empty()).then_some(char::REPLACEMENT_CHARACTER));
    }
    Secret::new(text)
}

impl fmt::Debug for Paste {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paste(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paste(bytes: &[u8]) -> (bool, Option<String>) {
        let mut paste = Paste::default();
        let ended = bytes.iter().fold(false, |_, byte| paste.push(*byte));
        (ended, paste.end().map(|text| text.expose().to_owned()))
    }

    #[test]
    fn partial_end_marker_is_data() {
        assert_eq!(paste(b"a\x1b[20\x1b\x1b[201~"), (true, Some("a\x1b[20\x1b".into())));
        assert_eq!(paste(b"a\x1b[201"), (false, Some("a\x1b[201".into())));
        assert_eq!(paste(MARK), (true, None));
    }

    #[test]
    fn invalid_utf8_is_marked() {
        assert_eq!(paste(b"a\xff\xc3\xa9\xc3"), (false, Some("a\u{fffd}é\u{fffd}".into())));
    }

    #[test]
    fn paste_over_the_limit_is_cut_and_its_end_found() {
        for over in [0, 1, 5, 6, 7, 5000] {
            let (ended, text) = paste(&[&vec![b'x'; LIMIT + over], MARK].concat());
            assert_eq!((ended, text.map(|text| text.len())), (true, Some(LIMIT)));
        }
    }
}
