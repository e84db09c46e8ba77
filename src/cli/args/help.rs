//! Help of each command, reduced to the options that apply to it.

use super::{Args, Command, OutputForm, variables};
use clap::{CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// Global options without effect on a command; its help and manual page leave them out.
const UNUSED: [(&str, &[&[&str]]); 17] = [
    ("completions", &[SCREEN, NETWORK, PLATFORM, QUESTIONS, FOLDERS]),
    ("man", &[SCREEN, NETWORK, PLATFORM, QUESTIONS, FOLDERS]),
    ("sandbox", &[SCREEN, NETWORK, PLATFORM, QUESTIONS, &["config_dir"]]),
    ("view", &[&["browser"], NETWORK, PLATFORM, QUESTIONS]),
    ("forget", &[SCREEN, NETWORK, PLATFORM]),
    ("recover", &[SCREEN, QUESTIONS, &["sandbox", "list_age"]]),
    ("report", &[&["sandbox", "accessible", "theme", "list_age"]]),
    ("doctor", &[&["theme", "list_age"], QUESTIONS]),
    ("instances", &[SCREEN, &["list_age"]]),
    ("proxies", &[SCREEN, &["list_age"]]),
    ("token", &[SCREEN, &["list_age"]]),
    ("profiles", &[SCREEN, PLATFORM]),
    ("create", &[SCREEN, &["list_age"]]),
    ("consent", &[SCREEN, &["list_age"]]),
    ("export", &[SCREEN, &["list_age"]]),
    ("plan", &[SCREEN, &["list_age"]]),
    ("apply", &[SCREEN, &["list_age"]]),
];
const SCREEN: &[&str] = &["browser", "theme", "accessible"];
const NETWORK: &[&str] = &["no_proxy", "ca_file", "timeout"];
const PLATFORM: &[&str] = &["sandbox", "profile", "base", "list_age"];
const QUESTIONS: &[&str] = &["non_interactive"];
const FOLDERS: &[&str] = &["keep_nothing", "config_dir", "state_dir", "log"];
/// Commands that start no sandbox.
const WITHOUT_SANDBOX: [&str; 9] =
    ["completions", "man", "view", "forget", "recover", "report", "doctor", "run-filter", "profiles"];
const SANDBOX_STATE: [&str; 4] = ["elements", "samples", "fresh", "seed"];

/// Returns the command line; the help of each command shows only the options that apply to it.
pub fn command() -> clap::Command {
    let mut command = Args::command();
    // Only `build` copies the global options to the commands.
    command.build();
    for (name, options) in UNUSED {
        command = command.mut_subcommand(name, |sub| without(sub, &options.concat()));
    }
    for name in WITHOUT_SANDBOX {
        command = command.mut_subcommand(name, |sub| without(sub, &SANDBOX_STATE));
    }
    command.mut_subcommands(with_own_options_first)
}

/// Lists the global options of a command and of its own commands below its own options.
fn with_own_options_first(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|option| match option.get_id().as_str() {
        _ if !option.is_global_set() => option,
        id if id == "sandbox" || SANDBOX_STATE.contains(&id) => option.help_heading("Sandbox"),
        _ => option.help_heading("Options of all commands"),
    });
    command.mut_subcommands(with_own_options_first)
}

/// Hides global options of a command and of its own commands.
fn without(command: clap::Command, options: &[&str]) -> clap::Command {
    let hides = |option: &clap::Arg| option.is_global_set() && options.contains(&option.get_id().as_str());
    let command = command.mut_args(|option| if hides(&option) { option.hide(true) } else { option });
    command.mut_subcommands(|sub| without(sub, options))
}

/// Returns the form that a command, or one of its own commands, is asked for by its option `--json`.
fn output_form(matches: &clap::ArgMatches) -> OutputForm {
    if matches.try_get_one("json").ok().flatten() == Some(&true) {
        return OutputForm::Json;
    }
    match matches.subcommand() {
        Some(("session", _)) => OutputForm::Lines,
        Some((_, inner)) => output_form(inner),
        None => OutputForm::Text,
    }
}

