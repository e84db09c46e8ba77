//! Which rows of a document are seen, as containers are closed and opened.

use super::{Document, Kind, Node};

/// The rows to show, one a value: a closed container hides what is inside it, and there are no rows of brackets.
///
/// It belongs to the document it was made of and is told of it again wherever rows change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// For each row whether it is a closed container.
    closed: Vec<bool>,
    visible: Vec<u32>,
}

impl Outline {
    /// All of a document, everything open.
    pub fn new(document: &Document) -> Self {
        let rows = document.rows();
        Self { closed: vec![false; rows as usize], visible: (0..rows).collect() }
    }

    /// The rows that are seen, in document order.
    pub fn visible(&self) -> &[u32] {
        &self.visible
    }

    /// Whether a row is a closed container.
    pub fn is_closed(&self, row: u32) -> bool {
        self.closed.get(row as usize).copied().unwrap_or(false)
    }

    /// Where on the screen's list a row stands, or the nearest container that hides it.
    pub fn place(&self, row: u32) -> usize {
        self.visible.partition_point(|seen| *seen <= row).saturating_sub(1)
    }

    /// Closes what is open, opens what is closed; says whether there was something to do.
    pub fn toggle(&mut self, document: &Document, row: u32) -> bool {
        self.set(document, row, !self.is_closed(row))
    }

    /// Closes or opens one container; says whether that changed anything.
    pub fn set(&mut self, document: &Document, row: u32, closed: bool) -> bool {
        if !document.node(row).is_some_and(folds) || self.is_closed(row) == closed {
            return false;
        }
        self.mark(row, closed);
        self.rebuild(document);
        true
    }

    /// Closes everything but the root, so that what stands at the top is in sight.
    pub fn close_all(&mut self, document: &Document) {
        self.close_below(document, 1);
    }

    /// Opens what stands above a depth and closes what stands at it or deeper; the root's depth is 0.
    pub fn close_below(&mut self, document: &Document, depth: u16) {
        self.closed = document.nodes().map(|node| folds(node) && node.depth() >= depth).collect();
        self.rebuild(document);
    }

    /// Opens everything.
    pub fn open_all(&mut self, document: &Document) {
        *self = Self::new(document);
    }

    /// Opens what stands around a row, so that it is seen.
    pub fn open_to(&mut self, document: &Document, row: u32) {
        let around = std::iter::successors(document.node(row), |node| node.parent()).skip(1);
        let closed: Vec<_> = around.map(Node::row).filter(|row| self.is_closed(*row)).collect();
        for row in &closed {
            self.mark(*row, false);
        }
        if !closed.is_empty() {
            self.rebuild(document);
        }
    }

    fn mark(&mut self, row: u32, closed: bool) {
        if let Some(mark) = self.closed.get_mut(row as usize) {
            *mark = closed;
        }
    }

    fn rebuild(&mut self, document: &Document) {
        self.visible.clear();
        let mut next = document.node(0);
        while let Some(node) = next {
            self.visible.push(node.row());
            next = document.node(if self.is_closed(node.row()) { node.end() } else { node.row() + 1 });
        }
    }
}

fn folds(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::Object | Kind::Array) && node.children() > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = r#"{"a":{"b":[1,2],"c":{}},"d":3}"#;

    fn outline(text: &str) -> (Document, Outline) {
        let document = Document::read(text.to_owned()).expect("is JSON");
        let outline = Outline::new(&document);
        (document, outline)
    }

    #[test]
    fn closing_a_container_hides_what_is_inside() {
        let (document, mut outline) = outline(TEXT);
        assert!(outline.toggle(&document, 2));
        assert_eq!(outline.visible(), [0, 1, 2, 5, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(outline.visible(), [0, 1, 6]);
        assert!(outline.toggle(&document, 1));
        assert_eq!(outline.visible(), [0, 1, 2, 5, 6], "what was closed inside stays closed");
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
        outline.close_all(&document);
        assert_eq!(outline.visible(), [0, 1, 6]);
        outline.open_all(&document);
        assert_eq!(outline.visible().len(), 7);
    }

    #[test]
    fn a_hidden_row_is_opened_to_and_until_then_has_the_place_of_what_hides_it() {
        let (document, mut outline) = outline(TEXT);
        outline.close_all(&document);
        assert_eq!(outline.place(4), 1);
        outline.open_to(&document, 4);
        assert_eq!(outline.visible().get(outline.place(4)), Some(&4));
    }

    proptest! {
        #[test]
        fn a_row_is_seen_when_nothing_around_it_is_closed(value in super::super::tests::any_json(), toggles: [u8; 6]) {
            let (document, mut outline) = outline(&value.to_string());
            for toggle in toggles {
                outline.toggle(&document, u32::from(toggle) % document.rows());
            }
            let open = |node: &Node<'_>| {
                std::iter::successors(node.parent(), |node| node.parent()).all(|node| !outline.is_closed(node.row()))
            };
            let seen: Vec<_> = document.nodes().filter(open).map(Node::row).collect();
            prop_assert_eq!(outline.visible(), seen);
        }
    }
}
