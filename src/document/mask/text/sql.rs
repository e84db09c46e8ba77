//! Rows of SQL: the columns of `INSERT INTO` and `COPY`, and the values below them.

use super::{
    super::{name::hides, shape::trimmed, spans::Spans},
    quote::closing,
};
use std::ops::Range;

/// Statement whose rows follow.
#[derive(Debug, Default)]
pub(super) struct SqlRows {
    columns: Vec<String>,
    /// Names of the columns of the last table that was created.
    created: Vec<String>,
    /// True if the cells are separated by tabs.
    is_copy: bool,
    /// True inside of the columns of `CREATE TABLE`.
    is_creating: bool,
}

impl SqlRows {
    /// Covers the values of secret columns in the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let upper = line.trim_start().to_ascii_uppercase();
        if self.is_creating {
            self.is_creating = !upper.starts_with(')');
            let name = line.split_whitespace().next().unwrap_or_default();
            let is_column = !["PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "INDEX", "FOREIGN", ")"]
                .iter()
                .any(|word| upper.starts_with(word));
            self.created.extend(is_column.then(|| name.to_owned()));
            return;
        }
        if upper.starts_with("SET PASSWORD FOR ")
            && let Some((_, value)) = line.split_once("= '")
            && let Some(stop) = closing(value, '\'')
        {
            let start = line.len() - value.len();
            spans.add(start..start + stop);
        }
        in_quotes(line, spans);
        if upper.starts_with("CREATE TABLE") {
            self.is_creating = upper.ends_with('(');
            self.created.clear();
        } else if upper.starts_with("INSERT INTO") || upper.starts_with("REPLACE INTO") {
            let values = upper.find("VALUES").map(|at| at + line.len() - line.trim_start().len());
            self.columns =
                columns(line.get(..values.unwrap_or(line.len())).unwrap_or_default()).unwrap_or(self.created.clone());
            self.is_copy = false;
            self.tuples(line, values.map_or(line.len(), |at| at + 6), spans);
            self.end(line);
        } else if upper.starts_with("COPY ") && upper.contains("FROM STDIN") {
            self.columns = columns(line).unwrap_or_default();
            self.is_copy = true;
        } else if self.is_copy {
            self.cells(line, spans);
        } else if !self.columns.is_empty() {
            self.tuples(line, 0, spans);
            self.end(line);
        }
    }

    fn end(&mut self, line: &str) {
        if line.trim_end().ends_with(';') {
            self.columns.clear();
        }
    }

    fn cells(&mut self, line: &str, spans: &mut Spans) {
        if line.starts_with("\\.") {
            *self = Self::default();
            return;
        }
        let mut at = 0;
        for (cell, name) in line.split('\t').zip(&self.columns) {
            if cell != "\\N" && hides(name, cell) {
                spans.add(at..at + cell.len());
            }
            at += cell.len() + 1;
        }
    }

    /// Covers the values of rows in parentheses.
    fn tuples(&self, line: &str, from: usize, spans: &mut Spans) {
        let mut at = from;
        while let Some(open) = line.get(at..).and_then(|rest| rest.find('(')).map(|open| at + open + 1) {
            let (cells, end) = tuple(line, open);
            for (range, name) in cells.iter().zip(&self.columns) {
                let text = line.get(range.clone()).unwrap_or_default();
                if text != "NULL" && hides(name, text) {
                    spans.add(range.clone());
                }
            }
            at = end;
        }
    }
}

/// Covers the password of a statement inside of other quotes: `mysql -e "ALTER USER ada IDENTIFIED BY 'x'"`.
fn in_quotes(line: &str, spans: &mut Spans) {
    let lower = line.to_ascii_lowercase();
    for words in ["identified by '", " password '", " password = '"] {
        for (at, _) in lower.match_indices(words) {
            let start = at + words.len();
            let is_statement = lower
                .get(..start)
                .is_some_and(|before| ["user", "role", "login"].iter().any(|word| before.contains(word)));
            if let Some(stop) = line.get(start..).and_then(|rest| closing(rest, '\'')).filter(|_| is_statement) {
                spans.add(start..start + stop);
            }
        }
    }
}

/// Returns the names in the first parentheses of a line.
fn columns(line: &str) -> Option<Vec<String>> {
    let (_, rest) = line.split_once('(')?;
    let (names, _) = rest.split_once(')')?;
    Some(names.split(',').map(|name| name.trim().to_owned()).collect())
}

/// Returns the values of a row without their quotes, and the offset after it.
fn tuple(line: &str, open: usize) -> (Vec<Range<usize>>, usize) {
    let (mut cells, mut start, mut quoted, mut depth, mut escaped) = (Vec::new(), open, false, 0_u8, false);
    for (offset, c) in line.get(open..).unwrap_or_default().char_indices() {
        let at = open + offset;
        quoted ^= c == '\'' && !escaped;
        escaped = c == '\\' && !escaped;
        match c {
            ',' | ')' if !quoted && depth == 0 => {
                cells.push(trimmed(line, start, at));
                start = at;
                if c == ')' {
                    return (cells, at);
                }
            }
            '(' if !quoted => depth = depth.saturating_add(1),
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (cells, line.len())
}
