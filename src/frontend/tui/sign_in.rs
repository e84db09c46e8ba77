//! With which secrets?

use super::{Theme, form, parts};
use crate::wizard::steps::sign_in::SignIn;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the form for the two secrets.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &SignIn, theme: &Theme) {
    let title =
        vec![Span::styled(" Sign in at ", theme.strong), Span::styled(step.base.host().to_owned(), theme.accent)];
    parts::put(frame, area, 0, Line::from(title));
    let words = step.describe_secrets();
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let low = area.height <= 12;
    let rows = if low { 0 } else { parts::wrapped(frame, parts::below(inner, 1), words, theme.dim) + 1 };
    let rest = parts::below(area, rows + 1);
    form::draw(frame, rest, &step.form, !step.checking, theme);
    if step.checking {
        let at = parts::below(inner, area.height.saturating_sub(1));
        parts::put(frame, at, 0, Line::styled("⠿ Asking the platform whether it knows them …", theme.accent));
    }
}
