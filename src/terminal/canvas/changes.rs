//! Cells that differ between two frames, as the bytes that change them on the screen.

use super::sgr::CellStyle;
use crate::text::{self, safe::is_safe_cell};
use ratatui::buffer::{Buffer, Cell};
use std::io::Write as _;

/// Erases the rest of a row.
pub(in crate::terminal) const ERASE_REST: &[u8] = b"\x1b[K";

/// Widest gap that is written again instead of skipped: the sequence that skips it is at least this long.
const SHORT_GAP: usize = 3;

/// Writes the cells of `next` that differ from `shown`; both have the same size. The style is plain before and after.
pub(super) fn write_changes(shown: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
    let width = usize::from(next.area.width).max(1);
    let mut writer = CellWriter { out, style: CellStyle::PLAIN, at: None };
    for (y, (old, new)) in shown.content.chunks(width).zip(next.content.chunks(width)).enumerate() {
        writer.write_row(y, old, new);
    }
    writer.set_style(CellStyle::PLAIN);
}

/// Writer of cells, with the state of the terminal.
struct CellWriter<'a> {
    out: &'a mut Vec<u8>,
    style: CellStyle,
    /// Column and row of the cursor; `None` while unknown, as after the last column.
    at: Option<(usize, usize)>,
}

impl CellWriter<'_> {
    fn write_row(&mut self, y: usize, old: &[Cell], new: &[Cell]) {
        let mut content = None;
        let mut x = 0;
        // Cells up to here showed a part of a wide character that is overwritten, and so are written even if equal.
        let mut spoiled = 0;
        while let (Some(cell), Some(before)) = (new.get(x), old.get(x)) {
            if x >= spoiled
                && let Some(width) = same_columns(cell, before)
            {
                x += width;
                continue;
            }
            let width = columns(cell);
            let covered = old.iter().enumerate().skip(x).take(width).map(|(at, cell)| at + columns(cell));
            spoiled = covered.fold(spoiled, usize::max);
            let content = *content.get_or_insert_with(|| new.iter().rposition(|cell| !is_erased(cell)));
            self.move_to(x, y, new);
            if content.is_none_or(|last| last < x) {
                self.set_style(CellStyle::PLAIN);
                self.out.extend_from_slice(ERASE_REST);
                return;
            }
            self.write_cell(cell, width);
            x += width;
            self.at = (x < new.len()).then_some((x, y));
        }
    }

    /// Writes a cell. Text is made safe where it is drawn; an unsafe character that was missed becomes a mark here.
    fn write_cell(&mut self, cell: &Cell, width: usize) {
        let symbol = cell.symbol();
        self.set_style(CellStyle::from_cell(cell));
        if is_ascii(symbol) || is_safe_cell(symbol) {
            self.out.extend_from_slice(symbol.as_bytes());
        } else {
            let _ = write!(self.out, "{:width$}", char::REPLACEMENT_CHARACTER);
        }
    }

    fn set_style(&mut self, style: CellStyle) {
        self.style.write_change(style, self.out);
        self.style = style;
    }

    fn move_to(&mut self, x: usize, y: usize, row: &[Cell]) {
        // Writing to memory cannot fail.
        let _ = match self.at {
            Some(at) if at == (x, y) => Ok(()),
            Some((from, same)) if same == y && from < x => match row.get(from..x) {
                Some(gap) if gap.len() <= SHORT_GAP && gap.iter().all(|cell| self.is_in_style(cell)) => {
                    self.out.extend(gap.iter().flat_map(|cell| cell.symbol().bytes()));
                    Ok(())
                }
                _ if x - from == 1 => write!(self.out, "\x1b[C"),
                _ => write!(self.out, "\x1b[{}C", x - from),
            },
            _ if x == 0 => write!(self.out, "\x1b[{}H", y + 1),
            _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.at = Some((x, y));
    }

    /// Returns true if a cell of printable ASCII can be written without a change of style.
    fn is_in_style(&self, cell: &Cell) -> bool {
        is_ascii(cell.symbol()) && self.style == CellStyle::from_cell(cell)
    }
}

/// Returns true for one printable character of ASCII.
fn is_ascii(symbol: &str) -> bool {
    matches!(symbol.as_bytes(), [b' '..=b'~'])
}

/// Returns the columns of a cell's character, at least one.
fn columns(cell: &Cell) -> usize {
    text::columns::columns(cell.symbol()).max(1)
}

/// Returns the columns of two cells that are the same; `None` if they differ.
fn same_columns(cell: &Cell, before: &Cell) -> Option<usize> {
    let columns = match (cell.symbol().as_bytes(), before.symbol().as_bytes()) {
        // Most cells: no call to compare memory, or to measure a character.
        ([one], [other]) if one == other => 1,
        ([_], [_]) => return None,
        (one, other) if one == other => columns(cell),
        _ => return None,
    };
    (CellStyle::from_cell(cell) == CellStyle::from_cell(before)).then_some(columns)
}

/// Returns true if a cell is as if erased.
fn is_erased(cell: &Cell) -> bool {
    cell.symbol() == " " && CellStyle::from_cell(cell) == CellStyle::PLAIN
}
