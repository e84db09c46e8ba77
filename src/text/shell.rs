//! Texts inside command lines.

use super::safe::{display_safe, is_hostile};
use std::fmt::Write as _;

/// Quotes an argument for any POSIX shell. A text that a terminal would show in another way is written with escapes
/// (`$'…'`), which all but the smallest shells read, so that the quoted text is exact and shown as it is.
pub fn shell_quoted(text: &str) -> String {
    if display_safe(text) == text {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let quoted = escaped(text, is_hostile);
    // Too many marks on one letter are not shown, either.
    if display_safe(&quoted) == quoted { quoted } else { escaped(text, |c| !c.is_ascii() || is_hostile(c)) }
}

/// Quotes a text with escapes for these characters: their bytes as three octal digits, which does not depend on the
/// language of the shell.
fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut quoted = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_escaped(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::quote("it's $(1)", r"'it'\''s $(1)'")]
    #[case::joiner_of_a_word("می\u{200c}خواهم", r"$'می\342\200\214خواهم'")]
    #[case::lines("it's\ntwo\\lines\t", r"$'it\'s\ntwo\\lines\t'")]
    #[case::control("a\u{1b}[2Jb", r"$'a\033[2Jb'")]
    #[case::picture("👩\u{200d}🚀", "'👩\u{200d}🚀'")]
    fn argument_is_quoted(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(shell_quoted(text), expected);
    }

    #[test]
    fn letter_with_many_marks_is_written_with_escapes() {
        let quoted = shell_quoted(&format!("a{}", "\u{301}".repeat(9)));
        assert_eq!(quoted, format!("$'a{}'", r"\314\201".repeat(9)));
    }
}
