//! Visible rows of a document while containers are folded and unfolded.

use super::{Document, Node};
use std::{collections::BTreeMap, iter};

/// Folding state of the containers: a depth for all of them, and later changes for some.
///
/// A closed container hides its content, and closing brackets have no rows. No data is stored for unchanged rows, so
/// closing all of ten million rows costs the same as closing ten. The price is that visible rows are not numbered:
/// callers walk from row to row, and a position in the document is the row itself.
///
/// The outline does not hold the document, which is passed to every call. A document that has grown keeps its row
/// numbers, so its outline stays valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Containers at this depth or deeper are closed, unless a mark says otherwise; `None` if all are open.
    closed_from: Option<u16>,
    marks: BTreeMap<(FoldReach, u32), FoldMark>,
    /// Number of marks ever set. If two marks apply to a row, the later one counts.
    clock: u64,
}

/// Rows that a mark applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FoldReach {
    /// The row itself.
    Row,
    /// The children of the row.
    Children,
    /// The row and everything inside it.
    Inside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FoldMark {
    when: u64,
    closed: bool,
}

impl Outline {
    /// Returns true if the row is a closed container.
    pub fn is_closed(&self, document: &Document, row: u32) -> bool {
        document.node(row).is_some_and(|node| self.closes(node))
    }

    /// Returns the visible row for a row: itself, or the outermost closed container around it.
    pub fn seen(&self, document: &Document, row: u32) -> u32 {
        let Some(node) = document.node(row.min(document.rows().saturating_sub(1))) else { return 0 };
        node.around().filter(|around| self.closes(*around)).last().unwrap_or(node).row()
    }

    /// Returns the next visible row.
    pub fn next(&self, document: &Document, row: u32) -> Option<u32> {
        let node = document.node(row)?;
        let next = if self.closes(node) { node.end() } else { row + 1 };
        (next < document.rows()).then_some(next)
    }

    /// Returns the previous visible row.
    pub fn previous(&self, document: &Document, row: u32) -> Option<u32> {
        Some(self.seen(document, row.checked_sub(1)?))
    }

    /// Returns the last visible row.
    pub fn last(&self, document: &Document) -> u32 {
        self.seen(document, u32::MAX)
    }

    /// Returns a visible row and all visible rows after it, in order.
    pub fn rows_from<'a>(&'a self, document: &'a Document, row: u32) -> impl Iterator<Item = u32> + 'a {
        iter::successors(document.node(row).map(Node::row), |row| self.next(document, *row))
    }

    /// Returns a visible row and all visible rows before it, in reverse order.
    pub fn rows_to<'a>(&'a self, document: &'a Document, row: u32) -> impl Iterator<Item = u32> + 'a {
        iter::successors(document.node(row).map(Node::row), |row| self.previous(document, *row))
    }

    /// Returns the row `count` rows below, or the last one.
    pub fn below(&self, document: &Document, row: u32, count: usize) -> u32 {
        self.rows_from(document, row).take(count + 1).last().unwrap_or(row)
    }

    /// Returns the row `count` rows above, or the first one.
    pub fn above(&self, document: &Document, row: u32, count: usize) -> u32 {
        self.rows_to(document, row).take(count + 1).last().unwrap_or(row)
    }

    /// Closes an open container or opens a closed one. Returns true if this changed anything.
    pub fn toggle(&mut self, document: &Document, row: u32) -> bool {
        self.set(document, row, !self.is_closed(document, row))
    }

    /// Closes or opens one container. Returns true if this changed anything.
    pub fn set(&mut self, document: &Document, row: u32, closed: bool) -> bool {
        let changes = document.node(row).is_some_and(|node| node.folds() && self.closes(node) != closed);
        if changes {
            self.mark(FoldReach::Row, row, closed);
        }
        changes
    }

    /// Closes or opens a row and all its siblings.
    pub fn set_siblings(&mut self, document: &Document, row: u32, closed: bool) {
        match document.node(row).and_then(Node::parent) {
            Some(parent) => self.mark(FoldReach::Children, parent.row(), closed),
            None => drop(self.set(document, row, closed)),
        }
    }

    /// Closes or opens a row and everything inside it.
    pub fn set_inside(&mut self, document: &Document, row: u32, closed: bool) {
        let Some(node) = document.node(row) else { return };
        self.marks.retain(|(_, at), _| !(row..node.end()).contains(at));
        self.mark(FoldReach::Inside, row, closed);
    }

    /// Closes everything but the root, so that its children are visible.
    pub fn close_all(&mut self) {
        self.close_below(1);
    }

    /// Opens all containers above a depth and closes the others. The root has depth 0.
    pub fn close_below(&mut self, depth: u16) {
        *self = Self { closed_from: Some(depth), ..Self::default() };
    }

    /// Opens everything.
    pub fn open_all(&mut self) {
        *self = Self::default();
    }

    /// Opens the containers around a row, so that it is visible.
    pub fn open_to(&mut self, document: &Document, row: u32) {
        let Some(node) = document.node(row) else { return };
        for around in node.around().filter(|around| self.closes(*around)).map(Node::row).collect::<Vec<_>>() {
            self.mark(FoldReach::Row, around, false);
        }
    }

    fn mark(&mut self, reach: FoldReach, row: u32, closed: bool) {
        self.clock += 1;
        self.marks.insert((reach, row), FoldMark { when: self.clock, closed });
    }

