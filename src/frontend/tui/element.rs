//! Choice of the element.

use super::{Theme, facets, parts, status};
use crate::{
    catalog::{AuthFlow, AuthMode, Element, Entry, Marks},
    wizard::{
        Press, Status,
        command::Action,
        list::Cursor,
        sentence,
        steps::element::{ElementStep, ListRow, UnfinishedForm},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Greatest width of the list next to the details.
const WIDEST: u16 = 96;
/// The narrowest a list with all of its columns is.
const COLUMNS: u16 = 79;
/// Columns from which the details are next to the list.
const BESIDE: u16 = 118;
/// Rows of the details.
const DETAIL: u16 = 8;

/// Draws the list, and the needs of the element under the cursor.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &ElementStep, status: &Status, theme: &Theme) {
    let area = Rect { width: area.width.min(WIDEST + parts::MEASURE), ..area };
    let question = format!("{} ", status.headline);
    let asked = u16::try_from(question.width()).unwrap_or(0) + 1;
    parts::put(frame, area, 0, Line::from(vec![Span::raw(" "), Span::styled(question, theme.strong)]));
    let count = format!("{} of {}", step.found(), step.total());
    // On a narrow screen the filter needs the room.
    let count = match step.remark().filter(|_| area.width >= 76) {
        Some(remark) => format!("{count} · {remark}"),
        None => count,
    };
    let counted = u16::try_from(count.width()).unwrap_or(0) + 2;
    let line = Rect { width: area.width.saturating_sub(asked + counted), ..parts::after(area, asked) };
    parts::edit(frame, line, 0, &step.filter, false, true, theme.text);
    if step.filter.text().is_empty() && line.width > 30 {
        let question = status.question.as_ref().map(|question| theme.words(question)).unwrap_or_default();
        parts::put(frame, parts::after(line, 1), 0, Line::styled(question.to_lowercase(), theme.dim));
    }
    let at = Rect { x: area.width - counted, width: counted - 1, ..area };
    parts::put(frame, at, 0, Line::styled(count, theme.dim).right_aligned());

    let list = parts::below(area, 2);
    if let Some(narrowing) = step.narrowing() {
        return facets::draw(frame, list, narrowing, theme);
    }
    // Next to the details the list still has room for each of its columns.
    let side = area.width >= BESIDE;
    let detail_rows = if area.height > 14 && !side { DETAIL + 1 } else { 0 };
    let (list, detail) = if side {
        let left = (area.width * 3 / 5).clamp(COLUMNS, WIDEST);
        let right = (area.width - left).min(parts::MEASURE);
        (Rect { width: left, ..list }, Rect { x: list.x + left + 1, width: right - 2, ..list })
    } else {
        let height = list.height.saturating_sub(detail_rows);
        (Rect { height, ..list }, Rect { y: list.y + height + 1, height: detail_rows.saturating_sub(1), ..list })
    };
    if step.is_empty() {
        return draw_nothing(frame, parts::after(list, 3), status, theme);
    }
    draw_list(frame, list, step, step.cursor(), theme);
    match step.offer(step.cursor().row(step.len())) {
        Some(ListRow::Element(entry, _)) => draw_detail(frame, parts::after(detail, 1), &entry.element(), theme),
        Some(ListRow::Resume(left)) => draw_left(frame, parts::after(detail, 1), left, theme),
        None => {}
    }
}

fn draw_nothing(frame: &mut Frame<'_>, area: Rect, status: &Status, theme: &Theme) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let mut rows = status::facts(frame, area, &status.facts, theme) + 1;
    for hint in &status.hints {
        rows += parts::wrapped(frame, parts::below(area, rows), &theme.words(hint), theme.dim);
    }
}

fn draw_list(frame: &mut Frame<'_>, area: Rect, step: &ElementStep, cursor: Cursor, theme: &Theme) {
    let height = usize::from(area.height);
    let top = cursor.window(step.len(), height.max(1));
    let chosen = cursor.row(step.len());
    let mut marker = step.marker();
    for (y, at) in (0..area.height).zip(top..step.len()) {
        let focus = at == chosen;
        match step.offer(at) {
            Some(ListRow::Element(entry, at)) => {
                let line = row(entry, step.is_recent(at), &marker.marks(at), usize::from(area.width), focus, theme);
                parts::put(frame, area, y, line);
            }
            Some(ListRow::Resume(left)) => {
                let text = format!("↺ {}", left.describe());
                let style = if focus { theme.accent } else { theme.text };
                let text = parts::cut(&text, usize::from(area.width).saturating_sub(4));
                parts::put(frame, area, y, Line::from(vec![pointer(focus, theme), Span::styled(text, style)]));
            }
            None => {}
        }
    }
}

fn pointer(focus: bool, theme: &Theme) -> Span<'static> {
    if focus { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") }
}

/// Name, key, hub and way to sign in, in columns that never move.
fn row(entry: &Entry, recent: bool, marks: &Marks, width: usize, focus: bool, theme: &Theme) -> Line<'static> {
    let style = if focus { theme.chosen } else { theme.text };
    let room = width.saturating_sub(4);
    // Columns left out on a narrow screen are in the details below.
    let (name, key, hub) = match room {
        0..48 => (room, 0, 0),
        48..66 => (room * 6 / 10, room - room * 6 / 10, 0),
        66..74 => (room - 35, 23, 0),
        _ => (room.saturating_sub(48).min(40), 23, 14),
    };
    let mut spans = vec![pointer(focus, theme)];
    spans.extend(parts::marked(&entry.name, &marks.name, name, style, theme));
    spans.extend(parts::marked(entry.key.as_str(), &marks.key, key, theme.dim, theme));
    let flow = entry.flows().first().map_or("", |flow| flow.label());
    // The reason a row is on top is in the least important column.
    let (beside, flow) = match recent {
        true if hub > 0 => ("recent", flow),
        true => ("", "recent"),
        false => (entry.hub.as_str(), flow),
    };
    if hub > 0 {
        spans.push(Span::styled(parts::column(beside, hub - 1), theme.dim));
        spans.push(Span::raw(" "));
    }
    if room >= 66 {
        spans.push(Span::styled(flow, theme.dim));
    }
    Line::from(spans)
}

