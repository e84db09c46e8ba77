//! Arguments of `consent`.

use super::{FormArgs, JsonArgs, UnattendedArgs, pair};
use clap::Subcommand;
use std::path::PathBuf;

pub(super) const REQUEST: &str = "\
Examples:
  elemint consent request infusionsoftecommerce --name crm --set oauth.api.key=ID \\
    --set oauth.api.secret=env:CRM_SECRET
  elemint consent request --reauthorize 471196 --set oauth.api.secret=env:CRM_SECRET \\
    --html note.html --asker Ada";

pub(super) const COMPLETE: &str = "\
Examples:
  elemint consent complete < answer.txt
  wl-paste | elemint consent complete --verify --json
  elemint consent complete --state-file 1f2e3d4c.json --from-file answer.txt --profile staging

The answer is the complete address that the browser ended on. It contains a code, so it is not accepted as an argument.";

pub(super) const LIST: &str = "\
Examples:
  elemint consent list
  elemint consent list --jq '.[].state_file'

Fields of --json: consent, element, name, instance, platform, profile, requested, expires, expired, state_file.";

/// Arguments of `consent`.
#[derive(Debug, clap::Args)]
pub struct ConsentCommandArgs {
    /// Command on consents.
    #[command(subcommand)]
    pub command: ConsentCommand,
}

/// Commands on consents.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
    /// Write a note for a colleague who gives the consent.
    #[command(after_help = REQUEST)]
    Request(ConsentRequestArgs),
    /// Finish with the address that came back, read from standard input.
    #[command(after_help = COMPLETE)]
    Complete(ConsentCompleteArgs),
    /// List the pending consents.
    #[command(after_help = LIST)]
    List(JsonArgs),
}

/// Arguments of `consent request`.
#[derive(Debug, clap::Args)]
pub struct ConsentRequestArgs {
    /// Element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Values of the form.
    #[command(flatten)]
    pub form: FormArgs,

    /// Read values from this file; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Replace the credentials of this instance instead of creating one.
    #[arg(long, value_name = "ID", conflicts_with = "element")]
    pub reauthorize: Option<String>,

    /// Write the note as a web page, too.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Name of the person who asks [default: the user of this machine].
    #[arg(long, value_name = "NAME")]
    pub asker: Option<String>,

    /// Output for programs, without the note.
    #[command(flatten)]
    pub output: JsonArgs,
}

/// Arguments of `consent complete`.
#[derive(Debug, clap::Args)]
pub struct ConsentCompleteArgs {
    /// Refused: other users can read arguments.
    #[arg(hide = true)]
    pub answer: Option<String>,

    /// File of the pending consent; without it, the one that the answer belongs to.
    #[arg(long, value_name = "FILE")]
    pub state_file: Option<PathBuf>,

    /// Read the answer from this file; without it, from standard input.
    #[arg(long, value_name = "FILE")]
    pub from_file: Option<PathBuf>,

    /// Fill in a field that was not stored. Pass secrets by reference (KEY=env:NAME).
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Test the instance. The exit code is 8 if the test fails.
    #[arg(long)]
    pub verify: bool,

    /// Test the new instance, and delete it if the test fails. The trash keeps it.
    #[arg(long)]
    pub rollback_on_failure: bool,

    /// Agreement and output.
    #[command(flatten)]
    pub unattended: UnattendedArgs,
}
