//! Frames as bytes: cells are compared with those on the screen, and only the differences are written.
//!
//! ratatui's own way from a frame to the terminal measures each cell of each frame, and sets colors, cursor and
//! modifiers with a sequence each. Views still draw on its `Frame`, which only its `Terminal` makes.

mod changes;
mod sgr;

use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::{Backend, ClearType, WindowSize},
    buffer::{Buffer, Cell},
    layout::{Position, Rect, Size},
    style::Style,
};
use sgr::CellStyle;
use std::{convert::Infallible, io::Write as _, mem};

pub(super) use changes::ERASE_REST;

const CLEAR: &[u8] = b"\x1b[m\x1b[2J";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";

/// Frames of one size.
pub(super) struct Canvas {
    terminal: Terminal<CursorRecorder>,
    area: Rect,
    /// Cells of the next frame, all blank between two frames.
    next: Buffer,
    /// Cells on the screen.
    shown: Buffer,
    cursor: CursorState,
    is_cleared: bool,
}

/// Cursor of the terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CursorState {
    Unknown,
    Hidden,
    Shown(Position),
}

impl Canvas {
    /// Returns a canvas of this size, to be drawn on a screen of any content.
    pub fn new(size: Size) -> Self {
        let area = Rect::from((Position::ORIGIN, size));
        // The cells are here, so the terminal needs none. It compares rows of equal width.
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let Ok(mut terminal) = Terminal::with_options(CursorRecorder { size, position: None }, options);
        let [next, shown] = [(); 2].map(|()| {
            let none = Buffer { area: Rect { height: 0, ..area }, content: Vec::new() };
            let cells = mem::replace(terminal.current_buffer_mut(), none);
            terminal.swap_buffers();
            cells
        });
        Self { terminal, area, next, shown, cursor: CursorState::Unknown, is_cleared: false }
    }

    /// Returns the size.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Draws a frame, and appends the bytes that bring it onto the screen; none if nothing has changed.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>), out: &mut Vec<u8>) {
        let next = &mut self.next;
        let drawn = self.terminal.draw(|frame| {
            mem::swap(frame.buffer_mut(), next);
            render(frame);
            mem::swap(frame.buffer_mut(), next);
        });
        let Ok(_) = drawn;
        let begin = out.len();
        if !self.is_cleared {
            self.is_cleared = true;
            out.extend_from_slice(CLEAR);
        }
        changes::write_changes(&self.shown, &self.next, out);
        let has_moved = out.len() > begin;
        self.write_cursor(has_moved, out);
        mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
    }

    fn write_cursor(&mut self, has_moved: bool, out: &mut Vec<u8>) {
        let cursor = self.terminal.backend().position.map_or(CursorState::Hidden, CursorState::Shown);
        match (cursor, self.cursor) {
            (CursorState::Hidden, CursorState::Hidden) | (CursorState::Unknown, _) => {}
            (CursorState::Hidden, _) => out.extend_from_slice(HIDE_CURSOR),
            (CursorState::Shown(at), before) => {
                if has_moved || cursor != before {
                    // Writing to memory cannot fail.
                    let _ = write!(out, "\x1b[{};{}H", at.y + 1, at.x + 1);
                }
                if !matches!(before, CursorState::Shown(_)) {
                    out.extend_from_slice(SHOW_CURSOR);
                }
            }
        }
        self.cursor = cursor;
    }
}

/// Writes a text in a style; the style is plain before and after.
pub(super) fn write_styled(text: &str, style: Style, out: &mut Vec<u8>) {
    let style = CellStyle::from_style(style);
    CellStyle::PLAIN.write_change(style, out);
    out.extend_from_slice(text.as_bytes());
    style.write_change(CellStyle::PLAIN, out);
}

/// Backend of a terminal that only records the cursor of the frame.
struct CursorRecorder {
    size: Size,
    position: Option<Position>,
}

impl Backend for CursorRecorder {
    type Error = Infallible;

    /// Ignores the cells: the iterator compares them only as it is read.
    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, _: I) -> Result<(), Infallible> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.position = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.position.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.position = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
