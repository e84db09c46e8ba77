//! Arguments of `report`.

use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// File to save the report to, after you agree at a terminal [default: elemint-report.txt].
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}
