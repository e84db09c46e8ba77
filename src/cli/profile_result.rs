//! Profiles as results of commands.

use super::{args::JsonArgs, command_error::CommandError, exit, json};
use crate::{domain::Profile, terminal::output, text::SafeText};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// Prints a profile after a change as JSON, or the line about it.
///
/// # Errors
/// The result could not be written.
pub(super) async fn print(profile: &Profile, line: &SafeText, options: &JsonArgs) -> Result<ExitCode, CommandError> {
    if options.is_wanted() {
        return json::print(&facts(profile), options).await.map(|()| ExitCode::SUCCESS);
    }
    Ok(exit::printed(output::line(line)))
}

/// Returns a profile as JSON, without its secrets. The fields are documented in the help.
pub(super) fn facts(profile: &Profile) -> Json {
    let guard = &profile.account.guard;
    json!({
        "name": profile.name.as_str(),
        "base": profile.account.base.as_str(),
        "protected": guard.is_protected,
        "readOnly": guard.is_read_only,
    })
}
