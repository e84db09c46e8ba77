//! Arguments of `trash`.

use super::JsonArgs;
use clap::Subcommand;

/// Arguments of `trash`. Without a command it lists the deleted instances.
#[derive(Debug, clap::Args)]
pub struct TrashArgs {
    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Command to run instead of the list.
    #[command(subcommand)]
    pub command: Option<TrashCommand>,
}

/// Commands of `trash`.
#[derive(Debug, Subcommand)]
pub enum TrashCommand {
    /// List deleted instances, the latest first.
    List {
        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Open the form of a deleted instance, to create it again. It gets a new id and a new token.
    Restore {
        /// Id of the instance, or the last word of a line of the list.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Remove all deleted instances for good.
    Empty {
        /// Remove them without asking.
        #[arg(long)]
        yes: bool,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
}
