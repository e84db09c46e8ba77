//! The help of each command, cut down to the options that mean something to it.

use super::Args;
use clap::{CommandFactory as _, FromArgMatches as _};

/// Global options that mean nothing to a command, and so stand in neither its help nor its page.
const MEANINGLESS: [(&str, &[&str]); 7] = [
    ("completions", ALL),
    ("man", ALL),
    ("sandbox", ALL),
    ("view", &["sandbox", "profile", "base", "browser"]),
    ("forget", &["sandbox", "profile", "base", "browser", "accessible"]),
    ("recover", &["sandbox", "browser", "accessible"]),
    ("report", &["sandbox", "accessible"]),
];
const ALL: &[&str] =
    &["sandbox", "profile", "base", "browser", "accessible", "keep_nothing", "config_dir", "state_dir"];

/// The command line, with each command's help cut down to the options that mean something to it.
pub fn command() -> clap::Command {
    let mut command = Args::command();
    // Global options come to the commands only here.
    command.build();
    for (name, options) in MEANINGLESS {
        command = command.mut_subcommand(name, |sub| {
            let hides = |option: &clap::Arg| option.is_global_set() && options.contains(&option.get_id().as_str());
            sub.mut_args(|option| if hides(&option) { option.hide(true) } else { option })
        });
    }
    command
}

impl Args {
    /// Reads the arguments of this process.
    ///
    /// # Errors
    /// What is wrong with them, or the help that was asked for.
    pub fn read() -> Result<Self, clap::Error> {
        let matches = command().try_get_matches()?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command()))
    }
}
