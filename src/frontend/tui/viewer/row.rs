//! Row: its key, and its value or a glimpse of its content, on one or several lines.

use super::{
    super::{Theme, parts},
    text::{beginning, columns, marked},
};
use crate::{
    document::{
        compare::Change,
        json::{Node, NodeKind, NodePart},
        mask::Cover,
    },
    text::{MASK, columns::columns as text_columns, safe::display_safe},
    wizard::viewer::Viewer,
};
use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use std::iter;

/// Values of a closed container that are read for its glimpse.
const GLIMPSE: usize = 8;

/// Decides on the masked part of a key or a value. One serves for a complete frame: facts on a container, or on the
/// lines before a row, are then found once.
pub(super) type Judging<'v> = dyn FnMut(NodePart<'_>) -> Cover + 'v;

/// Parts of a row.
struct Pieces {
    /// Before the value.
    lead: Vec<Span<'static>>,
    value: String,
    style: Style,
    /// Behind the value: the comma.
    tail: &'static str,
    /// Lines of their own behind it: the brackets that close here.
    closing: Vec<String>,
}

/// A row on its lines.
pub(super) fn lines(
    viewer: &Viewer,
    row: u32,
    area: Rect,
    theme: &Theme,
    cover: &mut Judging<'_>,
) -> Vec<Line<'static>> {
    let Some(node) = viewer.document().node(row) else { return Vec::new() };
    let here = row == viewer.row();
    let mut head = gutter(viewer, Some(row), theme);
    let blank = Span::raw(" ".repeat(columns(&head)));
    let width = usize::from(area.width).saturating_sub(columns(&head));
    let pieces =
        if is_json(viewer) { json(viewer, node, theme, cover) } else { tree(viewer, node, here, width, theme, cover) };
    let used = columns(&pieces.lead);
    let room = width.saturating_sub(used + pieces.tail.len()).max(1);
    let most = if viewer.look.wrap { usize::from(area.height).saturating_sub(2).max(1) } else { 1 };
    let style = if here { pieces.style.patch(theme.chosen) } else { pieces.style };
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (i, text) in fitted(&pieces.value, room, most).into_iter().enumerate() {
        let mut spans =
            if i == 0 { std::mem::take(&mut head) } else { vec![blank.clone(), Span::raw(" ".repeat(used))] };
        if i == 0 {
            spans.extend(pieces.lead.iter().cloned());
        }
        spans.extend(marked(&text, viewer.search().words(), style, theme));
        lines.push(Line::from(spans));
    }
    if let Some(last) = lines.last_mut() {
        last.spans.push(Span::raw(pieces.tail));
    }
    lines.extend(pieces.closing.into_iter().map(|text| Line::from(vec![blank.clone(), Span::raw(text)])));
    lines
}

/// Draws a parent of the first row, which stays visible.
pub(super) fn sticky(viewer: &Viewer, row: u32, area: Rect, theme: &Theme, cover: &mut Judging<'_>) -> Line<'static> {
    let Some(node) = viewer.document().node(row) else { return Line::default() };
    let mut spans = gutter(viewer, Some(row), theme);
    let width = usize::from(area.width).saturating_sub(columns(&spans));
    let pieces =
        if is_json(viewer) { json(viewer, node, theme, cover) } else { tree(viewer, node, false, width, theme, cover) };
    let mut lead = pieces.lead;
    if let Some(pointer) = lead.first_mut().filter(|_| !viewer.look.json) {
        *pointer = Span::styled("↑", theme.dim);
    }
    spans.extend(lead);
    spans.push(Span::styled(pieces.value, theme.dim));
    Line::from(spans)
}

/// Returns true if rows are written as JSON; text that is no JSON never is.
fn is_json(viewer: &Viewer) -> bool {
    viewer.look.json && !viewer.document().is_text()
}

/// The number of the row, where numbers are shown.
fn gutter(viewer: &Viewer, row: Option<u32>, theme: &Theme) -> Vec<Span<'static>> {
    if !viewer.look.numbers {
        return Vec::new();
    }
    let digits = viewer.document().rows().to_string().len();
    let number = row.map_or_else(String::new, |row| (u64::from(row) + 1).to_string());
    vec![Span::styled(format!("{number:>digits$} "), theme.dim)]
}

