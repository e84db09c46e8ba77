//! Arguments of `trash`.

use super::{ConsentArgs, CreateArgs, JsonArgs, UnattendedArgs, create::pair};
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
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Treatment of a consent that is needed.
    #[command(flatten)]
    pub consent: ConsentArgs,

    /// Agreement and output.
    #[command(flatten)]
    pub unattended: UnattendedArgs,
}

impl RestoreArgs {
    /// Returns true if no form is opened.
    pub fn is_unattended(&self, has_terminal: bool) -> bool {
        !has_terminal || self.unattended.is_given() || self.consent.wait || self.consent.no_wait
    }

    /// Returns the arguments of `create` for an instance of this element. The restored values are given apart.
    pub fn to_create(&self, element: &str) -> CreateArgs {
        let (consent, unattended) = (self.consent.clone(), self.unattended.clone());
        CreateArgs { element: Some(element.to_owned()), consent, unattended, ..CreateArgs::default() }
    }
}
