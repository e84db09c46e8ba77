//! Paste of JSON of several lines into a row, which has one.

use super::row::{FormRow, PastedValue};
use crate::{catalog::field, domain::paste::without_sequences};

impl FormRow {
    /// Replaces the value by pasted JSON of several lines. Faulty JSON is not taken, so that the place in the complaint is
    /// that in the pasted text. Returns `None` for any other paste.
    pub(super) fn paste_json(&mut self, text: &str) -> Option<PastedValue> {
        let text = without_sequences(text);
        let text = text.trim();
        if !self.is_json || !text.contains(['\n', '\r']) {
            return None;
        }
        if let Some(complaint) = field::json_complaint(text) {
            self.complaint = Some(format!("{complaint} Nothing was pasted."));
            return Some(PastedValue::Refused);
        }
        self.replace(&on_one_line(text), "joined to one line");
        self.complaint = None;
        Some(PastedValue::Taken)
    }
}

/// Returns valid JSON without the blanks between its parts.
fn on_one_line(json: &str) -> String {
    let (mut line, mut is_string, mut is_escaped) = (String::with_capacity(json.len()), false, false);
    for c in json.chars().filter(|c| !c.is_control() || c.is_whitespace()) {
        if is_string || !c.is_whitespace() {
            line.push(c);
        }
        if c == '"' && !is_escaped {
            is_string = !is_string;
        }
        is_escaped = is_string && c == '\\' && !is_escaped;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::indented("{\n  \"a b\": [1,\n 2]\n}", r#"{"a b":[1,2]}"#)]
    #[case::quote_in_a_string("{\n \"a\\\" b\": 1}", r#"{"a\" b":1}"#)]
    #[case::backslash_at_the_end("{\n \"a\\\\\" : 1}", r#"{"a\\":1}"#)]
    fn blanks_outside_of_strings_are_removed(#[case] json: &str, #[case] expected: &str) {
        assert_eq!(on_one_line(json), expected);
    }
}
