//! Question before something is removed for good.

use super::{exit, setup::StartRefused};
use crate::{terminal::output, text::SafeText};
use std::io::{self, BufRead as _};

/// Asks the user on the terminal. Returns true for `y` or `yes`.
///
/// # Errors
/// There is no terminal to ask on. Scripts pass `--yes` instead.
pub(super) fn confirm(question: &SafeText) -> Result<bool, StartRefused> {
    if !output::can_ask() {
        return Err(StartRefused(
            "There is no terminal to confirm on. Add --yes to confirm.".into(),
            exit::NEEDS_INPUT,
        ));
    }
    output::ask(&safe!("{} yes or no: ", question));
    let mut line = String::new();
    let _ = io::stdin().lock().read_line(&mut line);
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
