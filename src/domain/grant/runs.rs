//! Runs: the pieces of a text between blanks, quotes and angle brackets, where addresses are.

use crate::text::words;

/// A piece of a text without blanks, and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// The piece.
    pub(super) text: &'a str,
    /// Number of the line, from 0.
    pub(super) line: usize,
    /// Columns of the whole line.
    pub(super) width: usize,
    /// Nothing but marks comes before it in its line.
    pub(super) is_first: bool,
    /// Nothing but marks comes after it in its line.
    pub(super) is_last: bool,
    /// The character directly before it, such as an angle bracket.
    pub(super) before: Option<char>,
    /// A quote or an angle bracket comes directly after it, so it ends there.
    pub(super) is_closed: bool,
}

impl Run<'_> {
    /// Whether it has its line to itself.
    pub(super) fn is_alone(&self) -> bool {
        self.is_first && self.is_last
    }
}

/// Splits a text into runs. Pieces without a letter or digit are left out.
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
            let is_closed = piece.ends_with(['"', '\'', '`', '>', '<']) || place + 1 < parts.len();
            if text.chars().any(char::is_alphanumeric) || text.starts_with(['?', '&', '#']) && text.contains('=') {
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

/// Whether a character never stands unencoded in an address. Letters of any language may.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '<' | '>')
        || (!c.is_ascii() && !c.is_alphanumeric() && c != '\u{2010}')
}

/// Parts addresses that stand in one run: the two of a Markdown link, and a list without blanks.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in text.split("](") {
        let mut start = 0;
        for (at, _) in piece.match_indices("://") {
            let scheme = piece.get(..at).unwrap_or_default();
            let begin = scheme.rfind(|c: char| !is_scheme(c)).map_or(0, |last| last + 1);
            let begin = if piece.is_char_boundary(begin) { begin } else { start };
            let before = piece.get(..begin).unwrap_or_default();
            if begin > start && before.ends_with([',', ';', '|']) {
                parts.extend(piece.get(start..begin));
                start = begin;
            }
        }
        parts.extend(piece.get(start..));
    }
    parts
}

/// Whether a character may stand in the scheme of an address.
pub(super) fn is_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}
