//! Arguments of `reauthorize` and `edit`.

use super::{FormArgs, ScriptArgs};

pub(super) const REAUTHORIZE: &str = "\
Examples:
  elemint reauthorize 471196         open its form, ask for consent where needed, review, send, test
  elemint reauthorize 471196 --set password=env:SHOP_PASSWORD --yes --json
  elemint reauthorize 471196 --set oauth.api.secret=env:CRM_SECRET --yes --no-wait --json

With an option that gives a value or an agreement, or without a terminal, no form is opened. The exit codes and the fields of
--json are those of elemint create. A disabled instance is enabled as well. Nothing is deleted. If the outcome is unknown,
elemint reads the instance.";

pub(super) const EDIT: &str = "\
Examples:
  elemint edit 471196                open its form, review the differences, send only those
  elemint edit 471196 --name shop-eu --set pagination.max=50 --yes

With an option that gives a value or an agreement, or without a terminal, no form is opened. The exit codes and the fields of
--json are those of elemint create.";

/// Arguments of `reauthorize` and `edit`.
#[derive(Clone, Debug, clap::Args)]
pub struct ChangeArgs {
    /// ID of the instance on the platform.
    #[arg(value_name = "ID")]
    pub id: String,

    /// New values.
    #[command(flatten)]
    pub form: FormArgs,

    /// Consent, agreement and output.
    #[command(flatten)]
    pub script: ScriptArgs,
}

impl ChangeArgs {
    /// Returns true if no form is opened.
    pub fn is_unattended(&self, has_terminal: bool) -> bool {
        let FormArgs { name, tags, auth_mode, oauth_proxy, values } = &self.form;
        let is_named = [name, auth_mode, oauth_proxy].into_iter().any(Option::is_some);
        let is_given = is_named || !tags.is_empty() || !values.is_empty();
        !has_terminal || is_given || self.script.is_given()
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::args::Args;
    use clap::Parser as _;
    use rstest::rstest;

    #[rstest]
    #[case::nothing(&[], false)]
    #[case::name(&["--name", "a"], true)]
    #[case::tag(&["--tag", "a"], true)]
    #[case::auth_mode(&["--auth-mode", "a"], true)]
    #[case::oauth_proxy(&["--oauth-proxy", "a"], true)]
    #[case::value(&["--set", "a=b"], true)]
    #[case::agreement(&["--yes"], true)]
    #[case::consent(&["--no-wait"], true)]
    fn form_is_not_opened_for_a_given_value(#[case] options: &[&str], #[case] is_unattended: bool) {
        let args = Args::try_parse_from([&["elemint", "reauthorize", "5"], options].concat()).expect("arguments");
        assert_eq!(args.unattended_change(true).is_some(), is_unattended);
    }
}
