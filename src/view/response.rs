//! What came of it: the instance above, the whole answer below.

use super::{Theme, parts};
use crate::{
    domain::{
        json::{Kind, Node},
        provision::MASK,
    },
    wizard::{
        Session,
        steps::response::{Prompt, Response},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use std::borrow::Cow;

/// Draws the instance and the answer.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Response, _: &Session, theme: &Theme) {
    let rows = summary(frame, area, step, theme);
    let rest = parts::below(area, rows + 1);
    let tree = Rect { height: rest.height.saturating_sub(1), ..rest };
    draw_tree(frame, tree, step, theme);
    let last = parts::below(rest, rest.height.saturating_sub(1));
    status(frame, parts::after(last, 1), step, theme);
}

fn summary(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) -> u16 {
    let instance = &step.made.instance;
    let width = usize::from(area.width);
    let took = step.made.took;
    // What was found again was made at a time nobody measured.
    let took = if took.is_zero() { String::new() } else { format!(" · made in {} s", took.as_secs().max(1)) };
    let line = vec![
        Span::raw(" "),
        parts::sign(!instance.disabled, theme),
        Span::styled(format!("Instance {}", parts::cut(&instance.id, 24)), theme.accent),
        Span::styled(format!("  {}", parts::cut(&instance.name, width.saturating_sub(60).max(12))), theme.strong),
        Span::styled(format!("  {}{took}", instance.element), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
    let mut line = vec![Span::styled("   Token  ", theme.dim)];
    if width >= 60 {
        line.extend([Span::styled(MASK, theme.masked), Span::raw("  ")]);
    }
    let room = width.saturating_sub(line.iter().map(Span::width).sum::<usize>());
    line.push(match &step.made.kept {
        Ok(path) => {
            let path = shortened(&path.display().to_string(), room.saturating_sub(9));
            Span::styled(format!("kept in {path}"), theme.text)
        }
        // What to do stands first: it is what must not be cut off.
        Err(fault) => {
            let words = format!("✗ kept nowhere, t copies it. {}", fault.what);
            Span::styled(parts::cut(&words, room), theme.bad)
        }
    });
    parts::put(frame, area, 1, Line::from(line));
    2
}

/// The end of a path says more than its beginning.
fn shortened(path: &str, width: usize) -> String {
    let count = path.chars().count();
    if count <= width {
        return path.to_owned();
    }
    let tail: String = path.chars().skip(count + 1 - width.max(1)).collect();
    format!("…{tail}")
}

fn draw_tree(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let (outline, document) = (step.outline(), step.document());
    // A third of the window stays ahead of the cursor, so that one sees what comes.
    let height = usize::from(area.height.max(1));
    let bottom = outline.below(document, outline.seen(document, step.row()), height / 3);
    let top = outline.above(document, bottom, height - 1);
    for (y, row) in (0..area.height).zip(outline.rows_from(document, top)) {
        let Some(node) = step.document().node(row) else { continue };
        parts::put(frame, area, y, draw_node(step, node, usize::from(area.width), theme));
    }
}

fn draw_node(step: &Response, node: Node<'_>, width: usize, theme: &Theme) -> Line<'static> {
    let row = node.row();
    let here = row == step.row();
    let found = step.search().has(row);
    let pointer = if here { Span::styled("❯ ", theme.accent) } else { Span::raw("  ") };
    let indent = usize::from(node.depth()) * 2;
    let arrow = match (node.folds(), step.outline().is_closed(step.document(), row)) {
        (true, true) => "▸ ",
        (true, false) => "▾ ",
        _ => "  ",
    };
    // However deep a value stands, there is room for some of it.
    let indent = indent.min(width / 2);
    let mut spans = vec![pointer, Span::raw(" ".repeat(indent)), Span::styled(arrow, theme.dim)];
    let mut used = 4 + indent;
    let name = node.key().map(Cow::into_owned).or_else(|| node.position().map(|p| p.to_string()));
    if let Some(name) = name {
        let name = parts::cut(&name, width.saturating_sub(used + 2) * 2 / 3);
        used += unicode_width::UnicodeWidthStr::width(name.as_str()) + 2;
        let style = if found { theme.mark } else { theme.key };
        spans.push(Span::styled(name, style));
        spans.push(Span::raw("  "));
    }
    let (text, style) = value(step, node, theme);
    let style = if here { style.patch(theme.strong) } else { style };
    spans.push(Span::styled(parts::cut(&text, width.saturating_sub(used)), style));
    Line::from(spans)
}

fn value(step: &Response, node: Node<'_>, theme: &Theme) -> (String, Style) {
    if step.is_masked(node.row()) {
        return (MASK.to_owned(), theme.masked);
    }
    match node.kind() {
        Kind::Object => (container(step, node, '{', '}'), theme.dim),
        Kind::Array => (container(step, node, '[', ']'), theme.dim),
        Kind::String => (format!("\"{}\"", node.text()), theme.string),
        Kind::Number | Kind::Bool | Kind::Null => (node.raw().to_owned(), theme.number),
    }
}

/// How much is inside, and of what is closed a glimpse.
fn container(step: &Response, node: Node<'_>, open: char, close: char) -> String {
    let count = node.children();
    if count == 0 || !step.outline().is_closed(step.document(), node.row()) {
        return if count == 0 { format!("{open}{close}") } else { format!("{open} {count} {close}") };
    }
    let mut glimpse = Vec::new();
    let mut row = node.row() + 1;
    while row < node.end() && glimpse.len() < 4 {
        let Some(child) = step.document().node(row) else { break };
        if !child.kind().is_container() {
            let text = if step.is_masked(row) { MASK.to_owned() } else { child.raw().to_owned() };
            let name = child.key().map_or_else(String::new, |k| format!("{k}: "));
            glimpse.push(format!("{name}{text}"));
        }
        row = child.end();
    }
    let more = if glimpse.len() < count as usize { ", …" } else { "" };
    format!("{open} {}{more} {close}  {count}", glimpse.join(", "))
}

/// Where the cursor is, what is searched for, what is being typed.
fn status(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let width = usize::from(area.width);
    match step.prompt() {
        Prompt::Search(line, _) => {
            let search = step.search();
            let none = search.words().is_empty();
            let count = if none { String::new() } else { format!("{} found", search.len()) };
            parts::put(frame, area, 0, Line::styled("/", theme.accent));
            let edit = Rect { width: area.width.saturating_sub(14), ..parts::after(area, 1) };
            parts::edit(frame, edit, 0, line, false, true, theme.text);
            parts::put(
                frame,
                Rect { width: area.width - 1, ..area },
                0,
                Line::styled(count, theme.dim).right_aligned(),
            );
        }
        Prompt::Save(line) => {
            let words = "Save the whole answer, token and secrets, to: ";
            let words = if width > 70 { words } else { "Save to: " };
            parts::put(frame, area, 0, Line::styled(words, theme.accent));
            let used = u16::try_from(words.chars().count()).unwrap_or(0);
            parts::edit(frame, parts::after(area, used), 0, line, false, true, theme.text);
        }
        Prompt::Replace(path) => {
            let words = format!("Replace it? y / n   {} is there already.", path.display());
            parts::put(frame, area, 0, Line::styled(parts::cut(&words, width), theme.warn));
        }
        Prompt::None => {
            let search = step.search();
            // The root's path is a lone dot, which explains nothing.
            let mut words = if step.row() == 0 { "the whole answer".into() } else { step.document().path(step.row()) };
            if !search.words().is_empty() {
                words = format!("{words}   /{}: {} found, n and N", search.words(), search.len());
            }
            parts::put(frame, area, 0, Line::styled(parts::cut(&words, width), theme.dim));
        }
    }
}
