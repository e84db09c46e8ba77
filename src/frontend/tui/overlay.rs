//! What lies over a step: its keys, or the question whether to leave.

use super::{Theme, frame, palette, parts};
use crate::wizard::{
    Overlay, Step, Wizard,
    keymap::{Action, Binding},
};
use ratatui::{
    Frame,
    text::{Line, Span},
};

/// The widest the help gets.
const WIDEST: u16 = 66;
/// The column of the keys.
const KEYS: u16 = 14;

/// Draws what lies over the step, if anything does.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    match wizard.overlay() {
        Overlay::None => {}
        Overlay::Help(top) => help(frame, wizard, *top, theme),
        Overlay::Commands(commands) => palette::draw(frame, commands, theme),
        Overlay::Leave => leave(frame, wizard, theme),
    }
}

fn leave(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    let area = parts::window(frame, "Leave elemint?", 38, 5, theme);
    let last = wizard.would_lose_token();
    let words = wizard.parting();
    parts::put(frame, area, 0, Line::styled(words, if last { theme.bad } else { theme.text }));
    let keys = vec![
        Span::styled("↵", theme.accent),
        Span::styled(" leave    ", theme.dim),
        Span::styled("esc", theme.accent),
        Span::styled(" stay", theme.dim),
    ];
    parts::put(frame, area, 2, Line::from(keys));
}

/// Keys that do the same share an entry. What does not fit is scrolled to.
fn help(frame: &mut Frame<'_>, wizard: &Wizard, top: u16, theme: &Theme) {
    let screen = frame.area();
    let width = WIDEST.min(screen.width - 2);
    let room = width.saturating_sub(KEYS + 4);
    let lines: Vec<(String, String)> = entries(wizard).into_iter().flat_map(|e| wrapped(e, room)).collect();
    let fits = usize::from(screen.height - 4);
    let more = lines.len().saturating_sub(fits);
    let top = usize::from(top).min(more);
    let title = if more > 0 { "Keys · ↑↓ for more · esc closes" } else { "Keys · esc closes" };
    let rows = u16::try_from(lines.len().min(fits)).unwrap_or(0);
    let area = parts::window(frame, title, width, rows + 2, theme);
    for (y, (keys, what)) in (0..rows).zip(lines.into_iter().skip(top)) {
        let keys = Span::styled(parts::column(&keys, usize::from(KEYS)), theme.accent);
        parts::put(frame, area, y, Line::from(vec![keys, Span::styled(what, theme.text)]));
    }
}

fn entries(wizard: &Wizard) -> Vec<(String, &'static str)> {
    let mut entries = Vec::new();
    let add = |entries: &mut Vec<(String, &'static str)>, binding: &Binding| match entries
        .iter_mut()
        .find(|(_, what)| *what == binding.what)
    {
        Some((keys, _)) => *keys = format!("{keys}, {}", binding.key.label()),
        None => entries.push((binding.key.label(), binding.what)),
    };
    // The screen's own commands come first, then those of every screen; moving is what people know already.
    let (moves, mut commands): (Vec<Binding>, Vec<Binding>) =
        wizard.bindings().into_iter().partition(|binding| binding.action.is_move());
    commands.sort_by_key(|binding| frame::rank(binding.action));
    for binding in &commands {
        add(&mut entries, binding);
    }
    let anywhere = wizard.anywhere();
    for binding in anywhere.iter().filter(|binding| binding.action != Action::Help) {
        add(&mut entries, binding);
    }
    if matches!(wizard.step(), Step::Choose(_)) {
        entries.push(("hub:crm".into(), "typed: only elements of this hub"));
        entries.push(("auth:oauth2".into(), "typed: only this way in; or oauth1, credentials"));
    }
    for binding in &moves {
        add(&mut entries, binding);
    }
    entries
}

/// An entry in as many lines as it takes.
fn wrapped((keys, what): (String, &str), room: u16) -> impl Iterator<Item = (String, String)> {
    let keys = std::iter::once(keys).chain(std::iter::repeat(String::new()));
    keys.zip(parts::wrap(what, room))
}
