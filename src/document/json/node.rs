//! One value of a document.

use super::{
    Document, NodeKind, STARS,
    index::narrow,
    string,
    walk::{self, Extent},
};
use std::{borrow::Cow, fmt::Write as _, iter};

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

    /// The container it stands in; `None` for the root.
    pub fn parent(self) -> Option<Self> {
        if self.depth == 0 { None } else { self.document.node(self.parent) }
    }

    /// Whether it is a line of a text that is no JSON.
    pub fn is_line(self) -> bool {
        self.depth > 0 && self.document.is_text()
    }

    /// The row of the container it stands in, without going there.
    pub fn parent_row(self) -> Option<u32> {
        (self.depth > 0).then_some(self.parent)
    }

    /// The value behind it in the same container.
    pub fn next_sibling(self) -> Option<Self> {
        let next = self.document.node(self.end());
        next.filter(|next| next.depth == self.depth && next.parent == self.parent)
    }

    /// The value before it in the same container.
    pub fn previous_sibling(self) -> Option<Self> {
        let before = self.document.node(self.row.checked_sub(1)?);
        let beside = |node: &Self| node.depth == self.depth && node.parent == self.parent;
        iter::successors(before, |node| node.parent()).find(beside)
    }

    /// The containers around it, from the inside out.
    pub fn around(self) -> impl Iterator<Item = Self> {
        iter::successors(self.parent(), |node| node.parent())
    }

    /// Whether it holds something, and so can be closed.
    pub fn folds(self) -> bool {
        self.kind().is_container() && self.children() > 0
    }

    /// How many values it holds itself, not counting what those hold.
    pub fn children(self) -> u32 {
        if self.kind.is_container() { self.extent().children } else { 0 }
    }

    /// The first row behind it and everything inside it.
    pub fn end(self) -> u32 {
        if self.kind.is_container() { self.extent().end } else { self.row + 1 }
    }

    fn extent(self) -> Extent {
        walk::extent(self.document, self.row, self.start as usize)
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

    /// The value as it was sent.
    pub fn raw(self) -> &'a str {
        let stop = if self.kind.is_container() { narrow(self.extent().stop) } else { self.stop };
        self.document.slice(self.start, stop)
    }

    /// The value as it is meant: the content of a string with escapes resolved, anything else as it was sent.
    ///
    /// Half of a surrogate pair, which no text can hold, becomes U+FFFD.
    pub fn text(self) -> Cow<'a, str> {
        match self.kind() {
            NodeKind::String => string::decode(self.raw()),
            _ => Cow::Borrowed(self.raw()),
        }
    }

    /// The way to it as jq writes it: `.`, `.objects[0].name`, `.configuration["oauth.api.key"]`; with stars in the
    /// place of keys that are `hidden`.
    pub fn path(self, mut hidden: impl FnMut(NodePart<'_>) -> bool) -> String {
        let mut steps: Vec<_> = iter::successors(Some(self), |node| node.parent()).collect();
        steps.pop();
        let mut path = String::from(".");
        for step in steps.into_iter().rev() {
            // Writing to a string cannot fail.
            let _ = match (step.position(), step.raw_key(), step.key()) {
                (Some(position), ..) => write!(path, "[{position}]"),
                _ if hidden(NodePart::Key(step)) => write!(path, "[{STARS}]"),
                (None, _, Some(key)) if is_plain(&key) => {
                    write!(path, "{}{key}", if path == "." { "" } else { "." })
                }
                (None, key, _) => write!(path, "[{}]", key.unwrap_or_default()),
            };
        }
        path
    }
}

fn is_plain(key: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.chars().all(word) && key.starts_with(|c: char| !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        Document::read(text.to_owned()).expect("is JSON")
    }

    #[test]
    fn paths_are_written_as_jq_writes_them() {
        let document = read(r#"{"objects":[{"name":1}],"configuration":{"oauth.api.key":2,"9":3,"":4,"a\"b":5}}"#);
        let paths: Vec<_> = (0..document.rows()).map(|row| document.path(row)).collect();
        let names = [".", ".objects", ".objects[0]", ".objects[0].name", ".configuration"];
        assert_eq!(paths[..5], names);
        let quoted = [r#"["oauth.api.key"]"#, r#"["9"]"#, r#"[""]"#, r#"["a\"b"]"#];
        assert_eq!(paths[5..], quoted.map(|key| format!(".configuration{key}")));
        assert_eq!(read("[0]").path(1), ".[0]");
    }
}
