//! `elemint completions`: what a shell completes.

use super::args::Args;
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

/// Prints the completions for a shell.
pub fn run(shell: Shell) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "elemint", &mut text);
    // Whoever reads no further has what they wanted.
    let _ = io::stdout().write_all(&text);
    ExitCode::SUCCESS
}
