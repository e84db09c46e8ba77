//! Change of an existing instance.

use super::{Theme, status};
use crate::wizard::{Status, steps::change::ChangeStep};
use ratatui::{Frame, layout::Rect};

/// Draws the change: a question and the line of its answer, or its progress.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &ChangeStep, words: &Status, theme: &Theme) {
    status::draw_question(frame, status::pane(area), words, step.name_line(), theme);
}
