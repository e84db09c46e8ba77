//! Arguments of `report`.

use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// File to save the report to, after you agree.
    #[arg(value_name = "FILE", default_value = "elemint-report.txt")]
    pub file: PathBuf,
}
