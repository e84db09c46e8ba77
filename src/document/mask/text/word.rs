//! Words of a sentence.

use std::ops::Range;

/// Returns the ranges of the words of a line.
pub(super) fn words(line: &str) -> Vec<Range<usize>> {
    let offset = |word: &str| word.as_ptr().addr() - line.as_ptr().addr();
    line.split_whitespace().map(|word| offset(word)..offset(word) + word.len()).collect()
}

/// Returns a word without the signs around it.
pub(super) fn plain<'t>(line: &'t str, range: &Range<usize>) -> (Range<usize>, &'t str) {
    let word = line.get(range.clone()).unwrap_or_default();
    let around = |c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '"' | '\'' | '`' | '«' | '»' | '>');
    let start = range.start + (word.len() - word.trim_start_matches(around).len());
    let text = word.trim_matches(around);
    (start..start + text.len(), text)
}
