//! Boundaries of characters and words.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The nearest place between two graphemes, at an offset or behind it.
pub(super) fn settle(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) {
        Ok(true) => at,
        _ => after(text, at),
    }
}

/// The start of the grapheme before an offset.
pub(super) fn before(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The end of the grapheme behind an offset.
pub(super) fn after(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Part of a word.
pub(super) fn is_letter(grapheme: &str) -> bool {
    grapheme.starts_with(char::is_alphanumeric)
}

/// Anything but blanks.
pub(super) fn is_ink(grapheme: &str) -> bool {
    !grapheme.starts_with(char::is_whitespace)
}

/// Returns the start of the word before an offset, or of the one around it.
pub(super) fn start(text: &str, at: usize, belongs: fn(&str) -> bool) -> usize {
    let mut inside = false;
    let mut start = at;
    for (offset, grapheme) in text.get(..at).unwrap_or_default().grapheme_indices(true).rev() {
        if inside && !belongs(grapheme) {
            break;
        }
        inside |= belongs(grapheme);
        start = offset;
    }
    start
}

/// Returns the end of the word after an offset, or of the one around it.
pub(super) fn end(text: &str, at: usize) -> usize {
    let mut inside = false;
    for (offset, grapheme) in text.get(at..).unwrap_or_default().grapheme_indices(true) {
        if inside && !is_letter(grapheme) {
            return at + offset;
        }
        inside |= is_letter(grapheme);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_letters_do() {
        let text = "https://a-b.example/é1";
        let ends: Vec<_> = std::iter::successors(Some(0), |at| Some(end(text, *at)).filter(|end| end > at)).collect();
        assert_eq!(ends, [0, 5, 9, 11, 19, 23]);
        let starts = |belongs| {
            let step = |at: &usize| Some(start(text, *at, belongs)).filter(|start| start < at);
            std::iter::successors(Some(text.len()), step).collect::<Vec<_>>()
        };
        assert_eq!(starts(is_letter), [23, 20, 12, 10, 8, 0]);
        assert_eq!(starts(is_ink), [23, 0]);
    }

    #[test]
    fn blanks_before_a_word_go_with_it() {
        assert_eq!(start("ab cd  ", 7, is_ink), 3);
        assert_eq!(end("ab  cd e", 2), 6);
    }
}
