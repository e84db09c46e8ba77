//! Fast scan of a JSON text for possible matches.

use super::{
    needle::Needle,
    pass::{self, Pass},
    rare::RareByte,
};
use memchr::memchr;
use zeroize::Zeroizing;

/// Number of bytes that are lowercased at a time: a block that fits into the first-level cache.
const BLOCK: usize = 1 << 14;

/// Finds positions of a JSON text at which a match may begin.
///
/// The text is compared as sent, which is usually sufficient. An escape may encode any character, so an escape that may
/// be a character of the search text counts as a possible match.
pub(super) struct Prefilter<'n> {
    needle: &'n Needle,
    /// Byte to look for, until it proves to be frequent in this text.
    rare: Option<RareByte>,
    /// Lowercase copy of the text from `begin` to `end`, plus the length of the search text. It is wiped when dropped.
    block: Zeroizing<Vec<u8>>,
    begin: usize,
    end: usize,
    /// Offset of the next occurrence, or the end of the block.
    hit: usize,
}

impl<'n> Prefilter<'n> {
    pub fn new(needle: &'n Needle) -> Self {
        Self { needle, rare: needle.rare(), block: Zeroizing::default(), begin: 0, end: 0, hit: 0 }
    }

    /// Advances to the next possible match. Returns false at the end of the range.
    pub fn next(&mut self, text: &[u8], at: &mut usize, end: usize) -> bool {
        while *at < end {
            if let Some(rare) = self.rare {
                match pass::search(rare, self.needle, text, *at, end) {
                    Pass::Hit(hit) => {
                        *at = hit;
                        return true;
                    }
                    Pass::Searched(to) => *at = to,
                    Pass::Frequent => self.rare = None,
                }
                continue;
            }
            if *at < self.begin || *at >= self.end {
                self.load(text, *at);
            } else if self.hit < *at {
                self.find(text, *at);
            }
            let stop = self.hit.min(end);
            if self.to_escape(text, at, stop) {
                return true;
            }
            if *at == self.hit && *at < self.end.min(end) {
                return true;
            }
        }
        false
    }

    fn load(&mut self, text: &[u8], begin: usize) {
        // Room for all of it at once: growing would leave copies behind.
        self.block.reserve_exact(2 * BLOCK);
        (self.begin, self.end) = (begin, (begin + BLOCK).min(text.len()));
        let behind = self.end + self.needle.run().needle().len().saturating_sub(1);
        if !self.needle.is_exact() {
            lower(text.get(begin..behind.min(text.len())).unwrap_or_default(), &mut self.block);
        }
        self.find(text, begin);
    }

    fn find(&mut self, text: &[u8], at: usize) {
        let run = self.needle.run();
        let behind = (self.end + run.needle().len().saturating_sub(1)).min(text.len());
        let part = if self.needle.is_exact() { text.get(at..behind) } else { self.block.get(at - self.begin..) };
        let part = part.unwrap_or_default();
        let behind_run = |hit: &usize| text.get(at + hit + run.needle().len()..).unwrap_or_default();
        // If the search text has no ASCII part, any non-ASCII byte is a possible match.
        let hit = match run.needle() {
            [] => part.iter().position(|byte| !byte.is_ascii()),
            _ => run.find_iter(part).find(|hit| self.needle.goes_on(behind_run(hit))),
        };
        self.hit = hit.map_or(self.end, |hit| at + hit);
    }

    /// Advances to an escape that may be part of a match. Returns false if there is none before `stop`.
    fn to_escape(&self, text: &[u8], at: &mut usize, stop: usize) -> bool {
        while let Some(escape) = text.get(*at..stop).and_then(|part| memchr(b'\\', part)) {
            *at += escape;
            if self.needle.has_escaped(text.get(*at + 1..).unwrap_or_default()) {
                return true;
            }
            // The second byte of an escape may be a backslash that begins no escape.
            *at += 2;
        }
        *at = stop.max(*at);
        false
    }
}

/// Lowercases the ASCII letters of a text, eight bytes at a time.
fn lower(text: &[u8], into: &mut Vec<u8>) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    into.resize(text.len(), 0);
    let ((words, rest), (lowers, ends)) = (text.as_chunks::<8>(), into.as_chunks_mut::<8>());
    for (word, lower) in words.iter().zip(lowers) {
        let word = u64::from_le_bytes(*word);
        let low = word & (ONES * 0x7f);
        // The high bit of a byte is set by the first sum from `A` on, and by the second only after `Z`.
        let capitals = (low + ONES * 0x3f) & !(low + ONES * 0x25) & !word & (ONES * 0x80);
        *lower = (word | (capitals >> 2)).to_le_bytes();
    }
    for (byte, lower) in rest.iter().zip(ends) {
        *lower = byte.to_ascii_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_capitals_are_lowercased() {
        let all: Vec<u8> = (0..=255).chain(*b"A").collect();
        let mut small = Vec::new();
        lower(&all, &mut small);
        assert_eq!(small, all.to_ascii_lowercase());
    }
}
