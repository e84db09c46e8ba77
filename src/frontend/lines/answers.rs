//! Typed answers: yes or no, the number of a row, or a value.

use crate::{text::Secret, wizard::Event};

/// The event that puts a text in place of the value of a row. It is cleaned as a paste.
pub(super) fn set(row: usize, text: &str) -> Event {
    Event::Set(row, Secret::new(text))
}

/// Parses a row number, and returns the row counted from 0.
pub(super) fn number(text: &str, count: usize) -> Option<usize> {
    text.trim().trim_end_matches('.').parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < count)
}
