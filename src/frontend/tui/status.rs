//! The words of a step from top to bottom: headline, facts, question, hints.

use super::{Theme, parts, tones};
use crate::wizard::{Fact, Status, input::LineEditor};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr as _;

/// Column of a labeled value.
const LABEL: u16 = 10;
/// Most rows of a labeled value: a message may be long.
const ROWS: u16 = 4;

/// Returns the part of the screen for a step that is only words: a column is left free on both sides.
pub(super) fn pane(area: Rect) -> Rect {
    parts::after(Rect { width: area.width.saturating_sub(1), ..area }, 1)
}

/// Draws the words of a step; returns the rows they took.
pub fn draw(frame: &mut Frame<'_>, area: Rect, status: &Status, theme: &Theme) -> u16 {
    let mut y = headline(frame, area, status, theme) + 1;
    let facts = facts(frame, parts::below(area, y), &status.facts, theme);
    y += if facts > 0 { facts + 1 } else { 0 };
    if let Some(question) = &status.question {
        let words = format!("{}.", theme.words(question));
        y += parts::wrapped(frame, parts::below(area, y), &words, theme.accent);
    }
    let hints = status.hints.iter().map(|hint| theme.words(hint));
    for hint in hints.chain(status.countdown.as_deref().map(Cow::Borrowed)) {
        y += parts::wrapped(frame, parts::below(area, y), &hint, theme.dim);
    }
    y
}

/// Draws the words of a step as [`draw`] does if they fit. Otherwise draws them without blank rows from the piece with this number on, with
/// a sign that there is more.
pub fn draw_from(frame: &mut Frame<'_>, area: Rect, status: &Status, top: usize, theme: &Theme) {
    let pieces = pieces_of(status, area.width, theme);
    let rows: usize = pieces.iter().map(|(rows, _)| rows.len()).sum();
    let title = parts::wrap(&status.headline, area.width.saturating_sub(2)).len();
    if title + 3 + rows <= usize::from(area.height) {
        draw(frame, area, status, theme);
        return;
    }
    let pane = parts::below(area, headline(frame, area, status, theme));
    let fits = rows <= usize::from(pane.height);
    let room = if fits { rows } else { usize::from(pane.height.saturating_sub(1)) };
    let top = top.min(last_top(&pieces, room));
    let shown = pieces.iter().skip(top).flat_map(|(rows, style)| rows.iter().map(move |row| (row, *style)));
    let left = shown.clone().count().saturating_sub(room);
    for (y, (row, style)) in (0..).zip(shown.take(room)) {
        parts::put(frame, pane, y, Line::styled(row.as_str(), style));
    }
    if !fits {
        parts::put(frame, pane, pane.height.saturating_sub(1), Line::styled(parts::more(left), theme.dim));
    }
}

/// Returns the last piece that [`draw_from`] can begin with in this area; 0 if all of them fit.
pub fn last_top_in(area: Rect, status: &Status, theme: &Theme) -> usize {
    let pieces = pieces_of(status, area.width, theme);
    let rows: usize = pieces.iter().map(|(rows, _)| rows.len()).sum();
    let indent = u16::try_from(tones::lead(status.tone).width()).unwrap_or(0);
    let width = area.width.saturating_sub(indent).min(parts::MEASURE);
    let title = if status.progress.is_some() { 1 } else { parts::wrap(&status.headline, width).len() };
    let below = usize::from(area.height).saturating_sub(title);
    if rows <= below { 0 } else { last_top(&pieces, below.saturating_sub(1)) }
}

/// Returns the facts, the question and the hints, each in rows of this width.
fn pieces_of(status: &Status, width: u16, theme: &Theme) -> Vec<(Vec<String>, Style)> {
    let (label, width) = (usize::from(LABEL), width.min(parts::MEASURE));
    let fact = |fact: &Fact| match fact.label {
        Some(name) => {
            let rows = parts::wrap(&theme.words(&fact.text), width.saturating_sub(LABEL)).into_iter();
            let names = std::iter::once(name).chain(std::iter::repeat(""));
            let rows = rows.take(usize::from(ROWS)).zip(names).map(|(row, name)| format!("{name:<label$}{row}"));
            (rows.collect(), theme.text)
        }
        None => {
            let text = format!("{}{}", tones::lead(fact.tone), theme.words(&fact.text));
            (parts::wrap(&text, width), tones::style(fact.tone, theme.text, theme))
        }
    };
    let question = status.question.iter().map(|words| format!("{}.", theme.words(words)));
    let question = question.map(|words| (parts::wrap(&words, width), theme.accent));
    let hints = status.hints.iter().map(|hint| (parts::wrap(&theme.words(hint), width), theme.dim));
    status.facts.iter().map(fact).chain(question).chain(hints).collect()
}

