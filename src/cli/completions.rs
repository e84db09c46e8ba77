//! `elemint completions`: prints completions for a shell.

use super::{args::command, exit};
use crate::{terminal::output, text::SafeText};
use clap_complete::Shell;
use std::process::ExitCode;

/// Prints the completions for a shell.
pub fn run(shell: Shell) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command(), "elemint", &mut text);
    exit::printed(output::print(&SafeText::lines(&String::from_utf8_lossy(&text))))
}
