//! The request, under way, and what to do when it fails.

use super::{Theme, parts};
use crate::{
    domain::Fault,
    wizard::{
        retention::Retention,
        steps::provisioning::{CreationPhase, Provisioning},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use std::time::Duration;

/// Draws how the request stands.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, retention: Retention, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    match step.phase() {
        CreationPhase::Sending => sending(frame, inner, step, retention, theme),
        CreationPhase::Failed(fault) => {
            let y = heading(frame, inner, false, "No instance was made.", theme);
            facts(frame, parts::below(inner, y), fault, theme);
        }
    }
}

/// A sentence with its sign, and a blank row; returns the rows they took.
pub(super) fn heading(frame: &mut Frame<'_>, area: Rect, good: bool, words: &str, theme: &Theme) -> u16 {
    parts::put(frame, area, 0, Line::from(parts::sign(good, theme)));
    parts::wrapped(frame, parts::after(area, 2), words, theme.strong) + 1
}

fn sending(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, retention: Retention, theme: &Theme) {
    let name = step.provision().filled().name();
    working(frame, area, step.since, &format!("Making “{name}”"), theme);
    parts::wrapped(frame, parts::below(area, 2), &retention.creating(), theme.dim);
}

pub(super) fn working(frame: &mut Frame<'_>, area: Rect, since: Duration, words: &str, theme: &Theme) {
    let line = vec![
        Span::styled(format!("{} ", parts::spinner(since)), theme.accent),
        Span::styled(parts::cut(words, usize::from(area.width).saturating_sub(12)), theme.strong),
        Span::styled(format!("  {}", parts::clock(since)), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
}

/// What happened, what to try, and what the platform said; returns the rows it took.
pub fn facts(frame: &mut Frame<'_>, area: Rect, fault: &Fault, theme: &Theme) -> u16 {
    let mut y = parts::wrapped(frame, area, &fault.what, theme.text);
    y += parts::wrapped(frame, parts::below(area, y), &fault.hint, theme.text) + 1;
    y + draw_fault(frame, parts::below(area, y), fault, theme)
}

/// The most lines of a message that are shown.
const LINES: u16 = 4;

/// What platform and provider said, and what their support asks for; returns the rows it took.
pub(super) fn draw_fault(frame: &mut Frame<'_>, area: Rect, fault: &Fault, theme: &Theme) -> u16 {
    let mut y = 0;
    let status = fault.status.map(|s| s.to_string());
    let said = [
        ("Platform", &fault.message),
        ("Provider", &fault.provider),
        ("Status", &status),
        ("Request", &fault.request_id),
    ];
    for (who, words) in said {
        let Some(words) = words else { continue };
        let at = parts::below(area, y);
        if at.height == 0 {
            break;
        }
        parts::put(frame, at, 0, Line::styled(who, theme.dim));
        // No more is drawn than is counted, or it would stand behind what follows.
        let room = Rect { height: at.height.min(LINES), ..at };
        y += parts::wrapped(frame, parts::after(room, 10), words, theme.text).min(LINES);
    }
    y
}
