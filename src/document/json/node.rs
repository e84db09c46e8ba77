//! One value of a document.

use super::{Document, NodeKind, string};
use std::borrow::Cow;

/// What can be covered on its own: a value, or the key it goes by.
#[derive(Clone, Copy)]
pub enum NodePart<'a> {
    /// The key of this value.
    Key(Node<'a>),
    /// The value itself.
    Value(Node<'a>),
}

/// One value of a document, and so one row of it.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(super) document: &'a Document,
    pub(super) row: u32,
    pub(super) kind: NodeKind,
    pub(super) depth: u16,
    pub(super) parent: u32,
    pub(super) position: u32,
    /// Whether it stands in an object.
    pub(super) keyed: bool,
    /// The byte its key begins at, or, without one, itself.
    pub(super) label: u32,
    pub(super) start: u32,
    /// The byte behind it; of a container, the one behind its first bracket.
    pub(super) stop: u32,
}

impl<'a> NodePart<'a> {
    /// The value it is, or belongs to.
    pub fn node(self) -> Node<'a> {
        let (Self::Key(node) | Self::Value(node)) = self;
        node
    }
}

impl<'a> Node<'a> {
    /// The row it is.
    pub fn row(self) -> u32 {
        self.row
    }

    /// What kind of value it is.
    pub fn kind(self) -> NodeKind {
        self.kind
    }

    /// The document it is part of.
    pub(in crate::document) fn document(self) -> &'a Document {
        self.document
    }

    /// The bytes of a value that is no container, quotes included.
    pub(in crate::document) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.stop as usize
    }

    /// The bytes of its key, quotes included.
    pub(in crate::document) fn key_range(self) -> std::ops::Range<usize> {
        let label = self.label as usize;
        label..label + self.raw_key().map_or(0, str::len)
    }

    /// How many containers stand around it.
    pub fn depth(self) -> u16 {
        self.depth
    }

    /// Whether it is a line of a text that is no JSON.
    pub fn is_line(self) -> bool {
        self.depth > 0 && self.document.is_text()
    }

    /// The row of the container it stands in, without going there.
    pub fn parent_row(self) -> Option<u32> {
        (self.depth > 0).then_some(self.parent)
    }

    /// Its key with escapes resolved, if it is a member of an object.
    pub fn key(self) -> Option<Cow<'a, str>> {
        self.raw_key().map(string::decode)
    }

    /// Its key as it was sent, with the quotes.
    pub fn raw_key(self) -> Option<&'a str> {
        self.keyed.then(|| string::first(self.document.slice(self.label, self.start)))
    }

    /// Its place, from 0, if it is an item of an array.
    pub fn position(self) -> Option<u32> {
        (self.depth > 0 && !self.keyed).then_some(self.position)
    }
}
