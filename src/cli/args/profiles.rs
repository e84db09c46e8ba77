//! Arguments of `profiles`.

use super::JsonArgs;
use clap::Subcommand;

/// Arguments of `profiles`. Without a command it lists them.
#[derive(Debug, clap::Args)]
pub struct ProfilesArgs {
    /// Command to run instead of the list.
    #[command(subcommand)]
    pub command: Option<ProfilesCommand>,
}

/// Commands on profiles.
#[derive(Debug, Subcommand)]
pub enum ProfilesCommand {
    /// List the profiles with their platforms and limits, without secrets.
    List {
        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Sign in with the profiles. The exit code is 1 if one failed.
    Test {
        /// Names of the profiles; without names all are tested.
        #[arg(value_name = "NAME")]
        names: Vec<String>,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Protect a profile: instances are changed and deleted only after their name was given.
    Protect {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Refuse all changes, creation included.
        #[arg(long)]
        read_only: bool,
    },
    /// Remove the limits of a profile.
    Unprotect {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Remove them without asking.
        #[arg(long)]
        yes: bool,
    },
}
