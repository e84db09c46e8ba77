//! `elemint report`: a fault report without secrets, shown before it is saved.

use super::{
    args::{Args, ReportArgs},
    command_error::CommandError,
    confirm, doctor, exit,
    settings::Settings,
};
use crate::{
    storage::Store,
    terminal::{clipboard::ClipboardAccess, output},
    text::{SafeText, safe::display_safe, yes_or_no},
};
use std::{
    io::{self, BufRead as _},
    path::Path,
    process::ExitCode,
};

/// File of a report that no other is named for.
const FILE: &str = "elemint-report.txt";

/// Prints the report, then saves it if the user agrees.
///
/// # Errors
/// It could not be saved, or a file is named and there is no terminal to agree at.
pub(super) async fn run(args: &Args, options: &ReportArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let report = text(settings, &doctor::look(args, settings).await);
    if output::print(&report).is_err() {
        return Ok(ExitCode::from(exit::FAILED));
    }
    let file = options.file.as_deref();
    if !confirm::can_ask() {
        return file.map_or(Ok(ExitCode::SUCCESS), |file| Err(not_saved(file)));
    }
    let file = file.unwrap_or_else(|| Path::new(FILE));
    if asked(file) {
        return save(file, report.as_str());
    }
    output::note(&"Nothing was saved.".into());
    Ok(ExitCode::SUCCESS)
}

/// Returns the failure of a report that needs an agreement, without a terminal to ask at.
fn not_saved(file: &Path) -> CommandError {
    let words = safe!(
        "The report was not saved to {}: you agree to it at a terminal. Without one, redirect it: elemint report > FILE.",
        file.display()
    );
    CommandError::new(words, exit::NEEDS_INPUT)
}

fn asked(file: &Path) -> bool {
    output::ask(&safe!("\nThis is the complete report. Save it to {}? yes or no: ", file.display()));
    let mut line = String::new();
    let _ = io::stdin().lock().read_line(&mut line);
    yes_or_no(&line) == Some(true)
}

fn save(file: &Path, report: &str) -> Result<ExitCode, CommandError> {
    Store::save_private(file, report, false)?;
    output::note(&safe!("Saved to {}.", file.display()));
    Ok(ExitCode::SUCCESS)
}

/// Returns the report. The home directory becomes `~`, because it contains a user name; private host names are left out.
fn text(settings: &Settings, findings: &[crate::domain::checkup::Finding]) -> SafeText {
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let version = env!("ELEMINT_VERSION");
    let facts = [
        format!("TERM is {}", display_safe(settings.term.as_deref().unwrap_or("not set"))),
        format!("tmux: {}", if settings.clipboard == ClipboardAccess::Tmux { "yes" } else { "no" }),
        format!("desktop: {:?}", settings.desktop),
    ];
    let found = doctor::listed(findings);
    let report = format!(
        "elemint {version} on {os} {arch}\n\nWhat happened:\n\n\nWhat you expected:\n\n\nEnvironment:\n{}\n\n{found}",
        facts.join("\n")
    );
    let home = settings.home.as_ref().map(|home| home.display().to_string()).filter(|home| home.len() > 1);
    // The findings are one safe line each already, which a path of the home is not.
    SafeText::lines(&home.map_or(report.clone(), |home| report.replace(&*display_safe(&home), "~")))
}
