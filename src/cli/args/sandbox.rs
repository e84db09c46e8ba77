//! Arguments of `sandbox`.

use super::JsonArgs;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// Arguments of `sandbox`.
#[derive(Debug, clap::Args)]
pub struct SandboxArgs {
    /// Listen on this address; port 0 is a free port.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,

    /// Accept this user secret. Never pass a real one.
    // Not the variable of the account's secret, which may be a real one.
    #[arg(long, value_name = "SECRET", env = "ELEMINT_SANDBOX_USER_SECRET", hide_env = true)]
    pub user_secret: Option<String>,

    /// Accept this organization secret. Never pass a real one.
    #[arg(long, value_name = "SECRET", env = "ELEMINT_SANDBOX_ORG_SECRET", hide_env = true)]
    pub org_secret: Option<String>,

    /// Use this OAuth 2 server on this machine as the provider.
    #[arg(long, value_name = "ADDRESS")]
    pub issuer: Option<Url>,

    /// Take this long to create an instance.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1500, hide_short_help = true,
        value_parser = clap::value_parser!(u64).range(0..=600_000))]
    pub latency: u64,

    /// JSON instead of text.
    #[command(flatten)]
    pub output: JsonArgs,
}

/// State that a sandbox begins with, for the wizard and for `sandbox`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SandboxStateArgs {
    /// Add the exported elements in this directory to the sandbox: JSON files with one element or a list each.
    #[arg(long, global = true, value_name = "DIR", hide_short_help = true)]
    pub elements: Option<PathBuf>,

    /// Add sample instances to the sandbox until it has this many, at most 10,000.
    #[arg(
        id = "samples",
        long = "instances",
        global = true,
        value_name = "NUMBER",
        hide_short_help = true,
        value_parser = clap::value_parser!(u16).range(0..=10_000)
    )]
    pub instances: Option<u16>,

    /// Begin a new sandbox: the instances of the last one are removed.
    #[arg(long, global = true, hide_short_help = true)]
    pub fresh: bool,

    /// Use a sandbox with the same secrets, ids and tokens each time. It begins empty and keeps nothing.
    #[arg(long, global = true, value_name = "NUMBER", conflicts_with = "fresh", hide_short_help = true)]
    pub seed: Option<u64>,
}

impl SandboxStateArgs {
    /// Returns true if an option was given.
    pub fn is_given(&self) -> bool {
        self.elements.is_some() || self.instances.is_some() || self.fresh || self.seed.is_some()
    }
}
