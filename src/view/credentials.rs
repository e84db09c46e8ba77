//! What the element asks for.

use super::{Theme, form, parts};
use crate::wizard::steps::credentials::Credentials;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the form of an element.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Credentials, theme: &Theme) {
    let draft = step.draft();
    let mode = draft.mode().map_or("", |m| m.label.as_str());
    let title = vec![
        Span::styled(format!(" {}", draft.element().name), theme.strong),
        Span::styled(format!(" · {mode}"), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(title));
    let head = if area.height > 9 { 2 } else { 1 };
    form::draw(frame, parts::below(area, head), &step.form, true, theme);
}
