//! Words to find, and where in a text to look for them.

use crate::document::json::string;
use memchr::{memchr2_iter, memmem};

/// Words, made ready to be found fast.
///
/// Where they have no capital, letters are compared in lower case. What is no letter of ASCII never counts as one,
/// even where Unicode says that it has one as its small letter, as the sign for kelvin does.
pub(super) struct Needle {
    /// In lower case, unless the case counts.
    words: String,
    exact: bool,
    /// The longest part in ASCII, or all of it where the case counts; a text without it cannot match.
    run: memmem::Finder<'static>,
    /// What follows the run.
    rest: String,
    /// What stands behind a backslash for a character of the words.
    escapes: Vec<u8>,
}

impl Needle {
    pub fn new(words: &str) -> Self {
        let exact = words.chars().any(char::is_uppercase);
        let words = if exact { words.to_owned() } else { words.chars().flat_map(folded).collect::<String>() };
        let parts = words.split(|c: char| !exact && !c.is_ascii());
        let run = parts.max_by_key(|part| part.len()).unwrap_or_default();
        let rest = words.split_once(run).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        let run = memmem::Finder::new(run).into_owned();
        let escapes = ESCAPES.bytes().filter(|escape| words.contains(spoken(&[*escape]))).collect();
        Self { words, exact, run, rest, escapes }
    }

    /// What is looked for in a text first, in lower case unless the case counts.
    pub fn run(&self) -> &memmem::Finder<'static> {
        &self.run
    }

    /// Whether a text goes on behind the run as the words do.
    pub fn goes_on(&self, behind: &[u8]) -> bool {
        let most = self.rest.len() * 4;
        let behind = behind.get(..most).unwrap_or(behind);
        self.rest.is_empty() || starts_with(&String::from_utf8_lossy(behind), &self.rest)
    }

    /// Whether the case counts.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether the words have the character that stands behind a backslash.
    pub fn has_escaped(&self, escaped: &[u8]) -> bool {
        match escaped.first() {
            Some(b'u') => {
                let c = spoken(escaped.get(..5).unwrap_or(escaped));
                let has = |c: char| self.words.contains(c);
                // One half of a pair; the other may make it anything.
                c == char::REPLACEMENT_CHARACTER || has(c) || !self.exact && folded(c).any(has)
            }
            Some(escape) => self.escapes.contains(escape),
            None => false,
        }
    }

    /// Whether a text has the words in it.
    pub fn is_in(&self, text: &str) -> bool {
        if self.exact {
            return self.run.find(text.as_bytes()).is_some();
        }
        let first = self.words.chars().next().unwrap_or_default();
        // Compared in place: a copy in lower case would be one more that nobody wipes.
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

/// All that may stand behind a backslash but `u`.
const ESCAPES: &str = "\"\\/bfnrt";

fn spoken(escape: &[u8]) -> char {
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
