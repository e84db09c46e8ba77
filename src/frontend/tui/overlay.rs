//! Overlays of a step: its keys, and the question before leaving.

use super::{Theme, palette, parts, requests};
use crate::wizard::{
    Overlay, Sentence, Step, Wizard,
    command::{Action, BoundCommand, LEAVE},
    sentence,
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// The widest the help gets.
const WIDEST: u16 = 66;
/// Width of the question before leaving.
const WIDTH: u16 = 38;
/// The column of the keys.
const KEYS: u16 = 14;

/// Draws the overlay of the step, if one is open.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    match wizard.overlay() {
        Overlay::None => {}
        Overlay::Help(scroll) => help(frame, wizard, scroll.top(), theme),
        Overlay::Commands(commands) => palette::draw(frame, commands, theme),
        Overlay::Requests(choice) => requests::draw(frame, choice, theme),
        Overlay::Leave => leave(frame, wizard, theme),
    }
}

fn leave(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) {
    let words = parts::wrap(wizard.parting(), WIDTH - 4);
    let rows = u16::try_from(words.len()).unwrap_or(1);
    let area = parts::window(frame, "Leave elemint?", WIDTH, rows + 4, theme);
    let style = if wizard.would_lose_token() { theme.bad } else { theme.text };
    for (y, words) in (0..).zip(words) {
        parts::put(frame, area, y, Line::styled(words, style));
    }
    let keys = LEAVE.commands.iter().flat_map(|command| {
        let key = command.keys.first().map(|key| key.label()).unwrap_or_default();
        [Span::styled(key, theme.accent), Span::styled(format!(" {}    ", command.footer), theme.dim)]
    });
    parts::put(frame, area, rows + 1, keys.collect::<Line<'_>>());
}

/// Draws the list of keys, which scrolls.
fn help(frame: &mut Frame<'_>, wizard: &Wizard, top: usize, theme: &Theme) {
    let screen = frame.area();
    let width = WIDEST.min(screen.width - 2);
    let (lines, fits) = lines_of_help(wizard, screen);
    let more = lines.len().saturating_sub(fits);
    let top = top.min(more);
    let scroll = if more > 0 { sentence![Action::Up, Action::Down, " for more · "] } else { Sentence::default() };
    let title = sentence!["Keys · ", scroll, Action::Back, " closes"];
    let rows = u16::try_from(lines.len().min(fits)).unwrap_or(0);
    let area = parts::window(frame, &theme.words(&title), width, rows + 2, theme);
    for (y, (keys, title)) in (0..rows).zip(lines.into_iter().skip(top)) {
        let keys = Span::styled(parts::column(&keys, usize::from(KEYS)), theme.accent);
        parts::put(frame, area, y, Line::from(vec![keys, Span::styled(title, theme.text)]));
    }
}

/// Returns the last line that the list of keys can begin with on this screen.
pub fn last_top_of_help(wizard: &Wizard, screen: Rect) -> usize {
    let (lines, fits) = lines_of_help(wizard, screen);
    lines.len().saturating_sub(fits)
}

/// Returns the lines of the list of keys, and the number of them that fits on this screen.
fn lines_of_help(wizard: &Wizard, screen: Rect) -> (Vec<(String, String)>, usize) {
    let room = WIDEST.min(screen.width.saturating_sub(2)).saturating_sub(KEYS + 4);
    let lines = entries(wizard).into_iter().flat_map(|entry| wrapped(entry, room)).collect();
    (lines, usize::from(screen.height.saturating_sub(4)))
}

/// The screen's own commands come first, then those of every screen, then movement.
fn entries(wizard: &Wizard) -> Vec<(String, &'static str)> {
    let entry = |bound: BoundCommand| {
        let keys: Vec<String> = bound.keys.iter().map(|key| key.label()).collect();
        (keys.join(", "), bound.command.title)
    };
    let with_keys = |bound: &BoundCommand| !bound.keys.is_empty();
    let (moves, own): (Vec<_>, Vec<_>) =
        wizard.commands().into_iter().filter(with_keys).partition(|bound| bound.command.action.is_move());
    let global = wizard.global_commands().into_iter();
    let global = global.filter(|bound| with_keys(bound) && bound.command.action != Action::Help);
    let typed = [
        ("hub:crm", "typed: only elements of this hub"),
        ("auth:oauth2", "typed: only this way in; or oauth1, credentials"),
    ];
    let typed = typed.into_iter().filter(|_| matches!(wizard.step(), Step::Element(_)));
    own.into_iter()
        .chain(global)
        .map(entry)
        .chain(typed.map(|(keys, title)| (keys.to_owned(), title)))
        .chain(moves.into_iter().map(entry))
        .collect()
}

/// An entry in as many lines as it takes.
fn wrapped((keys, title): (String, &str), room: u16) -> impl Iterator<Item = (String, String)> {
    let keys = std::iter::once(keys).chain(std::iter::repeat(String::new()));
    keys.zip(parts::wrap(title, room))
}
