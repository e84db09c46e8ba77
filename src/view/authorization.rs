//! The provider's consent: the link, what became of it, and where its answer is pasted.

use super::{Theme, parts, provisioning::facts};
use crate::{
    domain::{authorization::Remark, grant::Reading},
    wizard::{
        Page,
        steps::authorization::{Authorize, Browser, Door, PATIENCE, Phase, Waiting, said},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

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

fn draw_waiting(frame: &mut Frame<'_>, area: Rect, step: &Authorize, waiting: &Waiting, theme: &Theme) {
    let inner = parts::after(Rect { width: area.width - 1, ..area }, 1);
    title(frame, inner, step, waiting, theme);
    let address = link(waiting);
    let url_rows = url(frame, parts::below(area, 2), &address, theme);
    let mut rest = parts::below(inner, url_rows + 3);
    let paste_rows = 4.min(rest.height);
    let mut lines = vec![door(waiting, theme), browser(waiting, theme)];
    lines.extend(waiting.authorization.remarks().iter().map(|r| remark(r, theme)));
    if waiting.ignored > 0 {
        let plural = if waiting.ignored == 1 { "" } else { "s" };
        let words = format!("{} unexpected callback{plural} ignored", waiting.ignored);
        lines.push(Line::from(vec![Span::styled("· ", theme.warn), Span::raw(words)]));
    }
    // On a low screen the warnings stay and what went well gives way.
    let room = usize::from(rest.height.saturating_sub(paste_rows + 1));
    for line in lines.into_iter().take(room) {
        parts::put(frame, rest, 0, line);
        rest = parts::below(rest, 1);
    }
    paste(frame, parts::below(rest, u16::from(rest.height > paste_rows)), waiting, theme);
}

fn title(frame: &mut Frame<'_>, area: Rect, step: &Authorize, waiting: &Waiting, theme: &Theme) {
    let left = PATIENCE.saturating_sub(step.since);
    let (words, style) = match (&waiting.refused, left.is_zero()) {
        (Some(_), _) => ("The provider said no.".to_owned(), theme.bad),
        (None, true) => ("Nobody answered in ten minutes. ↵ asks for a new link.".to_owned(), theme.warn),
        (None, false) => (format!("Waiting for your consent at {}", waiting.authorization.host()), theme.strong),
    };
    parts::put(frame, area, 0, Line::styled(parts::cut(&words, usize::from(area.width)), style));
    if let Some(refusal) = &waiting.refused {
        let said = refusal.description.as_deref().map_or_else(String::new, |d| format!(": {d}"));
        let words = format!("{}{said}", refusal.error);
        let words = format!("{}   ↵ asks again", parts::cut(&words, usize::from(area.width).saturating_sub(16)));
        parts::put(frame, area, 1, Line::styled(words, theme.text));
    } else if !left.is_zero() {
        parts::put(frame, area, 1, Line::styled(format!("{} left", parts::clock(left)), theme.dim));
    }
}

/// The link as it may be shown: one provider's carries the application's secret.
fn link(waiting: &Waiting) -> String {
    let address = waiting.authorization.address();
    if !waiting.authorization.carries_secret() {
        return address.to_owned();
    }
    let shown = address.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name.contains("secret") => format!("{name}=••••••••"),
        _ => pair.to_owned(),
    });
    shown.collect::<Vec<_>>().join("&")
}

/// From the very first column, without a box, every row full: what a person selects is the link and nothing else.
fn url(frame: &mut Frame<'_>, area: Rect, address: &str, theme: &Theme) -> u16 {
    let pieces = parts::chunks(address, usize::from(area.width));
    let rows = u16::try_from(pieces.len()).unwrap_or(u16::MAX);
    // A very long link leaves room for the paste; alt-c copies it whole.
    let shown = rows.min(area.height.saturating_sub(8).max(1));
    for (y, piece) in (0..shown).zip(pieces) {
        parts::put(frame, area, y, Line::styled(piece, theme.accent));
    }
    shown
}

fn door(waiting: &Waiting, theme: &Theme) -> Line<'static> {
    let callback = waiting.authorization.callback();
    let words = |text: String| Span::styled(text, theme.text);
    match &waiting.door {
        Door::Open => Line::from(vec![parts::sign(true, theme), words(format!("listening on {callback}"))]),
        Door::Opening => Line::from(vec![Span::styled("· ", theme.dim), words(format!("opening {callback}"))]),
        Door::Shut(why) => Line::from(vec![parts::sign(false, theme), words(why.clone())]),
        Door::Elsewhere => Line::from(vec![
            Span::styled("· ", theme.accent),
            words("your callback is not on this machine: paste the address the browser ends on".into()),
        ]),
    }
}

fn browser(waiting: &Waiting, theme: &Theme) -> Line<'static> {
    match &waiting.browser {
        Browser::Waiting => match waiting.door {
            Door::Shut(_) => {
                Line::from(vec![Span::styled("· ", theme.dim), Span::raw("↵ opens the browser all the same")])
            }
            _ => Line::from(vec![Span::styled("· ", theme.dim), Span::raw("the browser opens next")]),
        },
        Browser::Opening => Line::from(vec![Span::styled("· ", theme.dim), Span::raw("opening your browser")]),
        Browser::Done(Page::LinkOnly) => Line::from(vec![
            Span::styled("· ", theme.dim),
            Span::raw("open the link yourself, as the settings want it; alt-c copies it"),
        ]),
        Browser::Done(Page::Launched) => {
            Line::from(vec![parts::sign(true, theme), Span::raw("your browser was asked to open it")])
        }
        Browser::Failed(why) => Line::from(vec![parts::sign(false, theme), Span::raw(why.clone())]),
    }
}

fn remark(remark: &Remark, theme: &Theme) -> Line<'static> {
    Line::from(vec![parts::sign(remark.good, theme), Span::styled(remark.text.clone(), theme.text)])
}

/// The line that is always there, and what was found in it.
fn paste(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, theme: &Theme) {
    let words = "Browser elsewhere? Paste the address it ended on, or the code:";
    parts::put(frame, area, 0, Line::styled(parts::cut(words, usize::from(area.width)), theme.strong));
    parts::put(frame, area, 1, Line::styled("❯ ", theme.accent));
    parts::edit(frame, parts::after(area, 2), 1, &waiting.paste, !waiting.revealed, true, theme.text);
    let (good, text) = match &waiting.reading {
        Reading::Empty => return,
        Reading::Found(_) => (true, format!("{}   ↵ uses it", waiting.reading.summary())),
        Reading::Refused(_) => (false, waiting.reading.summary()),
        other => (false, said(other).0),
    };
    let line = vec![
        parts::sign(good, theme),
        Span::styled(parts::cut(&text, usize::from(area.width).saturating_sub(2)), theme.text),
    ];
    parts::put(frame, area, 2, Line::from(line));
}
