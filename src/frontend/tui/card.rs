//! Card of an instance above its document.

use super::{Theme, parts, viewer};
use crate::{
    text::MASK,
    wizard::{Tone, command::Action, instance_card::InstanceCard, sentence, viewer::Viewer},
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// From here on there is room for the facts.
const TALL: u16 = 16;

/// Most rows of the reason of a failure.
const REASON: usize = 2;
/// Rows from which a low screen has room for the reason.
const ROOM_FOR_REASON: u16 = 8;

/// Returns the rows above the document. On a low screen the keys come before the facts.
pub fn rows(area: Rect, viewer: &Viewer, card: &InstanceCard) -> u16 {
    let reason = u16::try_from(reason(area, card).len()).unwrap_or(0);
    match area.height {
        TALL.. => 4 + reason,
        _ if viewer::is_cramped(parts::below(area, 3), viewer) => 0,
        ROOM_FOR_REASON.. if !viewer::is_cramped(parts::below(area, 3 + reason), viewer) => 3 + reason,
        _ => 3,
    }
}

/// Draws the card in this many rows. On a low screen the state comes before the place of the token.
pub fn draw(frame: &mut Frame<'_>, area: Rect, rows: u16, card: &InstanceCard, theme: &Theme) {
    if rows == 0 {
        return;
    }
    identity(frame, area, card, theme);
    if area.height >= TALL {
        token(frame, area, 1, card, theme);
        facts(frame, area, card, theme);
    } else {
        let has_work = card.work.is_some();
        match (card.is_token_first, has_work) {
            (true, _) => token(frame, area, 1, card, theme),
            (false, true) => state(frame, area, card, theme),
            (false, false) => {
                state(frame, area, card, theme);
                token(frame, area, 2, card, theme);
            }
        }
        if has_work {
            let (words, style) = work(card, theme);
            let words = parts::cut(&words, usize::from(area.width).saturating_sub(4));
            parts::put(frame, area, 2, Line::styled(format!("   {words}"), style));
        }
    }
    let room = usize::from(rows.saturating_sub(if area.height >= TALL { 4 } else { 3 }));
    for (y, line) in (3..).zip(reason(area, card).into_iter().take(room)) {
        parts::put(frame, area, y, Line::styled(format!("   {line}"), theme.text));
    }
}

/// Returns the lines of the reason of a failure.
fn reason(area: Rect, card: &InstanceCard) -> Vec<String> {
    let width = area.width.saturating_sub(4).min(parts::MEASURE);
    let mut lines = card.reason.as_ref().map(|reason| parts::wrap(reason, width)).unwrap_or_default();
    if lines.len() > REASON {
        lines.truncate(REASON);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", parts::cut(last, usize::from(width) - 1));
        }
    }
    lines
}

/// Returns the facts that fit without being cut. The less important ones are left out first.
fn fitting(facts: &[String], room: usize) -> String {
    let mut text = String::new();
    for fact in facts {
        let separator = if text.is_empty() { "" } else { " · " };
        if text.width() + separator.width() + fact.width() > room && !text.is_empty() {
            break;
        }
        text.push_str(separator);
        text.push_str(fact);
    }
    parts::cut(&text, room)
}

/// Draws the state and the facts after it below the name.
fn state(frame: &mut Frame<'_>, area: Rect, card: &InstanceCard, theme: &Theme) {
    let words = fitting(&card.facts, usize::from(area.width).saturating_sub(4));
    parts::put(frame, area, 1, Line::styled(format!("   {words}"), theme.text));
}

fn identity(frame: &mut Frame<'_>, area: Rect, card: &InstanceCard, theme: &Theme) {
    let width = usize::from(area.width);
    let remark = if card.remark.is_empty() { String::new() } else { format!(" · {}", card.remark) };
    let line = vec![
        Span::raw(" "),
        parts::sign(card.is_good, theme),
        Span::styled(format!("Instance {}", parts::cut(&card.id, 24)), theme.accent),
        Span::styled(format!("  {}", parts::cut(&card.name, width.saturating_sub(60).max(12))), theme.strong),
        Span::styled(format!("  {}{remark}", parts::cut(&card.element, width)), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
}

fn token(frame: &mut Frame<'_>, area: Rect, row: u16, card: &InstanceCard, theme: &Theme) {
    let width = usize::from(area.width);
    let mut line = vec![Span::styled("   Token  ", theme.dim)];
    if width >= 60 {
        line.extend([Span::styled(MASK, theme.masked), Span::raw("  ")]);
    }
    let room = width.saturating_sub(line.iter().map(Span::width).sum::<usize>());
    let text = theme.words(&card.token.text);
    line.push(match (card.token.tone, text.split_once('/')) {
        (Tone::Bad, _) => Span::styled(parts::cut(&format!("✗ {text}"), room), theme.bad),
        // The end of a path says more than its beginning.
        (_, Some((lead, path))) => {
            let path = parts::cut_front(&format!("/{path}"), room.saturating_sub(lead.width()));
            Span::styled(format!("{lead}{path}"), theme.text)
        }
        (_, None) => Span::styled(parts::cut(&text, room), theme.text),
    });
    parts::put(frame, area, row, Line::from(line));
}

/// Draws the state of the instance, and the outcome of its test.
fn facts(frame: &mut Frame<'_>, area: Rect, card: &InstanceCard, theme: &Theme) {
    let (work, style) = work(card, theme);
    let room = usize::from(area.width).saturating_sub(work.width() + 6);
    let words = fitting(&card.facts, room);
    parts::put(frame, area, 2, Line::styled(format!("   {words}"), theme.dim));
    let right = Rect { width: area.width.saturating_sub(1), ..area };
    parts::put(frame, right, 2, Line::styled(work, style).right_aligned());
}

/// Returns the outcome of the test and its style.
fn work(card: &InstanceCard, theme: &Theme) -> (String, Style) {
    let Some(fact) = &card.work else {
        return (theme.words(&sentence![Action::Ping, " tests it"]).into_owned(), theme.dim);
    };
    let text = theme.words(&fact.text);
    match fact.tone {
        Tone::Plain | Tone::Warning => (format!("{text} …"), theme.accent),
        Tone::Good => (format!("✓ {text}"), theme.good),
        Tone::Bad if card.needs_test => {
            let words = sentence![format!("✗ {text} "), Action::Ping, " tests it again"];
            (theme.words(&words).into_owned(), theme.bad)
        }
        Tone::Bad => (format!("✗ {text}"), theme.bad),
    }
}
