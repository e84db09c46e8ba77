//! Runs: the pieces of a text between spaces, quotes and angle brackets. An address is in one run.

use crate::text::words;

/// Piece of a text without spaces, with its position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// Text of the piece.
    pub(super) text: &'a str,
    /// Line number, counted from 0.
    pub(super) line: usize,
    /// Width of the complete line in columns.
    pub(super) width: usize,
    /// True if only punctuation precedes it in its line.
    pub(super) is_first: bool,
    /// True if only punctuation follows it in its line.
    pub(super) is_last: bool,
    /// Character directly before it, such as an angle bracket.
    pub(super) before: Option<char>,
    /// True if a quote or an angle bracket directly follows it, so that it ends there.
    pub(super) is_closed: bool,
}

impl Run<'_> {
    /// Returns true if it is the only run in its line.
    pub(super) fn is_alone(&self) -> bool {
        self.is_first && self.is_last
    }
}

/// Splits a text into runs. Pieces without a letter or digit are dropped.
pub(super) fn split(text: &str) -> Vec<Run<'_>> {
    text.split(words::is_line_end).enumerate().flat_map(|(number, line)| in_line(number, line)).collect()
}

fn in_line(number: usize, line: &str) -> Vec<Run<'_>> {
    let width = line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '│' | '┃' | '║')).chars().count();
    let mut runs = Vec::new();
    let mut bracket = None;
    for piece in line.split_inclusive(ends) {
        let text = piece.strip_suffix(ends).unwrap_or(piece);
        let parts = parts(text);
        for (place, text) in parts.iter().copied().enumerate() {
            let before = bracket.filter(|_| place == 0);
            let is_closed = piece.ends_with(['"', '\'', '`', '>', '<']);
            if text.chars().any(char::is_alphanumeric) {
                runs.push(Run { text, line: number, width, is_first: false, is_last: false, before, is_closed });
            }
        }
        bracket = piece.chars().next_back().filter(|c| ends(*c));
    }
    if let Some(first) = runs.first_mut() {
        first.is_first = true;
    }
    if let Some(last) = runs.last_mut() {
        last.is_last = true;
    }
    runs
}

/// Returns true if the character never occurs unencoded in an address. Letters of any language do.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '<' | '>')
        || (!c.is_ascii() && !c.is_alphanumeric() && c != '\u{2010}')
}

/// Splits several addresses in one run: the two of a Markdown link, and a list without spaces.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in text.split("](") {
        let mut start = 0;
        for (at, _) in piece.match_indices("://") {
            let scheme = piece.get(..at).unwrap_or_default();
            let begin = scheme.rfind(|c: char| !is_scheme(c)).map_or(0, |last| last + 1);
            let begin = if piece.is_char_boundary(begin) { begin } else { start };
            let before = piece.get(..begin).unwrap_or_default();
            if before.ends_with([',', ';', '|']) {
                parts.extend(piece.get(start..begin));
                start = begin;
            }
        }
        parts.extend(piece.get(start..));
    }
    parts
}

/// Returns true if the character may occur in the scheme of an address.
pub(super) fn is_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}
