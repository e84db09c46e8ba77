//! Everything that can be done, each with its key.

use super::{Theme, parts};
use crate::wizard::{Palette, PaletteCommand, command::Action, list::Cursor, sentence};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// The widest it gets.
const WIDEST: u16 = 72;
/// Columns before the words of a command.
const POINTER: u16 = 3;

/// Draws the list over the step. It keeps its size while it is narrowed, so that nothing jumps.
pub fn draw(frame: &mut Frame<'_>, palette: &Palette, theme: &Theme) {
    let screen = frame.area();
    let width = WIDEST.min(screen.width - 2);
    let keys = if width < 60 { 11 } else { 18 };
    let room = width.saturating_sub(POINTER + keys + 4);
    let all: usize = palette.all().iter().map(|command| parts::wrap(command.title, room).len()).sum();
    let rows = u16::try_from(all).unwrap_or(u16::MAX).min(screen.height.saturating_sub(6));
    let (lead, runs) = if width < 60 { ("", " runs it · ") } else { ("Commands here · ", " runs one · ") };
    let title = if palette.found().is_empty() {
        sentence![lead, Action::Back, " closes"]
    } else {
        sentence![lead, Action::Accept, runs, Action::Back, " closes"]
    };
    let area = parts::window(frame, &theme.words(&title), width, rows + 4, theme);
    let lines = lines(palette, room, if width < 60 { 1 } else { 3 });
    let below = Rect { height: rows, ..parts::below(area, 2) };
    let last = lines.iter().rposition(|(row, ..)| *row == palette.row()).unwrap_or_default();
    let top = Cursor::at_row(last).window(lines.len(), usize::from(rows.max(1)));
    for (y, (row, words, pressed)) in (0..rows).zip(lines.iter().skip(top)) {
        let chosen = *row == palette.row();
        let pointer = if chosen && !pressed.is_empty() { " ❯ " } else { "   " };
        let style = if chosen { theme.chosen } else { theme.text };
        let line = vec![
            Span::styled(pointer, theme.accent),
            Span::styled(parts::column(words, usize::from(room + 1)), style),
            Span::styled(parts::cut(pressed, usize::from(keys)), theme.accent),
        ];
        parts::put(frame, below, y, Line::from(line));
    }
    if lines.is_empty() {
        let at = parts::after(below, POINTER);
        parts::wrapped(frame, at, "No command matches. Delete a letter.", theme.text);
    }
    let count = format!("{} of {}", palette.found().len(), palette.all().len());
    let counted = u16::try_from(count.len()).unwrap_or_default() + 1;
    let filter = Rect { width: area.width.saturating_sub(counted + 1), ..area };
    parts::put(
        frame,
        Rect { x: area.right().saturating_sub(counted), width: counted - 1, ..area },
        0,
        Line::styled(count, theme.dim),
    );
    parts::edit(frame, filter, 0, &palette.filter, false, true, theme.text);
    if palette.filter.is_empty() {
        parts::put(frame, parts::after(filter, 1), 0, Line::styled("type a part of its name", theme.dim));
    }
}

/// Returns the lines of the entries: the row, its words, and in the first line its keys.
fn lines(palette: &Palette, room: u16, most: usize) -> Vec<(usize, String, String)> {
    let entry = |(row, command): (usize, &PaletteCommand)| {
        let keys: Vec<String> = command.keys.iter().take(most).map(|key| key.label()).collect();
        let keys = if keys.is_empty() { "no key".to_owned() } else { keys.join(", ") };
        let keys = std::iter::once(keys).chain(std::iter::repeat(String::new()));
        parts::wrap(command.title, room)
            .into_iter()
            .zip(keys)
            .map(move |(words, keys)| (row, words, keys))
            .collect::<Vec<_>>()
    };
    palette.found().iter().enumerate().flat_map(entry).collect()
}
