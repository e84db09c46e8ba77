//! `elemint instances list`: prints the instances of the platform.

use super::{access::Access, row::PrintedInstance, row_writer::RowWriter};
use crate::{
    cli::{args::ListArgs, command_error::CommandError, exit, json},
    domain::InstanceQuery,
    terminal::output,
    text::{SafeText, count},
};
use serde_json::Value as Json;
use std::{ops::ControlFlow, process::ExitCode};

/// Prints the instances that match, a page as soon as it arrives. The filter is checked before anything is sent.
pub(super) async fn run<F: Future<Output = Result<Access, CommandError>>>(
    options: &ListArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, CommandError> {
    let query = query(&options.filter)?;
    let access = open().await?;
    let now = Access::now();
    let matches = |row: &PrintedInstance| query.matches(&row.listed, &row.facts, now);
    if options.sort.is_some() || options.output.jq.is_some() {
        return print_sorted(options, &access, matches).await;
    }
    let mut writer = RowWriter::new(options, now);
    let (mut shown, mut total, mut written) = (0, 0, Ok(()));
    let page = |mut page: Vec<PrintedInstance>| {
        total += page.len();
        page.retain(matches);
        shown += page.len();
        written = writer.page(&page);
        if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    // After a failure the output is not ended, so that no program takes a part of the list for a complete one.
    access.each_page(page).await?;
    json::written(written.and_then(|()| writer.end()))?;
    note(options, shown, total, access.profile.label());
    Ok(ExitCode::SUCCESS)
}

/// Prints a list that has to be complete before its first row is known.
async fn print_sorted(
    options: &ListArgs,
    access: &Access,
    matches: impl Fn(&PrintedInstance) -> bool,
) -> Result<ExitCode, CommandError> {
    let mut rows = access.rows().await?;
    let total = rows.len();
    rows.retain(matches);
    if let Some(column) = options.sort {
        rows.sort_by_cached_key(|row| row.sort_key(column));
    }
    if options.output.jq.is_some() {
        let list = Json::from(rows.iter().map(PrintedInstance::json).collect::<Vec<_>>());
        json::print(&list, &options.output).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut writer = RowWriter::new(options, Access::now());
    json::written(writer.page(&rows).and_then(|()| writer.end()))?;
    note(options, rows.len(), total, access.profile.label());
    Ok(ExitCode::SUCCESS)
}

/// Parses the filter words of a command.
///
/// # Errors
/// The first invalid word, with the valid ones.
pub(super) fn query(words: &[String]) -> Result<InstanceQuery, CommandError> {
    InstanceQuery::from_words(words).map_err(|error| CommandError::new(safe!("{}", error), exit::MISUSED))
}

/// Says how many instances are listed: on a terminal, or if there are none.
fn note(options: &ListArgs, shown: usize, total: usize, profile: &str) {
    if options.output.is_wanted() || options.csv || (shown > 0 && !output::is_terminal()) {
        return;
    }
    output::note(&match (shown, total) {
        (0, total) => none(total),
        (shown, total) if shown == total => safe!("{} on {}.", count(total, "instance", "instances"), profile),
        (shown, total) => safe!("{} of {} on {}.", shown, count(total, "instance", "instances"), profile),
    });
}

/// Returns the sentence about a filter that no instance of these matches.
pub(super) fn none(total: usize) -> SafeText {
    match total {
        0 => "The platform has no instances for this account. elemint new ELEMENT creates one.".into(),
        total => safe!("No instance matches. There are {} in all.", count(total, "instance", "instances")),
    }
}
