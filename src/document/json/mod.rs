//! A JSON document as rows that fold.
//!
//! The text is kept as it came, and a sparse index points into it: every sixteenth value, and the containers that
//! reach over one of those. All else is read from the text again where it is wanted. So numbers, the order of keys,
//! repeated keys and escapes stay exactly as they were sent, and a document costs little more than its text.

mod body;
mod fault;
mod index;
mod lines;
mod node;
mod outline;
mod pretty;
mod scan;
mod search;
mod string;
mod walk;

pub use body::{Body, Encoding};
pub use fault::JsonFault;
pub use node::{Node, NodePart};
pub use outline::Outline;
pub use search::DocumentSearch;

use crate::text::secret::Secret;
use index::Index;
use std::{fmt, sync::Arc};
use walk::Walk;

/// What stands in the place of what is hidden: the platform's own mask, and the same length for all.
const STARS: &str = "\"********\"";

/// A JSON text and where its values stand in it. A clone shares both; the text is wiped with the last of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document(Arc<Content>);

#[derive(Default, PartialEq, Eq)]
struct Content {
    text: Secret,
    index: Index,
    /// Whether it is no JSON by itself: the lines of a text, as a list.
    lines: bool,
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
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

impl Document {
    /// Reads a text by RFC 8259. A text that is refused is wiped as well.
    ///
    /// # Errors
    /// Where and why it is not JSON, or is nested deeper than 512 levels.
    pub fn read(text: String) -> Result<Self, JsonFault> {
        let text = Secret::new(text);
        let (index, done) = scan::scan(text.expose());
        done.map(|()| Self::new(text, index))
    }

    /// Reads as much of a text as is a document, and says where it stops being one.
    ///
    /// What has been read has the rows it has in the whole, so that the beginning of a large text can be shown while
    /// the rest is still to come.
    pub fn begun(text: String) -> (Self, Result<(), JsonFault>) {
        let text = Secret::new(text);
        let (index, done) = scan::scan(text.expose());
        (Self::new(text, index), done)
    }

    /// Reads any number of documents, one behind the other, as the items of one root; as much as can be read.
    pub fn many(text: String) -> (Self, Result<(), JsonFault>) {
        let text = Secret::new(text);
        Self::many_in(text)
    }

    /// The same text read as any number of documents.
    fn many_of(self) -> (Self, Result<(), JsonFault>) {
        Self::many_in(self.into_text())
    }

    fn many_in(text: Secret) -> (Self, Result<(), JsonFault>) {
        let (index, done) = scan::scan_many(text.expose());
        (Self::new(text, index), done)
    }

    fn new(text: Secret, index: Index) -> Self {
        Self(Arc::new(Content { text, index, lines: false }))
    }

    /// The text, without a copy where nobody else has it.
    fn into_text(self) -> Secret {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.text.clone(), |content| content.text)
    }

    /// How many values there are; rows are numbered from 0, the root, in document order.
    pub fn rows(&self) -> u32 {
        self.0.index.rows
    }

    /// The value of a row.
    pub fn node(&self, row: u32) -> Option<Node<'_>> {
        (row < self.rows()).then(|| Walk::from_row(self, row).step()).flatten()
    }

    /// All values in document order, for far less than asking for each.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes_from(0)
    }

    /// The values from a row on.
    pub fn nodes_from(&self, row: u32) -> impl Iterator<Item = Node<'_>> {
        let mut walk = Walk::from_row(self, row);
        std::iter::from_fn(move || walk.step())
    }

    /// Returns true if both are one document read once. Two with equal text are not.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether its root stands for a row of documents and is not in the text.
    pub fn is_many(&self) -> bool {
        self.0.index.many
    }

    /// Whether it is no JSON by itself, but the lines of a text.
    pub fn is_text(&self) -> bool {
        self.0.lines
    }

    /// The value of a row as it was sent; nothing for a row there is not.
    pub fn raw(&self, row: u32) -> &str {
        self.node(row).map(Node::raw).unwrap_or_default()
    }

    /// The way to a row as jq writes it, such as `.configuration["oauth.api.key"]`.
    pub fn path(&self, row: u32) -> String {
        self.node(row).map(|node| node.path(|_| false)).unwrap_or_default()
    }

    /// The whole text as it was sent.
    pub fn text(&self) -> &Secret {
        &self.0.text
    }

    fn bytes(&self) -> &[u8] {
        self.0.text.expose().as_bytes()
    }

    fn index(&self) -> &Index {
        &self.0.index
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

impl NodeKind {
    /// Whether it holds other values.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }

    /// Told by the first byte of a checked value.
    fn from_first_byte(byte: Option<u8>) -> Self {
        match byte {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b'"') => Self::String,
            Some(b't' | b'f') => Self::Bool,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }
}

#[cfg(test)]
pub(in crate::document) mod tests;
