//! Arguments of `instances`.

use super::{
    AgreedArgs, ChangeArgs, CloneArgs, EventsArgs, JsonArgs, TraceArgs,
    create::NameParser,
    instance_texts::{CALL, CHECK, DELETE, EVENTS, FILTERS, LIST, SHOW, SWITCH, TEST, TRACE, UPDATE},
    json::checked_filter,
    pair,
};
use crate::{cli::instances::column::Column, domain::instance_query::parse_duration};
use clap::Subcommand;

/// Arguments of `instances`. Without a command it lists them.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct InstancesArgs {
    /// JSON instead of text, for the list.
    #[command(flatten)]
    pub output: JsonArgs,

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
    /// Ask the providers through the instances, 16 at a time. The exit code is 1 if one failed.
    #[command(after_help = TEST)]
    Test(TestArgs),
    /// Enable instances.
    #[command(after_help = SWITCH)]
    Enable(SwitchArgs),
    /// Disable instances: the platform refuses calls through them.
    #[command(after_help = SWITCH)]
    Disable(SwitchArgs),
    /// Delete instances. The trash keeps them for 30 days, without their secrets.
    #[command(after_help = DELETE)]
    Delete(DeleteArgs),
    /// Change name, tags and configuration. Only values that differ are sent.
    #[command(after_help = UPDATE)]
    Update(UpdateArgs),
    /// Turn the events of an instance on or off, without new credentials.
    #[command(after_help = EVENTS)]
    Events(EventsArgs),
    /// Let the platform log the requests of an instance for a while, to find a fault.
    #[command(after_help = TRACE)]
    Trace(TraceArgs),
    /// Read a resource of the provider through an instance.
    #[command(after_help = CALL)]
    Call(CallArgs),
    /// List the expiry of the providers' tokens, for a scheduled job.
    #[command(after_help = CHECK)]
    Check(CheckArgs),
    /// Create an instance with the values of another one: the same as elemint clone.
    #[command(hide = true)]
    Clone(CloneArgs),
    /// Replace the credentials of an instance: the same as elemint reauthorize.
    #[command(hide = true)]
    Reauthorize(ChangeArgs),
    /// Edit an instance: the same as elemint edit.
    #[command(hide = true)]
    Edit(ChangeArgs),
    /// Print the token of an instance: the same as elemint token.
    #[command(hide = true)]
    Token(TokenArgs),
}

/// Arguments of `instances list`.
#[derive(Debug, Default, clap::Args)]
pub struct ListArgs {
    /// Words to search for, and filters such as `state:disabled`. All must match.
    #[arg(value_name = "FILTER", long_help = FILTERS)]
    pub filter: Vec<String>,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Print the list as CSV, with a line of headings.
    #[arg(long, conflicts_with_all = ["json", "jq"])]
    pub csv: bool,

    /// Print these columns, separated by commas.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', conflicts_with_all = ["json", "jq"])]
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

    /// Only the platform's answer.
    #[command(flatten)]
    pub output: JsonArgs,
}

/// Arguments of `instances test`.
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// IDs of the instances; with --all, words and filters as in the list.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,

    /// Test all instances of the platform that match the filters.
    #[arg(long)]
    pub all: bool,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,
}

/// Arguments of `instances enable` and `instances disable`.
#[derive(Debug, clap::Args)]
pub struct SwitchArgs {
    /// IDs of the instances.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,

    /// Accepted as by the commands that ask; this one does not.
    #[command(flatten)]
    pub agreed: AgreedArgs,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Confirm the change of the instance with this name; repeat the option for several instances. A protected profile needs
    /// it; --yes does not count there.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,
}

/// Arguments of `instances delete`.
#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// IDs of the instances.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,

    /// Delete them without asking.
    #[arg(long)]
    pub yes: bool,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Confirm the change of the instance with this name; repeat the option for several instances. A protected profile needs
    /// it; --yes does not count there.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,
}

/// Arguments of `instances update`.
#[derive(Debug, clap::Args)]
pub struct UpdateArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// New name.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub name: Option<String>,

    /// New tags, which replace all previous ones; repeat the option, or separate them by commas.
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    pub tags: Option<Vec<String>>,

    /// New value of a configuration key. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Send the changes without asking.
    #[arg(long)]
    pub yes: bool,

    /// Print the changes and send nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Confirm the change of the instance with this name; repeat the option for several instances. A protected profile needs
    /// it; --yes does not count there.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,
}

/// Arguments of `instances call`.
#[derive(Debug, clap::Args)]
pub struct CallArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// HTTP method. Only GET is supported.
    #[arg(value_name = "METHOD")]
    pub method: String,

    /// Path of the resource, such as /hubs/crm/accounts.
    #[arg(value_name = "PATH")]
    pub path: String,

    /// Add a parameter.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    pub query: Vec<(String, String)>,

    /// Add a header. elemint sets Authorization itself.
    #[arg(long = "header", value_name = "NAME=VALUE", value_parser = pair)]
    pub headers: Vec<(String, String)>,

    /// Print the results of this jq filter on the answer, strings without quotes.
    #[arg(long, value_name = "FILTER", value_parser = checked_filter)]
    pub jq: Option<String>,
}

/// Arguments of `instances check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Words and filters as in the list.
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,

    /// List only tokens that expire within this time, and exit with 1 if there is one.
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub fail_if_expiring: Option<u64>,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,
}

/// Arguments of `token`.
#[derive(Debug, clap::Args)]
pub struct TokenArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Print the token on a terminal, where others may see it.
    #[arg(long)]
    pub show: bool,

    /// Print shell variables for the instance.
    #[arg(long)]
    pub export: bool,

    /// Store the token on this machine, where the secrets of the profile are.
    #[arg(long, conflicts_with_all = ["show", "export"])]
    pub save: bool,
}

/// Parses a duration into seconds.
fn duration(text: &str) -> Result<u64, &'static str> {
    parse_duration(text).ok_or("it needs a number and s, min, h, d or w, as in 24h")
}
