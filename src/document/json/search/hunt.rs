//! Going through a JSON text after words.

use super::needle::Needle;
use memchr::memchr;
use zeroize::Zeroizing;

/// So much is put into lower case at a time: what stays in the nearest cache.
const BLOCK: usize = 1 << 14;

/// Finds the places of a JSON text at which words may stand.
///
/// Text is compared as it was sent, and most often that settles it. Behind a backslash anything may stand, so that a
/// character of the words written as an escape is such a place too.
pub(super) struct Hunt<'n> {
    needle: &'n Needle,
    /// The text from `begin` in lower case, up to `end` and as much behind as the words take. Wiped, as it is a copy.
    block: Zeroizing<Vec<u8>>,
    begin: usize,
    end: usize,
    /// Where the words stand next, or the end of the block.
    hit: usize,
}

impl<'n> Hunt<'n> {
    pub fn new(needle: &'n Needle) -> Self {
        Self { needle, block: Zeroizing::new(Vec::with_capacity(2 * BLOCK)), begin: 0, end: 0, hit: 0 }
    }

    /// Goes on to where a match may stand, or to the end of what is to be looked at; says which.
    pub fn next(&mut self, text: &[u8], at: &mut usize, end: usize) -> bool {
        while *at < end {
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
        // Without a letter of ASCII to look for, any other will do.
        let hit = match run.needle() {
            [] => part.iter().position(|byte| !byte.is_ascii()),
            _ => run.find_iter(part).find(|hit| self.needle.goes_on(behind_run(hit))),
        };
        self.hit = hit.map_or(self.end, |hit| at + hit);
    }

    /// Goes on to an escape that may be part of the words, or as far as it may; says which.
    fn to_escape(&self, text: &[u8], at: &mut usize, stop: usize) -> bool {
        while let Some(escape) = text.get(*at..stop).and_then(|part| memchr(b'\\', part)) {
            *at += escape;
            if self.needle.has_escaped(text.get(*at + 1..).unwrap_or_default()) {
                return true;
            }
            // The second byte of an escape may be a backslash and begin none.
            *at += 2;
        }
        *at = stop.max(*at);
        false
    }
}

/// A text with the capitals of ASCII made small, eight at a time.
fn lower(text: &[u8], into: &mut Vec<u8>) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    into.resize(text.len(), 0);
    let ((words, rest), (lowers, ends)) = (text.as_chunks::<8>(), into.as_chunks_mut::<8>());
    for (word, lower) in words.iter().zip(lowers) {
        let word = u64::from_le_bytes(*word);
        let low = word & (ONES * 0x7f);
        // The high bit of a byte is set by one sum from A on, by the other only behind Z.
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
    fn capitals_and_nothing_else_become_small() {
        let all: Vec<u8> = (0..=255).chain([b'A']).collect();
        let mut small = Vec::new();
        lower(&all, &mut small);
        assert_eq!(small, all.to_ascii_lowercase());
    }
}
