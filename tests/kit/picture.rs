//! A screen as a drawing: one SVG that needs nothing else, the same for the same screen.

use super::paint::{GROUND, INK, Paint};
use ratatui::buffer::Buffer;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// A cell is nine by twenty; most monospaced letters are six tenths as wide as they are high.
const CELL: (usize, usize) = (9, 20);
const FONT: usize = 15;
/// Baseline of the letters, from the top of their row.
const BASELINE: usize = 15;
const MARGIN: usize = 20;
const TITLE_BAR: usize = 40;

/// A screen that is about to be drawn.
pub struct Picture {
    title: String,
    columns: usize,
    rows: Vec<Vec<Cell>>,
    cursor: Option<(usize, usize)>,
}

struct Cell {
    column: usize,
    width: usize,
    text: String,
    paint: Paint,
}

/// Neighbours that are drawn in one go.
struct Run {
    column: usize,
    width: usize,
    text: String,
    paint: Paint,
}

impl Picture {
    /// A terminal's screen, with its cursor.
    pub fn of_screen(screen: &vt100::Screen, title: &str) -> Self {
        let (rows, columns) = screen.size();
        let cell = |row, column| {
            let cell = screen.cell(row, column).filter(|c| !c.is_wide_continuation())?;
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let width = if cell.is_wide() { 2 } else { 1 };
            Some(Cell { column: column.into(), width, text: text.to_owned(), paint: Paint::of_terminal(cell) })
        };
        let row = |row| (0..columns.get()).filter_map(|column| cell(row, column)).collect();
        let at = screen.cursor_position();
        Self {
            title: title.to_owned(),
            columns: columns.get().into(),
            rows: (0..rows.get()).map(row).collect(),
            cursor: (!screen.hide_cursor()).then_some((at.0.into(), at.1.into())),
        }
    }

    /// A buffer as the view draws it.
    pub fn of_buffer(buffer: &Buffer, title: &str) -> Self {
        let columns = usize::from(buffer.area.width);
        let row = |cells: &[ratatui::buffer::Cell]| {
            let mut row: Vec<Cell> = Vec::new();
            for (column, cell) in cells.iter().enumerate() {
                if row.last().is_some_and(|left| left.column + left.width > column) {
                    continue;
                }
                let width = cell.symbol().width().clamp(1, 2);
                row.push(Cell { column, width, text: cell.symbol().to_owned(), paint: Paint::of_buffer(cell) });
            }
            row
        };
        let rows = buffer.content.chunks(columns.max(1)).map(row).collect();
        Self { title: title.to_owned(), columns, rows, cursor: None }
    }

    /// Shows the cursor at a row and column, which a buffer does not know.
    pub fn with_cursor(mut self, row: u16, column: u16) -> Self {
        self.cursor = Some((row.into(), column.into()));
        self
    }

    /// Replaces a text, even over the ends of rows, with another of the same length, so that text that differs from run
    /// to run looks the same.
    pub fn replacing(mut self, old: &str, new: &str) -> Self {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        assert!(!old.is_empty() && old.len() == new.len(), "{old:?} and {new:?} take different room");
        let mut cells: Vec<&mut Cell> = self.rows.iter_mut().flatten().collect();
        for at in 0..=cells.len().saturating_sub(old.len()) {
            if cells[at..].iter().zip(&old).all(|(cell, c)| cell.text.chars().eq([*c])) {
                cells[at..].iter_mut().zip(&new).for_each(|(cell, c)| cell.text = c.to_string());
            }
        }
        self
    }

    /// The drawing.
    pub fn svg(&self) -> String {
        let mut svg = String::new();
        let drawn = self.window(&mut svg, "").and_then(|()| self.content(&mut svg));
        drawn.expect("a string takes all");
        svg.push_str("</svg>\n");
        svg
    }

    /// Writes the beginning of a drawing: the window around the screen, and additional style rules.
    pub(super) fn window(&self, svg: &mut String, rules: &str) -> std::fmt::Result {
        let wide = self.columns * CELL.0 + 2 * MARGIN;
        let high = self.rows.len() * CELL.1 + TITLE_BAR + MARGIN;
        writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">"#
        )?;
        writeln!(svg, "<title>{}</title>", escaped(&self.title))?;
        svg.push_str("<style>text{font-family:ui-monospace,'SF Mono','Cascadia Mono','JetBrains Mono',Menlo,Consolas,");
        writeln!(svg, "'DejaVu Sans Mono',monospace;font-size:{FONT}px;white-space:pre}}{rules}</style>")?;
        writeln!(
            svg,
            r##"<rect x=".5" y=".5" width="{}" height="{}" rx="10" fill="{GROUND}" stroke="#343a47"/>"##,
            wide - 1,
            high - 1
        )?;
        for (dot, colour) in ["#f0655b", "#f3bd4e", "#58c454"].into_iter().enumerate() {
            writeln!(svg, r#"<circle cx="{}" cy="19" r="6" fill="{colour}"/>"#, 22 + 20 * dot)?;
        }
        writeln!(
            svg,
            r##"<text x="{}" y="24" text-anchor="middle" fill="#848c9c">{}</text>"##,
            wide / 2,
            escaped(&self.title)
        )
    }

