//! Comparison of the configuration sent to a platform with the one in its answer.

use super::json::{Document, Node};
use std::collections::BTreeMap;

/// Difference of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The entry was not sent, but added by the platform.
    Added,
    /// The entry was sent with another value.
    Changed,
    /// The platform returned stars in place of the value.
    Masked,
    /// The entry was sent, but is missing in the answer.
    Dropped,
}

/// Differences by row: dropped entries in the request, all others in the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows of the request.
    pub sent: BTreeMap<u32, Change>,
    /// Rows of the answer.
    pub came: BTreeMap<u32, Change>,
}

impl Changes {
    /// Compares the entries of both configurations by key. Of repeated keys, the last one is compared.
    pub fn between(sent: &Document, came: &Document) -> Self {
        let (requested, returned) = (entries(sent), entries(came));
        let change_of = |(key, node): (&String, &Node<'_>)| {
            let before = requested.get(key);
            let change = match before {
                _ if is_stars(*node) => Change::Masked,
                None => Change::Added,
                Some(before) if before.text() != node.text() => Change::Changed,
                Some(_) => return None,
            };
            Some((node.row(), change))
        };
        let new = outer(came)
            .filter(|node| !node.folds())
            .filter(|node| node.key().is_some_and(|key| outer(sent).all(|sent| sent.key().as_deref() != Some(&*key))));
        let new = new.map(|node| (node.row(), Change::Added));
        let dropped = requested.iter().filter(|(key, _)| !returned.contains_key(*key));
        Self {
            sent: dropped.map(|(_, node)| (node.row(), Change::Dropped)).collect(),
            came: returned.iter().filter_map(change_of).chain(new).collect(),
        }
    }

    /// Returns the number of entries with this difference.
    pub fn count(&self, change: Change) -> usize {
        self.sent.values().chain(self.came.values()).filter(|c| **c == change).count()
    }
}

/// Returns the entries next to the configuration.
fn outer(document: &Document) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(document.node(1), |node| node.next_sibling())
}

fn entries(document: &Document) -> BTreeMap<String, Node<'_>> {
    let top = |node: &Node<'_>| node.depth() == 1 && node.key().as_deref() == Some("configuration");
    let first = |node: Node<'_>| document.node(node.row() + 1).filter(|_| node.folds());
    let children = std::iter::successors(document.node(1), |node| node.next_sibling()).find(top).and_then(first);
    let entries = std::iter::successors(children, |node| node.next_sibling());
    entries.filter_map(|node| Some((node.key()?.into_owned(), node))).collect()
}

fn is_stars(node: Node<'_>) -> bool {
    let text = node.text();
    !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        Document::read(text.to_owned()).expect("valid JSON")
    }

    #[test]
    fn entries_are_compared_by_key_and_value() {
        let sent = read(r#"{"x":[1],"configuration":{"same":"1","flag":true,"other":"a","secret":"s","gone":"g"}}"#);
        let came =
            read(r#"{"configuration":{"flag":"true","new":1,"same":"1","other":"b","secret":"********"},"y":2}"#);
        let changes = Changes::between(&sent, &came);
        let named = |document: &Document, rows: &BTreeMap<u32, Change>| {
            let key = |row: &u32| document.node(*row).and_then(Node::key).unwrap_or_default().into_owned();
            rows.iter().map(|(row, change)| (key(row), *change)).collect::<Vec<_>>()
        };
        let became =
            [("new", Change::Added), ("other", Change::Changed), ("secret", Change::Masked), ("y", Change::Added)];
        assert_eq!(named(&came, &changes.came), became.map(|(key, change)| (key.to_owned(), change)));
        assert_eq!(named(&sent, &changes.sent), [("gone".to_owned(), Change::Dropped)]);
        assert_eq!(changes.count(Change::Dropped), 1);
    }

    #[test]
    fn documents_without_configuration_have_no_differences() {
        for text in ["[]", "{}", "1", r#"{"configuration":[]}"#, r#"{"configuration":7}"#] {
            assert_eq!(Changes::between(&read(text), &read(text)), Changes::default(), "{text}");
        }
    }
}
