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

/// Returns the rows above the document. On a low screen the keys come before the facts.
pub fn rows(area: Rect, viewer: &Viewer) -> u16 {
    match area.height {
        TALL.. => 4,
        _ if viewer::is_cramped(parts::below(area, 3), viewer) => 0,
        _ => 3,
    }
}

/// Draws the card in this many rows.
pub fn draw(frame: &mut Frame<'_>, area: Rect, rows: u16, card: &InstanceCard, theme: &Theme) {
    if rows > 0 {
        identity(frame, area, card, theme);
        token(frame, area, card, theme);
    }
    if area.height >= TALL {
        facts(frame, area, card, theme);
    } else if rows > 0 && card.work.is_some() {
        let (words, style) = work(card, theme);
        let words = parts::cut(&words, usize::from(area.width).saturating_sub(4));
        parts::put(frame, area, 2, Line::styled(format!("   {words}"), style));
    }
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

fn token(frame: &mut Frame<'_>, area: Rect, card: &InstanceCard, theme: &Theme) {
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
    parts::put(frame, area, 1, Line::from(line));
}

/// Draws the state of the instance, and the outcome of its test.
fn facts(frame: &mut Frame<'_>, area: Rect, card: &InstanceCard, theme: &Theme) {
    let (work, style) = work(card, theme);
    let room = usize::from(area.width).saturating_sub(work.width() + 6);
    let words = parts::cut(&card.facts.join(" · "), room);
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
