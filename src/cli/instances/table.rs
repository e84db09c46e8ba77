//! Tables for people and CSV for programs.

use crate::text::{SafeText, safe::display_safe};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Blanks between columns.
const GAP: usize = 2;

/// Table with headings. Cells are made safe when they are added.
pub(super) struct Table {
    columns: Vec<TableColumn>,
    rows: Vec<Vec<String>>,
}

/// Heading of a table's column, and its behavior on a narrow terminal.
#[derive(Clone, Copy)]
pub(super) struct TableColumn {
    /// Heading, in lower case.
    pub(super) name: &'static str,
    /// Narrowest width of long cells that are cut; `None` if they are not.
    pub(super) least: Option<usize>,
    /// Order in which columns are left out, starting with 0; `None` for a column that always stays.
    pub(super) leaves: Option<usize>,
}

impl Table {
    /// Creates a table without rows.
    pub(super) fn new(columns: Vec<TableColumn>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row, a cell for each column.
    pub(super) fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| display_safe(&cell).into_owned()).collect());
    }

    /// Returns the lines of a page of a table. The first page has the headings and determines the widths of the columns,
    /// which are empty before it. With a width of the terminal, columns are cut or left out to fit.
    pub(super) fn page(&self, width: Option<usize>, widths: &mut Vec<usize>) -> Vec<SafeText> {
        let is_first = widths.is_empty();
        let own = self.widths(width);
        if is_first {
            *widths = own;
        } else {
            // A cell that must not be cut makes its column wider, unless the column is left out.
            let wider = widths.iter_mut().zip(own).zip(&self.columns).filter(|((width, _), _)| **width > 0);
            for ((known, own), _) in wider.filter(|(_, column)| width.is_none() || column.least.is_none()) {
                *known = (*known).max(own);
            }
        }
        let headings: Vec<String> = self.columns.iter().map(|column| column.name.to_uppercase()).collect();
        let headings = is_first.then_some(&headings);
        headings.into_iter().chain(&self.rows).map(|cells| line(cells, widths)).collect()
    }

    /// Returns the width of each column; 0 for one that is left out.
    fn widths(&self, width: Option<usize>) -> Vec<usize> {
        let widest = |at: usize| self.rows.iter().filter_map(|cells| cells.get(at)).map(|cell| cell.width()).max();
        let mut widths: Vec<usize> = self.columns.iter().map(|column| column.name.width()).collect();
        for (at, own) in widths.iter_mut().enumerate() {
            *own = (*own).max(widest(at).unwrap_or_default());
        }
        let Some(width) = width else { return widths };
        let mut order: Vec<(usize, usize)> =
            self.columns.iter().enumerate().filter_map(|(at, column)| Some((column.leaves?, at))).collect();
        order.sort_unstable();
        let mut leaving = order.into_iter().map(|(_, at)| at);
        while self.least(&widths) > width {
            let Some(own) = leaving.next().and_then(|at| widths.get_mut(at)) else { break };
            *own = 0;
        }
        while total(&widths) > width && self.shrink(&mut widths) {}
        widths
    }

    /// Returns the width of the table if each column that may shrink is as narrow as possible.
    fn least(&self, widths: &[usize]) -> usize {
        let least = |(column, own): (&TableColumn, &usize)| column.least.map_or(*own, |least| (*own).min(least));
        total(&self.columns.iter().zip(widths).map(least).collect::<Vec<_>>())
    }

    /// Makes the widest column that may shrink one narrower. Returns false if none may.
    fn shrink(&self, widths: &mut [usize]) -> bool {
        let may =
            self.columns.iter().zip(widths).filter(|(column, own)| column.least.is_some_and(|least| **own > least));
        match may.max_by_key(|(_, own)| **own) {
            Some((_, own)) => {
                *own -= 1;
                true
            }
            None => false,
        }
    }
}

fn total(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|width| **width > 0);
    (shown.clone().sum::<usize>() + shown.count() * GAP).saturating_sub(GAP)
}

fn line(cells: &[String], widths: &[usize]) -> SafeText {
    let mut text = String::new();
    for (cell, width) in cells.iter().zip(widths).filter(|(_, width)| **width > 0) {
        let cell = cut(cell, *width);
        text.push_str(&cell);
        text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
    }
    SafeText::line(text.trim_end())
}

