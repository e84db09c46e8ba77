//! What the element asks for.

use super::{Theme, form, parts};
use crate::wizard::steps::credentials::Credentials;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Rows for the choice of a way and its help.
const WAYS: u16 = 6;

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
    let area = parts::below(area, head);
    if step.is_by_support() {
        return draw_setup(frame, area, step, theme);
    }
    form::draw(frame, area, &step.form, true, theme);
}

/// What to do where there is nothing to fill in, below the choice of another way if there is one.
fn draw_setup(frame: &mut Frame<'_>, area: Rect, step: &Credentials, theme: &Theme) {
    let form = if step.form.rows().is_empty() { 0 } else { WAYS };
    form::draw(frame, Rect { height: area.height.min(form), ..area }, &step.form, true, theme);
    let area = parts::after(parts::below(area, form), 3);
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let usual = "It is set up together with the platform's support.".to_owned();
    let element = step.draft().element();
    let facts = if element.setup.is_empty() { std::slice::from_ref(&usual) } else { &element.setup };
    let mut y = 0;
    for fact in facts {
        y += parts::wrapped(frame, parts::below(area, y), fact, theme.text) + 1;
    }
}
