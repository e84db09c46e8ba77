//! Names of the variables of the options.

use clap::{Arg, ArgAction};

/// Beginning of all variables.
pub(super) const PREFIX: &str = "ELEMINT_";

/// Returns the variable of an option; `None` for arguments without a name, and for help and version.
pub(super) fn name(option: &Arg) -> Option<String> {
    let is_help = matches!(
        option.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    );
    let long = option.get_long().filter(|_| !is_help)?;
    let own = option.get_env().and_then(|name| name.to_str()).map(str::to_owned);
    Some(own.unwrap_or_else(|| format!("{PREFIX}{}", long.replace('-', "_").to_ascii_uppercase())))
}
