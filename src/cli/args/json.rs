//! Arguments of commands with a result for programs.

use crate::document::filter;

/// Arguments of commands that print their result as JSON.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct JsonArgs {
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,

    /// Print the results of this jq filter on the JSON, strings without quotes.
    #[arg(long, value_name = "FILTER", value_parser = checked_filter)]
    pub jq: Option<String>,
}

impl JsonArgs {
    /// Returns true if the result is printed as JSON, or filtered.
    pub fn is_wanted(&self) -> bool {
        self.json || self.jq.is_some()
    }
}

/// Checks a filter before anything is sent.
pub(super) fn checked_filter(words: &str) -> Result<String, String> {
    filter::check(words).map(|()| words.to_owned()).map_err(|fault| fault.to_string())
}
