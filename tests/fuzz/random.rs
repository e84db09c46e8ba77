//! Inputs at random, the same ones each time: xorshift, and the changes fuzzers are known for.

#![allow(dead_code, reason = "the monkey takes the numbers alone")]

/// A source of numbers.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Any number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default() % end.max(1)
    }

    /// Returns an input of the corpus with a few changes.
    pub fn input(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut input = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut input, corpus);
        }
        input.truncate(16 * 1024);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        const ODD: [&[u8]; 12] = [
            b"\"",
            b"\\u",
            b"{}",
            b"[[[[[[[[",
            b"\0",
            b"\x1b[",
            b"\x1b[200~",
            b"\xff",
            b"\xe2\x80\xae",
            b"&code=",
            b"=",
            b"\n",
        ];
        let at = self.below(input.len() + 1);
        match self.below(6) {
            0 if at < input.len() => input[at] = u8::try_from(self.below(256)).unwrap_or_default(),
            1 if at < input.len() => input[at] ^= 1 << self.below(8),
            2 => drop(input.splice(at..at, ODD[self.below(ODD.len())].iter().copied())),
            3 => {
                let end = at + self.below(input.len() - at + 1);
                input.drain(at..end);
            }
            4 => {
                let end = (at + self.below(32)).min(input.len());
                let piece = input[at..end].to_vec();
                input.splice(at..at, piece);
            }
            _ => {
                let other = &corpus[self.below(corpus.len())];
                let from = self.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
        }
    }
}
