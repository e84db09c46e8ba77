//! The provider's consent: the link, what became of it, and where its answer is pasted.

mod check;
mod link_view;

use super::{Theme, parts, provisioning::facts, selectable};
use crate::{
    domain::{
        Grant,
        grant::{GrantReading, Refusal, StateCheck},
    },
    terminal::selectable::Selectable,
    wizard::{
        Tone,
        steps::authorization::{Authorize, ConsentPhase, LinkView, ListenerState, Waiting},
    },
};
use check::Check;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Rows of the line for the answer: what it is for, the line, what was found in it.
const PASTE: u16 = 3;
/// Rows that what was found out gets at least, on a screen that has them.
const SAID: u16 = 2;

/// Draws the wait for consent, and returns what is to be selected whole.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Authorize, theme: &Theme) -> Vec<Selectable> {
    let inner = parts::inner(area);
    match step.phase() {
        ConsentPhase::Asking => {
            let words = format!("{} Asking the platform for the provider's page", parts::spinner(step.since));
            parts::put(frame, inner, 0, Line::styled(words, theme.strong));
        }
        ConsentPhase::Failed(fault) => {
            let line = vec![parts::sign(false, theme), Span::styled("No link to the provider's page.", theme.strong)];
            parts::put(frame, inner, 0, Line::from(line));
            facts(frame, parts::below(inner, 2), fault, theme);
        }
        ConsentPhase::Granted(grant) => {
            let line = vec![parts::sign(true, theme), Span::styled("Consent was given.", theme.strong)];
            parts::put(frame, inner, 0, Line::from(line));
            let mut y = 2;
            if let Some(doubt) = grant.doubt() {
                y += parts::wrapped(frame, parts::below(inner, y), &format!("! {doubt}"), theme.warn);
            }
            let words = "↵ goes on with it. A code lasts only some minutes: ctrl-n asks for a new one.";
            parts::wrapped(frame, parts::below(inner, y), &theme.named(words), theme.text);
        }
        ConsentPhase::Waiting(waiting) => match (waiting.sheet, &waiting.refused) {
            (LinkView::Link, _) => return link_view::link(frame, area, waiting, theme),
            (LinkView::Picture, _) => link_view::picture(frame, area, waiting, theme),
            (LinkView::None, Some(refusal)) => {
                let y = refused(frame, inner, refusal, theme);
                paste(frame, parts::below(inner, y), waiting, theme);
            }
            (LinkView::None, None) => return Waits { frame, area, y: 0, step, waiting, theme }.draw(),
        },
    }
    Vec::new()
}

