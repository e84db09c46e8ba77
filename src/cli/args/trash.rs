//! Arguments of `trash`.

use super::{
    JsonArgs, ScriptArgs,
    create::{NameParser, pair},
};
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

impl TrashArgs {
    /// Passes the options before the command on to it, unless it has its own.
    pub fn pass_on_output(&mut self) {
        let output = match &mut self.command {
            Some(TrashCommand::List { output } | TrashCommand::Empty { output, .. }) => output,
            Some(TrashCommand::Restore(restore)) => &mut restore.script.unattended.output,
            None => return,
        };
        if !output.is_wanted() {
            *output = self.output.clone();
        }
    }
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
    Restore(RestoreArgs),
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

/// Arguments of `trash restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// Id of the instance, or the last word of a line of the list.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Name of the new instance; without it, the same name.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub name: Option<String>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Consent, agreement and output.
    #[command(flatten)]
    pub script: ScriptArgs,
}
