//! Rows of the list of elements.

use super::{ElementStep, ListRow, UnfinishedForm};
use crate::{catalog::Marker, wizard::list::Cursor};

impl ElementStep {
    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.search.len() + self.unfinished().len()
    }

    /// Returns true if no row matches.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of all elements.
    pub fn total(&self) -> usize {
        self.search.total()
    }

    /// Returns the remark on the source of the list.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Returns the number of elements that match.
    pub fn found(&self) -> usize {
        self.search.len()
    }

    /// A row of the list.
    pub fn offer(&self, row: usize) -> Option<ListRow<'_>> {
        let unfinished = self.unfinished();
        if let Some(left) = unfinished.get(row) {
            return Some(ListRow::Resume(left));
        }
        let row = row - unfinished.len();
        self.search.entry(row).map(|entry| ListRow::Element(entry, row))
    }

    /// Returns true if an element is at the top because it was used recently.
    pub fn is_recent(&self, row: usize) -> bool {
        self.search.is_recent(row)
    }

    /// To find the characters that matched.
    pub fn marker(&self) -> Marker<'_> {
        self.search.marker()
    }

    /// The row that is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the forms left unfinished, which are offered until something is typed.
    pub fn unfinished(&self) -> &[UnfinishedForm] {
        if self.filter.text().is_empty() { &self.left } else { &[] }
    }

    /// Returns true if an unfinished form is under the cursor.
    pub fn is_on_left(&self) -> bool {
        matches!(self.chosen(), Some(ListRow::Resume(_)))
    }
}
