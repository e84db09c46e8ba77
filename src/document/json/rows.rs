//! Rows of a document: the value of each, the values around it, and the path to it.

use super::{
    Document, Node, NodeKind, NodePart, STARS,
    index::{Extent, STRIDE, narrow},
    recent::Row,
    string,
    walk::{self, Walk},
};
use std::{borrow::Cow, fmt::Write as _, iter};

impl Document {
    /// Returns the value of a row.
    pub fn node(&self, row: u32) -> Option<Node<'_>> {
        if row >= self.rows() {
            return None;
        }
        self.recent(row, |found| {
            let Row { kind, keyed, depth, parent, position, label, start, stop, .. } = *found;
            Node { document: self, row, kind, depth, parent, position, keyed, label, start, stop }
        })
    }

    /// Reads or changes a row, which is parsed with its block if it is not kept.
    fn recent<T>(&self, row: u32, act: impl FnOnce(&mut Row) -> T) -> Option<T> {
        let parse = |place: u32| {
            let mut walk = Walk::from_anchor(self, place as usize);
            iter::from_fn(|| walk.step()).take(STRIDE as usize).map(kept).collect()
        };
        self.0.recent.with(row, parse, act)
    }

    /// Returns all values in document order. This is much faster than a lookup of each.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes_from(0)
    }

    /// Returns the values from a row on.
    pub fn nodes_from(&self, row: u32) -> impl Iterator<Item = Node<'_>> {
        let mut walk = Walk::from_row(self, row);
        std::iter::from_fn(move || walk.step())
    }

    /// Returns the value of a row as sent, or an empty text if there is no such row.
    pub fn raw(&self, row: u32) -> &str {
        self.node(row).map(Node::raw).unwrap_or_default()
    }

    /// Returns the path of a row in jq syntax, such as `.configuration["oauth.api.key"]`.
    pub fn path(&self, row: u32) -> String {
        self.node(row).map(|node| node.path(|_| false)).unwrap_or_default()
    }
}

impl<'a> Node<'a> {
    /// Returns the container, or `None` for the root.
    pub fn parent(self) -> Option<Self> {
        if self.depth == 0 { None } else { self.document.node(self.parent) }
    }

    /// Returns the next value in the same container.
    pub fn next_sibling(self) -> Option<Self> {
        let next = self.document.node(self.end());
        next.filter(|next| next.depth == self.depth && next.parent == self.parent)
    }

    /// Returns the previous value in the same container.
    pub fn previous_sibling(self) -> Option<Self> {
        let before = self.document.node(self.row.checked_sub(1)?);
        let is_sibling = |node: &Self| node.depth == self.depth && node.parent == self.parent;
        iter::successors(before, |node| node.parent()).find(is_sibling)
    }

    /// Returns the containers around the value, from the inside out.
    pub fn around(self) -> impl Iterator<Item = Self> {
        iter::successors(self.parent(), |node| node.parent())
    }

    /// Returns true if the value has children and can be folded.
    pub fn folds(self) -> bool {
        self.kind().is_container() && self.children() > 0
    }

    /// Returns the number of direct children.
    pub fn children(self) -> u32 {
        if self.kind.is_container() { self.extent().children } else { 0 }
    }

    /// Returns the first row after the value and its content.
    pub fn end(self) -> u32 {
        if self.kind.is_container() { self.extent().end } else { self.row + 1 }
    }

    fn extent(self) -> Extent {
        let document = self.document;
        if let Some(extent) = document.recent(self.row, |found| found.extent).flatten() {
            return extent;
        }
        let extent = walk::extent(document, self.row, self.start as usize);
        document.recent(self.row, |found| found.extent = Some(extent));
        extent
    }

    /// Returns the value as sent.
    pub fn raw(self) -> &'a str {
        let stop = if self.kind.is_container() { narrow(self.extent().stop) } else { self.stop };
        self.document.slice(self.start, stop)
    }

    /// Returns the decoded value: the content of a string without escapes, any other value as sent.
    ///
    /// An unpaired surrogate, which is not valid text, becomes U+FFFD.
    pub fn text(self) -> Cow<'a, str> {
        match self.kind() {
            NodeKind::String => string::decode(self.raw()),
            _ => Cow::Borrowed(self.raw()),
        }
    }

    /// Returns the path in jq syntax: `.`, `.objects[0].name`, `.configuration["oauth.api.key"]`. Keys that are
    /// `hidden` are replaced by stars.
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

/// Returns a value without its document.
fn kept(node: Node<'_>) -> Row {
    let Node { kind, depth, parent, position, keyed, label, start, stop, .. } = node;
    Row { kind, keyed, depth, parent, position, label, start, stop, extent: None }
}

fn is_plain(key: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.chars().all(word) && key.starts_with(|c: char| !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::{recent::BLOCKS, tests::any_json};
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Document {
        Document::read(text.to_owned()).expect("valid JSON")
    }

    #[test]
    fn paths_have_jq_syntax() {
        let document = read(r#"{"objects":[{"name":1}],"configuration":{"oauth.api.key":2,"9":3,"":4,"a\"b":5}}"#);
        let paths: Vec<_> = (0..document.rows()).map(|row| document.path(row)).collect();
        let names = [".", ".objects", ".objects[0]", ".objects[0].name", ".configuration"];
        assert_eq!(paths[..5], names);
        let quoted = [r#"["oauth.api.key"]"#, r#"["9"]"#, r#"[""]"#, r#"["a\"b"]"#];
        assert_eq!(paths[5..], quoted.map(|key| format!(".configuration{key}")));
        assert_eq!(read("[0]").path(1), ".[0]");
    }

    proptest! {
        #[test]
        fn rows_read_in_any_order_are_those_of_a_walk(
            value in any_json(),
            order in prop::collection::vec(any::<u32>(), 0..64),
        ) {
            let document = Document::read(value.to_string()).expect("valid JSON");
            let walked: Vec<_> = document.nodes().map(facts).collect();
            for row in order {
                let row = row % document.rows();
                prop_assert_eq!(document.node(row).map(facts), walked.get(row as usize).cloned());
            }
        }
    }

    #[test]
    fn block_in_the_place_of_another_is_parsed_again() {
        let count = STRIDE * u32::try_from(BLOCKS).expect("a small number") + 2;
        let numbers: Vec<u32> = (1..=count).collect();
        let document = read(&serde_json::json!(numbers).to_string());
        let rows = [1, count, 1].map(|row| document.node(row).map(|node| node.raw().to_owned()));
        assert_eq!(rows, [1, count, 1].map(|number| Some(number.to_string())));
    }

    fn facts(node: Node<'_>) -> (u32, u16, Option<u32>, String, u32, u32) {
        (node.row(), node.depth(), node.parent_row(), node.raw().to_owned(), node.end(), node.children())
    }
}
