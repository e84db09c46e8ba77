//! A request nobody heard the end of, and what came of it.

use super::{
    Theme, parts,
    provisioning::{draw_fault, facts, heading, working},
};
use crate::{
    domain::{CreateRequest, Instance},
    wizard::{
        Session,
        retention::Retention,
        steps::recover::{Recover, RecoverOrigin, RecoveryPhase},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use std::time::Duration;

/// Draws how far the search is.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Recover, session: &Session, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    let name = step.name();
    match step.phase() {
        RecoveryPhase::Unclear => unclear(frame, inner, step, session, theme),
        RecoveryPhase::Looking(_) => {
            working(frame, inner, step.since, &format!("Looking for “{name}” on the platform"), theme);
        }
        RecoveryPhase::Settling { until, over } => {
            let left = until.saturating_sub(step.since).as_secs() + 1;
            working(frame, inner, step.since, "Nothing there yet", theme);
            let words = match over.saturating_sub(step.since) {
                Duration::ZERO => format!("The platform may need a moment. Looking once more in {left} s."),
                on => format!(
                    "The platform may be at it for {} more, though nobody listens. Looking again in {left} s; esc stops looking.",
                    parts::clock(on)
                ),
            };
            parts::wrapped(frame, parts::below(inner, 2), &theme.named(&words), theme.dim);
        }
        RecoveryPhase::Adopting => working(frame, inner, step.since, session.retention().adopting(), theme),
        RecoveryPhase::Absent => absent(frame, inner, step, theme),
        RecoveryPhase::Found(found) => draw_found(frame, inner, step, found, (session.retention(), theme)),
    }
}

fn unclear(frame: &mut Frame<'_>, area: Rect, step: &Recover, session: &Session, theme: &Theme) {
    let attempt = step.attempt();
    let (host, name) = (attempt.base.host(), step.name());
    let mut y = match step.origin() {
        RecoverOrigin::Now(_, fault) => {
            let y = heading(frame, area, false, "Whether the instance was made is not known.", theme);
            y + facts(frame, parts::below(area, y), fault, theme)
        }
        RecoverOrigin::Earlier => {
            let y = heading(frame, area, false, &format!("Whether “{name}” was made is not known."), theme);
            let words = format!(
                "elemint asked {host} for this instance of {} on {} and ended before the answer was there.",
                attempt.element,
                attempt.started.words(),
            );
            y + parts::wrapped(frame, parts::below(area, y), &words, theme.text)
        }
    };
    y += 1;
    let words = match (step.origin(), session.account_at(&attempt.base)) {
        (RecoverOrigin::Now(..), _) => format!("↵ looks for “{name}” on the platform before anything is tried again."),
        (RecoverOrigin::Earlier, Some(_)) => "↵ looks for it there; if it exists, its token can be kept.".to_owned(),
        (RecoverOrigin::Earlier, None) => format!("↵ signs in to {host} to look for it there."),
    };
    y += parts::wrapped(frame, parts::below(area, y), &theme.named(&words), theme.accent);
    if let RecoverOrigin::Earlier = step.origin() {
        let words = "esc leaves that for the next start, x forgets it.";
        parts::wrapped(frame, parts::below(area, y), &theme.named(words), theme.dim);
    }
}

fn absent(frame: &mut Frame<'_>, area: Rect, step: &Recover, theme: &Theme) {
    let mut y = heading(frame, area, true, "The platform has no such instance: nothing was made.", theme);
    let words = match step.origin() {
        RecoverOrigin::Now(provision, fault) => {
            // What was uncertain then is certain now; what was said of it may still matter.
            y += draw_fault(frame, parts::below(area, y), fault, theme) + 1;
            again(provision)
        }
        RecoverOrigin::Earlier => "↵ goes on. The form, if it was kept, is in the list of elements.",
    };
    parts::wrapped(frame, parts::below(area, y), &theme.named(words), theme.accent);
}

fn again(provision: &CreateRequest) -> &'static str {
    match provision.grant() {
        Some(_) => "↵ tries again, beginning with the provider's consent: a code can be used once.",
        None => "↵ tries again with the same values.",
    }
}

fn draw_found(
    frame: &mut Frame<'_>,
    area: Rect,
    step: &Recover,
    found: &[Instance],
    (retention, theme): (Retention, &Theme),
) {
    let young = found.iter().filter(|instance| step.attempt().may_have_created(instance)).count();
    let words = match (found.len(), young) {
        (1, 1) => "It was made after all.",
        (_, 0) => "Nothing was made since, but there are older ones of that name.",
        _ => "These may have come of it.",
    };
    let mut y = heading(frame, area, young > 0, words, theme) - 1;
    let hint = retention.take_over();
    y += parts::wrapped(frame, parts::below(area, y), &theme.named(hint), theme.dim) + 1;
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
            Span::styled(parts::column(&step.name_of(instance), name), theme.text),
            Span::styled(parts::cut(instance.created.as_deref().unwrap_or(""), 24), theme.dim),
        ];
        parts::put(frame, list, y, Line::from(line));
    }
}
