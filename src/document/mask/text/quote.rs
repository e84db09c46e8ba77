//! Texts in quotes.

use std::ops::Range;

/// Returns the offset of a closing quote that is not escaped. In SQL two single quotes stand for one.
pub(super) fn closing(text: &str, quote: char) -> Option<usize> {
    let (mut escaped, mut doubled) = (false, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && !escaped {
            let is_double = quote == '\'' && at > 0 && chars.next_if(|(_, next)| *next == quote).is_some();
            if !is_double {
                return Some(at);
            }
            doubled = doubled.or(Some(at));
        }
        escaped = c == '\\' && !escaped;
    }
    doubled
}

/// Returns the range inside the next quoted text from an offset on, and the offset after its closing quote.
pub(super) fn quoted(line: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let body = line.get(at..)?.trim_start();
    let start = line.len() - body.len() + 1;
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let end = start + closing(line.get(start..)?, quote)?;
    Some((start..end, end + 1))
}

/// Returns the next quoted text after an offset, which other text may precede, and the offset after its closing quote.
pub(super) fn next_quoted(line: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let open = line.get(at..)?.find(['"', '\'', '`'])?;
    quoted(line, at + open)
}
