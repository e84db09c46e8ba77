//! Drawing of one line.

use crate::text::columns::single_columns;
use ratatui::{
    buffer::Buffer,
    layout::{Alignment, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget as _,
};

/// Draws a line as its widget does. Characters of one column each go straight into the cells: their borders need not be
/// found, and they are most of a screen.
pub fn draw_line(buffer: &mut Buffer, area: Rect, line: &Line<'_>) {
    if line.alignment.is_some_and(|alignment| alignment != Alignment::Left) {
        return line.render(area, buffer);
    }
    let mut area = area.intersection(buffer.area);
    if line.style != Style::default() {
        buffer.set_style(area, line.style);
    }
    for span in &line.spans {
        if area.is_empty() {
            return;
        }
        let used = match single_columns(&span.content) {
            Some(columns) => {
                draw_single(buffer, area, span, line.style);
                columns
            }
            None => {
                span.clone().patch_style(line.style.patch(span.style)).render(area, buffer);
                span.width()
            }
        };
        let used = u16::try_from(used).unwrap_or(u16::MAX).min(area.width);
        area = Rect { x: area.x + used, width: area.width - used, ..area };
    }
}

/// Draws characters of one column each.
fn draw_single(buffer: &mut Buffer, area: Rect, span: &Span<'_>, style: Style) {
    let begin =
        usize::from(area.y - buffer.area.y) * usize::from(buffer.area.width) + usize::from(area.x - buffer.area.x);
    let Some(cells) = buffer.content.get_mut(begin..begin + usize::from(area.width)) else { return };
    let style = style.patch(span.style);
    for (cell, c) in cells.iter_mut().zip(span.content.chars()) {
        // A column is filled up with blanks, and most cells are blank before.
        if c != ' ' || cell.symbol() != " " {
            cell.set_char(c);
        }
        cell.set_style(style);
    }
}
