//! Sign-in at a platform.

use super::{Theme, form, parts, status};
use crate::wizard::{Status, steps::sign_in::SignInStep};
use ratatui::{Frame, layout::Rect, text::Line};

/// Draws the form for the two secrets.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &SignInStep, words: &Status, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let title = parts::cut(&words.headline, inner.width.into());
    parts::put(frame, inner, 0, Line::styled(title, theme.strong));
    let low = area.height <= 12;
    let rows = if low { 0 } else { status::background(frame, parts::below(inner, 1), &words.facts, theme) + 1 };
    form::draw(frame, parts::below(area, rows + 1), &step.form, words.progress.is_none(), theme);
    if let Some(progress) = &words.progress {
        let at = parts::below(inner, area.height.saturating_sub(1));
        parts::put(frame, at, 0, Line::styled(format!("⠿ {} …", progress.activity), theme.accent));
    }
}