/// The wait, drawn from top to bottom. On a low screen the line for the answer stays, then the link where it fits
/// whole; of the rest what is wrong comes first.
struct Waits<'a, 'b> {
    frame: &'a mut Frame<'b>,
    area: Rect,
    y: u16,
    step: &'a Authorize,
    waiting: &'a Waiting,
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
        paste(self.frame, below, self.waiting, self.theme);
        passages
    }

    /// Whose page it is and how long its answer is waited for.
    fn title(&mut self) {
        let inner = parts::inner(self.area);
        let left = self.waiting.until.saturating_sub(self.step.since);
        if left.is_zero() {
            let words = "Nobody answered in time, though an answer still counts. ↵ asks for a new link.";
            self.y += parts::wrapped(self.frame, inner, &self.theme.named(words), self.theme.warn);
            return;
        }
        let words = format!("Waiting for your consent at {}", self.waiting.authorization.host());
        let words = parts::cut(&words, usize::from(inner.width));
        parts::put(self.frame, inner, 0, Line::styled(words, self.theme.strong));
        if self.area.height < 8 {
            self.y += 1;
            return;
        }
        let longer = if self.area.width < 62 { "alt-m: more" } else { "alt-m waits ten minutes more" };
        let words = format!("{} left · {}", parts::clock(left), self.theme.named(longer));
        parts::put(self.frame, inner, 1, Line::styled(words, self.theme.dim));
        self.y += 2;
    }

    fn words(&mut self, words: &str) {
        let inner = parts::inner(self.area);
        let words = parts::cut(&self.theme.named(words), usize::from(inner.width));
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
        self.words("First, on the machine with the browser, for the way back (alt-s copies it):");
        let area = parts::below(self.area, self.y);
        let (passage, rows) = selectable::draw(self.frame, area, &command, false, self.theme.link)?;
        self.y += rows;
        Some(passage)
    }

    /// The link, or how to get at it where it does not fit.
    fn link(&mut self, there: bool) -> Option<Selectable> {
        if self.waiting.is_by_hand() && self.area.height > 12 {
            self.words(if there {
                "Then open this link there:"
            } else {
                "Open this link in a browser, on any machine:"
            });
        }
        let secret = self.waiting.authorization.carries_secret();
        let room = self.area.height.saturating_sub(self.y + SAID + PASTE);
        let area = Rect { height: room, ..parts::below(self.area, self.y) };
        let text = link_view::shown(self.waiting);
        if let Some((passage, rows)) = selectable::draw(self.frame, area, &text, !secret, self.theme.link) {
            self.y += rows;
            if self.waiting.is_by_hand() && self.y + SAID + PASTE < self.area.height {
                self.words("alt-c copies it · alt-q shows a QR code · alt-w writes it to a file");
            }
            // With the secret in it replaced it is of no use to select.
            return (!secret).then_some(passage);
        }
        if room > 0 {
            self.words("alt-c copies the link, alt-u shows it.");
        }
        None
    }

    fn draw_check(&mut self, gap: u16) {
        // What was found in an answer is told whole, at the cost of what is only good to know.
        let found = found(self.waiting).map_or(1, |(_, lines)| rows(parts::inner(self.area), &lines, self.theme).len());
        let paste = PASTE - 1 + u16::try_from(found).unwrap_or(1);
        let bottom = self.area.height.saturating_sub(gap + paste);
        let mut said = check::all(self.waiting);
        if usize::from(bottom.saturating_sub(self.y)) < said.len() {
            said.sort_by_key(Check::rank);
        }
        let inner = parts::inner(self.area);
        for said in said {
            let room = Rect { height: bottom.saturating_sub(self.y), ..parts::below(inner, self.y) };
            self.y += said.draw(self.frame, room, self.theme);
        }
    }
}

/// What it comes to, the provider's words, whole, and what to try.
fn refused(frame: &mut Frame<'_>, area: Rect, refusal: &Refusal, theme: &Theme) -> u16 {
    let kind = refusal.kind();
    parts::put(frame, area, 0, Line::from(parts::sign(false, theme)));
    let mut y = parts::wrapped(frame, parts::after(area, 2), kind.what(), theme.strong);
    let said = refusal.description.as_deref().map_or_else(String::new, |d| format!(": {d}"));
    y += parts::wrapped(frame, parts::below(area, y), &format!("{}{said}", refusal.error), theme.text);
    y += u16::from(area.height > 10);
    y += parts::wrapped(frame, parts::below(area, y), &theme.named(kind.hint()), theme.accent);
    y + 1
}

/// The line that is always there, and what was found in it.
fn paste(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, theme: &Theme) {
    let lead = match (&waiting.door, area.width) {
        (_, ..62) => "Or paste the address",
        _ if waiting.refused.is_some() => "Or paste the address another try ended on,",
        (ListenerState::Open, _) if !waiting.is_by_hand() => "Browser elsewhere? Paste the address it ended on,",
        (ListenerState::Open, _) => "If nothing arrives, paste the address the browser ended on,",
        _ => "Paste the address the browser ended on,",
    };
    let words = format!("{lead} or the {}:", waiting.authorization.expect().proof());
    parts::put(frame, area, 0, Line::styled(parts::cut(&words, usize::from(area.width)), theme.strong));
    parts::put(frame, area, 1, Line::styled("❯ ", theme.accent));
    parts::edit(frame, parts::after(area, 2), 1, &waiting.paste, !waiting.revealed, true, theme.text);
    let Some((tone, lines)) = found(waiting) else { return };
    let sign = match tone {
        Tone::Good => parts::sign(true, theme),
        Tone::Plain => Span::styled("! ", theme.warn),
        Tone::Bad => parts::sign(false, theme),
    };
    parts::put(frame, area, 2, Line::from(sign));
    let room = usize::from(area.height.saturating_sub(2));
    for (y, words) in (2..).zip(in_sight(&rows(area, &lines, theme), room)) {
        parts::put(frame, parts::after(area, 2), y, Line::styled(words.clone(), theme.text));
    }
}