fn draw_detail(frame: &mut Frame<'_>, area: Rect, element: &Element, theme: &Theme) {
    let mut y = 0;
    parts::put(frame, area, y, Line::styled(parts::cut(&element.name, usize::from(area.width)), theme.strong));
    y += 1;
    let mode = element.default_mode();
    let needed: Vec<&str> = mode.into_iter().flat_map(|m| m.needed().map(|f| f.label.as_str())).collect();
    let how = match mode.map(|m| m.flow) {
        _ if mode.is_some_and(AuthMode::is_by_support) => "with the platform's support",
        Some(AuthFlow::OAuth2 | AuthFlow::OAuth1) => "the provider's page opens in your browser, then you return here",
        Some(AuthFlow::Plain) | None => "one form, then the instance is created",
    };
    y += fact(frame, parts::below(area, y), "You will need", &needed.join(", "), theme);
    if let Some(setup) = element.setup.first() {
        y += fact(frame, parts::below(area, y), "Where", setup, theme);
    }
    y += fact(frame, parts::below(area, y), "How", how, theme);
    y += fact(frame, parts::below(area, y), "What it is", &element.about, theme);
    fact(frame, parts::below(area, y), "Also called", &element.aliases.join(", "), theme);
}

fn draw_left(frame: &mut Frame<'_>, area: Rect, left: &UnfinishedForm, theme: &Theme) {
    parts::put(frame, area, 0, Line::styled("Unfinished form", theme.strong));
    let words = match left.remark() {
        None => {
            let values = format!("Saved {}. Your values for {} are here, except secrets, ", left.age, left.element);
            sentence![values, "which are never saved. ", Press::Start(Action::Forget), " to delete it."]
        }
        Some(remark) => sentence![
            format!("Saved {}; {remark}. ", left.age),
            Press::Start(Action::Accept),
            " to see what to do, ",
            Action::Forget,
            " to delete the form."
        ],
    };
    parts::wrapped(
        frame,
        parts::below(Rect { width: area.width.saturating_sub(1), ..area }, 1),
        &theme.words(&words),
        theme.text,
    );
}

/// Draws a heading with its words next to it; returns the rows they took.
fn fact(frame: &mut Frame<'_>, area: Rect, heading: &str, words: &str, theme: &Theme) -> u16 {
    if words.is_empty() || area.height == 0 {
        return 0;
    }
    let heading_width = 15;
    let side = Rect { width: area.width.min(heading_width), ..area };
    parts::put(frame, side, 0, Line::styled(heading.to_owned(), theme.dim));
    let beside = parts::after(Rect { width: area.width.saturating_sub(1), ..area }, heading_width);
    parts::wrapped(frame, beside, words, theme.text)
}