/// Returns a text cut to a width, with an ellipsis at its end.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (mut kept, mut used) = (String::new(), 1);
    for c in text.chars() {
        used += c.width().unwrap_or_default();
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// Returns a line of CSV (RFC 4180). On a terminal, characters that control it or hide become visible; in a pipe only
/// control characters other than line ends.
pub(super) fn csv(cells: impl IntoIterator<Item = String>, is_shown: bool) -> SafeText {
    let quoted = |cell: String| {
        let cell = if is_shown { display_safe(&cell).into_owned() } else { cell };
        // A spreadsheet takes a cell that begins like this for a formula; a name is none.
        let is_formula = cell.starts_with(['=', '+', '-', '@']);
        let cell = if is_formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\'', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let line = cells.into_iter().map(quoted).collect::<Vec<_>>().join(",");
    if is_shown { SafeText::line(&line) } else { SafeText::data(&line) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn table() -> Table {
        let column = |name, least, leaves| TableColumn { name, least, leaves };
        let mut table =
            Table::new(vec![column("id", None, None), column("name", Some(8), None), column("tags", Some(8), Some(0))]);
        table.push(["7".to_owned(), "A name of twenty-two c".to_owned(), "production, sales".to_owned()]);
        table.push(["7374001".to_owned(), "商店".to_owned(), String::new()]);
        table
    }

    #[rstest]
    #[case::no_limit(
        None,
        "ID       NAME                    TAGS\n7        A name of twenty-two c  production, sales\n7374001  商店"
    )]
    #[case::cut(Some(40), "ID       NAME             TAGS\n7        A name of twen…  production, s…\n7374001  商店")]
    #[case::left_out(Some(20), "ID       NAME\n7        A name of …\n7374001  商店")]
    #[case::too_narrow(Some(3), "ID       NAME\n7        A name …\n7374001  商店")]
    fn table_fits_the_width(#[case] width: Option<usize>, #[case] expected: &str) {
        let lines: Vec<String> = table().page(width, &mut Vec::new()).iter().map(ToString::to_string).collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn later_page_has_no_headings_and_keeps_the_columns() {
        let mut widths = Vec::new();
        table().page(Some(40), &mut widths);
        let column = |name, least, leaves| TableColumn { name, least, leaves };
        let mut later =
            Table::new(vec![column("id", None, None), column("name", Some(8), None), column("tags", Some(8), Some(0))]);
        later.push(["12345678".to_owned(), "Another name of many letters".to_owned(), "a".to_owned()]);
        let lines: Vec<String> = later.page(Some(40), &mut widths).iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["12345678  Another name o…  a"]);
    }

    #[test]
    fn hostile_cell_is_one_safe_line() {
        let mut table = Table::new(vec![TableColumn { name: "name", least: Some(8), leaves: None }]);
        table.push(["a\u{1b}]52;c;eA==\u{7}\nb\u{202e}".to_owned()]);
        let line = table.page(None, &mut Vec::new()).pop().expect("a line");
        assert!(!line.as_str().contains(['\u{1b}', '\n', '\u{7}', '\u{202e}']), "{line}");
    }

    #[rstest]
    #[case::plain("shop", "shop")]
    #[case::comma("a,b", "\"a,b\"")]
    #[case::quote("a\"b", "\"a\"\"b\"")]
    #[case::formula("=cmd()", "\"'=cmd()\"")]
    #[case::at("@sum", "\"'@sum\"")]
    #[case::empty("", "")]
    #[case::lines("two\nlines", "\"two\nlines\"")]
    #[case::joiner_of_a_word("می\u{200c}خواهم", "می\u{200c}خواهم")]
    #[case::control("a\u{1b}[2Jb", "a␛[2Jb")]
    fn csv_cell_is_quoted_where_needed(#[case] cell: &str, #[case] expected: &str) {
        assert_eq!(csv([cell.to_owned()], false).as_str(), expected);
    }

    #[test]
    fn csv_on_a_terminal_is_one_line_with_markers() {
        assert_eq!(csv(["a\nb\u{202e}".to_owned()], true).as_str(), "a⏎b⟨U+202E⟩");
    }

    #[test]
    fn column_is_left_out_before_the_name_is_cut_below_its_least_width() {
        let column = |name, least, leaves| TableColumn { name, least, leaves };
        let mut table = Table::new(vec![column("name", Some(20), None), column("tags", Some(8), Some(0))]);
        table.push(["A name of twenty-two c".to_owned(), "production".to_owned()]);
        let lines: Vec<String> = table.page(Some(24), &mut Vec::new()).iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["NAME", "A name of twenty-two c"]);
    }
}
