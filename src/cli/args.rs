//! The command line as typed.

mod change;
mod clone;
mod consent;
mod consent_wait;
mod create;
mod create_texts;
mod declared;
mod forget;
mod help;
mod instance_texts;
mod instances;
mod json;
mod network;
pub mod profiles;
pub mod proxies;
mod recover;
mod report;
mod sandbox;
mod second_name;
mod session;
mod switch;
mod switch_value;
mod texts;
pub mod trash;
mod variable_name;
mod variables;
mod view;

pub use change::ChangeArgs;
use change::{EDIT, REAUTHORIZE};
pub use clone::CloneArgs;
pub use consent::{ConsentCommand, ConsentCommandArgs, ConsentCompleteArgs, ConsentRequestArgs};
pub use consent_wait::ConsentArgs;
use create::pair;
pub use create::{AgreedArgs, CreateArgs, FormArgs, IfExists, NewArgs, ScriptArgs, UnattendedArgs};
use create_texts::{CONSENT, CREATE};
use declared::{APPLY, EXPORT, PLAN};
pub use declared::{ApplyArgs, ExportArgs, FileArgs, PlanArgs};
pub use forget::ForgetArgs;
pub use help::{command, requested_form, typed_element};
pub use instances::{
    CallArgs, CheckArgs, DeleteArgs, InstancesArgs, InstancesCommand, ListArgs, ShowArgs, SwitchArgs, TestArgs,
    TokenArgs, UpdateArgs,
};
pub use json::{JsonArgs, OutputForm};
pub use network::NetworkArgs;
pub use recover::RecoverArgs;
pub use report::ReportArgs;
pub use sandbox::{SandboxArgs, SandboxStateArgs};
pub use session::SessionArgs;
pub use switch::{EventsArgs, Switch, TraceArgs};
pub use view::ViewArgs;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use instance_texts::{CLONE, INSTANCES, PROFILES, PROXIES, TOKEN};
use std::path::PathBuf;
use switch_value::SwitchValue;
use texts::{
    ACCESSIBLE, BASE, COMPLETIONS, DOCTOR, EXAMPLES, FORGET, MAN, NEW, PROFILE, RECOVER, REPORT, SANDBOX, SESSION,
    TRASH, VIEW,
};
use trash::TrashArgs;

/// Create element instances on Cloud Elements and SAP Open Connectors, and look after them.
///
/// A wizard asks for the element, its credentials and the provider's consent, creates the instance, and keeps its
/// token. A list of instances tests, re-authorizes, edits and deletes them.
#[derive(Debug, Parser)]
#[command(name = "elemint", version = env!("ELEMINT_VERSION"), max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// Open the form of this element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Use a platform on this machine: no account, no network, no configuration.
    #[arg(long, global = true, conflicts_with_all = ["profile", "base"])]
    pub sandbox: bool,

    /// State that a sandbox begins with.
    #[command(flatten)]
    pub state: SandboxStateArgs,

    /// Name of the profile to use.
    // Not read from the environment by clap: there it would clash with the flags it should give way to.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "base", help = PROFILE)]
    pub profile: Option<String>,

    /// Address of the platform to use.
    #[arg(long, global = true, value_name = "URL", help = BASE)]
    pub base: Option<String>,

    /// Set how links are opened: `open` them here, `print` or `copy` them for another machine, or run a command.
    #[arg(long, global = true, value_name = "open|print|copy|COMMAND", env = "ELEMINT_BROWSER")]
    pub browser: Option<String>,

    /// Use this theme: auto, terminal, elemint, contrast, mono, or a theme file of your own.
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "ELEMINT_THEME",
        default_value = "auto",
        hide_default_value = true
    )]
    pub theme: String,

    /// Connection to the platform.
    #[command(flatten)]
    pub network: NetworkArgs,

    /// Ask the platform for its list of elements again after this many hours; 0 asks at every start.
    #[arg(
        long,
        global = true,
        value_name = "HOURS",
        env = "ELEMINT_LIST_AGE",
        default_value_t = 24,
        hide_short_help = true,
        value_parser = clap::value_parser!(u64).range(0..=8760)
    )]
    pub list_age: u64,

    /// Log events and requests to the platform to this file, one line of JSON each, without secrets and typed text.
    #[arg(long, global = true, value_name = "FILE", env = "ELEMINT_LOG", hide_short_help = true)]
    pub log: Option<PathBuf>,

    /// Never ask, even at a terminal. CI=true does the same.
    #[arg(long, global = true)]
    pub non_interactive: bool,

    /// Ask and answer in plain lines, for screen readers.
    #[arg(long, visible_alias = "plain", global = true, help = ACCESSIBLE)]
    pub accessible: bool,

    /// Form of the result on standard output.
    #[arg(skip)]
    pub output: OutputForm,
    /// Filter of the JSON that the command would print, a failure included.
    #[arg(skip)]
    pub filter: Option<String>,

    /// Names of the command and of its own command, for the log.
    #[arg(skip)]
    pub command_names: Vec<String>,

    /// Directories of stored data.
    #[command(flatten)]
    pub places: PlacesArgs,

    /// Command to run instead of the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Directories of stored data.
