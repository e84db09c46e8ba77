//! Tables: lines of cells, with the column names in the first line.

use super::super::{name::is_secret_name, shape::trimmed, spans::Spans, value::is_harmless};
use std::ops::Range;

/// Table state; empty outside a table.
#[derive(Debug, Default)]
pub(super) struct TextTable {
    /// Separator of the cells.
    sign: Option<char>,
    cells: usize,
    secret: Vec<usize>,
}

/// Possible separators of cells.
const SIGNS: [char; 4] = [',', ';', '\t', '|'];

impl TextTable {
    /// Covers the secret cells of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        if let Some(sign) = self.sign {
            let cells = cells(line, sign);
            // A cell of several lines ends the line early.
            let is_open = line.matches('"').count() % 2 == 1 && cells.len() < self.cells;
            if cells.len() == self.cells || is_open {
                for range in self.secret.iter().filter_map(|column| cells.get(*column)) {
                    let text = line.get(range.clone()).unwrap_or_default();
                    if !is_harmless(text) && !text.chars().all(|c| matches!(c, '-' | ':' | '=')) {
                        spans.add(range.clone());
                    }
                }
                return;
            }
        }
        if let Some(header) = SIGNS.into_iter().find_map(|sign| header(line, sign)) {
            *self = header;
        } else if line.trim().is_empty() || !self.sign.is_some_and(|sign| line.contains(sign)) {
            *self = Self::default();
        }
    }
}

/// Parses a line of column names as a table. It needs at least two names, one of them secret.
fn header(line: &str, sign: char) -> Option<TextTable> {
    let cells = cells(line, sign);
    let named: Vec<&str> =
        cells.iter().filter_map(|range| line.get(range.clone())).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| {
        name.len() <= 40
            && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '(' | ')'))
            && name.split_whitespace().count() <= 3
    };
    if named.len() < 2 || !named.iter().all(is_name) {
        return None;
    }
    let is_secret = |range: &Range<usize>| line.get(range.clone()).is_some_and(is_secret_name);
    let secret: Vec<usize> = cells.iter().enumerate().filter(|(_, range)| is_secret(range)).map(|(at, _)| at).collect();
    (!secret.is_empty()).then_some(TextTable { sign: Some(sign), cells: cells.len(), secret })
}

/// Returns the cells of a line, without their quotes.
fn cells(line: &str, sign: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        quoted ^= c == '"';
        if c == sign && !quoted {
            cells.push(trimmed(line, start, at));
            start = at + c.len_utf8();
        }
    }
    cells.push(trimmed(line, start, line.len()));
    cells
}
