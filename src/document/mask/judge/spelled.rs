//! Places of secrets in the spelling of a JSON string.

use super::super::spans::Spans;
use crate::document::json::Node;
use std::ops::Range;

/// Covers parts of a string in its escaped form. If a part is not found there, the complete string is covered.
pub(super) fn parts(found: &Spans, node: Node<'_>, spans: &mut Spans) {
    let (raw, text, begin) = (node.raw(), node.text(), node.range().start);
    let mut at = 0;
    for range in found.ranges() {
        let spelled = serde_json::Value::from(text.get(range.clone()).unwrap_or_default()).to_string();
        let spelled = spelled.get(1..spelled.len() - 1).unwrap_or_default();
        let Some(start) = raw.get(at..).and_then(|rest| rest.find(spelled)).map(|start| at + start) else {
            spans.add(begin + 1..begin + raw.len() - 1);
            return;
        };
        spans.add(begin + start..begin + start + spelled.len());
        at = start + spelled.len();
    }
}

/// Returns the range of a string without its quotes.
pub(super) fn inner(range: Range<usize>, text: &str) -> Range<usize> {
    let is_quoted = range.len() > 2 && text.get(range.clone()).is_some_and(|raw| raw.starts_with('"'));
    if is_quoted { range.start + 1..range.end - 1 } else { range }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::text("\"a\"", 1..2)]
    #[case::empty("\"\"", 0..2)]
    #[case::number("123", 0..3)]
    fn quotes_of_a_string_are_left_out(#[case] text: &str, #[case] expected: Range<usize>) {
        assert_eq!(inner(0..text.len(), text), expected);
    }
}
