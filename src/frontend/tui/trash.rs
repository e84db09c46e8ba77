//! List of deleted instances, with the facts of the one under the cursor.

use super::{Theme, frame, parts, status};
use crate::{
    domain::{Timestamp, TrashEntry},
    wizard::{Status, steps::trash::TrashStep},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Greatest width of the list.
const WIDEST: u16 = 140;
/// Rows of the facts below the list.
const FACTS: u16 = 7;
/// Rows from which there is room for the facts.
const TALL: u16 = 16;
/// Columns of the time of deletion.
const WHEN: usize = 20;

/// Draws the list, or the question before it is emptied.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &TrashStep, words: &Status, now: Timestamp, theme: &Theme) {
    let body = frame::body_without_notice(frame.area());
    let area = Rect { width: area.width.min(WIDEST), ..area };
    if step.is_asking() || step.entries().is_empty() {
        status::draw(frame, parts::inner(area), words, theme);
        return;
    }
    let head = vec![
        Span::raw(" "),
        Span::styled(words.headline.clone(), theme.strong),
        Span::styled(format!("  {}", step.entries().len()), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(head));
    let hint = words.hints.first().map(|hint| theme.words(hint)).unwrap_or_default();
    parts::put(frame, parts::inner(parts::below(area, 1)), 0, Line::styled(hint, theme.dim));
    let list = parts::below(area, 3);
    let below = if body.height > TALL { FACTS } else { 0 };
    let rows = Rect { height: body.height.saturating_sub(3 + below).min(list.height), ..list };
    let (len, focused) = (step.entries().len(), step.cursor().row(step.entries().len()));
    let top = step.cursor().window(len, usize::from(rows.height).max(1));
    for (y, (at, entry)) in (0..rows.height).zip(step.entries().iter().enumerate().skip(top)) {
        parts::put(frame, rows, y, line(entry, at == focused, usize::from(rows.width), now, theme));
    }
    if let Some(entry) = step.focused().filter(|_| below > 0) {
        draw_facts(frame, parts::below(list, rows.height + 1), entry, theme);
    }
}

fn line(entry: &TrashEntry, is_focused: bool, width: usize, now: Timestamp, theme: &Theme) -> Line<'static> {
    let (element, profile) = match width {
        0..60 => (0, 0),
        60..76 => (16, 0),
        _ => (20, 15),
    };
    let name = width.saturating_sub(4 + WHEN + element + profile);
    let instance = &entry.instance;
    let cell = |text: &str, width: usize| {
        if width == 0 { String::new() } else { format!("{} ", parts::column(text, width - 1)) }
    };
    let when = if entry.is_uncertain { theme.warn } else { theme.text };
    Line::from(vec![
        if is_focused { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") },
        Span::styled(cell(&instance.name, name), if is_focused { theme.chosen } else { theme.text }),
        Span::styled(cell(instance.element.as_str(), element), theme.dim),
        Span::styled(cell(&entry.describe_deletion(now), WHEN), when),
        Span::styled(cell(instance.profile_label(), profile), theme.dim),
    ])
}

fn draw_facts(frame: &mut Frame<'_>, area: Rect, entry: &TrashEntry, theme: &Theme) {
    let inner = parts::inner(area);
    let name = parts::cut(&entry.instance.name, usize::from(inner.width));
    parts::put(frame, inner, 0, Line::styled(name, theme.strong));
    let columns = if inner.width >= 70 { 2 } else { 1 };
    let width = inner.width / columns;
    for (at, fact) in (0_u16..).zip(&entry.describe_facts()) {
        let column = parts::after(parts::below(inner, 1 + at / columns), at % columns * width);
        let label = format!("{:<12}", fact.label.unwrap_or_default());
        let text = parts::cut(&theme.words(&fact.text), usize::from(width).saturating_sub(label.width() + 1));
        let line = vec![Span::styled(label, theme.dim), Span::styled(text, theme.text)];
        parts::put(frame, Rect { width, ..column }, 0, Line::from(line));
    }
}
