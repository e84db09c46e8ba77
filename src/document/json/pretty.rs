//! Formatting of a document, one value per line.

use super::{Document, Node, NodeKind, NodePart, STARS, lines, measured::measured};
use crate::{document::mask::Cover, text::Secret};
use std::fmt::{self, Write};
use zeroize::Zeroizing;

impl Document {
    /// Formats the document with two spaces per level. Keys and values are written as sent, except the `hidden` ones.
    pub fn pretty<C: Into<Cover>>(&self, hidden: impl FnMut(NodePart<'_>) -> C) -> Secret {
        self.node(0).map(|root| root.pretty(hidden)).unwrap_or_default()
    }
}

impl Node<'_> {
    /// Formats the value and its content as a document of its own.
    pub fn pretty<C: Into<Cover>>(self, mut hidden: impl FnMut(NodePart<'_>) -> C) -> Secret {
        measured(|out| self.write(out, &mut |part| hidden(part).into()))
    }

    fn write(self, out: &mut dyn Write, hidden: &mut dyn FnMut(NodePart<'_>) -> Cover) -> fmt::Result {
        if self.document.is_text() && self.depth == 0 {
            return lines::write(self, out, hidden);
        }
        // Open containers, each with the row it ends before.
        let mut open: Vec<(u32, NodeKind)> = Vec::new();
        let end = self.end();
        let mut skipped = 0;
        for node in self.document.nodes_from(self.row).take_while(|node| node.row < end) {
            if node.row < skipped {
                continue;
            }
            close(out, &mut open, node.row)?;
            if node.row > self.row {
                out.write_str(if node.parent_row() == Some(node.row - 1) { "\n" } else { ",\n" })?;
                indent(out, open.len())?;
                key(out, node, hidden)?;
            }
            let (kind, cover) = (node.kind, hidden(NodePart::Value(node)));
            let stop = if kind.is_container() { node.end() } else { node.row + 1 };
            if let Cover::Part(spans) = &cover {
                let text = Zeroizing::new(spans.fill(&node.text(), STARS.trim_matches('"')).into_owned());
                let quoted = Zeroizing::new(serde_json::Value::from(&**text).to_string());
                out.write_str(&quoted)?;
            } else if cover.hides() {
                out.write_str(STARS)?;
                skipped = stop;
            } else if stop > node.row + 1 {
                out.write_str(if kind == NodeKind::Object { "{" } else { "[" })?;
                open.push((stop, kind));
            } else {
                out.write_str(scalar(node))?;
            }
        }
        close(out, &mut open, end)
    }
}

fn key(out: &mut dyn Write, node: Node<'_>, hidden: &mut dyn FnMut(NodePart<'_>) -> Cover) -> fmt::Result {
    match node.raw_key() {
        Some(_) if hidden(NodePart::Key(node)).hides() => write!(out, "{STARS}: "),
        Some(key) => write!(out, "{key}: "),
        None => Ok(()),
    }
}

/// Writes the closing brackets of the containers that end before a row.
fn close(out: &mut dyn Write, open: &mut Vec<(u32, NodeKind)>, row: u32) -> fmt::Result {
    while let Some((_, kind)) = open.pop_if(|(end, _)| *end <= row) {
        out.write_char('\n')?;
        indent(out, open.len())?;
        out.write_char(if kind == NodeKind::Object { '}' } else { ']' })?;
    }
    Ok(())
}

fn indent(out: &mut dyn Write, depth: usize) -> fmt::Result {
    (0..depth).try_for_each(|_| out.write_str("  "))
}

fn scalar(node: Node<'_>) -> &str {
    match node.kind() {
        NodeKind::Object => "{}",
        NodeKind::Array => "[]",
        _ => node.raw(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pretty(text: &str, hidden: impl Fn(NodePart<'_>) -> bool) -> String {
        Document::read(text.to_owned()).expect("valid JSON").pretty(hidden).expose().to_owned()
    }

    #[test]
    fn hidden_value_is_masked_with_its_content() {
        let text = r#"{"a":"x","b":{"c":[1]},"d":1.0}"#;
        let value = |row| move |part: NodePart<'_>| matches!(part, NodePart::Value(node) if node.row() == row);
        assert_eq!(pretty(text, value(1)), pretty(r#"{"a":"********","b":{"c":[1]},"d":1.0}"#, |_| false));
        assert_eq!(pretty(text, value(2)), pretty(r#"{"a":"x","b":"********","d":1.0}"#, |_| false));
    }

    #[test]
    fn hidden_key_is_masked_and_its_value_is_not() {
        let key = |part: NodePart<'_>| matches!(part, NodePart::Key(node) if node.row() == 1);
        assert_eq!(pretty(r#"{"a":{"b":1}}"#, key), pretty(r#"{"********":{"b":1}}"#, |_| false));
    }

    proptest! {
        #[test]
        fn value_is_formatted_like_a_document_of_its_own(
            value in super::super::tests::any_json(),
            row: prop::sample::Index,
        ) {
            let document = Document::read(value.to_string()).expect("valid JSON");
            let row = u32::try_from(row.index(document.rows() as usize)).expect("small number");
            let node = document.node(row).expect("existing row");
            let own = pretty(node.raw(), |_| false);
            let part = node.pretty(|_| false);
            prop_assert_eq!(part.expose(), own);
        }

        #[test]
        fn format_agrees_with_serde_json(value in super::super::tests::any_json()) {
            prop_assert_eq!(pretty(&value.to_string(), |_| false), format!("{value:#}"));
        }
    }
}
