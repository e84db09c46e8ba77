//! Which rows of a document are seen, as containers are closed and opened.

use super::{Document, Node};
use std::{collections::BTreeMap, iter};

/// Which containers are closed: a depth for all of them, and what was done to some since.
///
/// A closed container hides what is inside it, and there are no rows of brackets. Nothing is kept or counted for a
/// row that was not touched, so closing all of ten million rows costs what closing ten costs. In return a row has no
/// number among those seen: one walks from row to row, and a place in the whole is told by the row itself.
///
/// It belongs to a document and is told of it again at every question. A document that has grown keeps its rows, so
/// its outline stays right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Containers at this depth or deeper are closed, but for what the marks say; `None` where all are open.
    closed_from: Option<u16>,
    marks: BTreeMap<(FoldReach, u32), FoldMark>,
    /// How many marks were ever set: of two that reach a row the later counts.
    clock: u64,
}

/// What a mark on a row speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FoldReach {
    /// The row alone.
    Row,
    /// What the row holds itself.
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
    /// Whether a row is a closed container.
    pub fn is_closed(&self, document: &Document, row: u32) -> bool {
        document.node(row).is_some_and(|node| self.closes(node))
    }

    /// The row that stands for this one on the screen: itself, or the outermost closed container around it.
    pub fn seen(&self, document: &Document, row: u32) -> u32 {
        let Some(node) = document.node(row.min(document.rows().saturating_sub(1))) else { return 0 };
        node.around().filter(|around| self.closes(*around)).last().unwrap_or(node).row()
    }

    /// The next row that is seen.
    pub fn next(&self, document: &Document, row: u32) -> Option<u32> {
        let node = document.node(row)?;
        let next = if self.closes(node) { node.end() } else { row + 1 };
        (next < document.rows()).then_some(next)
    }

    /// The row seen before this one.
    pub fn previous(&self, document: &Document, row: u32) -> Option<u32> {
        Some(self.seen(document, row.checked_sub(1)?))
    }

    /// The last row that is seen.
    pub fn last(&self, document: &Document) -> u32 {
        self.seen(document, u32::MAX)
    }

    /// A row that is seen and all behind it, as they stand on the screen.
    pub fn rows_from<'a>(&'a self, document: &'a Document, row: u32) -> impl Iterator<Item = u32> + 'a {
        iter::successors(document.node(row).map(Node::row), |row| self.next(document, *row))
    }

    /// A row that is seen and all before it, from there to the top.
    pub fn rows_to<'a>(&'a self, document: &'a Document, row: u32) -> impl Iterator<Item = u32> + 'a {
        iter::successors(document.node(row).map(Node::row), |row| self.previous(document, *row))
    }

    /// The row so many below, or the last one.
    pub fn below(&self, document: &Document, row: u32, count: usize) -> u32 {
        self.rows_from(document, row).take(count + 1).last().unwrap_or(row)
    }

    /// The row so many above, or the first one.
    pub fn above(&self, document: &Document, row: u32, count: usize) -> u32 {
        self.rows_to(document, row).take(count + 1).last().unwrap_or(row)
    }

    /// Closes what is open, opens what is closed; says whether there was something to do.
    pub fn toggle(&mut self, document: &Document, row: u32) -> bool {
        self.set(document, row, !self.is_closed(document, row))
    }

    /// Closes or opens one container; says whether that changed anything.
    pub fn set(&mut self, document: &Document, row: u32, closed: bool) -> bool {
        let changes = document.node(row).is_some_and(|node| node.folds() && self.closes(node) != closed);
        if changes {
            self.mark(FoldReach::Row, row, closed);
        }
        changes
    }

    /// Closes or opens a row and all that stand beside it in the same container.
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

    /// Closes everything but the root, so that what stands at the top is in sight.
    pub fn close_all(&mut self) {
        self.close_below(1);
    }

    /// Opens what stands above a depth and closes what stands at it or deeper; the root's depth is 0.
    pub fn close_below(&mut self, depth: u16) {
        *self = Self { closed_from: Some(depth), ..Self::default() };
    }

    /// Opens everything.
    pub fn open_all(&mut self) {
        *self = Self::default();
    }

    /// Opens what stands around a row, so that it is seen.
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

    /// The last word on a container.
    fn latest(&self, node: Node<'_>) -> Option<FoldMark> {
        if self.marks.is_empty() {
            return None;
        }
        let mark = |reach, node: Node<'_>| self.marks.get(&(reach, node.row())).copied();
        let own = [mark(FoldReach::Row, node), node.parent().and_then(|parent| mark(FoldReach::Children, parent))];
        // Most often there is no such mark, and then nobody need climb.
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
        (Document::read(text.to_owned()).expect("is JSON"), Outline::default())
    }

    fn seen(document: &Document, outline: &Outline) -> Vec<u32> {
        outline.rows_from(document, 0).collect()
    }

    #[test]
    fn closing_a_container_hides_what_is_inside() {
        let (document, mut outline) = outline(TEXT);
        assert!(outline.toggle(&document, 2));
        assert_eq!(seen(&document, &outline), [0, 1, 2, 5, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(seen(&document, &outline), [0, 1, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(seen(&document, &outline), [0, 1, 2, 5, 6], "what was closed inside stays closed");
    }

    #[test]
    fn scalars_and_empty_containers_do_not_fold() {
        let (document, mut outline) = outline(TEXT);
        for row in [3, 5, 6, 99] {
            assert!(!outline.toggle(&document, row));
        }
    }

    #[test]
    fn closing_all_leaves_the_top_in_sight() {
        let (document, mut outline) = outline(TEXT);
        outline.close_all();
        assert_eq!(seen(&document, &outline), [0, 1, 6]);
        outline.open_all();
        assert_eq!(seen(&document, &outline).len(), 7);
    }

    #[test]
    fn a_hidden_row_is_opened_to_and_until_then_another_stands_for_it() {
        let (document, mut outline) = outline(TEXT);
        outline.close_all();
        assert_eq!(outline.seen(&document, 4), 1);
        outline.open_to(&document, 4);
        assert_eq!(outline.seen(&document, 4), 4);
    }

    #[test]
    fn siblings_close_together_and_what_is_inside_them_keeps_its_state() {
        let (document, mut outline) = outline("[[[1]],[[2]],3]");
        outline.set_siblings(&document, 1, true);
        assert_eq!(seen(&document, &outline), [0, 1, 4, 7]);
        outline.set(&document, 4, false);
        assert_eq!(seen(&document, &outline), [0, 1, 4, 5, 6, 7]);
    }

    #[test]
    fn there_is_no_row_to_go_to_beyond_the_ends() {
        let (document, outline) = outline(TEXT);
        assert_eq!((outline.previous(&document, 0), outline.next(&document, 6)), (None, None));
        assert_eq!((outline.above(&document, 3, 99), outline.below(&document, 3, 99)), (0, 6));
        assert_eq!((outline.above(&document, 3, 2), outline.below(&document, 3, 2)), (1, 5));
        assert_eq!(outline.last(&Document::default()), 0);
    }

    /// An outline that keeps a word for each row and walks them all.
    struct Naive(Vec<bool>);

    impl Naive {
        fn act(&mut self, document: &Document, (what, row, closed): (u8, u32, bool)) {
            let node = document.node(row).expect("is there");
            let parent = node.parent().map(Node::row);
            for other in document.nodes().filter(|node| node.folds()) {
                let at = other.row();
                let reached = match what {
                    0 => at == row,
                    1 => other.parent().map(Node::row) == parent,
                    2 => (row..node.end()).contains(&at),
                    _ => true,
                };
                let rule = if what == 3 { other.depth() >= node.depth() } else { closed };
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
        fn is_the_same_as_one_that_keeps_a_word_for_each_row(
            value in super::super::tests::any_json(),
            acts in prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), any::<bool>()), 0..12),
        ) {
            let (document, mut outline) = outline(&value.to_string());
            let mut naive = Naive(vec![false; document.rows() as usize]);
            for (what, row, closed) in acts {
                let row = u32::try_from(row.index(document.rows() as usize)).expect("is small");
                match what {
                    0 => drop(outline.set(&document, row, closed)),
                    1 => outline.set_siblings(&document, row, closed),
                    2 => outline.set_inside(&document, row, closed),
                    _ => outline.close_below(document.node(row).expect("is there").depth()),
                }
                naive.act(&document, (what, row, closed));
                let mut rows = naive.seen(&document);
                prop_assert_eq!(&seen(&document, &outline), &rows);
                rows.reverse();
                prop_assert_eq!(outline.rows_to(&document, outline.last(&document)).collect::<Vec<_>>(), rows);
            }
        }
    }
}
