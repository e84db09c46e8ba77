//! Errors of JSON documents.

/// Position and reason of an error in a JSON document. It never quotes the text, which may contain secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {problem}")]
pub struct JsonFault {
    /// Byte offset, counted from 0.
    pub at: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Description, one sentence.
    pub problem: &'static str,
}

/// Byte offset and description of an error.
pub(super) type Wrong = (usize, &'static str);

/// Message for a text without a value.
pub(super) const EMPTY: &str = "The document is empty.";
/// Message for an unfinished document.
pub(super) const EARLY: &str = "The document ends before all brackets are closed.";
/// Message for an unfinished string.
pub(super) const ENDLESS: &str = "The string that begins here is not closed.";
/// Message for text after a complete document.
pub(super) const MORE: &str = "The document should end here, but more text follows.";

/// Length in bytes of an escape such as `\u00e9`.
const LONGEST_ESCAPE: usize = 6;

impl JsonFault {
    /// Returns true if the document is complete and followed by other text.
    pub(super) fn is_surplus(&self) -> bool {
        self.problem == MORE
    }

    /// Returns true if the text is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.problem == EMPTY
    }

    /// Returns true if the rest of an incomplete text of this length may remove the error.
    pub(super) fn may_be_resolved(&self, length: usize) -> bool {
        matches!(self.problem, EARLY | ENDLESS | EMPTY) || self.at + LONGEST_ESCAPE >= length
    }

    pub(super) fn locate(text: &str, at: usize, problem: &'static str) -> Self {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = text.get(..at).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Self { at, line, column, problem }
    }
}
