//! Prompts of the viewer, one at a time.

use crate::wizard::input::LineEditor;
use std::path::PathBuf;

/// Open prompt.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// No prompt.
    None,
    /// Search text, and the row to come back to.
    Search(LineEditor, u32),
    /// Filter, and its place in the history.
    Filter(LineEditor, usize),
    /// Letter of the part to copy.
    Copy,
    /// Letter of the export.
    Take,
    /// Path for the export of a letter.
    Save(LineEditor, char),
    /// Question if an existing file is replaced with the export of a letter.
    Replace(PathBuf, char),
    /// Question if every secret is shown.
    Reveal,
}
