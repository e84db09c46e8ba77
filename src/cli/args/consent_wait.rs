//! Flags of commands that may need the provider's consent.

/// Treatment of a consent that is needed.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ConsentArgs {
    /// Print the link on standard error, and wait here for the answer.
    #[arg(long, conflicts_with = "no_wait")]
    pub wait: bool,

    /// Print the link and the next step, and exit with 0. elemint consent complete finishes later.
    #[arg(long)]
    pub no_wait: bool,
}
