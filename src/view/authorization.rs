//! The provider's consent: the link, what became of it, and where its answer is pasted.

use super::{Theme, parts, provisioning::facts};
use crate::{
    domain::{
        authorization::{Remark, Verdict},
        grant::{Reading, Refusal},
    },
    wizard::{
        Page, Tone,
        steps::authorization::{Authorize, Browser, Door, PATIENCE, Phase, Waiting},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Rows of the line for the answer: what it is for, the line, what was found in it.
const PASTE: u16 = 3;

/// Draws the wait for consent.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Authorize, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    match step.phase() {
        Phase::Asking => {
            let words = format!("{} Asking the platform for the provider's page", parts::spinner(step.since));
            parts::put(frame, inner, 0, Line::styled(words, theme.strong));
        }
        Phase::Failed(fault) => {
            let line = vec![parts::sign(false, theme), Span::styled("No link to the provider's page.", theme.strong)];
            parts::put(frame, inner, 0, Line::from(line));
            facts(frame, parts::below(inner, 2), fault, theme);
        }
        Phase::Granted(_) => {
            let line = vec![parts::sign(true, theme), Span::styled("Consent was given.", theme.strong)];
            parts::put(frame, inner, 0, Line::from(line));
            let words = "↵ goes on with it. A code lasts only some minutes: ctrl-n asks for a new one.";
            parts::wrapped(frame, parts::below(inner, 2), words, theme.text);
        }
        Phase::Waiting(waiting) => draw_waiting(frame, area, step, waiting, theme),
    }
}

/// On a low screen the line for the answer stays, then the link; of the rest what is wrong comes first.
fn draw_waiting(frame: &mut Frame<'_>, area: Rect, step: &Authorize, waiting: &Waiting, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    if let Some(refusal) = &waiting.refused {
        let y = refused(frame, inner, refusal, theme);
        return paste(frame, parts::below(inner, y), waiting, theme);
    }
    let gap = u16::from(area.height > 12);
    let mut y = title(frame, inner, step, waiting, theme) + gap;
    let room = area.height.saturating_sub(y + PASTE);
    if room > 0 {
        y += url(frame, Rect { height: room, ..parts::below(area, y) }, &waiting.authorization.shown(), theme) + gap;
    }
    let mut said = vec![door(waiting), browser(waiting)];
    said.extend(waiting.authorization.remarks().into_iter().map(Said::from));
    if waiting.ignored > 0 {
        let plural = if waiting.ignored == 1 { "" } else { "s" };
        said.push(Said::wrong(format!("{} unexpected callback{plural} ignored", waiting.ignored)));
    }
    let bottom = area.height.saturating_sub(gap + PASTE);
    if usize::from(bottom.saturating_sub(y)) < said.len() {
        said.sort_by_key(|said| said.tone != Tone::Bad);
    }
    for said in said {
        let room = Rect { height: bottom.saturating_sub(y), ..parts::below(inner, y) };
        y += said.draw(frame, room, theme);
    }
    paste(frame, parts::below(inner, y + gap), waiting, theme);
}

/// One thing that was found out, and whether it is well.
struct Said {
    tone: Tone,
    text: String,
}

impl Said {
    fn well(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into() }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self { tone: Tone::Plain, text: text.into() }
    }

    fn wrong(text: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, text: text.into() }
    }

    /// Draws it in the rows there are and returns those it took.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let sign = match self.tone {
            Tone::Good => parts::sign(true, theme),
            Tone::Plain => Span::styled("· ", theme.dim),
            Tone::Bad => parts::sign(false, theme),
        };
        parts::put(frame, area, 0, Line::from(sign));
        let beside = parts::after(area, 2);
        // What is well may be cut short; what is wrong is told whole.
        if self.tone == Tone::Bad {
            return parts::wrapped(frame, beside, &self.text, theme.text).min(area.height);
        }
        parts::put(frame, beside, 0, Line::styled(parts::cut(&self.text, usize::from(beside.width)), theme.text));
        1
    }
}

