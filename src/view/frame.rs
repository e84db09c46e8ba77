//! What is around every step: where one is, what there is to tell, what one can do.

use super::{SMALLEST, Theme, parts, rail};
use crate::wizard::{Notice, Step, Tone, Wizard, keymap::Action};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Draws the rail, the notice and the footer, and returns the room between them.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Rect {
    let area = frame.area();
    parts::put(frame, area, 0, rail::line(wizard, usize::from(area.width), theme));
    let footer = area.height - 1;
    parts::put(frame, area, footer, keys(wizard, usize::from(area.width), theme));
    let lines = wizard.notice().map_or_else(Vec::new, |n| notice(n, area.width - 2, theme));
    // A notice never takes more than a third of the screen: what it is about has to stay visible.
    let rows = u16::try_from(lines.len()).unwrap_or(0).min(area.height / 3);
    let top = footer - rows;
    for (row, line) in (top..footer).zip(lines) {
        parts::put(frame, Rect { x: 1, width: area.width - 1, ..area }, row, line);
    }
    let bottom = if rows > 0 { top.saturating_sub(1) } else { footer };
    Rect { x: 0, y: 2, width: area.width, height: bottom.saturating_sub(2) }
}

/// On a terminal too small for any step: why nothing is to be seen, and that nothing is lost.
pub fn too_small(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    let words = format!(
        "elemint needs {}×{}; this is {}×{}. Nothing is lost.",
        SMALLEST.0, SMALLEST.1, area.width, area.height
    );
    parts::wrapped(frame, area, &words, theme.text);
}

fn notice(notice: &Notice, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (sign, style) = match notice.tone {
        Tone::Good => ("✓ ", theme.good),
        Tone::Plain => ("· ", theme.accent),
        Tone::Bad => ("✗ ", theme.bad),
    };
    let mut lines = Vec::new();
    let text = format!("{} {}", notice.text, notice.hint);
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
struct Shown {
    key: String,
    word: String,
    /// Whether it leads out of here. Such keys are shown however narrow the screen is.
    out: bool,
}

/// The keys that do something here; those that fit.
fn keys(wizard: &Wizard, width: usize, theme: &Theme) -> Line<'static> {
    let mut keys = prompted(wizard.step()).unwrap_or_else(|| bound(wizard.step()));
    let typing = wizard.step().is_typing() && !matches!(wizard.step(), Step::Choose(_) | Step::Where(_));
    let help = if typing { "F1" } else { "?" };
    keys.push(Shown { key: help.to_owned(), word: "help".to_owned(), out: true });
    let wide = |shown: &Shown| shown.key.width() + shown.word.width() + 4;
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

/// Read from the key table.
fn bound(step: &Step) -> Vec<Shown> {
    let bindings = step.bindings().iter().filter(|b| !b.footer.is_empty() && step.applies(b.action));
    let shown = bindings.map(|b| Shown {
        key: if b.footer == "move" { "↑↓".to_owned() } else { b.key.label() },
        word: step.words(b.action, b.footer).to_owned(),
        out: matches!(b.action, Action::Back | Action::Quit),
    });
    shown.collect()
}

/// While something is typed or asked below the answer, its keys mean nothing.
fn prompted(step: &Step) -> Option<Vec<Shown>> {
    use crate::wizard::steps::response::Prompt;
    let Step::Response(step) = step else { return None };
    let (key, word) = match step.prompt() {
        Prompt::None => return None,
        Prompt::Search(..) => ("↵", "stay there"),
        Prompt::Save(_) => ("↵", "save"),
        Prompt::Replace(_) => ("y", "replace it"),
    };
    let shown = |key: &str, word: &str, out| Shown { key: key.to_owned(), word: word.to_owned(), out };
    Some(vec![shown(key, word, true), shown("esc", "cancel", true)])
}
