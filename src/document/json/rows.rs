//! Rows of a document: the value of each, the values around it, and the path to it.

use super::{
    Document, Node, NodeKind, NodePart, STARS,
    index::narrow,
    string,
    walk::{self, Extent, Walk},
};
use std::{borrow::Cow, fmt::Write as _, iter};

impl Document {
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

    /// The value of a row as it was sent; nothing for a row there is not.
    pub fn raw(&self, row: u32) -> &str {
        self.node(row).map(Node::raw).unwrap_or_default()
    }

    /// The way to a row as jq writes it, such as `.configuration["oauth.api.key"]`.
    pub fn path(&self, row: u32) -> String {
        self.node(row).map(|node| node.path(|_| false)).unwrap_or_default()
    }
}

impl<'a> Node<'a> {
    /// The container it stands in; `None` for the root.
    pub fn parent(self) -> Option<Self> {
        if self.depth == 0 { None } else { self.document.node(self.parent) }
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
