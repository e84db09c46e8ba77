//! Read through an instance: the form of its parameters.

use super::{Theme, form, parts, status};
use crate::wizard::{Status, steps::call::CallStep};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the form, or the wait for the answer below it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &CallStep, words: &Status, theme: &Theme) {
    let inner = parts::inner(area);
    let title = parts::cut(&words.headline, inner.width.into());
    parts::put(frame, inner, 0, Line::styled(title, theme.strong));
    let low = area.height <= 12;
    let rows = if low { 0 } else { status::background(frame, parts::below(inner, 1), &words.facts, theme) + 1 };
    form::draw(frame, parts::below(area, rows + 1), &step.form, words.progress.is_none(), theme);
    if let Some(progress) = &words.progress {
        let at = parts::below(inner, area.height.saturating_sub(1));
        let line = vec![
            Span::styled(format!("{} {} …", parts::spinner(progress.since), progress.activity), theme.accent),
            Span::styled(format!("  {}", parts::clock(progress.since)), theme.dim),
        ];
        parts::put(frame, at, 0, Line::from(line));
    }
}
