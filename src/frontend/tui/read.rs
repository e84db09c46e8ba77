//! Document of a file or a pipe, alone on the screen.

use super::{Theme, viewer};
use crate::wizard::steps::read::Read;
use ratatui::{Frame, layout::Rect};

/// Draws it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Read, theme: &Theme) {
    viewer::draw(frame, area, &step.viewer, true, theme);
}
