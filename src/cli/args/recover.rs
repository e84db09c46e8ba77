//! Arguments of `recover`.

use super::{AgreedArgs, JsonArgs};

/// Arguments of `recover`. Without any it lists the open requests.
#[derive(Debug, clap::Args)]
pub struct RecoverArgs {
    /// Id of one request, as listed.
    #[arg(value_name = "REQUEST")]
    pub request: Option<String>,

    /// Ask the platform for their outcome, resolve the certain ones, and save the tokens of created instances.
    #[arg(long)]
    pub look: bool,

    /// Resolve the request with this instance, and save its token.
    #[arg(long, value_name = "INSTANCE", requires = "request", conflicts_with_all = ["look", "forget"])]
    pub adopt: Option<String>,

    /// Forget the request, for any outcome.
    #[arg(long, requires = "request", conflicts_with = "look")]
    pub forget: bool,

    /// Accepted as by the commands that ask; this one does not.
    #[command(flatten)]
    pub agreed: AgreedArgs,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Wait this long before asking the platform again for an instance it did not have.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, hide = true)]
    pub pause: u64,
}