/// What was found in the line or came by itself, and whether it is well: what may be a stranger's is not.
fn found(waiting: &Waiting) -> Option<(Tone, Vec<String>)> {
    let summary = waiting.reading.summary();
    match &waiting.reading {
        GrantReading::Empty => None,
        GrantReading::Found(grant) if waiting.is_offered() => {
            let whence = match grant.state() {
                StateCheck::Matches if waiting.notices.is_contested => {
                    "Two browsers opened the short link. An answer came"
                }
                StateCheck::Matches if waiting.notices.has_other_user => {
                    "Another user of this machine came by. An answer came"
                }
                StateCheck::Matches => "An answer came by another browser",
                StateCheck::Absent => "An answer came, unchecked as always with this provider",
            };
            Some((Tone::Plain, vec![format!("{whence}: {summary}. Only if it is yours: ↵ uses it")]))
        }
        GrantReading::Found(_) => Some((Tone::Good, vec![format!("{summary}   ↵ uses it")])),
        GrantReading::Several(grants) => Some((Tone::Plain, choices(waiting, grants))),
        _ => Some((Tone::Bad, vec![summary])),
    }
}

/// A heading and a line for each answer, the marked one with an arrow.
fn choices(waiting: &Waiting, grants: &[Grant]) -> Vec<String> {
    let heading = if waiting.is_offered() {
        let all = waiting.offers.count() as usize;
        let newest =
            if all > grants.len() { format!("; the newest {} are listed", grants.len()) } else { String::new() };
        format!("{all} answers came, one at most is yours{newest}. ↑↓ marks it, ↵ uses it, ctrl-r shows all")
    } else {
        format!("{} ↑↓ marks it, ↵ uses it, ctrl-r shows all", waiting.reading.summary())
    };
    let line = |(at, grant): (usize, &Grant)| {
        let mark = if waiting.chosen() == Some(grant) { "❯" } else { " " };
        let code = if waiting.revealed { format!("{} · ", grant.code().expose()) } else { String::new() };
        format!("{mark} {} · {code}{}", at + 1, grant.summary())
    };
    std::iter::once(heading).chain(grants.iter().enumerate().map(line)).collect()
}

/// Returns the rows from the first one that leaves room for the marked answer and the row it may go on with.
fn in_sight(rows: &[String], room: usize) -> &[String] {
    let marked = rows.iter().position(|row| row.starts_with('❯')).unwrap_or_default();
    let end = (marked + 2).min(rows.len());
    rows.get(end.saturating_sub(room).min(marked)..).unwrap_or(rows)
}

/// The rows of these lines beside their sign.
fn rows(area: Rect, lines: &[String], theme: &Theme) -> Vec<String> {
    lines.iter().flat_map(|line| parts::wrap(&theme.named(line), area.width.saturating_sub(2))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::enough_room(5, "a")]
    #[case::little_room(3, "b")]
    #[case::one_row(1, "❯ c")]
    fn marked_answer_is_in_sight(#[case] room: usize, #[case] first: &str) {
        let rows = ["a", "b", "❯ c", "d", "e"].map(str::to_owned);
        assert_eq!(in_sight(&rows, room).first().map(String::as_str), Some(first));
    }
}
