//! Arguments of `session`.

use std::path::PathBuf;

/// Arguments of `session`.
#[derive(Debug, clap::Args)]
pub struct SessionArgs {
    /// Open the form of this element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Read and write lines of JSON.
    #[arg(long, required = true)]
    pub json: bool,

    /// Save the session to this file, without its secrets, and resume it from there.
    #[arg(long, value_name = "FILE", conflicts_with = "keep_nothing")]
    pub state: Option<PathBuf>,
}
