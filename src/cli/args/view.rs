//! Arguments of `view`.

use std::path::PathBuf;

/// Arguments of `view`.
#[derive(Debug, clap::Args)]
pub struct ViewArgs {
    /// File to read; `-`, or no file in a pipe, is standard input.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Show the result of this jq filter. Masked secrets stay masked in filters.
    #[arg(short, long, value_name = "JQ")]
    pub filter: Option<String>,
}