    fn closes(&self, node: Node<'_>) -> bool {
        if !node.folds() {
            return false;
        }
        let rule = || self.closed_from.is_some_and(|depth| node.depth() >= depth);
        self.latest(node).map_or_else(rule, |mark| mark.closed)
    }

    /// Returns the latest mark that applies to a container.
    fn latest(&self, node: Node<'_>) -> Option<FoldMark> {
        if self.marks.is_empty() {
            return None;
        }
        let mark = |reach, node: Node<'_>| self.marks.get(&(reach, node.row())).copied();
        let own = [mark(FoldReach::Row, node), node.parent().and_then(|parent| mark(FoldReach::Children, parent))];
        // Marks of this kind are rare. Without any, the parents need not be visited.
        let inside = self.marks.range((FoldReach::Inside, 0)..).next().is_some();
        let climb = inside.then(|| iter::once(node).chain(node.around())).into_iter().flatten();
        own.into_iter().flatten().chain(climb.filter_map(|around| mark(FoldReach::Inside, around))).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = r#"{"a":{"b":[1,2],"c":{}},"d":3}"#;

    fn outline(text: &str) -> (Document, Outline) {
        (Document::read(text.to_owned()).expect("valid JSON"), Outline::default())
    }

    fn seen(document: &Document, outline: &Outline) -> Vec<u32> {
        outline.rows_from(document, 0).collect()
    }

    #[test]
    fn closing_a_container_hides_its_content() {
        let (document, mut outline) = outline(TEXT);
        assert!(outline.toggle(&document, 2));
        assert_eq!(seen(&document, &outline), [0, 1, 2, 5, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(seen(&document, &outline), [0, 1, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(seen(&document, &outline), [0, 1, 2, 5, 6], "containers closed inside stay closed");
    }

    #[test]
    fn scalars_and_empty_containers_do_not_fold() {
        let (document, mut outline) = outline(TEXT);
        for row in [3, 5, 6, 99] {
            assert!(!outline.toggle(&document, row));
        }
    }

    #[test]
    fn children_of_the_root_stay_visible_after_closing_all() {
        let (document, mut outline) = outline(TEXT);
        outline.close_all();
        assert_eq!(seen(&document, &outline), [0, 1, 6]);
        outline.open_all();
        assert_eq!(seen(&document, &outline).len(), 7);
    }

    #[test]
    fn hidden_row_is_represented_by_its_container_until_opened() {
        let (document, mut outline) = outline(TEXT);
        outline.close_all();
        assert_eq!(outline.seen(&document, 4), 1);
        outline.open_to(&document, 4);
        assert_eq!(outline.seen(&document, 4), 4);
    }

    #[test]
    fn siblings_close_together_and_their_content_keeps_its_state() {
        let (document, mut outline) = outline("[[[1]],[[2]],3]");
        outline.set_siblings(&document, 1, true);
        assert_eq!(seen(&document, &outline), [0, 1, 4, 7]);
        outline.set(&document, 4, false);
        assert_eq!(seen(&document, &outline), [0, 1, 4, 5, 6, 7]);
    }

    #[test]
    fn there_are_no_rows_beyond_the_ends() {
        let (document, outline) = outline(TEXT);
        assert_eq!((outline.previous(&document, 0), outline.next(&document, 6)), (None, None));
        assert_eq!((outline.above(&document, 3, 99), outline.below(&document, 3, 99)), (0, 6));
        assert_eq!((outline.above(&document, 3, 2), outline.below(&document, 3, 2)), (1, 5));
        assert_eq!(outline.last(&Document::default()), 0);
    }

    /// Reference outline that stores a flag for each row and visits all of them.
    struct Naive(Vec<bool>);

    impl Naive {
        fn act(&mut self, document: &Document, (action, row, closed): (u8, u32, bool)) {
            let node = document.node(row).expect("existing row");
            let parent = node.parent().map(Node::row);
            for other in document.nodes().filter(|node| node.folds()) {
                let at = other.row();
                let reached = match action {
                    0 => at == row,
                    1 => other.parent().map(Node::row) == parent,
                    2 => (row..node.end()).contains(&at),
                    _ => true,
                };
                let rule = if action == 3 { other.depth() >= node.depth() } else { closed };
                if reached {
                    self.0[at as usize] = rule;
                }
            }
        }

        fn seen(&self, document: &Document) -> Vec<u32> {
            let open = |node: &Node<'_>| node.around().all(|around| !self.0[around.row() as usize]);
            document.nodes().filter(open).map(Node::row).collect()
        }
    }

    proptest! {
        #[test]
        fn outline_agrees_with_the_reference(
            value in super::super::tests::any_json(),
            acts in prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), any::<bool>()), 0..12),
        ) {
            let (document, mut outline) = outline(&value.to_string());
            let mut naive = Naive(vec![false; document.rows() as usize]);
            for (action, row, closed) in acts {
                let row = u32::try_from(row.index(document.rows() as usize)).expect("small number");
                match action {
                    0 => drop(outline.set(&document, row, closed)),
                    1 => outline.set_siblings(&document, row, closed),
                    2 => outline.set_inside(&document, row, closed),
                    _ => outline.close_below(document.node(row).expect("existing row").depth()),
                }
                naive.act(&document, (action, row, closed));
                let mut rows = naive.seen(&document);
                prop_assert_eq!(&seen(&document, &outline), &rows);
                rows.reverse();
                prop_assert_eq!(outline.rows_to(&document, outline.last(&document)).collect::<Vec<_>>(), rows);
            }
        }
    }
}
