//! A form.

use super::{Theme, parts, tones};
use crate::wizard::{
    Fact,
    form::{Control, Form, FormRow, PLATFORM_DEFAULT, RowId, UNCHANGED},
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Keys that change a choice. They are fixed.
const CHANGE: &str = "Space or ← → changes it.";
/// Rows shown before any help is.
const ROWS: u16 = 3;

/// Draws a form.
pub fn draw(frame: &mut Frame<'_>, area: Rect, form: &Form, active: bool, theme: &Theme) {
    let seen: Vec<(usize, &FormRow)> = form.seen().collect();
    let focus = seen.iter().position(|(i, _)| *i == form.focus()).unwrap_or(0);
    let room = area.width.saturating_sub(4);
    let help_lines = help_lines(form, room, theme);
    // The help takes no more rows than it has lines. On a low screen it gives way, so that the row it is about is
    // always seen.
    let needed = u16::try_from(help_lines.len()).unwrap_or(u16::MAX);
    let help_rows = needed.min(area.height.saturating_sub(ROWS + 1));
    let height = area.height.saturating_sub(help_rows + u16::from(help_rows > 0));
    let list = Rect { height, ..area };
    // A blank row precedes the button, to set it apart.
    let window = crate::wizard::list::Cursor::at_row(focus).window(seen.len() + 1, usize::from(height.max(1)));
    let label = label_width(&seen, area.width);
    let mut y = 0;
    for (at, (_, row)) in seen.iter().enumerate().skip(window) {
        if row.id == RowId::Go && at > 0 && seen.len() < usize::from(height) {
            y += 1;
        }
        if y >= height {
            break;
        }
        draw_row(frame, list, y, row, label, at == focus && active, theme);
        y += 1;
    }
    let scrolled = window > 0 || seen.len() - window > usize::from(height);
    if scrolled {
        let place = format!("{}/{}", focus + 1, seen.len());
        let at = Rect { x: area.width.saturating_sub(8), width: 7, ..area };
        parts::put(frame, at, height, Line::styled(place, theme.dim).right_aligned());
    }
    let help = parts::after(parts::below(area, if scrolled { height } else { y } + 1), 3);
    for (y, line) in (0..help.height).zip(help_lines) {
        parts::put(frame, Rect { width: help.width.saturating_sub(1), ..help }, y, line);
    }
}

fn label_width(rows: &[(usize, &FormRow)], width: u16) -> u16 {
    let widest = rows.iter().filter(|(_, r)| r.id != RowId::Go).map(|(_, r)| r.label.width() + 3).max();
    u16::try_from(widest.unwrap_or(0)).unwrap_or(width).clamp(12, width / 2)
}

fn draw_row(frame: &mut Frame<'_>, area: Rect, y: u16, row: &FormRow, label: u16, focus: bool, theme: &Theme) {
    let cursor = if focus { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    if row.id == RowId::Go {
        let style = if focus { theme.accent } else { theme.text };
        return parts::put(
            frame,
            area,
            y,
            Line::from(vec![cursor, Span::styled(format!("[ {} → ]", row.label), style)]),
        );
    }
    if let Control::Fold(open) = row.control {
        let arrow = if open { "▾" } else { "▸" };
        let style = if focus { theme.strong } else { theme.text };
        // Values in the folded section are sent too, so the fold mentions them.
        let within = if row.is_last && !open { "   · has values from last time" } else { "" };
        let line = vec![cursor, Span::styled(format!("{arrow} {}", row.label), style), Span::styled(within, theme.dim)];
        return parts::put(frame, area, y, Line::from(line));
    }
    let star = if row.required { "*" } else { " " };
    let name = parts::column(&row.label, usize::from(label) - 2);
    let style = if focus { theme.strong } else { theme.text };
    let line = vec![cursor, Span::styled(name, style), Span::styled(star, theme.accent)];
    parts::put(frame, area, y, Line::from(line));
    let rest = parts::after(area, 3 + label + 1);
    let note = note(row, theme);
    let note_width = u16::try_from(note.width()).unwrap_or(0).min(rest.width * 3 / 5);
    let value = Rect { width: rest.width.saturating_sub(note_width + 2), ..rest };
    draw_value(frame, value, y, row, focus, theme);
    parts::put(frame, Rect { x: rest.x + rest.width - note_width - 1, width: note_width, ..rest }, y, note);
}

/// Returns the word at the end of a row: a problem, or a remark on the value.
fn note(row: &FormRow, theme: &Theme) -> Line<'static> {
    if row.complaint.is_some() {
        let word = if row.required && row.expose_value().is_empty() { "✗ needed" } else { "✗ wrong" };
        return Line::styled(word, theme.bad);
    }
    match &row.cleaned {
        Some(cleaned) if cleaned.is_done() => Line::styled("✓ cleaned up", theme.good),
        _ if row.is_reference() && row.is_last => Line::styled("→ reference · last time", theme.dim),
        _ if row.is_reference() => Line::styled("→ reference", theme.dim),
        _ if row.is_last => Line::styled("· last time", theme.dim),
        _ => Line::default(),
    }
}

fn draw_value(frame: &mut Frame<'_>, area: Rect, y: u16, row: &FormRow, focus: bool, theme: &Theme) {
    let word = |text: String, style: Style| Line::from(Span::styled(text, style));
    match &row.control {
        Control::Text(line) if line.text().is_empty() && !focus && row.is_unchanged => {
            parts::put(frame, area, y, word(UNCHANGED.into(), theme.dim));
        }
        Control::Text(line) if line.text().is_empty() && !focus => {
            let hint = row.example.as_ref().map_or(String::new(), |e| format!("e.g. {e}"));
            parts::put(frame, area, y, word(parts::cut(&hint, usize::from(area.width)), theme.dim));
        }
        // Away from the cursor a long value is shown by its beginning.
        Control::Text(line) if !focus && !row.is_secret() => {
            parts::put(frame, area, y, word(parts::cut(line.text(), usize::from(area.width)), theme.text));
        }
        Control::Text(line) => {
            parts::edit(frame, area, y, line, row.is_covered(), focus, theme.text);
        }
        Control::Toggle(on) => {
            let (sign, text) = match on {
                Some(true) => ("◉ ", "on"),
                Some(false) => ("○ ", "off"),
                None => ("· ", PLATFORM_DEFAULT),
            };
            let style = if on.is_none() { theme.dim } else { theme.text };
            parts::put(frame, area, y, word(format!("{sign}{text}"), style));
        }
        Control::Choice(choices, chosen) => {
            let label = chosen.and_then(|i| choices.get(i)).map(|c| c.label.clone());
            let style = if label.is_none() { theme.dim } else { theme.text };
            let label = label.unwrap_or_else(|| PLATFORM_DEFAULT.into());
            let text = if focus { format!("‹ {label} ›") } else { label };
            parts::put(frame, area, y, word(parts::cut(&text, usize::from(area.width)), style));
        }
        Control::Fold(_) | Control::Button => {}
    }
}

/// Returns the facts about the focused row as lines, each behind its sign, and the keys that change a choice.
fn help_lines(form: &Form, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut facts = form.describe_focus();
    if let Some(FormRow { control: Control::Choice(..), .. }) = form.focused() {
        facts.push(Fact::plain(CHANGE));
    }
    let lines = |fact: &Fact| {
        let (sign, style) = (tones::lead(fact.tone), tones::style(fact.tone, theme.dim, theme));
        let text = match fact.label {
            Some(label) => format!("{label}: {}", theme.words(&fact.text)),
            None => format!("{sign}{}", theme.words(&fact.text)),
        };
        parts::wrap(&text, width.min(parts::MEASURE)).into_iter().map(move |line| Line::styled(line, style))
    };
    facts.iter().flat_map(lines).collect()
}
