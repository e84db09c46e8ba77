//! List of deleted instances, with the facts of the one under the cursor.

use super::{Theme, frame, parts, row_facts, status};
use crate::{
    domain::{Timestamp, TrashEntry},
    wizard::{Status, steps::trash::TrashStep},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Greatest width of the list.
const WIDEST: u16 = 140;
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
    let below = row_facts::rows(body);
    let rows = Rect { height: body.height.saturating_sub(3 + below).min(list.height), ..list };
    let (len, focused) = (step.entries().len(), step.cursor().row(step.entries().len()));
    let top = step.cursor().window(len, usize::from(rows.height).max(1));
    for (y, (at, entry)) in (0..rows.height).zip(step.entries().iter().enumerate().skip(top)) {
        parts::put(frame, rows, y, line(entry, at == focused, usize::from(rows.width), now, theme));
    }
    if let Some(entry) = step.focused().filter(|_| below > 0) {
        let area = parts::below(list, rows.height + 1);
        row_facts::draw(frame, area, &entry.instance.name, None, &entry.describe_facts(), theme);
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
    let when = if entry.is_uncertain { theme.warn } else { theme.text };
    Line::from(vec![
        if is_focused { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") },
        parts::cell(&instance.name, name, if is_focused { theme.chosen } else { theme.text }),
        parts::cell(instance.element.as_str(), element, theme.dim),
        parts::cell(&entry.describe_deletion(now), WHEN, when),
        parts::cell(instance.profile_label(), profile, theme.dim),
    ])
}
