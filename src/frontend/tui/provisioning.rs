//! A create request, under way or failed.

use super::{Theme, parts, status};
use crate::wizard::{Status, input::LineEditor};
use ratatui::{Frame, layout::Rect};

/// Draws the progress of the request, or a question and the line of its answer.
pub fn draw(frame: &mut Frame<'_>, area: Rect, words: &Status, line: Option<&LineEditor>, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    status::draw_question(frame, inner, words, line, theme);
}
