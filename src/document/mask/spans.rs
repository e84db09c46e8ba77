//! Ranges of a text that are covered.

use std::{borrow::Cow, ops::Range};

/// Byte ranges of a text, in order and not overlapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans(Vec<Range<usize>>);

impl Spans {
    /// Creates a single range.
    pub fn one(range: Range<usize>) -> Self {
        let mut spans = Self::default();
        spans.add(range);
        spans
    }

    /// Adds a range. Ranges that overlap or touch are joined.
    pub fn add(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|known| known.end < range.start);
        let last = self.0.partition_point(|known| known.start <= range.end);
        let joined = self.0.get(first..last).unwrap_or_default();
        let start = joined.first().map_or(range.start, |known| known.start.min(range.start));
        let end = joined.last().map_or(range.end, |known| known.end.max(range.end));
        self.0.splice(first..last, std::iter::once(start..end));
    }

    /// Adds ranges of a part of the text that begins at `offset`.
    pub fn add_all(&mut self, other: &Self, offset: usize) {
        for range in &other.0 {
            self.add(range.start + offset..range.end + offset);
        }
    }

    /// Returns true if nothing is covered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns true if the range is covered completely.
    pub fn has(&self, range: &Range<usize>) -> bool {
        self.0.iter().any(|known| known.start <= range.start && range.end <= known.end)
    }

    /// Returns the ranges, in order.
    pub fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.0.iter()
    }

    /// Returns the text with a mark in place of each range. Ranges that split a character are widened to cover it.
    pub fn fill<'t>(&self, text: &'t str, mark: &str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut filled = String::with_capacity(text.len());
        let mut at = 0;
        for range in &self.0 {
            let start = boundary(text, range.start, false).max(at);
            filled.push_str(text.get(at..start).unwrap_or_default());
            filled.push_str(mark);
            at = boundary(text, range.end, true).max(start);
        }
        filled.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(filled)
    }
}

/// Returns the nearest character boundary, in the given direction.
fn boundary(text: &str, place: usize, behind: bool) -> usize {
    let mut place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place = if behind { place + 1 } else { place - 1 };
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::apart(&[(4, 5), (0, 2)], &[(0, 2), (4, 5)])]
    #[case::touching(&[(0, 2), (2, 4)], &[(0, 4)])]
    #[case::overlapping(&[(3, 6), (0, 4), (5, 9)], &[(0, 9)])]
    #[case::inside(&[(0, 9), (3, 4)], &[(0, 9)])]
    #[case::empty(&[(3, 3)], &[])]
    fn ranges_are_ordered_and_joined(#[case] added: &[(usize, usize)], #[case] kept: &[(usize, usize)]) {
        let mut spans = Spans::default();
        for (start, end) in added {
            spans.add(*start..*end);
        }
        let ranges: Vec<_> = spans.ranges().map(|range| (range.start, range.end)).collect();
        assert_eq!(ranges, kept);
    }

    #[test]
    fn range_that_splits_a_character_covers_it() {
        assert_eq!(Spans::one(1..2).fill("äöü", "*"), "*öü");
    }
}
