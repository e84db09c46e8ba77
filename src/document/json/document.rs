//! The text of a document with its index.

use super::{fault::JsonFault, index::Index, recent::RecentRows, scan};
use crate::text::secret::Secret;
use std::{fmt, sync::Arc};

/// JSON text with its index. Clones share both, and the text is wiped with the last clone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document(pub(super) Arc<Content>);

#[derive(Default)]
pub(super) struct Content {
    pub(super) text: Secret,
    pub(super) index: Index,
    /// True if the content is not JSON, but the lines of a text as a list.
    pub(super) lines: bool,
    pub(super) recent: RecentRows,
}

/// Rows that were parsed before are no part of the content.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.index, self.lines) == (&other.text, &other.index, other.lines)
    }
}

impl Eq for Content {}

impl Document {
    /// Parses a text by RFC 8259. A text that is refused is wiped too.
    ///
    /// # Errors
    /// Position and reason, if the text is not JSON or is nested deeper than 512 levels.
    pub fn read(text: String) -> Result<Self, JsonFault> {
        let text = Secret::new(text);
        let (index, done) = scan::scan(text.expose());
        done.map(|()| Self::new(text, index))
    }

    /// Parses as much of a text as is valid, and returns the error that stopped it.
    ///
    /// The parsed rows have the same numbers as in the complete document, so the beginning of a large text can be shown
    /// while the rest is still being received.
    pub fn begun(text: String) -> (Self, Result<(), JsonFault>) {
        let text = Secret::new(text);
        let (index, done) = scan::scan(text.expose());
        (Self::new(text, index), done)
    }

    /// Parses any number of consecutive documents as children of one root, as far as they are valid.
    pub fn many(text: String) -> (Self, Result<(), JsonFault>) {
        let text = Secret::new(text);
        Self::many_in(text)
    }

    /// Parses the same text as several documents.
    pub(super) fn many_of(self) -> (Self, Result<(), JsonFault>) {
        Self::many_in(self.into_text())
    }

    fn many_in(text: Secret) -> (Self, Result<(), JsonFault>) {
        let (index, done) = scan::scan_many(text.expose());
        (Self::new(text, index), done)
    }

    fn new(text: Secret, index: Index) -> Self {
        Self(Arc::new(Content { text, index, lines: false, recent: RecentRows::default() }))
    }

    /// Returns the text, without a copy if it is not shared.
    pub(super) fn into_text(self) -> Secret {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.text.clone(), |content| content.text)
    }

    /// Returns the number of values. Rows are numbered in document order from 0, the root.
    pub fn rows(&self) -> u32 {
        self.0.index.rows
    }

    /// Returns true if both are clones of one document. Documents with equal text are not.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Returns true if the root represents several documents and is not in the text.
    pub fn is_many(&self) -> bool {
        self.0.index.many
    }

    /// Returns true if the content is not JSON, but the lines of a text.
    pub fn is_text(&self) -> bool {
        self.0.lines
    }

    /// Returns the complete text as sent.
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