/// Returns a value on at most `most` lines; cut text is marked.
fn fitted(value: &str, room: usize, most: usize) -> Vec<String> {
    let (start, more) = beginning(value, room.saturating_mul(most));
    if most == 1 {
        let text = parts::cut(start, room);
        return vec![if more && !text.ends_with('…') { parts::cut(&format!("{start} …"), room) } else { text }];
    }
    let mut lines = parts::chunks(&display_safe(start), room);
    if more || lines.len() > most {
        lines.truncate(most.saturating_sub(1));
        lines.push(parts::cut(
            &format!("… {} characters in all; copy the value to read them", value.chars().count()),
            room,
        ));
    }
    lines
}

fn tree(viewer: &Viewer, node: Node<'_>, here: bool, width: usize, theme: &Theme, cover: &mut Judging<'_>) -> Pieces {
    let row = node.row();
    let pointer = if here { Span::styled("❯", theme.accent) } else { Span::raw(" ") };
    let change = viewer.change(row).or_else(|| viewer.change_inside(node));
    let sign = change.map_or(" ", |change| sign(change).0);
    let holds = node.folds();
    let arrow = match (holds, viewer.is_closed(row)) {
        (true, true) => "▸ ",
        (true, false) => "▾ ",
        _ => "  ",
    };
    // The indentation of deep values is limited, so that there is room for a part of them.
    let indent = (usize::from(node.depth()) * 2).min(width / 2);
    let mut lead =
        vec![pointer, Span::styled(sign, theme.warn), Span::raw(" ".repeat(indent)), Span::styled(arrow, theme.dim)];
    if let Some(name) = name(node, cover) {
        let name = parts::cut(beginning(&name, width).0, width.saturating_sub(indent + 6) * 2 / 3);
        let style = if node.position().is_some() { theme.dim } else { theme.key };
        lead.extend(marked(&name, viewer.search().words(), style, theme));
        lead.push(Span::raw("  "));
    }
    let covered = cover(NodePart::Value(node));
    let (value, style) = match node.kind() {
        _ if covered == Cover::Whole => (MASK.to_owned(), theme.masked),
        NodeKind::Object | NodeKind::Array => (container(viewer, node, width, cover), theme.dim),
        NodeKind::String if node.is_line() => (covered.fill(&node.text(), MASK).into_owned(), theme.text),
        NodeKind::String => (format!("\"{}\"", covered.fill(&node.text(), MASK)), theme.string),
        NodeKind::Number | NodeKind::Bool | NodeKind::Null => (node.raw().to_owned(), theme.number),
    };
    Pieces { lead, value, style, tail: "", closing: Vec::new() }
}

/// The key, or the place in a list.
fn name(node: Node<'_>, cover: &mut Judging<'_>) -> Option<String> {
    match node.key() {
        Some(_) if cover(NodePart::Key(node)).hides() => Some(MASK.to_owned()),
        Some(key) => Some(key.into_owned()),
        // Lines are counted from 1, as in messages on faults.
        None => node.position().map(|place| (place + u32::from(node.is_line())).to_string()),
    }
}

/// Returns the number of entries, and for a closed container a glimpse that fills these columns.
fn container(viewer: &Viewer, node: Node<'_>, width: usize, cover: &mut Judging<'_>) -> String {
    let (open, close) = if node.kind() == NodeKind::Object { ('{', '}') } else { ('[', ']') };
    let count = node.children();
    if viewer.document().is_text() {
        return format!("text, {count} {}", if count == 1 { "line" } else { "lines" });
    }
    if count == 0 {
        return format!("{open}{close}");
    }
    if !viewer.is_closed(node.row()) {
        return format!("{open} {count} {close}");
    }
    let children = iter::successors(viewer.document().node(node.row() + 1), |child| child.next_sibling());
    let mut text = format!("{open} {count} {close}");
    for (place, child) in children.take(GLIMPSE).enumerate() {
        // Text beyond the width is not built, because reading the content is most of a row's cost.
        if text_columns(&text) > width {
            return text;
        }
        text.push_str(if place == 0 { "  " } else { ", " });
        text.push_str(&glimpsed(child, cover));
    }
    if count as usize > GLIMPSE {
        text.push_str(", …");
    }
    text
}

