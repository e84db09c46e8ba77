//! `elemint instances list`: prints the instances of the platform.

use super::{
    access::Access,
    column::Column,
    row::PrintedInstance,
    table::{Table, TableColumn, csv},
};
use crate::{
    cli::{args::ListArgs, exit, setup::StartRefused},
    domain::InstanceQuery,
    terminal::output,
    text::{SafeText, count},
};
use serde_json::Value as Json;
use std::{io, process::ExitCode};

/// Prints the instances that match. The filter is checked before anything is sent.
pub(super) async fn run<F: Future<Output = Result<Access, StartRefused>>>(
    options: &ListArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, StartRefused> {
    let query = query(&options.filter)?;
    let access = open().await?;
    let now = Access::now();
    let mut rows = access.rows().await?;
    let total = rows.len();
    rows.retain(|row| query.matches(&row.listed, &row.facts, now));
    if let Some(column) = options.sort {
        rows.sort_by_cached_key(|row| row.sort_key(column));
    }
    let printed = print(options, &rows);
    if !options.json && !options.csv && output::is_terminal() {
        note(rows.len(), total, access.profile.label());
    }
    Ok(exit::printed(printed))
}

/// Parses the filter words of a command.
///
/// # Errors
/// The first invalid word, with the valid ones.
pub(super) fn query(words: &[String]) -> Result<InstanceQuery, StartRefused> {
    InstanceQuery::from_words(words).map_err(|error| StartRefused(safe!("{}", error), exit::MISUSED))
}

fn print(options: &ListArgs, rows: &[PrintedInstance]) -> io::Result<()> {
    let now = Access::now();
    let mut out = output::OutputLines::begin();
    if options.json {
        let list = Json::from(rows.iter().map(PrintedInstance::json).collect::<Vec<_>>());
        out.line(&SafeText::json(&format!("{list:#}")))?;
        return out.flush();
    }
    let columns = if options.columns.is_empty() { &Column::USUAL[..] } else { &options.columns };
    if options.csv {
        out.line(&csv(columns.iter().map(|column| column.name().to_owned())))?;
        for row in rows {
            out.line(&csv(columns.iter().map(|column| row.value(*column, now))))?;
        }
        return out.flush();
    }
    if rows.is_empty() {
        return Ok(());
    }
    // Named columns are all wanted, so none of them is left out.
    let may_leave = options.columns.is_empty();
    let leaves = |column: Column| Column::LEAST.iter().position(|least| may_leave && *least == column);
    let heading =
        |column: &Column| TableColumn { name: column.name(), may_shrink: column.may_shrink(), leaves: leaves(*column) };
    let mut table = Table::new(columns.iter().map(heading).collect());
    for row in rows {
        table.push(columns.iter().map(|column| row.cell(*column, now)));
    }
    for line in table.lines(output::width()) {
        out.line(&line)?;
    }
    out.flush()
}

/// Says on a terminal how many instances are listed.
fn note(shown: usize, total: usize, profile: &str) {
    output::note(&match (shown, total) {
        (0, 0) => "The platform has no instances for this account. elemint new ELEMENT creates one.".into(),
        (0, total) => safe!("No instance matches. There are {} in all.", count(total, "instance", "instances")),
        (shown, total) if shown == total => safe!("{} on {}.", count(total, "instance", "instances"), profile),
        (shown, total) => safe!("{} of {} on {}.", shown, count(total, "instance", "instances"), profile),
    });
}
