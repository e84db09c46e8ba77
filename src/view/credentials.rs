//! What the element asks for.

use super::{Theme, form, parts};
use crate::{domain::safe::display_safe, wizard::steps::credentials::Credentials};
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
        Span::styled(format!(" {}", display_safe(&draft.element().name)), theme.strong),
        Span::styled(format!(" · {}", display_safe(mode)), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(title));
    let head = if area.height > 9 { 2 } else { 1 };
    let area = parts::below(area, head);
    if step.is_by_support() {
        return draw_setup(frame, area, step, theme);
    }
    form::draw(frame, area, &step.form, true, theme);
}

/// What to do where nothing is known of what is asked, above the room for what the person knows.
fn draw_setup(frame: &mut Frame<'_>, area: Rect, step: &Credentials, theme: &Theme) {
    // However much there is to say, the form's own rows are seen.
    let rows = u16::try_from(step.form.rows().len()).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(rows);
    let words = parts::after(Rect { width: area.width.saturating_sub(1), height: room, ..area }, 3);
    let usual = "It is set up together with the platform's support.".to_owned();
    let element = step.draft().element();
    let facts = if element.setup.is_empty() { std::slice::from_ref(&usual) } else { &element.setup };
    let mut y = 0;
    for fact in facts {
        y += parts::wrapped(frame, parts::below(words, y), fact, theme.text) + 1;
    }
    form::draw(frame, parts::below(area, y.min(room)), &step.form, true, theme);
}
