//! The text of a document with its index.

use super::{fault::JsonFault, index::Index, scan};
use crate::text::secret::Secret;
use std::{fmt, sync::Arc};

/// A JSON text and where its values stand in it. A clone shares both; the text is wiped with the last of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document(pub(super) Arc<Content>);

#[derive(Default, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) text: Secret,
    pub(super) index: Index,
    /// Whether it is no JSON by itself: the lines of a text, as a list.
    pub(super) lines: bool,
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
    pub(super) fn many_of(self) -> (Self, Result<(), JsonFault>) {
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
    pub(super) fn into_text(self) -> Secret {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.text.clone(), |content| content.text)
    }

    /// How many values there are; rows are numbered from 0, the root, in document order.
    pub fn rows(&self) -> u32 {
        self.0.index.rows
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

    /// The whole text as it was sent.
    pub fn text(&self) -> &Secret {
        &self.0.text
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.text.expose().as_bytes()
    }

    pub(super) fn index(&self) -> &Index {
        &self.0.index
    }

    pub(super) fn slice(&self, start: u32, stop: u32) -> &str {
        self.0.text.expose().get(start as usize..stop as usize).unwrap_or_default()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} rows)", self.rows())
    }
}
