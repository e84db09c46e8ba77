//! Values of a document.

use super::{Document, NodeKind, string};
use std::borrow::Cow;

/// Part of a row that can be masked separately: a value or its key.
#[derive(Clone, Copy)]
pub enum NodePart<'a> {
    /// Key of this value.
    Key(Node<'a>),
    /// The value itself.
    Value(Node<'a>),
}

/// Value of a document, which is one row.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(super) document: &'a Document,
    pub(super) row: u32,
    pub(super) kind: NodeKind,
    pub(super) depth: u16,
    pub(super) parent: u32,
    pub(super) position: u32,
    /// True if it is in an object.
    pub(super) keyed: bool,
    /// Byte offset of its key, or of its value if it has no key.
    pub(super) label: u32,
    pub(super) start: u32,
    /// Byte offset after the value; for a container, after its opening bracket.
    pub(super) stop: u32,
}

impl<'a> NodePart<'a> {
    /// Returns the value of this part.
    pub fn node(self) -> Node<'a> {
        let (Self::Key(node) | Self::Value(node)) = self;
        node
    }
}

impl<'a> Node<'a> {
    /// Returns the row number.
    pub fn row(self) -> u32 {
        self.row
    }

    /// Returns the kind of the value.
    pub fn kind(self) -> NodeKind {
        self.kind
    }

    /// Returns the document.
    pub(in crate::document) fn document(self) -> &'a Document {
        self.document
    }

    /// Returns the bytes of a value that is not a container, including quotes.
    pub(in crate::document) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.stop as usize
    }

    /// Returns the bytes of the key, including quotes.
    pub(in crate::document) fn key_range(self) -> std::ops::Range<usize> {
        let label = self.label as usize;
        label..label + self.raw_key().map_or(0, str::len)
    }

    /// Returns the number of containers around the value.
    pub fn depth(self) -> u16 {
        self.depth
    }

    /// Returns true if the value is a line of a text that is not JSON.
    pub fn is_line(self) -> bool {
        self.depth > 0 && self.document.is_text()
    }

    /// Returns the row of the container, without parsing it.
    pub fn parent_row(self) -> Option<u32> {
        (self.depth > 0).then_some(self.parent)
    }

    /// Returns the key with decoded escapes, if the value is a member of an object.
    pub fn key(self) -> Option<Cow<'a, str>> {
        self.raw_key().map(string::decode)
    }

    /// Returns the key as sent, with quotes.
    pub fn raw_key(self) -> Option<&'a str> {
        self.keyed.then(|| string::first(self.document.slice(self.label, self.start)))
    }

    /// Returns the index from 0, if the value is an item of an array.
    pub fn position(self) -> Option<u32> {
        (self.depth > 0 && !self.keyed).then_some(self.position)
    }
}
