//! Prepared search text.

use super::rare::RareByte;
use crate::document::json::string;
use memchr::{memchr2_iter, memmem};

/// Search text, prepared for a fast search.
///
/// Without a capital it is compared in lowercase. A non-ASCII character never equals an ASCII letter, even if Unicode
/// maps it to one, as with the Kelvin sign.
pub(super) struct Needle {
    /// Search text, in lowercase unless the search is case-sensitive.
    words: String,
    exact: bool,
    /// Longest ASCII part, or the complete text of a case-sensitive search. A text without it cannot match.
    run: memmem::Finder<'static>,
    /// Byte of the run to look for, unless all are frequent.
    rare: Option<RareByte>,
    /// Part after the run.
    rest: String,
    /// Bytes that encode characters of the search text after a backslash.
    escapes: Vec<u8>,
}

impl Needle {
    pub fn new(words: &str) -> Self {
        let exact = words.chars().any(char::is_uppercase);
        let words = if exact { words.to_owned() } else { words.chars().flat_map(folded).collect::<String>() };
        let parts = words.split(|c: char| !exact && !c.is_ascii());
        let run = parts.max_by_key(|part| part.len()).unwrap_or_default();
        let rest = words.split_once(run).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        let rare = RareByte::of_text(run.as_bytes(), exact);
        let run = memmem::Finder::new(run).into_owned();
        let escapes = ESCAPES.bytes().filter(|escape| words.contains(unescaped(&[*escape]))).collect();
        Self { words, exact, run, rare, rest, escapes }
    }

    /// Returns the part that is searched first, in lowercase unless the search is case-sensitive.
    pub fn run(&self) -> &memmem::Finder<'static> {
        &self.run
    }

    /// Returns the byte to look for first.
    pub fn rare(&self) -> Option<RareByte> {
        self.rare
    }

    /// Returns true if the run is at this byte of a text, and the text after it agrees with the search text.
    pub fn runs_at(&self, text: &[u8], start: usize) -> bool {
        let run = self.run.needle();
        let found = text.get(start..start + run.len());
        found.is_some_and(|found| if self.exact { found == run } else { found.eq_ignore_ascii_case(run) })
            && self.goes_on(text.get(start + run.len()..).unwrap_or_default())
    }

    /// Returns true if the text after the run agrees with the search text.
    pub fn goes_on(&self, behind: &[u8]) -> bool {
        let most = self.rest.len() * 4;
        let behind = behind.get(..most).unwrap_or(behind);
        self.rest.is_empty() || starts_with(&String::from_utf8_lossy(behind), &self.rest)
    }

    /// Returns true if the search is case-sensitive.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// Returns true if the search text contains the character of this escape.
    pub fn has_escaped(&self, escaped: &[u8]) -> bool {
        match escaped.first() {
            Some(b'u') => {
                let c = unescaped(escaped.get(..5).unwrap_or(escaped));
                let has = |c: char| self.words.contains(c);
                // One surrogate. Together with the other one it may be any character.
                c == char::REPLACEMENT_CHARACTER || has(c) || !self.exact && folded(c).any(has)
            }
            Some(escape) => self.escapes.contains(escape),
            None => false,
        }
    }

    /// Returns true if the text contains the search text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.exact {
            return self.run.find(text.as_bytes()).is_some();
        }
        let first = self.words.chars().next().unwrap_or_default();
        // Compared in place, because a lowercase copy would not be wiped.
        if self.words.is_ascii() {
            let (low, high) = (first as u8, first.to_ascii_uppercase() as u8);
            let begins = memchr2_iter(low, high, text.as_bytes());
            let words = self.words.as_bytes();
            let at = |at: usize| text.as_bytes().get(at..at + words.len());
            return begins.map(at).any(|part| part.is_some_and(|part| part.eq_ignore_ascii_case(words)));
        }
        let mut begins = text.char_indices().filter(|(_, c)| folded(*c).next() == Some(first));
        !text.is_ascii() && begins.any(|(at, _)| starts_with(text.get(at..).unwrap_or_default(), &self.words))
    }
}

/// Escape characters after a backslash, except `u`.
const ESCAPES: &str = "\"\\/bfnrt";

fn unescaped(escape: &[u8]) -> char {
    string::resolve(str::from_utf8(escape).unwrap_or_default()).0
}

fn starts_with(text: &str, words: &str) -> bool {
    let mut rest = text.chars().flat_map(folded);
    words.chars().all(|c| rest.next() == Some(c))
}

fn folded(c: char) -> impl Iterator<Item = char> {
    let small = c.to_lowercase();
    let kept = c.is_ascii() || !small.clone().any(|small| small.is_ascii());
    kept.then_some(small).into_iter().flatten().chain((!kept).then_some(c))
}
