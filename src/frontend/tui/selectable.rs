//! Text that the terminal's own selection takes over the edge of the screen without a break.
//!
//! A terminal joins two rows in a selection only if it broke the line itself. Therefore such a text begins in the first
//! column, has rows of its own outside any box, and is written in one go; the frame holds the same letters in the same
//! places, so that drawing changed cells around it leaves it alone.

use super::parts;
use crate::terminal::selectable::Selectable;
use ratatui::{Frame, layout::Rect, style::Style, text::Line};

/// Draws a text from the first column of this area on, which is as wide as the screen, and returns it with the rows it
/// took; `None` if it does not fit completely, or could not be selected as it is.
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

/// Returns the rows that a text takes.
pub fn rows(text: &str, width: u16) -> u16 {
    u16::try_from(text.len().div_ceil(usize::from(width.max(1)))).unwrap_or(u16::MAX)
}
