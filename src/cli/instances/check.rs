//! `elemint instances check`: lists the expiry of the providers' tokens, for a scheduled job.

use super::{access::Access, column::Column, list, row::PrintedInstance};
use crate::{
    cli::{args::CheckArgs, command_error::CommandError, exit, json},
    terminal::output,
    text::{SafeText, count},
};
use serde_json::Value as Json;
use std::process::ExitCode;

/// Prints the instances whose tokens expire within the duration, or all with a known expiry, the earliest first.
pub(super) async fn run<F: Future<Output = Result<Access, CommandError>>>(
    options: &CheckArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, CommandError> {
    let query = list::query(&options.filter)?;
    let access = open().await?;
    let now = Access::now();
    let mut rows = access.rows().await?;
    let is_due = |row: &PrintedInstance| match options.fail_if_expiring {
        Some(seconds) => row.facts.needs_renewal_within(seconds, now),
        None => row.facts.expires.is_some(),
    };
    let total = rows.len();
    rows.retain(|row| query.matches(&row.listed, &row.facts, now));
    let empty = if rows.is_empty() { list::none(total) } else { none_due(options) };
    rows.retain(is_due);
    rows.sort_by_cached_key(|row| row.sort_key(Column::Expires));
    if options.output.is_wanted() {
        let all = Json::from(rows.iter().map(PrintedInstance::json).collect::<Vec<_>>());
        json::print(&all, &options.output).await?;
    } else {
        for row in &rows {
            let expiry = row.cell(Column::Expires, now);
            let PrintedInstance { listed, name, facts, .. } = row;
            let _ =
                output::line(&safe!("{}  {:<9}  {}  “{}”  {}", listed.id, expiry, listed.element, name, facts.state));
        }
    }
    let is_job = options.fail_if_expiring.is_some();
    if rows.is_empty() && (is_job || !options.output.is_wanted()) {
        output::note(&empty);
    }
    if rows.is_empty() || !is_job {
        return Ok(ExitCode::SUCCESS);
    }
    output::note(&safe!(
        "{} to renew. elemint instances test ID finds out whether one works; elemint reauthorize ID renews it.",
        count(rows.len(), "token", "tokens")
    ));
    Ok(ExitCode::from(exit::FAILED))
}

/// Returns the sentence about instances of which none has a token to list.
fn none_due(options: &CheckArgs) -> SafeText {
    match options.fail_if_expiring {
        Some(_) => "No token needs to be renewed in this time.".into(),
        None => "No token has a known expiry.".into(),
    }
}
