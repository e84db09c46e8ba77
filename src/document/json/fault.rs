//! Why a text is not a JSON document.

/// Where and why a text is not a JSON document. It never quotes the text, which may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {what}")]
pub struct JsonFault {
    /// The byte, from 0.
    pub at: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong there, one sentence.
    pub what: &'static str,
}

/// A fault before it is located: the byte it is at, and a sentence.
pub(super) type Wrong = (usize, &'static str);

/// Message for a text without a value.
pub(super) const EMPTY: &str = "There is nothing here to read.";
/// Message for an unfinished document.
pub(super) const EARLY: &str = "The document ends before all its brackets are closed.";
/// Message for an unfinished string.
pub(super) const ENDLESS: &str = "The text that begins here never ends.";
/// Message for text behind a complete document.
pub(super) const MORE: &str = "The document is over, and yet something follows.";

/// `\u00e9`
const LONGEST_ESCAPE: usize = 6;

impl JsonFault {
    /// Whether all was well up to the end of a document, and something follows.
    pub(super) fn is_surplus(&self) -> bool {
        self.what == MORE
    }

    /// Whether there is nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.what == EMPTY
    }

    /// Whether what is still to come behind a text of this length may mend it.
    pub(super) fn may_be_mended(&self, length: usize) -> bool {
        matches!(self.what, EARLY | ENDLESS | EMPTY) || self.at + LONGEST_ESCAPE >= length
    }

    pub(super) fn locate(text: &str, at: usize, what: &'static str) -> Self {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = text.get(..at).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Self { at, line, column, what }
    }
}
