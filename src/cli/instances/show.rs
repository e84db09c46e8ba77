//! `elemint instances show`: prints one instance.

use super::access::Access;
use crate::{
    cli::{args::ShowArgs, command_error::CommandError, exit, json, view},
    document::json::Document,
    terminal::output,
    text::SafeText,
};
use std::process::ExitCode;

/// Prints the facts of an instance, then the platform's answer with secrets masked.
pub(super) async fn run(options: &ShowArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let row = access.row(&options.id).await?;
    let document = Document::read(row.listed.raw.expose().to_owned());
    let document = document
        .map_err(|_error| CommandError::new("The answer is nested too deeply to be shown.".into(), exit::FAILED))?;
    if !options.output.is_wanted() {
        let now = Access::now();
        let unknown = || "unknown".to_owned();
        let facts = &row.facts;
        let dated = |time: Option<crate::domain::Timestamp>, words: Option<String>| {
            time.zip(words).map_or_else(unknown, |(time, words)| format!("{} ({words})", time.words()))
        };
        let age = facts.describe_age(now).map(|age| format!("{age} ago"));
        let tags = row.cell(super::column::Column::Tags, now);
        let lines = [
            ("Instance", row.listed.id.clone()),
            ("Name", row.name.clone()),
            ("Element", row.listed.element.to_string()),
            ("State", facts.state.to_string()),
            ("Created", dated(facts.created, age)),
            ("Expires", dated(facts.expires, facts.describe_expiry(now))),
            ("Owner", row.listed.owner().map_or_else(unknown, |owner| access.mask().cover_text(&owner).into_owned())),
            ("Events", if facts.has_events { "on" } else { "off" }.to_owned()),
            ("Tags", tags),
            ("Test", facts.describe_test(now).unwrap_or_else(|| "none".to_owned())),
            ("Token", if facts.is_token_here { "on this machine" } else { "not on this machine" }.to_owned()),
        ];
        let mut text = SafeText::default();
        for (term, value) in lines {
            text.push_line(&safe!("{:<9} {}", term, value));
        }
        text.push_line(&SafeText::default());
        if output::print(&text).is_err() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let mask = access.mask_for(&row.listed);
    match &options.output.jq {
        Some(words) => json::print_filtered(&document, &mask, words).await.map(|()| ExitCode::SUCCESS),
        None => Ok(view::print(&document, &mask)),
    }
}
