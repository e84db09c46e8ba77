//! What a person does with the mouse, and at what.
//!
//! The wizard knows no coordinates: the view says what stands where, and the runner asks it.

/// What is done with it.
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
    /// What is done.
    pub gesture: Gesture,
    /// The column.
    pub column: u16,
    /// The row.
    pub row: u16,
}

/// What stands where it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A row of the document that has the keys.
    Row(u32),
    /// The document beside it.
    Beside,
    /// Nothing that hears of the mouse.
    Nothing,
}
