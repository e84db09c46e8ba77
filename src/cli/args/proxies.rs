//! Arguments of `proxies`.

use super::{AgreedArgs, JsonArgs, create::NameParser};
use clap::Subcommand;

/// Arguments of `proxies`. Without a command it lists them.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ProxiesArgs {
    /// JSON instead of text, for the list.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Command to run instead of the list.
    #[command(subcommand)]
    pub command: Option<ProxiesCommand>,
}

/// Commands on OAuth proxies.
#[derive(Debug, Subcommand)]
pub enum ProxiesCommand {
    /// List the OAuth proxies of the organization.
    List {
        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Create an OAuth proxy.
    Create {
        /// Name, by which consent refers to it.
        #[arg(value_name = "NAME")]
        name: String,

        /// Address of an application behind it, or a pattern; repeat the option for several.
        #[arg(long = "application-url", value_name = "URL")]
        addresses: Vec<String>,

        /// Accepted as by the commands that ask; this one does not.
        #[command(flatten)]
        agreed: AgreedArgs,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Delete an OAuth proxy. Applications behind it get no answers of the provider any more.
    Delete {
        /// ID of the proxy.
        #[arg(value_name = "ID")]
        id: String,

        /// Delete it without asking.
        #[arg(long)]
        yes: bool,

        /// Confirm the change with the name of the proxy. A protected profile needs it; --yes does not count there.
        #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
        confirm: Vec<String>,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Add the address of an application.
    AddUrl(AddressArgs),
    /// Remove the address of an application.
    RemoveUrl(AddressArgs),
}

/// Arguments of `proxies add-url` and `remove-url`.
#[derive(Debug, clap::Args)]
pub struct AddressArgs {
    /// ID of the proxy.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Address of the application, or a pattern.
    #[arg(value_name = "URL")]
    pub address: String,

    /// Confirm the change with the name of the proxy. A protected profile needs it.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,

    /// Accepted as by the commands that ask; this one does not.
    #[command(flatten)]
    pub agreed: AgreedArgs,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,
}
