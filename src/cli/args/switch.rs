//! Arguments of `instances events` and `trace`.

use super::{AgreedArgs, JsonArgs, create::NameParser};
use crate::domain::instance_update::TRACE_MINUTES;
use clap::{ValueEnum, value_parser};

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// Arguments of `instances events`.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// State of the events.
    #[arg(value_name = "on|off")]
    pub state: Switch,

    /// Send events to this address.
    #[arg(long, value_name = "URL")]
    pub callback: Option<String>,

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

/// Arguments of `instances trace`.
#[derive(Debug, clap::Args)]
pub struct TraceArgs {
    /// ID of the instance.
    #[arg(value_name = "ID")]
    pub id: String,

    /// State of trace logging.
    #[arg(value_name = "on|off")]
    pub state: Switch,

    /// Stop by itself after this many minutes.
    #[arg(long, value_name = "MINUTES", default_value_t = TRACE_MINUTES, value_parser = value_parser!(u32).range(1..))]
    pub minutes: u32,

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
