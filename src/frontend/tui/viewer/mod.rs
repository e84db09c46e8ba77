//! Document: its rows, the parents of the first row, and the status below.

mod row;
mod status;
mod text;

pub use row::sign;

use super::{Theme, parts};
use crate::{
    document::json::Node,
    wizard::viewer::{Prompt, STICKY, Viewer},
};
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

/// Draws a document and the lines below it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, viewer: &Viewer, focus: bool, theme: &Theme) {
    let rows = rows(area, viewer);
    let lines = lay(viewer, rows, theme);
    // Without a pointer sign the terminal's cursor marks the row.
    let here = lines.iter().position(|(row, _)| *row == viewer.row());
    if let Some(y) = here.and_then(|y| u16::try_from(y).ok()).filter(|_| focus && viewer.look.json) {
        frame.set_cursor_position(Position::new(rows.x, rows.y + y));
    }
    for (y, (_, line)) in (0..rows.height).zip(lines) {
        parts::put(frame, rows, y, line);
    }
    for (y, words) in (area.y..rows.y).zip(flaw(area, viewer)) {
        let line = vec![Span::styled(" ! ", theme.warn), Span::styled(words, theme.warn)];
        parts::put(frame, area, y - area.y, Line::from(line));
    }
    status::draw(frame, parts::below(area, rows.bottom() - area.y), viewer, theme);
}

/// Returns true if the prompt below the rows has less room than it takes.
pub fn is_cramped(area: Rect, viewer: &Viewer) -> bool {
    let asks = !matches!(viewer.prompt(), Prompt::None);
    asks && status::height(viewer, area.width) + 2 > area.height
}

/// The part of an area that rows are drawn in.
pub fn rows(area: Rect, viewer: &Viewer) -> Rect {
    let below = status::height(viewer, area.width).min(area.height.saturating_sub(2));
    let rows = Rect { height: area.height - below, ..area };
    // A part of the document always stays visible.
    let above = u16::try_from(flaw(area, viewer).len()).unwrap_or(0);
    parts::below(rows, above.min(rows.height.saturating_sub(2)))
}

/// Returns the flaw of the document, shown above it.
fn flaw(area: Rect, viewer: &Viewer) -> Vec<String> {
    viewer.flaw().map(|flaw| parts::wrap(flaw, area.width.saturating_sub(4))).unwrap_or_default()
}

/// Returns the row of the document at a height of the screen.
pub fn row_at(area: Rect, viewer: &Viewer, y: u16) -> Option<u32> {
    let rows = rows(area, viewer);
    let line = usize::from(y.checked_sub(rows.y).filter(|line| *line < rows.height)?);
    lay(viewer, rows, &Theme::default()).get(line).map(|(row, _)| *row)
}

/// The lines of the rows in sight, each with its row.
///
/// Where the window is to begin the viewer knows only in rows, and a row may take several lines: the cursor's row is
/// in sight whatever it says.
fn lay(viewer: &Viewer, area: Rect, theme: &Theme) -> Vec<(u32, Line<'static>)> {
    let height = usize::from(area.height);
    let mut top = viewer.window(height);
    let cover: &mut row::Judging<'_> = &mut viewer.cover_drawn();
    let mut lines = fill(viewer, top, area, theme, cover);
    while top < viewer.row() && !is_whole(&lines, viewer.row(), height) {
        top = viewer.rows_from(top).nth(1).unwrap_or(viewer.row());
        lines = fill(viewer, top, area, theme, cover);
    }
    lines.truncate(height);
    stick(viewer, &mut lines, area, theme, cover);
    lines
}

fn fill(
    viewer: &Viewer,
    top: u32,
    area: Rect,
    theme: &Theme,
    cover: &mut row::Judging<'_>,
) -> Vec<(u32, Line<'static>)> {
    let height = usize::from(area.height);
    let mut lines = Vec::new();
    for row in viewer.rows_from(top) {
        if lines.len() > height {
            break;
        }
        lines.extend(row::lines(viewer, row, area, theme, cover).into_iter().map(|line| (row, line)));
    }
    lines
}

/// Returns true if all lines of a row are within this height.
fn is_whole(lines: &[(u32, Line<'_>)], row: u32, height: usize) -> bool {
    lines.iter().take(height).any(|(r, _)| *r == row) && lines.get(height).is_none_or(|(r, _)| *r != row)
}

/// Draws the parents of the first row over the first lines, as far as they are out of sight; never over the cursor's
/// row.
fn stick(viewer: &Viewer, lines: &mut [(u32, Line<'static>)], area: Rect, theme: &Theme, cover: &mut row::Judging<'_>) {
    let Some(first) = lines.first().map(|(row, _)| *row) else { return };
    let cursor = lines.iter().position(|(row, _)| *row == viewer.row()).unwrap_or(lines.len());
    let most = STICKY.min(lines.len() / 4).min(cursor);
    let around = |row: u32| {
        let around = viewer.document().node(row).into_iter().flat_map(Node::around);
        around.filter(|node| node.depth() > 0).map(Node::row).collect::<Vec<_>>()
    };
    for count in 0..=most {
        let Some(row) = lines.get(count).map(|(row, _)| *row) else { return };
        let seen = |parent: &u32| *parent >= first && lines.iter().skip(count).any(|(row, _)| row == parent);
        let gone: Vec<u32> = around(row).into_iter().filter(|parent| !seen(parent)).collect();
        if gone.len() <= count || count == most {
            for (line, parent) in lines.iter_mut().zip(gone.into_iter().take(count).rev()) {
                *line = (parent, row::sticky(viewer, parent, area, theme, cover));
            }
            return;
        }
    }
}
