//! Text that may be written to a terminal or a pipe.
//!
//! The functions of `runtime::output` accept only this type, so that text from a platform, a file, an argument or a
//! variable always passes [`display_safe`] before it reaches a screen.

use super::safe::{display_safe, is_hostile};
use std::fmt::{self, Write as _};

/// Text without control, direction-changing and invisible characters, except line ends and tabs. A value for another
/// program ([`SafeText::data`]) lacks only the control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeText(String);

impl SafeText {
    /// Creates a single line. Line ends in the text become visible.
    pub fn line(text: &str) -> Self {
        Self(display_safe(text).into_owned())
    }

    /// Creates several lines. Line ends and tabs are kept, so this is not for a value inside a sentence: a line of the
    /// value could pass for a sentence of the program. Use `safe!` for that.
    pub fn lines(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for part in text.split_inclusive(['\n', '\t']) {
            let body = part.trim_end_matches(['\n', '\t']);
            let end = part.get(body.len()..).unwrap_or_default();
            let body = if end == "\n" { body.strip_suffix('\r').unwrap_or(body) } else { body };
            safe.push_str(&display_safe(body));
            safe.push_str(end);
        }
        Self(safe)
    }

    /// Creates JSON of the same meaning: characters that control a terminal or hide are written as `\u` escapes.
    pub fn json(text: &str) -> Self {
        Self(escape(text, |c, safe| {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }))
    }

    /// Creates a value for another program, which is not shown on a terminal: only control characters become visible,
    /// except line ends and tabs. It is exact for all other texts.
    pub fn data(text: &str) -> Self {
        let is_replaced = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let mut data = String::with_capacity(text.len());
        for c in text.chars() {
            if is_replaced(c) {
                data.push_str(&display_safe(c.encode_utf8(&mut [0; 4])));
            } else {
                data.push(c);
            }
        }
        Self(data)
    }

    /// Creates TOML: characters that control a terminal or hide are written as `\U` escapes. Strings that have such
    /// characters must be basic strings, as `domain::declared::escape` makes them.
    pub fn toml(text: &str) -> Self {
        Self(escape(text, |c, safe| {
            // Writing to a string cannot fail.
            let _ = write!(safe, "\\U{:08X}", u32::from(c));
        }))
    }

    /// Creates the text that is passed to another program on the terminal: JSON as in [`SafeText::json`], other text as
    /// lines.
    pub fn document(text: &str) -> Self {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
        if values.all(|value| value.is_ok()) { Self::json(text) } else { Self::lines(text) }
    }

    /// Formats a template of the program. Only for `safe!`, which wraps each value in [`Displayed`].
    #[doc(hidden)]
    pub fn formatted(parts: fmt::Arguments<'_>) -> Self {
        Self(parts.to_string())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends a text.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Appends a text and a line end.
    pub fn push_line(&mut self, more: &Self) {
        self.push(more);
        self.0.push('\n');
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Returns the text with all hostile characters written by `write`, except line ends and tabs.
fn escape(text: &str, write: impl Fn(char, &mut String)) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => safe.push(c),
            _ if is_hostile(c) => write(c, &mut safe),
            _ => safe.push(c),
        }
    }
    safe
}

impl From<&'static str> for SafeText {
    /// Wraps a text of the program itself.
    fn from(words: &'static str) -> Self {
        Self(words.to_owned())
    }
}

/// Value displayed as one safe line inside a template of the program.
#[doc(hidden)]
pub struct Displayed<T>(pub T);

impl<T: fmt::Display> fmt::Display for Displayed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&display_safe(&self.0.to_string()))
    }
}

/// Formats a [`SafeText`]: the template is trusted, each value in it becomes one safe line.
///
/// `concat!` rejects names inside the template, because their values would not be made safe.
macro_rules! safe {
    ($template:literal $(, $value:expr)* $(,)?) => {
        $crate::text::safe_text::SafeText::formatted(
            format_args!(concat!($template, "") $(, $crate::text::safe_text::Displayed(&$value))*)
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::escape("a\x1b]52;c;x\x07b")]
    #[case::c1("a\u{9b}31mb")]
    #[case::direction("a\u{202e}\u{2066}\u{61c}b")]
    #[case::invisible("a\u{200b}\u{2060}\u{2065}\u{feff}b")]
    #[case::tag("a\u{e0041}b")]
    #[case::line_separator("a\u{2028}\u{85}b")]
    #[case::carriage_return("a\rb")]
    #[case::delete("a\u{7f}b")]
    fn hostile_character_is_always_replaced(#[case] text: &str) {
        let quoted = serde_json::to_string(text).expect("JSON");
        for safe in [
            SafeText::line(text),
            SafeText::lines(text),
            SafeText::json(&quoted),
            SafeText::toml(text),
            safe!("{}", text),
        ] {
            assert!(!safe.as_str().chars().any(is_hostile), "{safe:?}");
        }
    }

    #[test]
    fn line_of_several_lines_is_one() {
        assert_eq!(SafeText::line("a\nb").as_str(), "a⏎b");
    }

    #[test]
    fn text_is_aligned_in_a_template() {
        assert_eq!(format!("{:>3}", SafeText::from("a")), "  a");
    }

    #[test]
    fn texts_are_added_in_order() {
        let mut text = SafeText::from("a");
        text.push(&SafeText::from("b"));
        text.push_line(&SafeText::from("c"));
        assert_eq!(text.as_str(), "abc\n");
    }

    #[rstest]
    #[case::nothing("", true)]
    #[case::blank(" ", false)]
    fn text_is_empty_only_without_characters(#[case] text: &'static str, #[case] is_empty: bool) {
        assert_eq!(SafeText::from(text).is_empty(), is_empty);
    }

    #[test]
    fn value_in_template_becomes_one_line() {
        assert_eq!(safe!("There is no {}.\n", "a\nOK").as_str(), "There is no a⏎OK.\n");
    }

    #[test]
    fn lines_and_tabs_are_kept() {
        assert_eq!(SafeText::lines("a\tb\r\nc\rd\n\n\t\n").as_str(), "a\tb\nc␍d\n\n\t\n");
    }

    #[test]
    fn safe_json_keeps_its_meaning() {
        let text = serde_json::to_string("a\u{202e}\u{9b}\u{e0041}👩\u{200d}🚀\u{7f}\"\\ü").expect("JSON");
        let safe = SafeText::json(&text);
        assert_eq!(serde_json::from_str::<String>(safe.as_str()).ok(), serde_json::from_str(&text).ok());
    }

    #[rstest]
    #[case::json("{\"a\":\"\u{202e}\"}", "{\"a\":\"\\u202e\"}")]
    #[case::json_lines("\"\u{9b}\"\n1\n", "\"\\u009b\"\n1\n")]
    #[case::page("<p>\u{202e}\x1b[2J", "<p>⟨U+202E⟩␛[2J")]
    fn document_is_escaped_by_its_kind(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(SafeText::document(text).as_str(), shown);
    }
}
