//! What was typed.

mod help;
mod texts;

pub use help::command;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use std::{net::SocketAddr, path::PathBuf};
use texts::{
    ACCESSIBLE, BASE, COMPLETIONS, DOCTOR, EXAMPLES, FORGET, MAN, NEW, NO_PROXY, PROFILE, RECOVER, REPORT, SANDBOX,
    VIEW,
};
use url::Url;

/// Mint element instances on Cloud Elements and SAP Open Connectors.
///
/// A wizard leads from the choice of an element over its credentials and the provider's consent to the instance,
/// and keeps the token that comes back.
#[derive(Debug, Parser)]
#[command(name = "elemint", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// Begin with this element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Practise: no account, no network, nothing to configure.
    #[arg(long, global = true, conflicts_with_all = ["profile", "base"])]
    pub sandbox: bool,

    /// Let the practice platform know the exported elements in this directory as well.
    #[arg(long, value_name = "DIR", requires = "sandbox")]
    pub elements: Option<PathBuf>,

    /// The profile to use.
    // Not read from the environment by clap: there it would clash with the flags it should give way to.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "base", help = PROFILE)]
    pub profile: Option<String>,

    /// The address of the platform to use.
    #[arg(long, global = true, value_name = "URL", help = BASE)]
    pub base: Option<String>,

    /// What becomes of links: `open` them here, `print` or `copy` them for another machine, or run a command.
    #[arg(long, global = true, value_name = "open|print|copy|COMMAND", env = "ELEMINT_BROWSER")]
    pub browser: Option<String>,

    /// How it looks: auto, terminal, elemint, contrast, mono, or a theme file of your own.
    #[arg(long, value_name = "NAME", env = "ELEMINT_THEME", default_value = "auto", hide_default_value = true)]
    pub theme: String,

    /// Go to the platform without a proxy.
    #[arg(long, help = NO_PROXY, env = "ELEMINT_NO_PROXY", hide_short_help = true)]
    pub no_proxy: bool,

    /// Trust the authorities in this file, in PEM form, besides those the system trusts.
    #[arg(long, value_name = "FILE", env = "ELEMINT_CA_FILE", hide_short_help = true)]
    pub ca_file: Option<PathBuf>,

    /// Wait this long for an instance to be made [default: 120].
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ELEMINT_TIMEOUT",
        hide_short_help = true,
        value_parser = clap::value_parser!(u64).range(1..=3600)
    )]
    pub timeout: Option<u64>,

    /// Write what happens to this file, a line of JSON an event; never a secret, never what you type.
    #[arg(long, value_name = "FILE", env = "ELEMINT_LOG", hide_short_help = true)]
    pub log: Option<PathBuf>,

    /// Ask and answer in plain lines, for screen readers: nothing is painted over.
    #[arg(long, global = true, help = ACCESSIBLE)]
    pub accessible: bool,

    /// Where things are kept.
    #[command(flatten)]
    pub places: PlacesArgs,

    /// What to do instead of running the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where things are kept, if anything is.
#[derive(Debug, clap::Args)]
pub struct PlacesArgs {
    /// Write nothing: no profile, no draft, no token. What is made has to be copied or saved by you.
    #[arg(long, global = true, env = "ELEMINT_KEEP_NOTHING", hide_short_help = true)]
    pub keep_nothing: bool,

    /// Keep profiles in this directory.
    #[arg(long, global = true, value_name = "DIR", env = "ELEMINT_CONFIG_DIR", hide_short_help = true)]
    pub config_dir: Option<PathBuf>,

    /// Keep drafts and instances in this directory.
    #[arg(long, global = true, value_name = "DIR", env = "ELEMINT_STATE_DIR", hide_short_help = true)]
    pub state_dir: Option<PathBuf>,
}

/// What else the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an instance of an element, with what is no secret filled in already.
    #[command(after_help = NEW)]
    New(NewArgs),
    /// Run the practice platform alone, for curl and other clients.
    #[command(after_help = SANDBOX)]
    Sandbox(SandboxArgs),
    /// Look whether all is in place, and say what to do where it is not.
    ///
    /// Settings, browser, clipboard, terminal, and, where a profile is known, the way to its platform. Nothing is
    /// changed. It ends with 1 where something will fail.
    #[command(after_help = DOCTOR)]
    Doctor,
    /// Write a report of a fault: without secrets, and seen before it is saved.
    #[command(after_help = REPORT)]
    Report(ReportArgs),
    /// Print the completions for a shell.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or write all of them into a directory.
    #[command(after_help = MAN)]
    Man {
        /// Write the pages here, one a command.
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Read any JSON in the viewer, from a file or a pipe.
    #[command(after_help = VIEW)]
    View(ViewArgs),
    /// Tell of requests nobody heard the end of, and settle them.
    #[command(after_help = RECOVER)]
    Recover(RecoverArgs),
    /// Tell what is kept here of profiles and instances, and forget it.
    #[command(after_help = FORGET)]
    Forget(ForgetArgs),
    /// Run a filter for the viewer.
    #[command(hide = true)]
    RunFilter,
}