#[derive(Debug, clap::Args)]
pub struct PlacesArgs {
    /// Write nothing: no profile, no draft, no token. Copy or save the result yourself.
    #[arg(
        long,
        global = true,
        env = "ELEMINT_KEEP_NOTHING",
        hide_short_help = true,
        value_parser = SwitchValue
    )]
    pub keep_nothing: bool,

    /// Keep profiles, keys, themes and your own elements in this directory.
    #[arg(long, global = true, value_name = "DIR", env = "ELEMINT_CONFIG_DIR", hide_short_help = true)]
    pub config_dir: Option<PathBuf>,

    /// Keep drafts and instances in this directory.
    #[arg(long, global = true, value_name = "DIR", env = "ELEMINT_STATE_DIR", hide_short_help = true)]
    pub state_dir: Option<PathBuf>,
}

/// Commands besides the wizard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an instance, with fields filled in.
    #[command(after_help = NEW)]
    New(NewArgs),
    /// Create an instance without a screen, from options, variables or a file.
    #[command(after_help = CREATE)]
    Create(CreateArgs),
    /// Let a colleague give the provider's consent.
    #[command(after_help = CONSENT)]
    Consent(ConsentCommandArgs),
    /// List, show and manage the instances of a platform.
    #[command(after_help = INSTANCES)]
    Instances(InstancesArgs),
    /// Run the wizard for another program, which reads and writes lines of JSON.
    ///
    /// Each line of standard input is a request, and is answered by one line with the state after it or with an error.
    /// Secrets are masked. The protocol is described in assets/docs/protocol.md.
    #[command(after_help = SESSION)]
    Session(SessionArgs),
    /// List, create, test and protect the profiles on this machine.
    #[command(after_help = PROFILES)]
    Profiles(profiles::ProfilesArgs),
    /// List, create and delete OAuth proxies.
    #[command(after_help = PROXIES)]
    Proxies(proxies::ProxiesArgs),
    /// Print, export or store the token of an instance.
    #[command(after_help = TOKEN)]
    Token(TokenArgs),
    /// Replace the credentials of an instance. Its ID and its token stay.
    #[command(after_help = REAUTHORIZE)]
    Reauthorize(ChangeArgs),
    /// Edit name, tags and configuration of an instance.
    #[command(after_help = EDIT)]
    Edit(ChangeArgs),
    /// Create an instance with the values of another one, also on another platform.
    ///
    /// Opens the form filled in. Secrets are not copied, because the platform does not show them; addresses of the
    /// provider are left out if the copy is created with another profile.
    #[command(after_help = CLONE)]
    Clone(CloneArgs),
    /// Write instances of the platform into a file, with references in place of secrets.
    #[command(after_help = EXPORT)]
    Export(ExportArgs),
    /// List the changes that elemint apply would make. Nothing is changed.
    #[command(after_help = PLAN)]
    Plan(PlanArgs),
    /// Create and change the instances that a file declares. Only differences are sent.
    #[command(after_help = APPLY)]
    Apply(ApplyArgs),
    /// Run the sandbox alone, for curl and other clients.
    #[command(after_help = SANDBOX)]
    Sandbox(SandboxArgs),
    /// Check settings, network and this machine, and say how to fix problems.
    ///
    /// Checks settings, keyring, browser, clipboard, terminal and callback ports and, with a profile, the connection to
    /// its platform. Changes nothing. The exit code is 1 if something will fail.
    #[command(after_help = DOCTOR)]
    Doctor(JsonArgs),
    /// Write a fault report without secrets. You see it before it is saved.
    #[command(after_help = REPORT)]
    Report(ReportArgs),
    /// Print completions for a shell.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// Name of the shell.
        shell: Shell,
    },
    /// Print the manual page, or write all pages into a directory.
    #[command(after_help = MAN)]
    Man {
        /// Write the pages here, one per command.
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Read any JSON in the viewer, from a file or a pipe.
    #[command(after_help = VIEW)]
    View(ViewArgs),
    /// List requests and changes with an unknown outcome, and resolve them.
    #[command(after_help = RECOVER)]
    Recover(RecoverArgs),
    /// List saved profiles, forms, consents, instances and deleted instances, or remove one from this machine.
    #[command(after_help = FORGET)]
    Forget(ForgetArgs),
    /// List deleted instances, create one again, or remove them for good.
    #[command(after_help = TRASH)]
    Trash(TrashArgs),
    /// Run a filter for the viewer.
    #[command(hide = true)]
    RunFilter,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Args::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.starts_with("Examples:\n  elemint "), "{}", command.get_name());
        }
    }

    #[test]
    fn no_option_of_the_wizard_takes_a_secret() {
        let command = Args::command();
        let of = |name: &str| command.find_subcommand(name).expect("the command").get_arguments();
        for argument in command.get_arguments().chain(of("new")).chain(of("create")) {
            let name = argument.get_id().as_str();
            assert!(!["secret", "password", "token", "code"].iter().any(|word| name.contains(word)), "{name}");
        }
    }
}
