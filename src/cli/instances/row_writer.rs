//! Output of a list of instances, page by page.

use super::{
    column::Column,
    row::PrintedInstance,
    table::{Table, TableColumn, csv},
};
use crate::{
    cli::args::ListArgs,
    domain::Timestamp,
    terminal::output::{self, OutputLines},
    text::SafeText,
};
use std::io;

/// Writer of a list in the format of the options.
pub(super) struct RowWriter {
    format: Format,
    columns: Vec<Column>,
    now: Timestamp,
    out: OutputLines,
}

enum Format {
    /// The rows are written together: after a failure or a signal one object stands in their place.
    Json {
        rows: String,
    },
    Csv {
        has_headings: bool,
    },
    /// The first page determines the widths of the columns.
    Table {
        widths: Vec<usize>,
        may_leave: bool,
    },
}

impl RowWriter {
    /// Creates a writer. Nothing is written before the first page.
    pub(super) fn new(options: &ListArgs, now: Timestamp) -> Self {
        let columns = if options.columns.is_empty() { Column::USUAL.to_vec() } else { options.columns.clone() };
        let format = if options.output.json {
            Format::Json { rows: String::new() }
        } else if options.csv {
            Format::Csv { has_headings: false }
        } else {
            // Named columns are all wanted, so none of them is left out.
            Format::Table { widths: Vec::new(), may_leave: options.columns.is_empty() }
        };
        Self { format, columns, now, out: OutputLines::begin() }
    }

    /// Writes a page.
    ///
    /// # Errors
    /// The reader is gone, or the output cannot be written.
    pub(super) fn page(&mut self, rows: &[PrintedInstance]) -> io::Result<()> {
        let (columns, now, out) = (&self.columns, self.now, &mut self.out);
        match &mut self.format {
            Format::Json { rows: all } => {
                for row in rows {
                    all.push_str(if all.is_empty() { "[\n  " } else { ",\n  " });
                    all.push_str(&format!("{:#}", row.json()).replace('\n', "\n  "));
                }
                return Ok(());
            }
            Format::Csv { has_headings } => {
                if !std::mem::replace(has_headings, true) {
                    out.line(&csv(columns.iter().map(|column| column.name().to_owned()), output::is_terminal()))?;
                }
                for row in rows {
                    out.line(&csv(columns.iter().map(|column| row.value(*column, now)), output::is_terminal()))?;
                }
            }
            Format::Table { widths, may_leave } => {
                if rows.is_empty() {
                    return Ok(());
                }
                let leaves = |column: Column| Column::LEAST.iter().position(|least| *may_leave && *least == column);
                let heading = |column: &Column| TableColumn {
                    name: column.name(),
                    least: column.least(),
                    leaves: leaves(*column),
                };
                let mut table = Table::new(columns.iter().map(heading).collect());
                for row in rows {
                    table.push(columns.iter().map(|column| row.cell(*column, now)));
                }
                for line in table.page(output::width(), widths) {
                    out.line(&line)?;
                }
            }
        }
        out.flush()
    }

    /// Writes the end of the list.
    ///
    /// # Errors
    /// As [`RowWriter::page`].
    pub(super) fn end(mut self) -> io::Result<()> {
        match self.format {
            Format::Json { rows } => {
                let list = if rows.is_empty() { "[]".to_owned() } else { rows + "\n]" };
                self.out.line(&SafeText::json(&list))?;
            }
            Format::Csv { .. } | Format::Table { .. } => {}
        }
        self.out.flush()
    }
}
