//! Document of a file or a pipe, alone on the screen.

use super::{Theme, viewer};
use crate::wizard::steps::document::DocumentStep;
use ratatui::{Frame, layout::Rect};

/// Draws it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &DocumentStep, theme: &Theme) {
    viewer::draw(frame, area, &step.viewer, true, theme);
}
