//! Arguments of `sandbox`.

use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// Arguments of `sandbox`.
#[derive(Debug, clap::Args)]
pub struct SandboxArgs {
    /// Listen on this address; port 0 is a free port.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,

    /// Accept this user secret. Never pass a real one.
    #[arg(long, value_name = "SECRET")]
    pub user_secret: Option<String>,

    /// Accept this organization secret. Never pass a real one.
    #[arg(long, value_name = "SECRET")]
    pub org_secret: Option<String>,

    /// Use this OAuth 2 server on this machine as the provider.
    #[arg(long, value_name = "ADDRESS")]
    pub issuer: Option<Url>,

    /// Add the exported elements in this directory: JSON files with one element or a list each.
    #[arg(long, value_name = "DIR")]
    pub elements: Option<PathBuf>,

    /// Start with this many sample instances, at most 10,000.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=10_000))]
    pub instances: u16,

    /// Print the address and the secrets as JSON.
    #[arg(long)]
    pub json: bool,
}
