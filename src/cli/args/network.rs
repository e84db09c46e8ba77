//! Options of the connection to the platform.

use super::{switch_value::SwitchValue, texts::NO_PROXY};
use std::path::PathBuf;

/// Options of the connection to the platform.
#[derive(Debug, clap::Args)]
pub struct NetworkArgs {
    /// Connect to the platform without a proxy.
    #[arg(
        long,
        global = true,
        help = NO_PROXY,
        env = "ELEMINT_NO_PROXY",
        hide_short_help = true,
        value_parser = SwitchValue
    )]
    pub no_proxy: bool,

    /// Trust the authorities in this PEM file, in addition to the system's.
    #[arg(long, global = true, value_name = "FILE", env = "ELEMINT_CA_FILE", hide_short_help = true)]
    pub ca_file: Option<PathBuf>,

    /// Wait this long for an instance to be created [default: 120].
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        env = "ELEMINT_TIMEOUT",
        hide_short_help = true,
        value_parser = clap::value_parser!(u64).range(1..=3600)
    )]
    pub timeout: Option<u64>,
}