/// Returns the short form of a value for a glimpse.
fn glimpsed(node: Node<'_>, cover: &mut Judging<'_>) -> String {
    let value = match node.kind() {
        _ if cover(NodePart::Value(node)).hides() => MASK.to_owned(),
        NodeKind::Object if node.folds() => "{…}".to_owned(),
        NodeKind::Array if node.folds() => "[…]".to_owned(),
        _ => parts::cut(beginning(node.raw(), 40).0, 40),
    };
    let key = node.key().and_then(|_| name(node, cover));
    key.map_or_else(|| value.clone(), |key| format!("{}: {value}", beginning(&key, 40).0))
}

/// Returns the row as JSON. Closing brackets are on lines of their own, so that an open container can be selected
/// completely.
fn json(viewer: &Viewer, node: Node<'_>, theme: &Theme, cover: &mut Judging<'_>) -> Pieces {
    let row = node.row();
    let mut lead = vec![Span::raw(blanks(node))];
    if let Some(key) = node.raw_key() {
        let key = if cover(NodePart::Key(node)).hides() { format!("\"{MASK}\"") } else { key.to_owned() };
        let key = display_safe(beginning(&key, 200).0).into_owned();
        lead.extend(marked(&key, viewer.search().words(), theme.key, theme));
        lead.push(Span::raw(": "));
    }
    let (open, close) = if node.kind() == NodeKind::Object { ('{', '}') } else { ('[', ']') };
    let closed = viewer.is_closed(row);
    let is_open = node.folds() && !closed;
    let covered = cover(NodePart::Value(node));
    let (value, style) = match node.kind() {
        _ if covered == Cover::Whole => (format!("\"{MASK}\""), theme.masked),
        NodeKind::String if covered.hides() => (written(&covered.fill(&node.text(), MASK)), theme.string),
        NodeKind::Object | NodeKind::Array if is_open => (open.to_string(), theme.text),
        NodeKind::Object | NodeKind::Array if closed => (format!("{open} {} … {close}", node.children()), theme.dim),
        NodeKind::Object | NodeKind::Array => (format!("{open}{close}"), theme.text),
        NodeKind::String => (node.raw().to_owned(), theme.string),
        NodeKind::Number | NodeKind::Bool | NodeKind::Null => (node.raw().to_owned(), theme.number),
    };
    let tail = if is_open { "" } else { comma(node) };
    let closing = if is_open { Vec::new() } else { closings(node) };
    Pieces { lead, value, style, tail, closing }
}

/// A text as a JSON string.
fn written(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn blanks(node: Node<'_>) -> String {
    " ".repeat(usize::from(node.depth()) * 2)
}

fn comma(node: Node<'_>) -> &'static str {
    if node.parent().is_some_and(|parent| parent.end() != node.end()) { "," } else { "" }
}

/// The brackets of all that ends with this row.
fn closings(node: Node<'_>) -> Vec<String> {
    let ending = node.around().take_while(|parent| parent.end() == node.end());
    let bracket = |node: &Node<'_>| if node.kind() == NodeKind::Object { '}' } else { ']' };
    ending.map(|parent| format!("{}{}{}", blanks(parent), bracket(&parent), comma(parent))).collect()
}

/// Returns the sign of a change and its word.
pub fn sign(change: Change) -> (&'static str, &'static str) {
    match change {
        Change::Added => ("+", "added"),
        Change::Changed => ("~", "changed"),
        Change::Masked => ("*", "masked"),
        Change::Dropped => ("-", "not taken"),
    }
}
