//! Columns of text on a terminal.

use unicode_width::UnicodeWidthStr as _;

/// Returns true for a character that is safe to display, takes one column, and joins none of the others: printable
/// ASCII, Latin letters, punctuation, and the signs and lines of the screens. Text of these alone needs no search for
/// the borders of its characters, which is most of the cost of drawing it.
pub const fn is_single(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}'
        | '←'..='↓'
        | '⏎'
        | '\u{2400}'..='\u{2421}'
        | '─'..='╿'
        | '▸'
        | '▾'
        | '✓'
        | '✗'
        | '❯')
}

/// Returns the columns of a text of such characters alone; `None` if there are others.
pub fn single_columns(text: &str) -> Option<usize> {
    // Without a branch for each byte, several bytes are compared at once.
    if text.bytes().fold(true, |is_printable, byte| is_printable & matches!(byte, b' '..=b'~')) {
        return Some(text.len());
    }
    text.chars().try_fold(0, |columns, c| is_single(c).then_some(columns + 1))
}

/// Returns the columns of a text.
pub fn columns(text: &str) -> usize {
    single_columns(text).unwrap_or_else(|| text.width())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::safe::display_safe;
    use rstest::rstest;
    use unicode_segmentation::UnicodeSegmentation as _;

    #[test]
    fn single_characters_are_safe_have_one_column_and_join_no_other() {
        let is_fine = |c: char| {
            let between = format!("a{c}{c}a");
            between.width() == 4 && between.graphemes(true).count() == 4 && display_safe(&between) == between
        };
        let odd: Vec<char> = ('\0'..=char::MAX).filter(|c| is_single(*c) && !is_fine(*c)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }

    #[rstest]
    #[case::ascii("abc", Some(3))]
    #[case::letters("Größe …", Some(7))]
    #[case::wide("日本", None)]
    #[case::mark("e\u{301}", None)]
    #[case::variant("✓\u{fe0f}", None)]
    #[case::control("a\tb", None)]
    #[case::soft_hyphen("a\u{ad}b", None)]
    fn single_columns_are_known_for_such_characters_alone(#[case] text: &str, #[case] expected: Option<usize>) {
        assert_eq!(single_columns(text), expected);
    }
}
