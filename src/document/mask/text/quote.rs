//! Ends of texts in quotes.

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
