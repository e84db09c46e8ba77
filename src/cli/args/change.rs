//! Arguments of `reauthorize` and `edit`.

pub(super) const REAUTHORIZE: &str = "\
Examples:
  elemint reauthorize 471196         open its form, ask for consent where needed, review, send, test

A disabled instance is enabled as well. Nothing is deleted. If the outcome is unknown, elemint reads the instance.";

pub(super) const EDIT: &str = "\
Examples:
  elemint edit 471196                open its form, review the differences, send only those";

/// Arguments of `reauthorize` and `edit`.
#[derive(Debug, clap::Args)]
pub struct ChangeArgs {
    /// ID of the instance on the platform.
    #[arg(value_name = "ID")]
    pub id: String,
}
