//! A cursor in a list that may be longer than the screen.

use super::command::Action;

/// Rows of a page; the front end scrolls to keep the cursor visible.
pub const PAGE: usize = 10;

/// Selected row of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    at: usize,
}

impl Cursor {
    /// A cursor on this row.
    pub fn at_row(row: usize) -> Self {
        Self { at: row }
    }

    /// The row, inside a list of this length.
    pub fn row(self, len: usize) -> usize {
        self.at.min(len.saturating_sub(1))
    }

    /// Moves as the action says; `false` where it says nothing about moving.
    pub fn moved(&mut self, action: Action, len: usize) -> bool {
        let row = self.row(len);
        let last = len.saturating_sub(1);
        self.at = match action {
            Action::Up => row.saturating_sub(1),
            Action::Down => (row + 1).min(last),
            Action::PageUp => row.saturating_sub(PAGE),
            Action::PageDown => (row + PAGE).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// The first row to show, so that the cursor is in a window of this height.
    pub fn window(self, len: usize, height: usize) -> usize {
        let row = self.row(len);
        // A third of the window stays ahead of the cursor, so that the next rows are visible.
        let ahead = height / 3;
        (row + ahead + 1).saturating_sub(height).min(len.saturating_sub(height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_list_and_in_the_window() {
        let mut cursor = Cursor::default();
        for action in [Action::Up, Action::PageDown, Action::Down, Action::Last, Action::Down, Action::PageUp] {
            assert!(cursor.moved(action, 25));
            for height in 1..30 {
                let (row, top) = (cursor.row(25), cursor.window(25, height));
                assert!(row < 25 && top <= row && row < top + height, "{action:?} {height}");
            }
        }
        assert_eq!(Cursor::at_row(7).row(0), 0);
        assert_eq!(Cursor::at_row(7).window(0, 5), 0);
    }
}