impl From<Remark> for Said {
    fn from(remark: Remark) -> Self {
        match remark.verdict {
            Verdict::Well => Self::well(remark.text),
            Verdict::Note => Self::plain(remark.text),
            Verdict::Wrong => Self::wrong(remark.text),
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
    y += parts::wrapped(frame, parts::below(area, y), kind.hint(), theme.accent);
    y + 1
}

/// Whose page it is and how long its answer is waited for; returns the rows they took.
fn title(frame: &mut Frame<'_>, area: Rect, step: &Authorize, waiting: &Waiting, theme: &Theme) -> u16 {
    let left = PATIENCE.saturating_sub(step.since);
    if left.is_zero() {
        return parts::wrapped(frame, area, "Nobody answered in ten minutes. ↵ asks for a new link.", theme.warn);
    }
    let words = format!("Waiting for your consent at {}", waiting.authorization.host());
    parts::put(frame, area, 0, Line::styled(parts::cut(&words, usize::from(area.width)), theme.strong));
    if area.height < 8 {
        return 1;
    }
    parts::put(frame, area, 1, Line::styled(format!("{} left", parts::clock(left)), theme.dim));
    2
}

/// From the very first column, without a box, every row full: what a person selects is the link and nothing else.
fn url(frame: &mut Frame<'_>, area: Rect, address: &str, theme: &Theme) -> u16 {
    let pieces = parts::chunks(address, usize::from(area.width));
    let rows = u16::try_from(pieces.len()).unwrap_or(u16::MAX);
    // A very long link leaves room for the rest; alt-c copies it whole.
    let shown = rows.min(area.height.saturating_sub(5).max(1));
    for (y, piece) in (0..shown).zip(pieces) {
        parts::put(frame, area, y, Line::styled(piece, theme.link));
    }
    shown
}

fn door(waiting: &Waiting) -> Said {
    let callback = waiting.authorization.callback();
    match &waiting.door {
        Door::Open => Said::well(format!("listening on {callback}")),
        Door::Opening => Said::plain(format!("opening {callback}")),
        Door::Shut(blocked) => {
            Said::wrong(format!("{} Paste the answer below, or free the port and press ctrl-n.", blocked.why))
        }
        Door::Elsewhere => Said::plain("your callback is not on this machine: paste the address the browser ends on"),
    }
}

fn browser(waiting: &Waiting) -> Said {
    match (&waiting.browser, &waiting.door) {
        (Browser::Waiting, Door::Shut(_)) => Said::plain("↵ opens the browser all the same"),
        (Browser::Waiting, _) => Said::plain("the browser opens next"),
        (Browser::Opening, _) => Said::plain("opening your browser"),
        (Browser::Done(Page::LinkOnly), _) => {
            Said::plain("open the link yourself, as the settings want it; alt-c copies it")
        }
        (Browser::Done(Page::Launched), _) => Said::well("your browser was asked to open it"),
        (Browser::Failed(why), _) => Said::wrong(why.clone()),
    }
}

/// The line that is always there, and what was found in it.
fn paste(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, theme: &Theme) {
    let words = match (&waiting.door, area.width) {
        (_, ..62) => "Or paste the address or the code:",
        (Door::Elsewhere, _) => "Paste the address the browser ended on, or the code:",
        _ => "Browser elsewhere? Paste the address it ended on, or the code:",
    };
    parts::put(frame, area, 0, Line::styled(parts::cut(words, usize::from(area.width)), theme.strong));
    parts::put(frame, area, 1, Line::styled("❯ ", theme.accent));
    parts::edit(frame, parts::after(area, 2), 1, &waiting.paste, !waiting.revealed, true, theme.text);
    let (good, text) = match &waiting.reading {
        Reading::Empty => return,
        Reading::Found(_) => (true, format!("{}   ↵ uses it", waiting.reading.summary())),
        other => (false, other.summary()),
    };
    let line = vec![
        parts::sign(good, theme),
        Span::styled(parts::cut(&text, usize::from(area.width).saturating_sub(2)), theme.text),
    ];
    parts::put(frame, area, 2, Line::from(line));
}
