//! What came of it: the instance above, the whole answer below.

use super::{Theme, parts, viewer};
use crate::{domain::provision::MASK, wizard::steps::response::Response};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the instance and the answer.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    summary(frame, area, step, theme);
    viewer::draw(frame, pane(area), &step.viewer, theme);
}

/// The part of the step's room that the answer is read in.
pub fn pane(area: Rect) -> Rect {
    parts::below(area, SUMMARY + 1)
}

/// The lines above it.
const SUMMARY: u16 = 2;

fn summary(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let instance = &step.made.instance;
    let width = usize::from(area.width);
    let took = step.made.took;
    // What was found again was made at a time nobody measured.
    let took = if took.is_zero() { String::new() } else { format!(" · made in {} s", took.as_secs().max(1)) };
    let line = vec![
        Span::raw(" "),
        parts::sign(!instance.disabled, theme),
        Span::styled(format!("Instance {}", parts::cut(&instance.id, 24)), theme.accent),
        Span::styled(format!("  {}", parts::cut(&instance.name, width.saturating_sub(60).max(12))), theme.strong),
        Span::styled(format!("  {}{took}", instance.element), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
    let mut line = vec![Span::styled("   Token  ", theme.dim)];
    if width >= 60 {
        line.extend([Span::styled(MASK, theme.masked), Span::raw("  ")]);
    }
    let room = width.saturating_sub(line.iter().map(Span::width).sum::<usize>());
    line.push(match &step.made.kept {
        Ok(path) => {
            let path = parts::cut_front(&path.display().to_string(), room.saturating_sub(9));
            Span::styled(format!("kept in {path}"), theme.text)
        }
        // What to do stands first: it is what must not be cut off.
        Err(fault) => {
            let words = format!("✗ kept nowhere, t copies it. {}", fault.what);
            Span::styled(parts::cut(&words, room), theme.bad)
        }
    });
    parts::put(frame, area, 1, Line::from(line));
}
