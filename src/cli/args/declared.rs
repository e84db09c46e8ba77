//! Arguments of `export`, `plan` and `apply`.

use super::{JsonArgs, create::NameParser, instance_texts::FILTERS};
use std::path::PathBuf;

pub(super) const EXPORT: &str = "\
Examples:
  elemint export > instances.toml
  elemint export tag:team-a --into instances.toml    add to a file, and keep its comments
  elemint export --profile staging --ids

Secrets are written as references to variables, which elemint plan names until they are set.";

pub(super) const PLAN: &str = "\
Examples:
  elemint plan instances.toml
  elemint plan instances.toml --detailed-exitcode    13 if there are changes
  elemint plan --from instances.csv --json
  elemint plan instances.toml --out saved.plan

A file of instances:
  profile = \"staging\"
  [[instance]]
  element = \"magentosoapv19\"
  name = \"shop-eu\"
  tags = [\"team-a\"]
  [instance.configuration]
  userName = \"svc-elements\"
  password = \"cmd:pass show magento/eu\"
  \"store.url\" = \"https://shop.example\"

Fields of --json: profile, platform, steps (action, id, element, name, line, needsConsent, \
consentRequested, changes, notes), others (id, element, name, action), counts (create, update, reauthorize, delete, unchanged, other). A change has place, before, \
after, isSecret, isDrift; a secret is null, its reference as written. A failure has status, exit, reason, and \
hint or missing (input, label, secret, flag, variable, answer, reason) where they apply.

Exit codes: 0 planned, 2 the file is not valid, 3 no such instance or OAuth proxy, 4 a value or a reference is missing, \
5 temporary (network, busy), 6 two instances of one element and name, 13 the plan has changes, 1 other failure.";

pub(super) const APPLY: &str = "\
Examples:
  elemint apply instances.toml                       show the plan, and ask
  elemint apply instances.toml --yes --json          in a script
  elemint apply instances.toml --plan saved.plan --yes
  elemint apply instances.toml --parallel 16 --prune

An apply can be repeated: an instance that is as declared is not sent again, and after an interruption the next apply \
continues.
Instances that need the provider's consent become pending, each with a link to open and the command that completes it. The \
others are applied. Repeat the apply when the consents are completed. A consent that is pending is not requested again.

Fields of --json: results (action, outcome, id, element, name, status, reason, hint, platformMessage, providerMessage, \
requestId, url, expires, state_file, next_step), unchanged. A failure has status, \
exit, reason, and hint or missing where they apply.
Outcomes: created, created without token, updated, re-authorized, deleted, failed, unknown, not started, pending.

Exit codes: 0 all done, 2 the file is not valid, 3 no such instance or OAuth proxy, 4 input, consent or sign-in needed, 5 temporary, \
6 conflict: another apply, or a change since the plan, 7 refused by the platform, 10 outcome unknown, \
11 created but token not saved, 12 some failed or are pending, 130 interrupted, 143 ended by SIGTERM, 1 other failure.";

/// File of instances.
#[derive(Debug, clap::Args)]
pub struct FileArgs {
    /// File of instances: TOML, or CSV if its name ends in .csv. `-` is standard input.
    #[arg(value_name = "FILE", required_unless_present = "from")]
    pub file: Option<PathBuf>,

    /// Run the commands of `cmd:` references of a file that others could have changed.
    #[arg(long)]
    pub allow_commands: bool,

    /// Read a table (CSV) instead: one row an instance, one column a key.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub from: Option<PathBuf>,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// Words to search for, and filters such as `tag:team-a`. All must match.
    #[arg(value_name = "FILTER", long_help = FILTERS)]
    pub filter: Vec<String>,

    /// Write the ids as well, so that instances can be renamed in the file.
    #[arg(long)]
    pub ids: bool,

    /// Add to this file instead of printing. Its comments and references stay.
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

/// Arguments of `plan`.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// File of instances.
    #[command(flatten)]
    pub file: FileArgs,

    /// Output.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Exit with 13 if there are changes.
    #[arg(long)]
    pub detailed_exitcode: bool,

    /// Save the plan for elemint apply --plan, which applies these steps or none.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Plan to delete the instances that an earlier apply of this file managed, and that it no longer declares.
    #[arg(long)]
    pub prune: bool,
}

/// Arguments of `apply`.
#[derive(Debug, clap::Args)]
pub struct ApplyArgs {
    /// File of instances.
    #[command(flatten)]
    pub file: FileArgs,

    /// Apply this saved plan only. If the file or the platform changed since it was saved, nothing is sent.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,

    /// Apply the plan without asking.
    #[arg(long)]
    pub yes: bool,

    /// Send this many requests at a time.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "ELEMINT_PARALLEL",
        default_value_t = 8,
        value_parser = clap::value_parser!(u8).range(1..=64)
    )]
    pub parallel: u8,

    /// Delete the instances that an earlier apply of this file managed, and that it no longer declares.
    #[arg(long)]
    pub prune: bool,

    /// Request pending consents again, with new links. Answers to the old links are no longer accepted.
    #[arg(long)]
    pub renew_consents: bool,

    /// Confirm the change of the instance with this name; repeat the option for several instances. A protected profile needs
    /// it; --yes does not count there.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,

    /// Output.
    #[command(flatten)]
    pub output: JsonArgs,
}
