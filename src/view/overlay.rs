//! What lies over a step: its keys, or the question whether to leave.

use super::{Theme, parts};
use crate::wizard::{Overlay, Step, Wizard};
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
    widgets::{Block, BorderType, Clear},
};

/// Draws what lies over the step, if anything does.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    match wizard.overlay() {
        Overlay::None => {}
        Overlay::Help => help(frame, wizard, theme),
        Overlay::Leave => leave(frame, wizard, theme),
    }
}

fn window(frame: &mut Frame<'_>, title: &str, width: u16, height: u16, theme: &Theme) -> Rect {
    let area = frame.area().centered(Constraint::Length(width), Constraint::Length(height));
    frame.render_widget(Clear, area);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.dim)
        .title(Span::styled(format!(" {title} "), theme.strong));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    parts::after(Rect { width: inner.width.saturating_sub(1), ..inner }, 1)
}

fn leave(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    let area = window(frame, "Leave elemint?", 38, 5, theme);
    let last = matches!(wizard.step(), Step::Response(step) if !step.is_token_safe());
    let words = if last { "The token is kept nowhere else!" } else { "Forms you began are kept." };
    parts::put(frame, area, 0, Line::styled(words, if last { theme.bad } else { theme.text }));
    let keys = vec![
        Span::styled("↵", theme.accent),
        Span::styled(" leave    ", theme.dim),
        Span::styled("esc", theme.accent),
        Span::styled(" stay", theme.dim),
    ];
    parts::put(frame, area, 2, Line::from(keys));
}

/// Keys that do the same share a line. Two columns where one is too long for the screen.
fn help(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    let mut lines: Vec<(String, &str)> = Vec::new();
    for binding in wizard.step().bindings() {
        match lines.iter_mut().find(|(_, what)| *what == binding.what) {
            Some((keys, _)) => *keys = format!("{keys}, {}", binding.key.label()),
            None => lines.push((binding.key.label(), binding.what)),
        }
    }
    lines.push(("ctrl-c".into(), "leave from anywhere; the draft is kept"));
    lines.push(("ctrl-z".into(), "suspend; fg comes back"));
    let screen = frame.area();
    let fits = usize::from(screen.height.saturating_sub(4));
    let columns: u16 = if lines.len() > fits && screen.width >= 100 { 2 } else { 1 };
    let rows = lines.len().div_ceil(usize::from(columns)).min(fits);
    let width = (columns * 66).min(screen.width.saturating_sub(2));
    let height = u16::try_from(rows).unwrap_or(0) + 2;
    let area = window(frame, "Keys · any key closes this", width, height, theme);
    for (at, (keys, what)) in lines.iter().enumerate().take(rows * usize::from(columns)) {
        let (column, row) = (u16::try_from(at / rows).unwrap_or(0), u16::try_from(at % rows).unwrap_or(0));
        let wide = area.width / columns;
        let at = Rect { x: area.x + column * wide, width: wide, ..area };
        let line = vec![
            Span::styled(parts::column(keys, 14), theme.accent),
            Span::styled(parts::cut(what, usize::from(wide).saturating_sub(15)), theme.text),
        ];
        parts::put(frame, at, row, Line::from(line));
    }
}
