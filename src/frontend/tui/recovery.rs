//! The search for an instance whose creation has an unknown outcome.

use super::{Theme, parts, status};
use crate::{
    domain::Instance,
    wizard::{
        Status,
        steps::recovery::{RecoveryPhase, RecoveryStep},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the progress of the search, and the instances it found.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &RecoveryStep, words: &Status, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let y = status::draw(frame, inner, words, theme);
    if let RecoveryPhase::Found(found) = step.phase() {
        draw_found(frame, parts::below(inner, y + 1), step, found, theme);
    }
}

fn draw_found(frame: &mut Frame<'_>, list: Rect, step: &RecoveryStep, found: &[Instance], theme: &Theme) {
    // The time distinguishes instances of one name.
    let name = usize::from(list.width.saturating_sub(2 + 10 + 20)).clamp(4, 32);
    let top = step.cursor().window(found.len(), usize::from(list.height.max(1)));
    let chosen = step.cursor().row(found.len());
    for (y, at) in (0..list.height).zip(top..found.len()) {
        let Some(instance) = found.get(at) else { break };
        let pointer = if at == chosen { Span::styled("❯ ", theme.accent) } else { Span::raw("  ") };
        let line = vec![
            pointer,
            Span::styled(parts::column(&instance.id, 10), theme.strong),
            Span::styled(parts::column(&step.name_of(instance), name), theme.text),
            Span::styled(parts::cut(instance.created.as_deref().unwrap_or(""), 24), theme.dim),
        ];
        parts::put(frame, list, y, Line::from(line));
    }
}
