//! The document written out again, one value a line.

use super::{Document, Kind, Node};
use crate::domain::Secret;
use std::fmt::{self, Write};

/// What stands in the place of a hidden value: the platform's own mask, and the same length for all.
const MASK: &str = "\"********\"";

impl Document {
    /// The document with two blanks a level and every value as it was sent, but for those `hidden`.
    pub fn pretty(&self, hidden: impl Fn(Node<'_>) -> bool) -> Secret {
        // Measured first: a text that grows leaves copies of itself behind that nobody wipes.
        let mut length = Length(0);
        let mut text = String::new();
        if self.write(&mut length, &hidden).is_ok() {
            text.reserve_exact(length.0);
            // Writing to a string cannot fail.
            let _ = self.write(&mut text, &hidden);
        }
        Secret::new(text)
    }

    fn write(&self, out: &mut impl Write, hidden: &impl Fn(Node<'_>) -> bool) -> fmt::Result {
        let mut open: Vec<Node<'_>> = Vec::new();
        let mut next = self.node(0);
        while let Some(node) = next {
            close(out, &mut open, node.row())?;
            lead(out, node)?;
            let masked = hidden(node);
            if masked {
                out.write_str(MASK)?;
            } else if node.children() > 0 {
                out.write_str(if node.kind() == Kind::Object { "{" } else { "[" })?;
                open.push(node);
            } else {
                out.write_str(scalar(node))?;
            }
            next = self.node(if masked { node.end() } else { node.row() + 1 });
        }
        close(out, &mut open, self.rows())
    }
}

/// Writes what stands before a value: comma, new line, blanks and key.
fn lead(out: &mut impl Write, node: Node<'_>) -> fmt::Result {
    let Some(parent) = node.parent() else { return Ok(()) };
    out.write_str(if parent.row() + 1 == node.row() { "\n" } else { ",\n" })?;
    indent(out, node.depth())?;
    match node.raw_key() {
        Some(key) => write!(out, "{key}: "),
        None => Ok(()),
    }
}

/// Writes the closing brackets of what ends before a row.
fn close(out: &mut impl Write, open: &mut Vec<Node<'_>>, row: u32) -> fmt::Result {
    while let Some(node) = open.pop_if(|node| node.end() <= row) {
        out.write_char('\n')?;
        indent(out, node.depth())?;
        out.write_char(if node.kind() == Kind::Object { '}' } else { ']' })?;
    }
    Ok(())
}

fn indent(out: &mut impl Write, depth: u16) -> fmt::Result {
    (0..depth).try_for_each(|_| out.write_str("  "))
}

fn scalar(node: Node<'_>) -> &str {
    match node.kind() {
        Kind::Object => "{}",
        Kind::Array => "[]",
        _ => node.raw(),
    }
}

/// Counts instead of writing.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pretty(text: &str, hidden: impl Fn(Node<'_>) -> bool) -> String {
        Document::read(text.to_owned()).expect("is JSON").pretty(hidden).expose().to_owned()
    }

    #[test]
    fn hidden_values_are_masked_and_take_what_is_inside_along() {
        let text = r#"{"a":"x","b":{"c":[1]},"d":1.0}"#;
        assert_eq!(
            pretty(text, |node| node.row() == 1),
            pretty(r#"{"a":"********","b":{"c":[1]},"d":1.0}"#, |_| false)
        );
        assert_eq!(pretty(text, |node| node.row() == 2), pretty(r#"{"a":"x","b":"********","d":1.0}"#, |_| false));
    }

    proptest! {
        #[test]
        fn is_laid_out_as_everyone_lays_it_out(value in super::super::tests::any_json()) {
            prop_assert_eq!(pretty(&value.to_string(), |_| false), format!("{value:#}"));
        }
    }
}