/// Returns the last part to begin with, so that the rest fills the room.
fn last_top(parts: &[(Vec<String>, Style)], room: usize) -> usize {
    let mut rows = 0;
    let fitting = parts.iter().rev().take_while(|(part, _)| {
        rows += part.len();
        rows <= room
    });
    parts.len() - fitting.count().max(1).min(parts.len())
}

/// Draws a question, and the line of its answer if it is typed. The line is above the facts, so that a small screen has it.
pub fn draw_question(frame: &mut Frame<'_>, area: Rect, status: &Status, line: Option<&LineEditor>, theme: &Theme) {
    let Some(line) = line else {
        draw(frame, area, status, theme);
        return;
    };
    let mut y = headline(frame, area, status, theme);
    if let Some(question) = &status.question {
        y += parts::wrapped(frame, parts::below(area, y), &format!("{}.", theme.words(question)), theme.accent);
    }
    parts::put(frame, area, y, Line::styled("❯ ", theme.accent));
    parts::edit(frame, parts::after(area, 2), y, line, false, true, theme.text);
    facts(frame, parts::below(area, y + 2), &status.facts, theme);
}

/// Draws the headline behind its sign, or behind a spinner and before a clock; returns the rows it took.
pub(super) fn headline(frame: &mut Frame<'_>, area: Rect, status: &Status, theme: &Theme) -> u16 {
    if let Some(progress) = &status.progress {
        let line = vec![
            Span::styled(format!("{} ", parts::spinner(progress.since)), theme.accent),
            Span::styled(parts::cut(&status.headline, usize::from(area.width).saturating_sub(12)), theme.strong),
            Span::styled(format!("  {}", parts::clock(progress.since)), theme.dim),
        ];
        parts::put(frame, area, 0, Line::from(line));
        return 1;
    }
    let sign = Span::styled(tones::lead(status.tone), tones::style(status.tone, theme.text, theme));
    let indent = u16::try_from(sign.width()).unwrap_or(0);
    parts::put(frame, area, 0, Line::from(sign));
    parts::wrapped(frame, parts::after(area, indent), &status.headline, theme.strong)
}

/// Draws complete facts, one below the other, as far as there is room; returns the rows they took.
pub(super) fn facts(frame: &mut Frame<'_>, area: Rect, facts: &[Fact], theme: &Theme) -> u16 {
    let mut y = 0;
    let mut is_labeled = false;
    for fact in facts {
        // A blank row separates sentences from values.
        y += u16::from(fact.label.is_some() && !is_labeled && y > 0);
        is_labeled |= fact.label.is_some();
        let at = parts::below(area, y);
        if at.height == 0 {
            break;
        }
        y += self::fact(frame, at, fact, theme);
    }
    y
}

/// Draws facts that matter little, dim; returns the rows they took.
pub(super) fn background(frame: &mut Frame<'_>, area: Rect, facts: &[Fact], theme: &Theme) -> u16 {
    facts
        .iter()
        .fold(0, |y, fact| y + parts::wrapped(frame, parts::below(area, y), &theme.words(&fact.text), theme.dim))
}

fn fact(frame: &mut Frame<'_>, area: Rect, fact: &Fact, theme: &Theme) -> u16 {
    if let Some(label) = fact.label {
        parts::put(frame, area, 0, Line::styled(label, theme.dim));
        // No more is drawn than is counted, or it would appear behind the next fact.
        let room = Rect { height: area.height.min(ROWS), ..area };
        return parts::wrapped(frame, parts::after(room, LABEL), &theme.words(&fact.text), theme.text).min(ROWS);
    }
    let text = format!("{}{}", tones::lead(fact.tone), theme.words(&fact.text));
    parts::wrapped(frame, area, &text, tones::style(fact.tone, theme.text, theme))
}
