//! Question before something is removed for good.

use super::{exit, settings, setup::StartRefused};
use crate::{terminal::output, text::SafeText};
use std::io::{self, BufRead as _};

/// Returns true if the variable `CI` is set, so that no user is at the terminal.
pub(super) fn is_ci() -> bool {
    settings::variable("CI").is_some_and(|ci| !matches!(ci.as_str(), "false" | "0"))
}

/// Returns true if a user can be asked on the terminal.
pub(super) fn can_ask() -> bool {
    output::can_ask() && !is_ci()
}

/// Asks the user on the terminal. Returns true for `y` or `yes`.
///
/// # Errors
/// There is no terminal to ask on. Scripts pass `--yes` instead.
pub(super) fn confirm(question: &SafeText) -> Result<bool, StartRefused> {
    if !can_ask() {
        return Err(StartRefused("No question can be asked here. Add --yes to confirm.".into(), exit::NEEDS_INPUT));
    }
    // The question may have several lines, so it is not a value of the template.
    let mut text = question.clone();
    text.push(&" yes or no: ".into());
    Ok(matches!(ask(&text).trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Asks a question, and returns the line that is typed.
pub(super) fn ask(question: &SafeText) -> String {
    output::ask(question);
    let mut line = String::new();
    let _ = io::stdin().lock().read_line(&mut line);
    line
}
