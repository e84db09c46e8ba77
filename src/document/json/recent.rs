//! Rows that were parsed last, so that a frame does not parse the same part of the text for every question about it.

use super::{
    index::{Extent, STRIDE},
    kind::NodeKind,
};
use std::sync::{Mutex, PoisonError};

/// Number of blocks that are kept: the rows of a screen, each in a block of its own, and the containers around them.
pub(super) const BLOCKS: usize = 128;

/// Parsed rows, in blocks between two indexed rows. The place of a block depends on its number, so that a lookup needs
/// no search; a block replaces the one that was there before.
///
/// A clone of a document shares them. They hold positions, and no text.
#[derive(Default)]
pub(super) struct RecentRows(Mutex<Vec<Option<Block>>>);

struct Block {
    place: u32,
    rows: Vec<Row>,
}

/// Value of a row without its document.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub kind: NodeKind,
    pub keyed: bool,
    pub depth: u16,
    pub parent: u32,
    pub position: u32,
    pub label: u32,
    pub start: u32,
    pub stop: u32,
    /// Extent of a container, once it was measured.
    pub extent: Option<Extent>,
}

impl RecentRows {
    /// Reads or changes a row. `parse` returns the rows of a block, if they are not kept.
    pub fn with<T>(&self, row: u32, parse: impl FnOnce(u32) -> Vec<Row>, act: impl FnOnce(&mut Row) -> T) -> Option<T> {
        let (place, within) = (row / STRIDE, (row % STRIDE) as usize);
        let mut blocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if blocks.is_empty() {
            blocks.resize_with(BLOCKS, || None);
        }
        let slot = blocks.get_mut(place as usize % BLOCKS)?;
        if slot.as_ref().is_none_or(|block| block.place != place) {
            *slot = Some(Block { place, rows: parse(place) });
        }
        slot.as_mut()?.rows.get_mut(within).map(act)
    }
}
