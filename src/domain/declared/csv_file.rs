//! Reads instances from CSV (RFC 4180): one row an instance, one column a key. Cells are separated with commas, or with
//! semicolons or tabs if the first line has no comma. A parser of its own, because faults are reported with line and column.

use super::{
    error::{DeclaredError, Positions},
    raw::{Placed, RawEntry, RawFile, RawInstance, RawValue},
};

/// Cell with its byte offset.
type CsvCell = Placed<String>;

/// Columns that a table needs.
const NEEDED: [&str; 2] = ["element", "name"];

/// Reads a table. Empty cells count as not given.
///
/// # Errors
/// The text is not a table, or a needed column is missing.
pub(super) fn read(text: &str, positions: &Positions<'_>) -> Result<RawFile, Vec<DeclaredError>> {
    let mut rows = rows(text).map_err(|at| {
        vec![positions.error(at, "A quote is not closed.", "Write a quote inside a quoted cell twice.")]
    })?;
    rows.retain(|row| row.iter().any(|cell| !cell.value.trim().is_empty()));
    let mut rows = rows.into_iter();
    let Some(headings) = rows.next() else {
        return Err(vec![positions.error(0, "The table is empty.", "Its first line names the columns: element,name.")]);
    };
    let missing = |needed: &&&str| !headings.iter().any(|heading| heading.value.trim() == **needed);
    let missing: Vec<&str> = NEEDED.iter().filter(missing).copied().collect();
    if !missing.is_empty() {
        let problem = format!("The table has no column {}.", missing.join(" and no column "));
        return Err(vec![positions.error(0, problem, "Its first line names the columns: element,name.")]);
    }
    let mut file = RawFile { faults: check_headings(&headings, positions), ..RawFile::default() };
    for row in rows {
        if let Some(extra) = row.get(headings.len()) {
            let problem = format!("The row has {} cells, and the heading has {}.", row.len(), headings.len());
            file.faults.push(positions.error(extra.at, problem, "A cell with the separator in it needs quotes."));
        }
        file.instances.push(instance(&headings, row));
    }
    Ok(file)
}

fn check_headings(headings: &[CsvCell], positions: &Positions<'_>) -> Vec<DeclaredError> {
    let mut faults = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let name = heading.value.trim();
        if name.is_empty() {
            faults.push(positions.error(heading.at, "A column has no name.", "Name it in the first line."));
        }
        if headings.iter().take(at).any(|before| before.value.trim() == name) {
            faults.push(positions.error(heading.at, format!("The column {name} occurs twice."), "Remove one of them."));
        }
    }
    faults
}

fn instance(headings: &[CsvCell], row: Vec<CsvCell>) -> RawInstance {
    let at = row.first().map_or(0, |cell| cell.at);
    let mut instance = RawInstance { at, ..RawInstance::default() };
    for (heading, cell) in headings.iter().zip(row) {
        if cell.value.trim().is_empty() {
            continue;
        }
        match heading.value.trim() {
            "element" => instance.element = Some(trimmed(&cell)),
            "name" => instance.name = Some(trimmed(&cell)),
            "id" => instance.id = Some(trimmed(&cell)),
            "auth-mode" => instance.mode = Some(trimmed(&cell)),
            "oauth-proxy" => instance.proxy = Some(trimmed(&cell)),
            "tags" => {
                let tags = cell.value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                instance.tags = Some(Placed::new(tags.map(str::to_owned).collect(), cell.at));
            }
            key => {
                let key = Placed::new(key.to_owned(), cell.at);
                instance.values.push(RawEntry { key, value: Placed::new(RawValue::Text(cell.value), cell.at) });
            }
        }
    }
    instance
}

fn trimmed(cell: &CsvCell) -> CsvCell {
    Placed::new(cell.value.trim().to_owned(), cell.at)
}

/// Returns the separator of a table with this first line.
fn separator(headings: &str) -> char {
    [',', ';', '\t'].into_iter().find(|separator| headings.contains(*separator)).unwrap_or(',')
}

/// Splits the text into rows of cells.
///
/// # Errors
/// The offset of a quote that is not closed.
fn rows(text: &str) -> Result<Vec<Vec<CsvCell>>, usize> {
    let separator = separator(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let text_start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let mut cell = Placed::new(String::new(), text_start);
    let mut open: Option<usize> = None;
    let mut chars = text.char_indices().skip_while(|(at, _)| *at < text_start).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match (c, open) {
            ('"', Some(_)) if next == Some('"') => {
                cell.value.push('"');
                chars.next();
            }
            ('"', Some(_)) => open = None,
            ('"', None) if cell.value.is_empty() => open = Some(at),
            (c, None) if c == separator => row.push(std::mem::replace(&mut cell, Placed::new(String::new(), at + 1))),
            ('\r', None) if next == Some('\n') => {}
            ('\n', None) => {
                row.push(std::mem::replace(&mut cell, Placed::new(String::new(), at + 1)));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => cell.value.push(c),
        }
    }
    if let Some(at) = open {
        return Err(at);
    }
    row.push(cell);
    rows.push(row);
    Ok(rows)
}
