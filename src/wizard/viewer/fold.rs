//! Moving about, opening and closing.

use super::{STICKY, Viewer};
use crate::{document::json::Node, wizard::command::Action};

impl Viewer {
    /// Returns a visible row and all after it, in the order of the screen.
    pub fn rows_from(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.outline.rows_from(&self.document, row)
    }

    /// The first row to draw in a window of this height: as the cursor wants it, and so that no room is left over at
    /// the end.
    pub fn window(&self, height: usize) -> u32 {
        let (outline, document) = (&self.outline, &self.document);
        let before = height.saturating_sub(1);
        let highest = outline.above(document, self.cursor, before);
        let lowest = outline.above(document, outline.last(document), before);
        outline.seen(document, self.top).max(highest).min(lowest).min(self.cursor)
    }

    /// Opens or closes the row under the cursor.
    pub fn toggle(&mut self) {
        self.apply(Action::Fold);
    }

    pub(super) fn apply(&mut self, action: Action) {
        let (outline, document, row) = (&self.outline, &self.document, self.cursor);
        let node = document.node(row);
        self.cursor = match action {
            Action::Up => outline.above(document, row, 1),
            Action::Down => outline.below(document, row, 1),
            Action::PageUp => outline.above(document, row, self.room),
            Action::PageDown => outline.below(document, row, self.room),
            Action::HalfUp => outline.above(document, row, self.room / 2),
            Action::HalfDown => outline.below(document, row, self.room / 2),
            Action::First => 0,
            Action::Last => outline.last(document),
            Action::NextSibling => node.and_then(Node::next_sibling).map_or(row, Node::row),
            Action::PreviousSibling => node.and_then(Node::previous_sibling).map_or(row, Node::row),
            action => return self.fold(action),
        };
        self.follow();
    }

    fn fold(&mut self, action: Action) {
        let row = self.cursor;
        let Some(node) = self.document.node(row) else { return };
        let (folds, parent) = (node.folds(), node.parent().map_or(0, Node::row));
        let closed = self.is_closed(row);
        let document = &self.document;
        match action {
            Action::Fold => drop(self.outline.toggle(document, row)),
            Action::Unfold if folds && closed => drop(self.outline.set(document, row, false)),
            Action::Unfold if folds => self.cursor = row + 1,
            Action::Close if folds && !closed && row > 0 => drop(self.outline.set(document, row, true)),
            Action::Close => self.cursor = parent,
            Action::CloseHere if folds => drop(self.outline.set(document, row, true)),
            // On a row that does not fold, its parent is meant.
            Action::CloseHere => {
                self.outline.set(document, parent, true);
                self.cursor = parent;
            }
            Action::OpenHere => self.outline.set_inside(document, row, false),
            Action::CloseSiblings => self.outline.set_siblings(document, row, true),
            Action::OpenSiblings => self.outline.set_siblings(document, row, false),
            _ => {}
        }
        self.follow();
    }

    /// Shows so many levels, or all.
    pub(super) fn level(&mut self, levels: u32) {
        match u16::try_from(levels) {
            Ok(0) | Err(_) => self.outline.open_all(),
            Ok(levels) => self.outline.close_below(levels),
        }
        self.follow();
    }

    /// Brings a row in sight and goes there.
    pub(super) fn show_row(&mut self, row: u32) {
        self.outline.open_to(&self.document, row);
        self.cursor = row;
        self.follow();
    }

    /// Scrolls so that the cursor is visible, with a few rows after it, and not below its own parents.
    pub(super) fn follow(&mut self) {
        let (outline, document) = (&self.outline, &self.document);
        self.cursor = outline.seen(document, self.cursor);
        let parents = document.node(self.cursor).map_or(0, |n| usize::from(n.depth()).saturating_sub(1));
        let ahead = 2.min(self.room.saturating_sub(1) / 2);
        let behind = parents.min(STICKY).max(ahead).min(self.room.saturating_sub(ahead + 1));
        let highest = outline.above(document, self.cursor, self.room.saturating_sub(ahead + 1));
        let lowest = outline.above(document, self.cursor, behind);
        self.top = outline.seen(document, self.top).max(highest).min(lowest);
    }
}
