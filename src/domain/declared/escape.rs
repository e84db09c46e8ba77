//! Text of a file for a terminal or a pipe: its strings keep their meaning.

use crate::text::safe::is_hostile;
use std::fmt::Write as _;
use toml_edit::{DocumentMut, Value, visit_mut::VisitMut};

/// Returns the text with escapes in place of characters that control a terminal or hide, in all strings that have such
/// characters. A text that is not TOML stays as it is.
pub fn with_escapes(text: &str) -> String {
    let Ok(mut document) = text.parse::<DocumentMut>() else { return text.to_owned() };
    Escape.visit_document_mut(&mut document);
    document.to_string()
}

struct Escape;

impl VisitMut for Escape {
    fn visit_value_mut(&mut self, value: &mut Value) {
        if let Some(text) = value.as_str().filter(|text| text.chars().any(is_hostile))
            && let Ok(mut escaped) = basic_string(text).parse::<Value>()
        {
            *escaped.decor_mut() = value.decor().clone();
            *value = escaped;
            return;
        }
        toml_edit::visit_mut::visit_value_mut(self, value);
    }
}

/// Returns a basic string of TOML, with quotes.
fn basic_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if is_hostile(c) => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::joiner_of_a_word("می\u{200c}خواهم")]
    #[case::quotes("a\u{200b}\"'\\n'")]
    #[case::lines("two\nlines\u{1b}[2J")]
    #[case::beyond_the_basic_plane("tag \u{e0041}")]
    fn string_has_escapes_and_the_same_meaning(#[case] text: &str) {
        let mut document = DocumentMut::new();
        document.insert("name", toml_edit::value(text));
        document.insert("tags", toml_edit::value(toml_edit::Array::from_iter([text])));
        let escaped = with_escapes(&document.to_string());
        assert!(!escaped.chars().any(|c| is_hostile(c) && c != '\n'), "{escaped}");
        let read: DocumentMut = escaped.parse().expect("TOML");
        assert_eq!((read["name"].as_str(), read["tags"][0].as_str()), (Some(text), Some(text)), "{escaped}");
    }

    #[test]
    fn text_without_such_characters_stays() {
        let text = "# a comment\nname = 'it''s' # behind\n";
        assert_eq!(with_escapes(text), text);
    }
}
