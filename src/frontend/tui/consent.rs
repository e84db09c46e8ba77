//! The provider's consent: the link, the facts about it, and the line for its answer.

mod check;
mod link_view;

use super::{Theme, parts, selectable, status};
use crate::{
    domain::Grant,
    terminal::selectable::Selectable,
    wizard::{
        Fact, Sentence, Status,
        command::Action,
        sentence,
        steps::consent::{ConsentPhase, ConsentStep, LinkView, Waiting},
    },
};
use ratatui::{Frame, layout::Rect, text::Line};
use std::borrow::Cow;

/// Rows of the line for the answer: the request, the line, a fact about it.
const PASTE: u16 = 3;
/// Rows that facts get at least, on a screen that has them.
const SAID: u16 = 2;

/// Draws the wait for consent, and returns the texts that can be selected in one piece.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &ConsentStep, words: &Status, theme: &Theme) -> Vec<Selectable> {
    let inner = parts::inner(area);
    match step.phase() {
        ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => {
            status::draw(frame, inner, words, theme);
        }
        ConsentPhase::Waiting(waiting) => match (waiting.view, &waiting.refused) {
            (LinkView::Link, _) => return link_view::link(frame, area, waiting, theme),
            (LinkView::Picture, _) => link_view::picture(frame, area, waiting, theme),
            (LinkView::None, Some(_)) => {
                let y = refused(frame, inner, words, theme);
                paste(frame, parts::below(inner, y), waiting, words, theme);
            }
            (LinkView::None, None) => return Waits { frame, area, y: 0, waiting, words, theme }.draw(),
        },
    }
    Vec::new()
}

/// Wait for consent, drawn from top to bottom. On a low screen the line for the answer stays, then the link if it fits
/// completely; of the facts, problems come first.
struct Waits<'a, 'b> {
    frame: &'a mut Frame<'b>,
    area: Rect,
    y: u16,
    waiting: &'a Waiting,
    words: &'a Status,
    theme: &'a Theme,
}

impl Waits<'_, '_> {
    fn draw(mut self) -> Vec<Selectable> {
        let gap = u16::from(self.area.height > 12);
        self.title();
        self.y += gap;
        let mut passages: Vec<Selectable> = self.tunnel().into_iter().collect();
        let there = !passages.is_empty();
        passages.extend(self.link(there));
        self.y += gap;
        self.draw_check(gap);
        let below = parts::below(parts::inner(self.area), self.y + gap);
        paste(self.frame, below, self.waiting, self.words, self.theme);
        passages
    }

    /// Draws the provider's host and the time left, or that the time is over.
    fn title(&mut self) {
        let inner = parts::inner(self.area);
        let Some(countdown) = &self.words.countdown else {
            let question = self.words.question.as_ref().map(|words| self.theme.words(words)).unwrap_or_default();
            let words = format!("{} {question}.", self.words.headline);
            self.y += parts::wrapped(self.frame, inner, &words, self.theme.warn);
            return;
        };
        let words = parts::cut(&self.words.headline, usize::from(inner.width));
        parts::put(self.frame, inner, 0, Line::styled(words, self.theme.strong));
        if self.area.height < 8 {
            self.y += 1;
            return;
        }
        let longer = if self.area.width < 62 { ": more" } else { " waits ten minutes more" };
        let longer = sentence![Action::Longer, longer];
        let words = format!("{countdown} · {}", self.theme.words(&longer));
        parts::put(self.frame, inner, 1, Line::styled(words, self.theme.dim));
        self.y += 2;
    }

    fn line(&mut self, words: &Sentence) {
        let inner = parts::inner(self.area);
        let words = parts::cut(&self.theme.words(words), usize::from(inner.width));
        parts::put(self.frame, inner, self.y, Line::styled(words, self.theme.text));
        self.y += 1;
    }

    /// The command to run first where the browser is on another machine, if there is room.
    fn tunnel(&mut self) -> Option<Selectable> {
        let command = self.waiting.tunnel().filter(|_| self.waiting.is_by_hand())?;
        let link = selectable::rows(&link_view::shown(self.waiting), self.area.width);
        let rows = selectable::rows(&command, self.area.width);
        if self.y + 1 + rows + 1 + link + SAID + PASTE + 4 > self.area.height {
            return None;
        }
        self.line(&Waiting::tunnel_lead());
        let area = parts::below(self.area, self.y);
        let (passage, rows) = selectable::draw(self.frame, area, &command, false, self.theme.link)?;
        self.y += rows;
        Some(passage)
    }

