//! Status below the rows: the cursor, the search, the prompt.

use super::super::{Theme, parts};
use crate::wizard::{
    command::{Action, COPY, TAKE},
    viewer::{Prompt, Viewer},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Returns the number of lines it takes.
pub(super) fn height(viewer: &Viewer, width: u16) -> u16 {
    let lines = match viewer.prompt() {
        // A filter always has a line for its fault below it, so that no row moves while it is typed.
        Prompt::Filter(..) => 1 + filter_lines(viewer, width).len().max(1),
        Prompt::Save(_, letter) if !is_beside(width) => {
            parts::wrap(&saving(viewer, *letter), width.saturating_sub(2)).len() + 1
        }
        Prompt::None
        | Prompt::Search(..)
        | Prompt::Copy
        | Prompt::Take
        | Prompt::Save(..)
        | Prompt::Replace(..)
        | Prompt::Reveal => menu(viewer, width, &Theme::default()).len().max(1),
    };
    u16::try_from(lines).unwrap_or(1)
}

/// Draws it.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, viewer: &Viewer, theme: &Theme) {
    let menu = menu(viewer, area.width, theme);
    for (y, line) in (0..area.height).zip(menu) {
        parts::put(frame, area, y, line);
    }
    let line = parts::after(Rect { width: area.width.saturating_sub(1), ..area }, 1);
    let width = usize::from(line.width);
    let say = |frame: &mut Frame<'_>, words: &str, style| {
        parts::put(frame, line, 0, Line::styled(parts::cut(words, width), style));
    };
    match viewer.prompt() {
        Prompt::None => place(frame, line, viewer, theme),
        Prompt::Copy | Prompt::Take => {}
        Prompt::Search(text, _) => {
            parts::put(frame, line, 0, Line::styled("/", theme.accent));
            let counted = counted(viewer);
            let edit = Rect { width: line.width.saturating_sub(16), ..parts::after(line, 1) };
            parts::edit(frame, edit, 0, text, false, true, theme.text);
            parts::put(frame, line, 0, Line::styled(counted, theme.dim).right_aligned());
        }
        Prompt::Filter(text, _) => {
            parts::put(frame, line, 0, Line::styled("|", theme.accent));
            let waiting = viewer.filter().is_some_and(|filter| filter.waiting);
            let edit = Rect { width: line.width.saturating_sub(4), ..parts::after(line, 2) };
            parts::edit(frame, edit, 0, text, false, true, theme.text);
            parts::put(frame, line, 0, Line::styled(if waiting { "…" } else { "" }, theme.dim).right_aligned());
            let style = if offers(viewer).is_empty() { theme.bad } else { theme.dim };
            for (y, words) in (1..area.height).zip(filter_lines(viewer, area.width)) {
                parts::put(frame, line, y, Line::styled(words, style));
            }
        }
        Prompt::Save(text, letter) => {
            let words = saving(viewer, *letter);
            if is_beside(area.width) {
                let used = u16::try_from(words.width() + 1).unwrap_or(0);
                parts::put(frame, line, 0, Line::styled(words, theme.accent));
                return parts::edit(frame, parts::after(line, used), 0, text, false, true, theme.text);
            }
            let used = parts::wrapped(frame, line, &words, theme.accent);
            parts::edit(frame, line, used, text, false, true, theme.text);
        }
        Prompt::Replace(path, _) => {
            say(frame, &format!("Replace it? y / n   {} exists.", path.display()), theme.warn);
        }
        Prompt::Reveal => say(frame, "Show every secret here for 30 seconds? y / n", theme.warn),
    }
}

/// Returns true if the name of a file fits next to the question for it.
fn is_beside(width: u16) -> bool {
    width > 72
}

/// Returns the description of the text that is saved.
fn saving(viewer: &Viewer, letter: char) -> String {
    format!("Save {}, to:", viewer.describe_save(letter))
}

