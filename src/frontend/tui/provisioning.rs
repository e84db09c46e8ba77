//! A create request, under way or failed.

use super::{Theme, parts, status};
use crate::wizard::Status;
use ratatui::{Frame, layout::Rect};

/// Draws the progress of the request.
pub fn draw(frame: &mut Frame<'_>, area: Rect, words: &Status, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    status::draw(frame, inner, words, theme);
}
