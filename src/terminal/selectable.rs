//! Text that the terminal's own selection takes in one piece, over the edge of the screen.

use ratatui::style::Style;

/// Text that is written once more after the frame, in one piece, so that the terminal joins its rows in a selection.
#[derive(Clone, PartialEq, Eq)]
pub struct Selectable {
    /// Row it begins in, from the top of the screen.
    pub row: u16,
    /// Printable ASCII, one column a letter.
    pub text: String,
    /// True for an address that may be opened from the terminal.
    pub is_link: bool,
    /// Style it is written in.
    pub style: Style,
}
