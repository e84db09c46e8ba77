//! The request, under way, and what to do when it fails.

use super::{Theme, parts};
use crate::{
    domain::Fault,
    wizard::steps::provisioning::{Phase, Provisioning},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws how the request stands.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let name = step.provision().filled().name();
    match step.phase() {
        Phase::Sending => sending(frame, inner, step, name, theme),
        Phase::Failed(fault) => {
            let y = heading(frame, inner, false, "No instance was made.", theme);
            facts(frame, parts::below(inner, y), fault, theme);
        }
        Phase::Unclear(fault) => {
            let mut y = heading(frame, inner, false, "Whether the instance was made is not known.", theme);
            y += facts(frame, parts::below(inner, y), fault, theme) + 1;
            let words = format!("↵ looks for “{name}” on the platform before anything is tried again.");
            parts::wrapped(frame, parts::below(inner, y), &words, theme.accent);
        }
        Phase::Looking(..) => working(frame, inner, step, &format!("Looking for “{name}” on the platform"), theme),
        Phase::Settling(_, until) => {
            let left = until.saturating_sub(step.since).as_secs() + 1;
            working(frame, inner, step, "Nothing there yet", theme);
            let words = format!("The platform may need a moment. Looking once more in {left} s.");
            parts::wrapped(frame, parts::below(inner, 2), &words, theme.dim);
        }
        Phase::Adopting => working(frame, inner, step, "Keeping its token on this machine", theme),
        Phase::Absent(fault) => {
            let mut y = heading(frame, inner, true, "The platform has no such instance: nothing was made.", theme);
            // What was uncertain then is certain now; what was said of it may still matter.
            y += said(frame, parts::below(inner, y), fault, theme) + 1;
            let words = if step.provision().grant().is_some() {
                "↵ tries again, beginning with the provider's consent: a code can be used once."
            } else {
                "↵ tries again with the same values."
            };
            parts::wrapped(frame, parts::below(inner, y), words, theme.accent);
        }
        Phase::Found(..) => found(frame, inner, step, theme),
    }
}

/// A sentence with its sign, and a blank row; returns the rows they took.
fn heading(frame: &mut Frame<'_>, area: Rect, good: bool, words: &str, theme: &Theme) -> u16 {
    parts::put(frame, area, 0, Line::from(parts::sign(good, theme)));
    parts::wrapped(frame, parts::after(area, 2), words, theme.strong) + 1
}

fn sending(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, name: &str, theme: &Theme) {
    working(frame, area, step, &format!("Making “{name}”"), theme);
    let words = "The platform talks to the provider meanwhile; that often takes 8 to 30 seconds. elemint waits up to two \
                 minutes and keeps the token the moment it arrives.";
    parts::wrapped(frame, parts::below(area, 2), words, theme.dim);
}

fn working(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, words: &str, theme: &Theme) {
    let line = vec![
        Span::styled(format!("{} ", parts::spinner(step.since)), theme.accent),
        Span::styled(parts::cut(words, usize::from(area.width).saturating_sub(12)), theme.strong),
        Span::styled(format!("  {}", parts::clock(step.since)), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
}

/// What happened, what to try, and what the platform said; returns the rows it took.
pub fn facts(frame: &mut Frame<'_>, area: Rect, fault: &Fault, theme: &Theme) -> u16 {
    let mut y = parts::wrapped(frame, area, &fault.what, theme.text);
    y += parts::wrapped(frame, parts::below(area, y), &fault.hint, theme.text) + 1;
    y + said(frame, parts::below(area, y), fault, theme)
}

/// What platform and provider said, and what their support asks for; returns the rows it took.
fn said(frame: &mut Frame<'_>, area: Rect, fault: &Fault, theme: &Theme) -> u16 {
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
        y += parts::wrapped(frame, parts::after(at, 10), words, theme.text).min(4);
    }
    y
}

fn found(frame: &mut Frame<'_>, area: Rect, step: &Provisioning, theme: &Theme) {
    let Phase::Found(_, found) = step.phase() else { return };
    let words = if found.len() == 1 { "It was made after all." } else { "These may have come of it." };
    let mut y = heading(frame, area, true, words, theme) - 1;
    let hint = "↵ takes it over and keeps its token; esc leaves it as it is.";
    y += parts::wrapped(frame, parts::below(area, y), hint, theme.dim) + 1;
    let list = parts::below(area, y);
    // The time is what tells those of one name apart.
    let name = usize::from(area.width.saturating_sub(2 + 10 + 20)).clamp(4, 32);
    let top = step.cursor().window(found.len(), usize::from(list.height.max(1)));
    let chosen = step.cursor().row(found.len());
    for (y, at) in (0..list.height).zip(top..found.len()) {
        let Some(instance) = found.get(at) else { break };
        let pointer = if at == chosen { Span::styled("❯ ", theme.accent) } else { Span::raw("  ") };
        let line = vec![
            pointer,
            Span::styled(parts::column(&instance.id, 10), theme.strong),
            Span::styled(parts::column(&instance.name, name), theme.text),
            Span::styled(parts::cut(instance.created.as_deref().unwrap_or(""), 24), theme.dim),
        ];
        parts::put(frame, list, y, Line::from(line));
    }
}
