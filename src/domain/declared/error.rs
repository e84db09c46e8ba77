//! Faults of a file of instances, with line and column.

use crate::catalog::slips;
use std::fmt;

/// Fault in a file of instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// Sentence that states the fault. It never repeats a value that may be secret.
    pub problem: String,
    /// Sentence that states the remedy; empty if there is none to suggest.
    pub suggestion: String,
}

impl fmt::Display for DeclaredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.problem)?;
        if self.suggestion.is_empty() { Ok(()) } else { write!(f, " {}", self.suggestion) }
    }
}

/// Beginnings of the lines of a text, to turn an offset into line and column.
#[derive(Debug)]
pub(super) struct Positions<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    /// Returns the fault at a byte offset.
    pub(super) fn error(&self, at: usize, problem: impl Into<String>, suggestion: impl Into<String>) -> DeclaredError {
        let (line, column) = self.position(at);
        DeclaredError { line, column, problem: problem.into(), suggestion: suggestion.into() }
    }

    /// Returns line and column of a byte offset, both counted from 1.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

/// Returns the question after the name that was probably meant; empty if none is similar.
pub(super) fn did_you_mean<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(typed, known).map(|known| format!("Did you mean {known}?")).unwrap_or_default()
}

/// Returns the most similar name: the same in another case, or with a few typing errors.
fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |known: &'a str| {
        if known.eq_ignore_ascii_case(typed) {
            return Some((0, 0, known));
        }
        let slips = slips(&typed.to_lowercase(), &known.to_lowercase())?;
        Some((slips, known.len().abs_diff(typed.len()), known))
    };
    known.filter_map(distance).min().filter(|(_, apart, _)| *apart <= 3).map(|(.., known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::start(0, (1, 1))]
    #[case::second_line(3, (2, 1))]
    #[case::after_a_wide_character(6, (2, 3))]
    #[case::end(7, (3, 1))]
    #[case::beyond_the_end(99, (3, 1))]
    fn offset_becomes_line_and_column(#[case] at: usize, #[case] expected: (usize, usize)) {
        assert_eq!(Positions::new("ab\naé\n").position(at), expected);
    }

    #[rstest]
    #[case::one_letter("passwort", Some("password"))]
    #[case::other_case("UserName", Some("userName"))]
    #[case::nothing_similar("zzzz", None)]
    #[case::beginning_alone("pass", None)]
    fn similar_name_is_suggested(#[case] typed: &str, #[case] expected: Option<&str>) {
        assert_eq!(nearest(typed, ["userName", "password", "passwordRepeat"].into_iter()), expected);
    }
}
