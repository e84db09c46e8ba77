//! Arguments of `session`.

/// Arguments of `session`.
#[derive(Debug, clap::Args)]
pub struct SessionArgs {
    /// Open the form of this element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Read and write lines of JSON.
    #[arg(long, required = true)]
    pub json: bool,
}
