//! Entry point: passes control to the command line module, which returns the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    elemint::cli::run()
}
