//! Reading a screen.

use vt100::Screen;

/// Returns the position of a text on a screen: row and column, in cells from 0.
pub fn find_text(screen: &Screen, needle: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    (0..rows.get()).find_map(|row| {
        let mut line = String::new();
        let mut starts = Vec::new();
        for column in 0..columns.get() {
            let Some(cell) = screen.cell(row, column).filter(|c| !c.is_wide_continuation()) else { continue };
            starts.push((line.len(), column));
            line.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        let at = line.find(needle)?;
        starts.iter().rev().find(|(start, _)| *start <= at).map(|(_, column)| (row, *column))
    })
}

/// The text on a screen, a line a row, without blanks at the ends.
pub fn text_of(screen: &Screen) -> String {
    let rows: Vec<String> = screen.rows(0, screen.size().1.get()).map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n").trim_end().to_owned()
}
