//! Choice of a read through an instance.

use super::{Theme, parts, status};
use crate::{
    domain::ResourceOperation,
    wizard::{Status, steps::calls::CallsStep},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Greatest width of the list.
const WIDEST: u16 = 140;

/// Draws the list, or the wait for it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &CallsStep, words: &Status, theme: &Theme) {
    let area = Rect { width: area.width.min(WIDEST), ..area };
    if !step.is_known() {
        status::draw(frame, parts::inner(area), words, theme);
        return;
    }
    head(frame, area, step, words, theme);
    let list = parts::below(area, 2);
    if step.is_empty() {
        status::facts(frame, parts::after(list, 3), &words.facts, theme);
        return;
    }
    let height = usize::from(list.height);
    let top = step.cursor().window(step.len(), height.max(1));
    let focused = step.cursor().row(step.len());
    let width = usize::from(list.width);
    for (y, at) in (0..list.height).zip(top..step.len()) {
        let Some(row) = step.row(at) else { break };
        parts::put(frame, list, y, line(row, at == focused, width, theme));
    }
}

/// Draws the filter, and the number of rows.
fn head(frame: &mut Frame<'_>, area: Rect, step: &CallsStep, words: &Status, theme: &Theme) {
    let count = step.describe_count();
    let counted = u16::try_from(count.width()).unwrap_or(0) + 2;
    let title = parts::cut(&words.headline, usize::from(area.width / 2));
    let asked = u16::try_from(title.width()).unwrap_or(0) + 3;
    parts::put(frame, area, 0, Line::from(vec![Span::raw(" "), Span::styled(title, theme.strong)]));
    let line = Rect { width: area.width.saturating_sub(asked + counted), ..parts::after(area, asked) };
    parts::edit(frame, line, 0, &step.filter, false, true, theme.text);
    if step.filter.text().is_empty() && line.width > 30 {
        let question = words.question.as_ref().map(|question| theme.words(question).to_lowercase());
        parts::put(frame, parts::after(line, 1), 0, Line::styled(question.unwrap_or_default(), theme.dim));
    }
    let at = Rect { x: area.x + area.width.saturating_sub(counted), width: counted.saturating_sub(1), ..area };
    parts::put(frame, at, 0, Line::styled(count, theme.dim).right_aligned());
}

fn line(row: &ResourceOperation, is_focused: bool, width: usize, theme: &Theme) -> Line<'static> {
    let pointer = if is_focused { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    let path = if row.summary.is_empty() { width.saturating_sub(4) } else { (width * 3 / 5).saturating_sub(4) };
    let room = width.saturating_sub(path + 5);
    Line::from(vec![
        pointer,
        Span::styled(parts::column(&row.path, path), if is_focused { theme.chosen } else { theme.text }),
        Span::styled(format!("  {}", parts::cut(&row.summary, room)), theme.dim),
    ])
}
