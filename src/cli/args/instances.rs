//! Arguments of `instances`.

use super::instance_texts::{FILTERS, LIST, SHOW};
use crate::cli::instances::column::Column;
use clap::Subcommand;

/// Arguments of `instances`. Without a command it lists them.
#[derive(Debug, clap::Args)]
pub struct InstancesArgs {
    /// Command on instances.
    #[command(subcommand)]
    pub command: Option<InstancesCommand>,
}

/// Commands on instances.
#[derive(Debug, Subcommand)]
pub enum InstancesCommand {
    /// List the instances of the platform.
    #[command(after_help = LIST)]
    List(ListArgs),
    /// Show an instance: its state, and the platform's answer with secrets masked.
    #[command(after_help = SHOW)]
    Show(ShowArgs),
}

/// Arguments of `instances list`.
#[derive(Debug, Default, clap::Args)]
pub struct ListArgs {
    /// Words to search for, and filters such as `state:disabled`. All must match.
    #[arg(value_name = "FILTER", long_help = FILTERS)]
    pub filter: Vec<String>,

    /// Print the list as JSON, without tokens.
    #[arg(long)]
    pub json: bool,

    /// Print the list as CSV, with a line of headings.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,

    /// Print these columns, separated by commas.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', conflicts_with = "json")]
    pub columns: Vec<Column>,

    /// Sort by this column.
    #[arg(long, value_name = "COLUMN")]
    pub sort: Option<Column>,
}

/// Arguments of `instances show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Print only the platform's answer, with secrets masked.
    #[arg(long)]
    pub json: bool,
}
