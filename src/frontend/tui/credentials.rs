//! Form of an element.

use super::{Theme, form, parts, review};
use crate::{
    catalog::AuthFlow,
    domain::Draft,
    text::{count, safe::display_safe},
    wizard::{Status, steps::credentials::CredentialsStep},
};
use ratatui::{Frame, layout::Rect, text::Line};

/// Columns from which the request fits next to the form.
const WIDE: u16 = 120;
/// Greatest width of the form next to the request.
const FORM: u16 = 84;

/// Draws the form of an element.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &CredentialsStep, status: &Status, theme: &Theme) {
    let title = format!(" {}", display_safe(&status.headline));
    parts::put(frame, area, 0, Line::styled(title, theme.strong));
    let head = if area.height > 9 { 2 } else { 1 };
    let area = parts::below(area, head);
    if step.is_by_support() {
        return draw_setup(frame, area, step, status, theme);
    }
    if area.width < WIDE {
        return form::draw(frame, area, &step.form, true, theme);
    }
    let left = (area.width * 11 / 20).min(FORM);
    form::draw(frame, Rect { width: left, ..area }, &step.form, true, theme);
    let beside = parts::after(area, left + 2);
    draw_sketch(frame, Rect { y: beside.y - 1, height: beside.height + 1, ..beside }, step.draft(), theme);
}

/// Draws the request as typed so far.
fn draw_sketch(frame: &mut Frame<'_>, area: Rect, draft: &Draft, theme: &Theme) {
    parts::put(frame, area, 0, Line::styled("Request", theme.strong));
    let words = match draft.flow() {
        AuthFlow::OAuth2 | AuthFlow::OAuth1 => "Secrets are masked. The provider's answer is added after consent.",
        AuthFlow::Plain => "Secrets are masked.",
    };
    let below = parts::below(Rect { width: area.width.saturating_sub(1), ..area }, 1);
    let rows = parts::wrapped(frame, below, words, theme.dim);
    let text = serde_json::to_string_pretty(&draft.preview()).unwrap_or_default();
    let room = parts::below(area, rows + 2);
    let lines: Vec<&str> = text.lines().collect();
    let more = lines.len().saturating_sub(usize::from(room.height));
    let seen = if more > 0 { room.height.saturating_sub(1) } else { room.height };
    for (y, line) in (0..seen).zip(&lines) {
        parts::put(frame, room, y, review::tinted(&parts::cut(line, usize::from(room.width)), theme));
    }
    if more > 0 {
        parts::put(
            frame,
            room,
            seen,
            Line::styled(format!("… {}", count(more + 1, "more line", "more lines")), theme.dim),
        );
    }
}

/// Draws the way to set up an element whose fields are unknown, above the form for entries of the person's own.
fn draw_setup(frame: &mut Frame<'_>, area: Rect, step: &CredentialsStep, status: &Status, theme: &Theme) {
    // However long the text is, the rows of the form stay visible.
    let rows = u16::try_from(step.form.rows().len()).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(rows);
    let words = parts::after(Rect { width: area.width.saturating_sub(1), height: room, ..area }, 3);
    let mut y = 0;
    for fact in &status.facts {
        y += parts::wrapped(frame, parts::below(words, y), &theme.words(&fact.text), theme.text) + 1;
    }
    form::draw(frame, parts::below(area, y.min(room)), &step.form, true, theme);
}