/// What is forgotten. Without a name all that is kept is told.
#[derive(Debug, clap::Args)]
pub struct ForgetArgs {
    /// A profile's name, or an instance's number.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Do not ask.
    #[arg(long, requires = "name")]
    pub yes: bool,
}

/// What is done about requests nobody heard the end of. Without any of it they are told.
#[derive(Debug, clap::Args)]
pub struct RecoverArgs {
    /// Only this one, as the list calls it.
    #[arg(value_name = "REQUEST")]
    pub request: Option<String>,

    /// Ask the platform what became of them, keep the token of what was made, and settle what is certain.
    #[arg(long)]
    pub look: bool,

    /// Take over the instance with this id.
    #[arg(long, value_name = "INSTANCE", requires = "request", conflicts_with_all = ["look", "forget"])]
    pub adopt: Option<String>,

    /// Forget it, whatever became of it.
    #[arg(long, requires = "request", conflicts_with = "look")]
    pub forget: bool,

    /// Print it as JSON.
    #[arg(long)]
    pub json: bool,

    /// How many seconds to let the platform settle before asking again for what it did not have.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, hide = true)]
    pub pause: u64,
}

/// What is read.
#[derive(Debug, clap::Args)]
pub struct ViewArgs {
    /// The file; `-`, or none where something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Show what this jq filter makes of it. The filter gets what you would see: covered secrets stay covered.
    #[arg(short, long, value_name = "JQ")]
    pub filter: Option<String>,
}

/// What is known of the instance already.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: String,

    /// The instance's name.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Its tags, separated by commas.
    #[arg(long, value_name = "TAGS")]
    pub tags: Option<String>,

    /// The way to sign in to the provider, where there are several; a part of its label will do.
    #[arg(long, value_name = "WAY")]
    pub way: Option<String>,

    /// Fill in a field by its configuration key; of a secret only where it is, as env:NAME. Others can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Create the instance without asking, with or without a terminal; ends with 4 and names what is missing.
    #[arg(long)]
    pub yes: bool,
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("it has no =, as in userName=ada")?;
    if key.trim().is_empty() { Err("there is no key before the =") } else { Ok((key.trim().into(), value.into())) }
}

/// Where the report goes.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// The file to save it to, once you said yes.
    #[arg(value_name = "FILE", default_value = "elemint-report.txt")]
    pub file: PathBuf,
}

/// How the practice platform is run.
#[derive(Debug, clap::Args)]
pub struct SandboxArgs {
    /// Listen here; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,

    /// Take this user secret. It is a practice secret: never give a real one here.
    #[arg(long, value_name = "SECRET")]
    pub user_secret: Option<String>,

    /// Take this organization secret. It is a practice secret: never give a real one here.
    #[arg(long, value_name = "SECRET")]
    pub org_secret: Option<String>,

    /// Let this OAuth 2 server on this machine take the provider's place: consent is given on its pages.
    #[arg(long, value_name = "ADDRESS")]
    pub issuer: Option<Url>,

    /// Serve the exported elements in this directory as well: JSON files, each of one element or a list.
    #[arg(long, value_name = "DIR")]
    pub elements: Option<PathBuf>,

    /// Print address and secrets as JSON.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_agree_with_one_another() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_teaches_by_examples() {
        for command in Args::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.starts_with("Examples:\n  elemint "), "{}", command.get_name());
        }
    }

    #[test]
    fn no_option_of_the_wizard_takes_a_secret() {
        let command = Args::command();
        let new = command.find_subcommand("new").expect("the command");
        for argument in command.get_arguments().chain(new.get_arguments()) {
            let name = argument.get_id().as_str();
            assert!(!["secret", "password", "token", "code"].iter().any(|word| name.contains(word)), "{name}");
        }
    }
}
