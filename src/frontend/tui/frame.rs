//! What is around every step: where one is, what there is to tell, what one can do.

use super::{Theme, parts, rail};
use crate::wizard::{
    Key, KeyCode, Notice, Overlay, Tone, Wizard,
    keymap::{Action, Binding},
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

/// The room a step has on a screen.
pub fn body(wizard: &Wizard, area: Rect, theme: &Theme) -> Rect {
    let rows = u16::try_from(notice_lines(wizard, area, theme).len()).unwrap_or(0);
    let below = if rows > 0 { rows + 2 } else { 1 };
    Rect { x: 0, y: 2, width: area.width, height: area.height.saturating_sub(below + 2) }
}

/// The lines of the notice. It never takes more than a third of the screen: what it is about has to stay visible.
fn notice_lines(wizard: &Wizard, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let width = area.width.saturating_sub(2).min(parts::MEASURE);
    let mut lines = match (wizard.notice(), wizard.tour()) {
        (Some(told), _) => notice(told, width, theme),
        // Whoever is shown around has a screen to look around on, or does without.
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

/// On a terminal too small for any step: why nothing is to be seen, and that nothing is lost.
pub fn too_small(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    let words = format!(
        "elemint needs {}×{}; this is {}×{}. Nothing is lost. Make it larger, or ctrl-c leaves.",
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
    let text = theme.named(&text);
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
    /// Whether it leads out of here. Such keys are shown however narrow the screen is.
    out: bool,
}

/// The keys that do something here; those that fit.
fn keys(wizard: &Wizard, width: usize, theme: &Theme) -> Line<'static> {
    let over: &[(&str, &str)] = match wizard.overlay() {
        Overlay::None => &[],
        Overlay::Help(_) => &[("esc", "close")],
        Overlay::Commands(_) => &[("↵", "do it"), ("↑↓", "move"), ("esc", "close")],
        Overlay::Leave => &[("↵", "leave"), ("esc", "stay")],
    };
    if !over.is_empty() {
        let spans = over.iter().flat_map(|(key, word)| {
            [Span::styled((*key).to_owned(), theme.accent), Span::styled(format!(" {word}   "), theme.dim)]
        });
        return std::iter::once(Span::raw(" ")).chain(spans).collect();
    }
    let mut keys = bound(wizard);
    let anywhere = wizard.anywhere();
    for (action, word, out) in [(Action::Commands, "commands", false), (Action::Help, "help", true)] {
        let key = anywhere.iter().find(|binding| binding.action == action).map(|binding| binding.key.label());
        keys.extend(key.map(|key| FooterKey { key, word: word.to_owned(), out }));
    }
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

/// Place of an action in the footer and the help: what leads on first, then what people look for most.
pub(super) fn rank(action: Action) -> u8 {
    match action {
        Action::Accept => 0,
        Action::Switch => 1,
        Action::CopyToken => 2,
        Action::Compare => 3,
        Action::Another => 4,
        Action::Filter => 5,
        Action::Take => 6,
        Action::Copy => 7,
        Action::Ping => 8,
        Action::Search => 9,
        Action::Save => 10,
        _ => 11,
    }
}

/// Read from the key table.
fn bound(wizard: &Wizard) -> Vec<FooterKey> {
    let (step, bindings) = (wizard.step(), wizard.bindings());
    // What is offered to be picked is listed above the footer already.
    let offered = |b: &&Binding| b.action != Action::Pick && !b.footer.is_empty() && step.applies(b.action);
    let arrow = Key::plain(KeyCode::Down);
    let mut bindings: Vec<&Binding> = bindings.iter().filter(offered).collect();
    // What leads on comes first; it is what must not be left out.
    bindings.sort_by_key(|b| rank(b.action));
    let shown = bindings.into_iter().map(|b| FooterKey {
        key: if b.footer == "move" && b.key == arrow { "↑↓".to_owned() } else { b.key.label() },
        word: step.words(b.action, b.footer).to_owned(),
        out: matches!(b.action, Action::Back | Action::Quit),
    });
    shown.collect()
}
