//! Arguments of `clone`.

use super::{ScriptArgs, create::NameParser, pair};

/// Arguments of `clone`.
#[derive(Debug, clap::Args)]
pub struct CloneArgs {
    /// ID of the instance to copy.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Create the copy with this profile; without it, on the same platform.
    #[arg(long, value_name = "PROFILE")]
    pub to: Option<String>,

    /// Name of the copy; without it, the same name.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub name: Option<String>,

    /// Tags of the copy, which replace those of the instance; repeat the option, or separate them by commas.
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    pub tags: Option<Vec<String>>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Copy addresses of the provider to the other profile, too.
    #[arg(long)]
    pub keep_addresses: bool,

    /// Consent, agreement and output.
    #[command(flatten)]
    pub script: ScriptArgs,
}