    /// Writes the content of the screen.
    pub(super) fn content(&self, svg: &mut String) -> std::fmt::Result {
        for (row, cells) in self.rows.iter().enumerate() {
            let top = TITLE_BAR + row * CELL.1;
            grounds(svg, cells, top)?;
            for run in runs(cells) {
                letters(svg, &run, top)?;
            }
        }
        if let Some((row, column)) = self.cursor {
            let (x, y) = (MARGIN + column * CELL.0, TITLE_BAR + row * CELL.1 + 1);
            writeln!(svg, r#"<rect x="{x}" y="{y}" width="2" height="{}" fill="{INK}"/>"#, CELL.1 - 2)?;
        }
        Ok(())
    }
}

/// Draws the backgrounds that differ from the window's.
fn grounds(svg: &mut String, cells: &[Cell], top: usize) -> std::fmt::Result {
    for same in cells.chunk_by(|a, b| a.paint.ground == b.paint.ground) {
        let ground = same[0].paint.ground;
        if ground != GROUND {
            let width = same.iter().map(|c| c.width).sum();
            rect(svg, (same[0].column, width), (top, CELL.1), ground)?;
        }
    }
    Ok(())
}

fn rect(
    svg: &mut String,
    across: (usize, usize),
    (y, high): (usize, usize),
    fill: super::paint::Rgb,
) -> std::fmt::Result {
    let (x, wide) = (MARGIN + across.0 * CELL.0, across.1 * CELL.0);
    writeln!(
        svg,
        r#"<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}" shape-rendering="crispEdges"/>"#
    )
}

/// Joins neighboring cells of one style. A sign that fonts draw in different widths stays alone, so that it moves no
/// other cell.
fn runs(cells: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joinable = false;
    for cell in cells {
        let even = cell.width == 1 && cell.text.chars().all(|c| c < '\u{2100}');
        if let Some(run) = runs.last_mut().filter(|run| joinable && even && run.paint == cell.paint) {
            run.text.push_str(&cell.text);
            run.width += cell.width;
        } else {
            let text = cell.text.clone();
            runs.push(Run { column: cell.column, width: cell.width, text, paint: cell.paint });
        }
        joinable = even;
    }
    runs
}

fn letters(svg: &mut String, run: &Run, top: usize) -> std::fmt::Result {
    if let Some(part) = block(&run.text) {
        return rect(svg, (run.column, run.width), (top + part.0, part.1), run.paint.ink);
    }
    if let Some(arms) = arms(&run.text) {
        return lines(svg, run, top, arms);
    }
    let drawn = run.paint.underline;
    let text = if drawn { run.text.as_str() } else { run.text.trim_end_matches(' ') };
    let begun = if drawn { text } else { text.trim_start_matches(' ') };
    if begun.is_empty() {
        return Ok(());
    }
    let skipped = text.len() - begun.len();
    let x = MARGIN + (run.column + skipped) * CELL.0;
    let wide = (run.width - skipped - (run.text.len() - text.len())) * CELL.0;
    let y = top + BASELINE;
    if begun.chars().count() == 1 {
        write!(svg, r#"<text x="{}" y="{y}" text-anchor="middle""#, half(2 * x + wide))?;
    } else {
        write!(svg, r#"<text x="{x}" y="{y}" textLength="{wide}" lengthAdjust="spacingAndGlyphs""#)?;
    }
    writeln!(svg, "{}>{}</text>", style(run.paint), escaped(begun))
}

fn style(paint: Paint) -> String {
    let mut style = format!(r#" fill="{}""#, paint.ink);
    let mut add = |wanted, text| style.push_str(if wanted { text } else { "" });
    add(paint.bold, r#" font-weight="bold""#);
    add(paint.italic, r#" font-style="italic""#);
    add(paint.underline, r#" text-decoration="underline""#);
    style
}

/// Blocks are drawn, since letters leave gaps between rows: from where in the row, and how high.
fn block(text: &str) -> Option<(usize, usize)> {
    match text {
        "█" => Some((0, CELL.1)),
        "▀" => Some((0, CELL.1 / 2)),
        "▄" => Some((CELL.1 / 2, CELL.1 / 2)),
        _ => None,
    }
}

/// Returns the directions in which a box-drawing character has a line: up, down, left and right.
fn arms(text: &str) -> Option<[bool; 4]> {
    let directions = match text {
        "─" => "lr",
        "│" => "ud",
        "┌" | "╭" => "dr",
        "┐" | "╮" => "dl",
        "└" | "╰" => "ur",
        "┘" | "╯" => "ul",
        "├" => "udr",
        "┤" => "udl",
        "┬" => "dlr",
        "┴" => "ulr",
        "┼" => "udlr",
        _ => return None,
    };
    Some(['u', 'd', 'l', 'r'].map(|arm| directions.contains(arm)))
}

fn lines(svg: &mut String, run: &Run, top: usize, [up, down, left, right]: [bool; 4]) -> std::fmt::Result {
    let (x, middle) = (MARGIN + run.column * CELL.0, top + CELL.1 / 2);
    let centre = half(2 * x + CELL.0);
    let mut path = String::new();
    if up || down {
        let (from, to) = (if up { top } else { middle }, if down { top + CELL.1 } else { middle });
        write!(path, "M{centre} {from}V{to}")?;
    }
    if left || right {
        let (from, to) =
            (half(2 * x + if left { 0 } else { CELL.0 }), half(2 * x + if right { 2 * CELL.0 } else { CELL.0 }));
        write!(path, "M{from} {middle}.5H{to}")?;
    }
    writeln!(svg, r#"<path d="{path}" stroke="{}" stroke-linecap="square"/>"#, run.paint.ink)
}

/// Returns half of a number as text, without rounding.
fn half(double: usize) -> String {
    format!("{}{}", double / 2, if double.is_multiple_of(2) { "" } else { ".5" })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
