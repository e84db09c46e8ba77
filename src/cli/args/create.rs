//! Arguments of `create`, and those that it shares with `new`, `reauthorize` and `edit`.

use super::{NewArgs, pair};
use clap::ValueEnum;
use std::path::PathBuf;

pub(super) const CREATE: &str = "\
Examples:
  elemint create magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD \\
    --set store.url=https://shop.example --yes
  elemint create --from answers.toml --yes --verify --rollback-on-failure
  elemint create magentosoapv19 --from instance.json --if-exists skip --yes --json
  ELEMINT_SET_PASSWORD=… elemint create magentosoapv19 --name shop --dry-run

Secrets: by reference (env:NAME, file:PATH, cmd:COMMAND, keyring:NAME), in a variable ELEMINT_SET_KEY such as
ELEMINT_SET_STORE_URL, or in the file of --from; never as an argument. Each option has a variable: --if-exists is
ELEMINT_IF_EXISTS. The file of --from is TOML (element, name, tags, auth_mode, [configuration]), an instance.json or
another request as it can be pasted into the form; options win over variables, and variables over the file.

Fields of --json, where known: status (created, skipped, unchanged, updated, reauthorized, dry-run, input, conflict,
refused, failed, unknown, unverified, rolled-back), exit, element, name, id, platform, profile, token_place, verified,
latency_ms, reason, hint, http_status, platform_message, provider_message, request_id, missing, requests, instances,
differences, recover.

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 no such element, 4 input, consent or sign-in needed, 5 temporary
(network, busy), 6 exists already, 7 refused, 8 created but the test failed, 10 outcome unknown, 11 token not saved.";

/// Values of a form.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct FormArgs {
    /// Name of the instance.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Tags of the instance; repeat the option, or separate them by commas.
    #[arg(long = "tag", visible_alias = "tags", value_name = "TAG", value_delimiter = ',')]
    pub tags: Vec<String>,

    /// Authentication mode, if there are several; a part of its label is enough.
    #[arg(long, visible_alias = "way", value_name = "MODE")]
    pub auth_mode: Option<String>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,
}

/// Agreement to a request, and the way it is reported.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct UnattendedArgs {
    /// Send the request without asking. If an input is missing, name it and exit with 4.
    #[arg(long)]
    pub yes: bool,

    /// Confirm with the name of the instance. A protected profile needs it; --yes does not count there.
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,

    /// Print the requests with masked secrets, and send nothing that changes anything.
    #[arg(long)]
    pub dry_run: bool,

    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,

    /// Never ask, even at a terminal. CI=true does the same.
    #[arg(long)]
    pub non_interactive: bool,
}

/// Treatment of an instance of the same element with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IfExists {
    /// Exit with 6.
    Fail,
    /// Leave it as it is, and exit with 0.
    Skip,
    /// Change the values that differ.
    Update,
    /// Replace its credentials.
    Reauthorize,
}

/// Arguments of `create`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct CreateArgs {
    /// Element: its key, or a part of its name. The file of --from may name it instead.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Values of the form.
    #[command(flatten)]
    pub form: FormArgs,

    /// Read values from this file; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Treatment of an instance of the same element and name [default: create a second one].
    #[arg(long, value_name = "TREATMENT")]
    pub if_exists: Option<IfExists>,

    /// Test the new instance. The exit code is 8 if the test fails.
    #[arg(long)]
    pub verify: bool,

    /// Test the new instance, and delete it if the test fails. The trash keeps it.
    #[arg(long)]
    pub rollback_on_failure: bool,

    /// Agreement and output.
    #[command(flatten)]
    pub unattended: UnattendedArgs,
}

impl CreateArgs {
    /// Returns the arguments for an instance of this element, with the agreement to send the request.
    pub fn agreed(element: &str) -> Self {
        let unattended = UnattendedArgs { yes: true, ..UnattendedArgs::default() };
        Self { element: Some(element.to_owned()), unattended, ..Self::default() }
    }

    /// Returns the arguments of `new --yes`, which is the same command.
    pub fn from_new(new: &NewArgs) -> Self {
        let unattended = UnattendedArgs { yes: true, confirm: new.confirm.clone(), ..UnattendedArgs::default() };
        Self { element: Some(new.element.clone()), form: new.form.clone(), unattended, ..Self::default() }
    }
}
