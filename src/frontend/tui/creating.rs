//! Create request, under way or failed.

use super::{Theme, status};
use crate::wizard::Status;
use ratatui::{Frame, layout::Rect};

/// Draws the progress of the request, or its failure.
pub fn draw(frame: &mut Frame<'_>, area: Rect, words: &Status, theme: &Theme) {
    status::draw(frame, status::pane(area), words, theme);
}
