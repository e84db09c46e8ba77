//! Classification of invisible characters, unusual spaces and line ends in pasted text.

/// Returns true for zero-width characters that web pages and word processors add to copied text, including direction
/// marks.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Returns true for whitespace within a line other than the ASCII space and tab.
pub fn is_odd_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii() && !is_line_end(c)
}

/// Returns true for every character that ends a line in some format.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
