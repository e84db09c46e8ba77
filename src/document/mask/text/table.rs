//! Tables: lines of cells, with the column names in the first line.

use super::super::{
    name::{entry, hides, may_be_secret, squeeze},
    shape::{parts, resembles_key, trimmed},
    spans::Spans,
};
use super::sentence::is_odd_word;
use std::ops::Range;

/// Table state; empty outside a table.
#[derive(Debug, Default)]
pub(super) struct TextTable {
    /// Separator of the cells.
    sign: Option<char>,
    /// Names of the columns.
    columns: Vec<String>,
    /// Columns of a name and its value in each line.
    pair: Option<(usize, usize)>,
}

/// Possible separators of cells. A space stands for two or more.
const SIGNS: [char; 5] = [',', ';', '\t', '|', ' '];

impl TextTable {
    /// Covers the secret cells of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        if is_rule(line) {
            return;
        }
        if let Some(sign) = self.sign {
            let cells = cells(line, sign);
            // A cell of several lines ends the line early.
            let is_open = line.matches('"').count() % 2 == 1 && cells.len() < self.columns.len();
            if cells.len() == self.columns.len() || is_open {
                self.row(line, &cells, spans);
                return;
            }
        }
        facts(line, spans);
        if let Some(header) = SIGNS.into_iter().find_map(|sign| header(line, sign)) {
            *self = header;
        } else if line.trim().is_empty() || !self.sign.is_some_and(|sign| line.contains(sign)) {
            *self = Self::default();
        }
    }

    fn row(&self, line: &str, cells: &[Range<usize>], spans: &mut Spans) {
        let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
        for (column, (name, range)) in self.columns.iter().zip(cells).enumerate() {
            let cell = text(range).trim_matches('`');
            let is_name = self.pair.is_some_and(|(name, _)| name == column);
            if !is_name && hides(name, cell) && !is_rule(cell) {
                match parts(cell) {
                    Some(found) => spans.add_all(&found, range.start),
                    None => spans.add(range.clone()),
                }
            }
        }
        let pair = self.pair.and_then(|(name, value)| cells.get(name).zip(cells.get(value)));
        if let Some((_, value)) = pair.filter(|(name, value)| hides(text(name), text(value).trim_matches('`'))) {
            spans.add(value.clone());
        }
    }
}

/// Covers the second of two cells, if the first one is the name of a secret: `| Password | x9-a |`.
fn facts(line: &str, spans: &mut Spans) {
    if !line.trim_start().starts_with('|') {
        return;
    }
    let cells: Vec<Range<usize>> = cells(line, '|').into_iter().filter(|cell| !cell.is_empty()).collect();
    let [name, value] = cells.as_slice() else { return };
    let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
    if is_odd_word(text(value).trim_matches('`')) && hides(text(name), text(value)) {
        spans.add(value.clone());
    }
}

/// Returns true if a line only separates rows: `+----+----+`, `|:---|---|`.
fn is_rule(line: &str) -> bool {
    line.contains(['-', '=']) && line.chars().all(|c| matches!(c, '-' | ':' | '=' | '+' | '|' | ' '))
}

/// Parses a line of column names as a table. It needs at least two names. Where the separator occurs in other texts as
/// well, one of them has to be secret.
fn header(line: &str, sign: char) -> Option<TextTable> {
    let is_split = if sign == ' ' { line.contains("  ") } else { line.contains(sign) };
    if !is_split {
        return None;
    }
    let cells = cells(line, sign);
    let columns: Vec<String> = cells.iter().filter_map(|range| line.get(range.clone())).map(str::to_owned).collect();
    let named: Vec<&str> = columns.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| {
        name.len() <= 40
            && name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '#'))
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '(' | ')' | '/' | '#'))
            && name.split_whitespace().count() <= 3
    };
    let is_row = columns.iter().any(|name| name.len() >= 16 && resembles_key(name));
    let is_secret = || columns.iter().any(|name| may_be_secret(name));
    let pair = pair(&columns);
    let is_table = pair.is_some() || is_secret();
    if named.len() < 2 || !named.iter().all(is_name) || !is_table || is_row {
        return None;
    }
    Some(TextTable { sign: Some(sign), columns, pair })
}

/// Returns the columns of a name and of its value.
fn pair(columns: &[String]) -> Option<(usize, usize)> {
    let find = |is: fn(&str) -> bool| columns.iter().position(|name| is(&squeeze(name)));
    let is_name = |name: &str| {
        entry::is_name(name) || ["name", "key", "variable", "setting", "option"].iter().any(|end| name.ends_with(end))
    };
    find(is_name).zip(find(entry::is_value)).filter(|(name, value)| name < value)
}

/// Returns the cells of a line, without their quotes.
fn cells(line: &str, sign: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut signs = 0;
    for (at, c) in line.char_indices() {
        quoted ^= c == '"';
        signs = if c == sign && !quoted { signs + 1 } else { 0 };
        let splits = if sign == ' ' { signs == 2 } else { signs > 0 };
        if splits {
            let cell = trimmed(line, start, at);
            // An indentation is no cell.
            if sign != ' ' || !cell.is_empty() {
                cells.push(cell);
            }
            start = at + 1;
        }
    }
    cells.push(trimmed(line, start, line.len()));
    cells
}
