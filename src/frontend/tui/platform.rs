//! Choice of the platform.

use super::{Theme, parts, status};
use crate::wizard::{
    Status,
    steps::platform::{PlatformChoice, PlatformStep},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Draws the choice of a platform.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &PlatformStep, status: &Status, theme: &Theme) {
    if step.asked().is_some() {
        status::draw_question(frame, status::pane(area), status, None, theme);
        return;
    }
    let words = "elemint creates element instances: authenticated access to one provider, ready for your app to call.";
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let mut y = if area.height > 18 { parts::wrapped(frame, inner, words, theme.dim) + 1 } else { 0 };
    y += parts::wrapped(frame, parts::below(inner, y), &status.headline, theme.strong) + 1;
    let room = usize::from(area.height.saturating_sub(y + 3).max(1));
    let rows = step.rows();
    let top = step.cursor().window(rows.len(), room);
    let chosen = step.cursor().row(rows.len());
    for (at, home) in rows.iter().enumerate().skip(top).take(room) {
        draw_home(frame, area, y, home, step, at == chosen, theme);
        y += 1;
    }
    if let Some(progress) = &status.progress {
        parts::put(frame, inner, y + 1, Line::styled(format!("{} …", progress.activity), theme.accent));
    } else {
        status::facts(frame, parts::below(inner, y + 1), &status.input, theme);
    }
}

fn draw_home(
    frame: &mut Frame<'_>,
    area: Rect,
    y: u16,
    home: &PlatformChoice,
    step: &PlatformStep,
    focus: bool,
    theme: &Theme,
) {
    let cursor = if focus { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    let style = if focus { theme.chosen } else { theme.text };
    let name = home.name();
    // The row of another address has a line to type it in.
    let (host, placeholder) = match home {
        PlatformChoice::Other => (String::new(), home.detail()),
        PlatformChoice::Kept(_) | PlatformChoice::Sandbox | PlatformChoice::Known(_) => (home.detail(), String::new()),
    };
    // On a narrow screen the complete name is shown, since it distinguishes the rows.
    let wide = if area.width >= 76 { 32 } else { name.width() + 2 };
    let room = usize::from(area.width).saturating_sub(wide + 4);
    let host = if room < 12 { String::new() } else { parts::cut(&host, room) };
    let line = vec![cursor, Span::styled(parts::column(&name, wide), style), Span::styled(host, theme.dim)];
    parts::put(frame, area, y, Line::from(line));
    if matches!(home, PlatformChoice::Other) {
        let at = parts::after(Rect { width: area.width - 1, ..area }, 3 + u16::try_from(wide).unwrap_or(0));
        if step.other.text().is_empty() && !focus {
            parts::put(frame, at, y, Line::styled(placeholder, theme.dim));
        } else {
            parts::edit(frame, at, y, &step.other, false, focus, theme.text);
            if step.other.text().is_empty() {
                parts::put(frame, parts::after(at, 1), y, Line::styled(placeholder, theme.dim));
            }
        }
    }
}
