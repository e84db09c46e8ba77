//! A JSON document as rows that fold.
//!
//! The text is kept as it came, and a flat index points into it: one entry a value, in document order. So numbers,
//! the order of keys, repeated keys and escapes stay exactly as they were sent, and a document costs its text and
//! 28 bytes a value, however large it is.

mod node;
mod outline;
mod pretty;
mod scan;
mod search;
mod string;

pub use node::Node;
pub use outline::Outline;
pub use search::Search;

use super::secret::Secret;
use std::{fmt, sync::Arc};

/// A JSON text and where its values stand in it. A clone shares both; the text is wiped with the last of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document(Arc<Content>);

#[derive(Default, PartialEq, Eq)]
struct Content {
    text: Secret,
    entries: Vec<Entry>,
}

/// Why a text is not a JSON document. It never quotes the text, which may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {what}")]
pub struct JsonFault {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong there, one sentence.
    pub what: &'static str,
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// As it was sent, however large or exact.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

/// Where one value stands. Offsets are bytes of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry {
    kind: Kind,
    depth: u16,
    /// The row of the container around it; [`NOWHERE`] for the root.
    parent: u32,
    /// The first row behind everything inside it.
    end: u32,
    children: u32,
    /// In an object the offset of the key's opening quote, in an array the position.
    label: u32,
    start: u32,
    stop: u32,
}

const NOWHERE: u32 = u32::MAX;

impl Document {
    /// Reads a text by RFC 8259. A text that is refused is wiped as well.
    ///
    /// # Errors
    /// Where and why it is not JSON, or is nested deeper than 512 levels.
    pub fn read(text: String) -> Result<Self, JsonFault> {
        let text = Secret::new(text);
        let entries = scan::scan(text.expose())?;
        Ok(Self(Arc::new(Content { text, entries })))
    }

    /// How many values there are; rows are numbered from 0, the root, in document order.
    pub fn rows(&self) -> u32 {
        scan::narrow(self.0.entries.len())
    }

    /// The value of a row.
    pub fn node(&self, row: u32) -> Option<Node<'_>> {
        self.0.entries.get(row as usize).map(|entry| Node { document: self, row, entry })
    }

    /// All values in document order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.rows()).filter_map(|row| self.node(row))
    }

    /// The value of a row as it was sent; nothing for a row there is not.
    pub fn raw(&self, row: u32) -> &str {
        self.node(row).map(Node::raw).unwrap_or_default()
    }

    /// The way to a row as jq writes it, such as `.configuration["oauth.api.key"]`.
    pub fn path(&self, row: u32) -> String {
        self.node(row).map(Node::path).unwrap_or_default()
    }

    /// The whole text as it was sent.
    pub fn text(&self) -> &Secret {
        &self.0.text
    }

    fn slice(&self, start: u32, stop: u32) -> &str {
        self.0.text.expose().get(start as usize..stop as usize).unwrap_or_default()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} rows)", self.rows())
    }
}

impl Kind {
    /// Whether it holds other values.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    fn read(text: &str) -> Document {
        Document::read(text.to_owned()).expect("is JSON")
    }

    fn rebuild(node: Node<'_>) -> Value {
        let inside = |child: &Node<'_>| child.parent().is_some_and(|parent| parent.row() == node.row());
        let children = || (node.row() + 1..node.end()).filter_map(|row| node.document.node(row)).filter(inside);
        match node.kind() {
            Kind::Object => Value::Object(
                children().map(|c| (c.key().expect("has a key").into_owned(), rebuild(c))).collect::<Map<_, _>>(),
            ),
            Kind::Array => Value::Array(children().map(rebuild).collect()),
            _ => serde_json::from_str(node.raw()).expect("a scalar"),
        }
    }

    pub(super) fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((".{0,6}", inner), 0..6).prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn rows_hold_the_whole_document(value in any_json(), wide: bool) {
            let text = if wide { format!("{value:#}") } else { value.to_string() };
            let document = read(&text);
            prop_assert_eq!(rebuild(document.node(0).expect("has a root")), value);
        }
    }

    #[test]
    fn everything_stays_as_it_was_sent() {
        let document = read(r#" {"b":12345678901234567890.1230,"a":1e400,"b":"\u00e9\/"} "#);
        let raw: Vec<_> = document.nodes().skip(1).map(|n| (n.raw_key().unwrap_or_default(), n.raw())).collect();
        assert_eq!(raw, [(r#""b""#, "12345678901234567890.1230"), (r#""a""#, "1e400"), (r#""b""#, r#""\u00e9\/""#)]);
        assert_eq!(document.node(3).expect("is there").text(), "é/");
    }

    #[test]
    fn an_entry_costs_28_bytes() {
        assert_eq!(size_of::<Entry>(), 28);
    }

    #[test]
    fn debug_does_not_show_the_text() {
        assert_eq!(format!("{:?}", read(r#"{"token":"hush"}"#)), "Document(2 rows)");
    }
}