/// Returns the filter of a command that has the option `--json`, which then filters its failure, too.
fn output_filter(matches: &clap::ArgMatches) -> Option<String> {
    let has_json = matches.try_get_one::<bool>("json").is_ok_and(|json| json.is_some());
    let own = || matches.try_get_one::<String>("jq").ok().flatten().cloned();
    has_json.then(own).flatten().or_else(|| output_filter(matches.subcommand()?.1))
}

/// Returns the names of the command and of its own command.
fn command_names(matches: &clap::ArgMatches) -> Vec<String> {
    let Some((name, inner)) = matches.subcommand() else { return Vec::new() };
    [name.to_owned()].into_iter().chain(command_names(inner)).collect()
}

/// Returns the form that the command line, which is not valid, asks for.
pub fn requested_form() -> OutputForm {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let is_typed = arguments.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--json");
    if !is_typed && !variables::is_on("ELEMINT_JSON") {
        return OutputForm::Text;
    }
    let matches = Args::command().ignore_errors(true).try_get_matches_from(&arguments);
    let is_session = matches.is_ok_and(|matches| matches.subcommand_name() == Some("session"));
    if is_session { OutputForm::Lines } else { OutputForm::Json }
}

/// Returns the word in the place of the element of a command line that is not valid.
pub fn typed_element() -> Option<String> {
    let matches = Args::command().ignore_errors(true).try_get_matches_from(std::env::args_os()).ok()?;
    matches.get_one::<String>("element").cloned()
}

impl Args {
    /// Reads the arguments of this process.
    ///
    /// # Errors
    /// Invalid arguments, or the requested help or version.
    pub fn read() -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = std::env::args_os().collect();
        // The complete command takes most of a start to build, and only help and faults show the difference.
        let matches = Args::command().try_get_matches_from(&arguments);
        let matches = matches.or_else(|_| command().try_get_matches_from(&arguments)).map_err(|error| {
            // The usage lists options whose variables are set as if they were typed.
            let typed = variables::unset(command()).try_get_matches_from(&arguments);
            typed.err().filter(|typed| typed.kind() == error.kind() && typed.use_stderr()).unwrap_or(error)
        })?;
        let matches = if variables::any_is_set() {
            variables::apply(command(), &variables::given(&matches)).try_get_matches_from(&arguments)?
        } else {
            matches
        };
        let args = Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command()))?;
        let mut args = args;
        if let Some(Command::Trash(trash)) = &mut args.command {
            trash.pass_on_output();
        }
        let command_names = command_names(&matches);
        if !args.only_lists() {
            variables::check_dry_run(&command_names)?;
        }
        Ok(Self { output: output_form(&matches), filter: output_filter(&matches), command_names, ..args })
    }

    /// Returns true for a command that changes something only with a name or an option, and has none.
    fn only_lists(&self) -> bool {
        match &self.command {
            Some(Command::Forget(forget)) => forget.name.is_none(),
            Some(Command::Recover(recover)) => !recover.look && !recover.forget && recover.adopt.is_none(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_options_are_listed_before_those_of_all_commands() {
        let mut command = command();
        let help = command.find_subcommand_mut("plan").expect("the command").render_long_help().to_string();
        let at = |text: &str| help.find(text).unwrap_or_else(|| panic!("{text} is missing: {help}"));
        let own = ["--allow-commands", "--from", "--json", "--out", "--prune"];
        assert!(own.iter().all(|option| at(option) < at("\nSandbox:")), "{help}");
        assert!(at("\nSandbox:") < at("--seed") && at("--seed") < at("\nOptions of all commands:"), "{help}");
        assert!(at("\nOptions of all commands:") < at("--profile"), "{help}");
    }
}