/// The path on the left, cut at its beginning since its end says more; how far down one is on the right.
fn place(frame: &mut Frame<'_>, line: Rect, viewer: &Viewer, theme: &Theme) {
    let mut right = Vec::new();
    if let Some(seconds) = viewer.shown_for() {
        right.push(format!("secrets shown, {seconds} s more"));
    }
    if let Some(filter) = viewer.filter() {
        right.push(format!("| {}", parts::cut(&filter.words, 30)));
    }
    if !viewer.search().words().is_empty() {
        right.push(format!("/{}: {}", parts::cut(viewer.search().words(), 20), counted(viewer)));
    }
    if let Some(bytes) = viewer.come() {
        right.push(format!("reading, {} MB so far", bytes / 1_000_000));
    }
    right.push(format!("{}/{}", viewer.row() + 1, viewer.document().rows()));
    let right = right.join("   ");
    let room = usize::from(line.width).saturating_sub(right.width() + 3);
    let path = match viewer.row() {
        // The root's path is a lone dot, which explains nothing.
        0 => parts::cut("root", room),
        row if viewer.document().is_text() => parts::cut(&format!("line {row}"), room),
        row => parts::cut_front(&viewer.path(row), room),
    };
    parts::put(frame, line, 0, Line::styled(path, theme.dim));
    parts::put(frame, line, 0, Line::styled(right, theme.dim).right_aligned());
}

/// Returns the completions of a filter on one line, or its complete fault.
fn filter_lines(viewer: &Viewer, width: u16) -> Vec<String> {
    let room = width.saturating_sub(2).max(1);
    // An unfinished filter has a fault, too; its completions are more useful.
    match (offers(viewer), viewer.filter().and_then(|filter| filter.fault.as_deref())) {
        ([], Some(fault)) => parts::wrap(fault, room),
        ([], None) => Vec::new(),
        (offers, _) => vec![parts::cut(&offers.join("  "), usize::from(room))],
    }
}

fn offers(viewer: &Viewer) -> &[String] {
    viewer.filter().map_or(&[], |filter| &filter.offers)
}

/// Returns the number of the match under the cursor, and the number of matches.
fn counted(viewer: &Viewer) -> String {
    let search = viewer.search();
    let more = if search.is_done() { "" } else { " so far" };
    match search.number(viewer.row()) {
        _ if search.words().is_empty() => String::new(),
        Some(number) => format!("{number} of {}{more} found", search.len()),
        None => format!("{} found{more}", search.len()),
    }
}

/// Returns the choices of the next key, after `y` or `x`.
fn menu(viewer: &Viewer, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (title, context) = match viewer.prompt() {
        Prompt::Copy => ("Copy", &COPY),
        Prompt::Take => ("Export", &TAKE),
        Prompt::None
        | Prompt::Search(..)
        | Prompt::Filter(..)
        | Prompt::Save(..)
        | Prompt::Replace(..)
        | Prompt::Reveal => return Vec::new(),
    };
    let fixed = context.commands.iter().filter(|command| !command.footer.is_empty());
    let fixed = fixed.filter_map(|command| match command.action {
        Action::Pick(letter) => Some((letter.to_string(), command.footer.to_owned())),
        _ => None,
    });
    let copying = matches!(viewer.prompt(), Prompt::Copy);
    let exports = viewer.exports().iter().filter(|export| !copying || export.text.is_some());
    let exports = exports.map(|export| (export.letter.to_string(), export.label.to_owned()));
    let items: Vec<(String, String)> = fixed.chain(exports).collect();
    let capital = ("A capital:".to_owned(), "with its secrets".to_owned());
    let mut lines = vec![vec![Span::styled(format!(" {title}   "), theme.strong)]];
    let mut used = title.width() + 4;
    for (key, word) in items.into_iter().chain([capital]) {
        let wide = key.width() + word.width() + 4;
        if used + wide > usize::from(width) + 2 {
            lines.push(vec![Span::raw(" ".repeat(title.width() + 4))]);
            used = title.width() + 4;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push(Span::styled(key, theme.accent));
            line.push(Span::styled(format!(" {word}   "), theme.text));
        }
    }
    lines.into_iter().map(Line::from).collect()
}
