//! Mouse gestures and their targets.
//!
//! The wizard knows no coordinates: the front end finds the target of a gesture.

/// Gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The wheel, towards the top.
    Up,
    /// The wheel, towards the end.
    Down,
    /// The left button.
    Click,
}

/// A gesture where the terminal has it: column and row from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Gesture.
    pub gesture: Gesture,
    /// The column.
    pub column: u16,
    /// The row.
    pub row: u16,
}

/// Target of a gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A row of the document that has the keys.
    Row(u32),
    /// The other document.
    Beside,
    /// No target.
    Nothing,
}
