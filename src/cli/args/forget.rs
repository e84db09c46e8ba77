//! Arguments of `forget`.

use super::JsonArgs;

/// Arguments of `forget`. Without a name it lists all saved data.
#[derive(Debug, clap::Args)]
pub struct ForgetArgs {
    /// Name of a profile, or id of a form, a consent, an instance or a deleted instance, as listed.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Remove it without asking.
    #[arg(long)]
    pub yes: bool,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,
}