    /// The link, or how to get at it where it does not fit.
    fn link(&mut self, there: bool) -> Option<Selectable> {
        if self.waiting.is_by_hand() && self.area.height > 12 {
            self.line(&Waiting::link_lead(there).into());
        }
        let secret = self.waiting.authorization.carries_secret();
        let room = self.area.height.saturating_sub(self.y + SAID + PASTE);
        let area = Rect { height: room, ..parts::below(self.area, self.y) };
        let text = link_view::shown(self.waiting);
        if let Some((passage, rows)) = selectable::draw(self.frame, area, &text, !secret, self.theme.link) {
            self.y += rows;
            if self.waiting.is_by_hand() && self.y + SAID + PASTE < self.area.height {
                self.line(&sentence![
                    link_view::copies(),
                    " · ",
                    Action::Picture,
                    " shows a QR code · ",
                    link_view::writes()
                ]);
            }
            // With the secret in it replaced it is of no use to select.
            return (!secret).then_some(passage);
        }
        if room > 0 {
            self.line(&sentence![Action::Copy, " copies the link, ", Action::Alone, " shows it."]);
        }
        None
    }

    fn draw_check(&mut self, gap: u16) {
        // Facts about an answer are drawn completely, at the cost of less important ones.
        let answer = rows(parts::inner(self.area), &answer(self.waiting, self.words, self.theme)).len().max(1);
        let paste = PASTE - 1 + u16::try_from(answer).unwrap_or(1);
        let bottom = self.area.height.saturating_sub(gap + paste);
        let mut facts: Vec<&Fact> = self.words.facts.iter().collect();
        if usize::from(bottom.saturating_sub(self.y)) < facts.len() {
            facts.sort_by_key(|fact| check::rank(fact));
        }
        let inner = parts::inner(self.area);
        for fact in facts {
            let room = Rect { height: bottom.saturating_sub(self.y), ..parts::below(inner, self.y) };
            self.y += check::draw(self.frame, room, fact, self.theme);
        }
    }
}

/// Draws a refusal: the event, the provider's complete words, and the remedy; returns the rows it took.
fn refused(frame: &mut Frame<'_>, area: Rect, words: &Status, theme: &Theme) -> u16 {
    let mut y = status::headline(frame, area, words, theme);
    for fact in &words.facts {
        y += parts::wrapped(frame, parts::below(area, y), &theme.words(&fact.text), theme.text);
    }
    y += u16::from(area.height > 10);
    for hint in &words.hints {
        y += parts::wrapped(frame, parts::below(area, y), &theme.words(hint), theme.accent);
    }
    y + 1
}

/// Draws the line for the answer, and the facts about its content.
fn paste(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, words: &Status, theme: &Theme) {
    let question = match area.width {
        ..62 => format!("Or paste the address or the {}:", waiting.authorization.expect().proof()),
        _ => format!("{}:", waiting.question()),
    };
    parts::put(frame, area, 0, Line::styled(parts::cut(&question, usize::from(area.width)), theme.strong));
    parts::put(frame, area, 1, Line::styled("❯ ", theme.accent));
    parts::edit(frame, parts::after(area, 2), 1, &waiting.paste, !waiting.revealed, true, theme.text);
    let Some(first) = words.input.first() else { return };
    parts::put(frame, area, 2, Line::from(check::sign(first.tone, theme)));
    let room = usize::from(area.height.saturating_sub(2));
    for (y, words) in (2..).zip(in_sight(&rows(area, &answer(waiting, words, theme)), room)) {
        parts::put(frame, parts::after(area, 2), y, Line::styled(words.clone(), theme.text));
    }
}

/// Returns the facts about the answer, and a line for each of several answers, the selected one with an arrow.
fn answer(waiting: &Waiting, words: &Status, theme: &Theme) -> Vec<String> {
    let choices = waiting.choices();
    let select = sentence![" ", Action::Up, Action::Down, " select, ", Action::Accept, " uses it, "];
    let keys = select.and(Action::Reveal).and(" shows all");
    let keys = if choices.is_empty() { Cow::Borrowed("") } else { theme.words(&keys) };
    let facts = words.input.iter().map(|fact| format!("{}{keys}", theme.words(&fact.text)));
    let line = |(at, grant): (usize, &Grant)| {
        let mark = if waiting.chosen() == Some(grant) { "❯" } else { " " };
        let code = if waiting.revealed { format!("{} · ", grant.code().expose()) } else { String::new() };
        format!("{mark} {} · {code}{}", at + 1, grant.summary())
    };
    facts.chain(choices.iter().enumerate().map(line)).collect()
}

/// Returns the rows from the first one that leaves room for the marked answer and the row it may go on with.
fn in_sight(rows: &[String], room: usize) -> &[String] {
    let marked = rows.iter().position(|row| row.starts_with('❯')).unwrap_or_default();
    let end = (marked + 2).min(rows.len());
    rows.get(end.saturating_sub(room).min(marked)..).unwrap_or(rows)
}

/// Returns the rows of these lines next to their sign.
fn rows(area: Rect, lines: &[String]) -> Vec<String> {
    lines.iter().flat_map(|line| parts::wrap(line, area.width.saturating_sub(2))).collect()
}
