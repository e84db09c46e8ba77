//! Words of a command line.

/// Word of a line with its offset. A quoted text is one word.
pub(super) struct CommandWord<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) quoted: bool,
}

/// Returns true for a space, and for a sign between words without spaces around it.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '。' | '、' | '；')
}
