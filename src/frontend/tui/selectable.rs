//! Text a person wants whole: a terminal's own selection takes it over the edge of the screen without a break.
//!
//! A terminal joins two rows in a selection only where it broke the line itself. So such a text stands from the first
//! column in rows of its own, outside any box, and is written in one go; the frame holds the same letters in the same
//! places, so that drawing what changed around it leaves it alone.

use super::parts;
use crate::terminal::selectable::Selectable;
use ratatui::{Frame, layout::Rect, style::Style, text::Line};

/// Draws it from the first column of this area on, which is as wide as the screen, and returns it with the rows
/// it took; `None` where it does not fit whole, or could not be selected as it is.
pub fn draw(frame: &mut Frame<'_>, area: Rect, text: &str, is_link: bool, style: Style) -> Option<(Selectable, u16)> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let rows = rows(text, area.width);
    if !plain || rows > area.height || area.x != 0 || area.width != frame.area().width {
        return None;
    }
    for (y, piece) in (0..rows).zip(parts::chunks(text, usize::from(area.width))) {
        parts::put(frame, area, y, Line::styled(piece, style));
    }
    Some((Selectable { row: area.y, text: text.to_owned(), is_link, style }, rows))
}

/// How many rows a text takes.
pub fn rows(text: &str, width: u16) -> u16 {
    u16::try_from(text.len().div_ceil(usize::from(width.max(1)))).unwrap_or(u16::MAX)
}
