//! Frame of every step: the place, the notice, the footer.

use super::{Theme, parts, rail, tones};
use crate::wizard::{
    Key, KeyCode, Notice, Wizard,
    command::{Action, BoundCommand, Command},
    sentence,
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Rows of a screen on which the words of the tour take nothing away.
const ROOM_FOR_TOUR: u16 = 20;

/// Smallest screen the steps are laid out for: columns and rows.
const SMALLEST: (u16, u16) = (40, 12);

/// Returns true if a screen is large enough for the steps.
pub fn fits(screen: Rect) -> bool {
    screen.width >= SMALLEST.0 && screen.height >= SMALLEST.1
}

/// Draws the rail, the notice and the footer, and returns the room between them.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Rect {
    let area = frame.area();
    parts::put(frame, area, 0, rail::line(wizard, usize::from(area.width), theme));
    let footer = area.height - 1;
    parts::put(frame, area, footer, keys(wizard, usize::from(area.width), theme));
    let lines = notice_lines(wizard, area, theme);
    let top = footer - u16::try_from(lines.len()).unwrap_or(0);
    for (row, line) in (top..footer).zip(lines) {
        parts::put(frame, Rect { x: 1, width: area.width - 1, ..area }, row, line);
    }
    body(wizard, area, theme)
}

/// Returns the room that a step has on a screen without a notice.
pub fn body_without_notice(area: Rect) -> Rect {
    Rect { x: 0, y: 2, width: area.width, height: area.height.saturating_sub(3) }
}

/// The room a step has on a screen.
pub fn body(wizard: &Wizard, area: Rect, theme: &Theme) -> Rect {
    let rows = u16::try_from(notice_lines(wizard, area, theme).len()).unwrap_or(0);
    let room = body_without_notice(area);
    // A blank row separates the notice from the step.
    let notice = if rows > 0 { rows + 1 } else { 0 };
    Rect { height: room.height.saturating_sub(notice), ..room }
}

/// Returns the lines of the notice. It takes at most a third of the screen, so that its subject stays visible.
fn notice_lines(wizard: &Wizard, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let width = area.width.saturating_sub(2).min(parts::MEASURE);
    let mut lines = match (wizard.notice(), wizard.tour()) {
        (Some(current), _) => notice(current, width, theme),
        // The tour is shown only on a screen with room for it.
        (None, Some(words)) if area.height >= ROOM_FOR_TOUR => notice(&Notice::plain(words), width, theme),
        (None, _) => Vec::new(),
    };
    let most = usize::from(area.height / 3);
    if lines.len() > most {
        lines.truncate(most);
        let is_cut = |line: &&mut Line<'_>| line.spans.last().is_some_and(|span| span.content.ends_with('…'));
        if let Some(last) = lines.last_mut().filter(|line| !is_cut(line)) {
            last.push_span("…");
        }
    }
    lines
}

/// On a terminal too small for any step: why nothing is to be seen, and what leaving would lose.
pub fn too_small(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    let area = frame.area();
    let sizes = format!("elemint needs {}×{}; this is {}×{}.", SMALLEST.0, SMALLEST.1, area.width, area.height);
    let words = match (wizard.unannounced_loss(), wizard.loss()) {
        (Some(loss), _) => sentence![sizes, " Make it larger. ", loss],
        (None, Some(loss)) => sentence![sizes, " ", loss, " Make it larger, or ", Action::BreakOff, " leaves."],
        (None, None) => sentence![sizes, " Nothing is lost. Make it larger, or ", Action::BreakOff, " leaves."],
    };
    parts::wrapped(frame, area, &theme.words(&words), theme.text);
}

fn notice(notice: &Notice, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (sign, style) = (tones::sign(notice.tone), tones::style(notice.tone, theme.accent, theme));
    let mut lines = Vec::new();
    let text = format!("{} {}", theme.words(&notice.text), theme.words(&notice.hint));
    for (i, text) in parts::wrap(text.trim_end(), width.saturating_sub(2)).into_iter().enumerate() {
        let lead = if i == 0 { Span::styled(sign, style) } else { Span::raw("  ") };
        lines.push(Line::from(vec![lead, Span::styled(text, theme.text)]));
    }
    for detail in &notice.details {
        lines.push(Line::styled(format!("  {}", parts::cut(detail, usize::from(width) - 2)), theme.dim));
    }
    lines
}

/// A key in the footer.
struct FooterKey {
    key: String,
    word: String,
    /// True if the key leads out of the step. Such keys are shown on the narrowest screen too.
    out: bool,
}

/// The commands of the context that is in force, with their keys; those that fit.
fn keys(wizard: &Wizard, width: usize, theme: &Theme) -> Line<'static> {
    let keys = match wizard.overlay_commands() {
        Some(commands) => commands.filter_map(|c| footer_key(c, c.keys, c.footer)).collect(),
        None => bound(wizard),
    };
    let wide = |shown: &FooterKey| shown.key.width() + shown.word.width() + 4;
    // The gap behind the last one need not fit.
    let mut room = (width + 2).saturating_sub(keys.iter().filter(|k| k.out).map(wide).sum());
    let mut spans = vec![Span::raw(" ")];
    for shown in keys {
        if !shown.out {
            let Some(left) = room.checked_sub(wide(&shown)) else { continue };
            room = left;
        }
        spans.push(Span::styled(shown.key, theme.accent));
        spans.push(Span::styled(format!(" {}   ", shown.word), theme.dim));
    }
    Line::from(spans)
}

/// The commands of the step, then the lists of commands and keys.
fn bound(wizard: &Wizard) -> Vec<FooterKey> {
    let step = wizard.step();
    // The entries of a menu are listed above the footer already.
    let is_menu = |bound: &BoundCommand| matches!(bound.command.action, Action::Pick(_));
    let own = wizard.commands().into_iter().filter(|bound| !is_menu(bound)).filter_map(|bound| {
        footer_key(&bound.command, &bound.keys, step.words(bound.command.action, bound.command.footer))
    });
    let global = wizard.global_commands();
    own.chain(global.iter().filter_map(|bound| footer_key(&bound.command, &bound.keys, bound.command.footer))).collect()
}

fn footer_key(command: &Command, keys: &[Key], word: &str) -> Option<FooterKey> {
    let first = keys.first().filter(|_| !command.footer.is_empty() && !word.is_empty())?;
    let is_arrow = command.footer == "move" && keys.contains(&Key::plain(KeyCode::Down));
    Some(FooterKey {
        key: if is_arrow { "↑↓".to_owned() } else { first.label() },
        word: word.to_owned(),
        out: matches!(command.action, Action::Back | Action::Quit | Action::Help),
    })
}
