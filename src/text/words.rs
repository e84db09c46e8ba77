//! Characters of pasted text that are not seen, or end a line.

/// Characters without width that come along with text from web pages and word processors, the marks that turn
/// writing around among them.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The blanks other than the plain one that stand within a line.
pub fn is_odd_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii() && !is_line_end(c)
}

/// All that ends a line somewhere.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
