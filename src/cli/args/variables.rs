//! Variables of the options: each option of each command can be set by `ELEMINT_` and its name.
//!
//! An option on the command line wins, also over a variable of another option that excludes it.

use super::{
    switch_value::{self, SwitchValue},
    variable_name::{PREFIX, name},
};
use crate::cli::settings;
use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::Resettable,
    error::{Error, ErrorKind},
    parser::ValueSource,
};
use std::collections::BTreeSet;

/// Options whose variables are read with the settings, because other sources take precedence.
const READ_BY_SETTINGS: [&str; 2] = ["profile", "base"];

/// Variables for which the command line is not parsed again: the options name them, or the settings read them.
const KNOWN: [&str; 14] = [
    "ELEMINT_BASE",
    "ELEMINT_BROWSER",
    "ELEMINT_CA_FILE",
    "ELEMINT_CONFIG_DIR",
    "ELEMINT_KEEP_NOTHING",
    "ELEMINT_LIST_AGE",
    "ELEMINT_LOG",
    "ELEMINT_NO_PROXY",
    "ELEMINT_ORG_SECRET",
    "ELEMINT_PROFILE",
    "ELEMINT_STATE_DIR",
    "ELEMINT_THEME",
    "ELEMINT_TIMEOUT",
    "ELEMINT_USER_SECRET",
];

/// Returns true if a variable is set for which the command line is parsed again, which makes the start longer.
pub(super) fn any_is_set() -> bool {
    let is_ours = |name: &str| name.starts_with(PREFIX) && !name.starts_with("ELEMINT_SET_") && !KNOWN.contains(&name);
    std::env::vars_os().any(|(name, _)| name.to_str().is_some_and(is_ours))
}

/// Returns true if the variable of a flag is set to a word for yes.
pub(super) fn is_on(name: &str) -> bool {
    settings::variable(name).is_some_and(|value| switch_value::parse(&value) == Some(true))
}

/// Variable that turns every request that changes something into a dry run.
const DRY_RUN: &str = "ELEMINT_DRY_RUN";

/// Commands that change something on the platform or on this machine and cannot show it without doing it, with what
/// shows it.
const WITHOUT_DRY_RUN: [(&[&str], &str); 20] = [
    (&["apply"], "elemint plan FILE shows the changes without sending them"),
    (&["new"], "elemint create shows the request without sending it"),
    (&["session"], NO_PREVIEW),
    (&["instances", "delete"], NO_PREVIEW),
    (&["instances", "enable"], NO_PREVIEW),
    (&["instances", "disable"], NO_PREVIEW),
    (&["instances", "events"], NO_PREVIEW),
    (&["instances", "trace"], NO_PREVIEW),
    (&["proxies", "create"], NO_PREVIEW),
    (&["proxies", "delete"], NO_PREVIEW),
    (&["proxies", "add-url"], NO_PREVIEW),
    (&["proxies", "remove-url"], NO_PREVIEW),
    (&["recover"], "elemint recover without an option lists the requests"),
    (&["trash", "empty"], "elemint trash lists what it removes"),
    (&["forget"], "elemint forget without a name lists what it removes"),
    (&["profiles", "add"], NO_PREVIEW),
    (&["profiles", "secrets"], NO_PREVIEW),
    (&["profiles", "rename"], NO_PREVIEW),
    (&["profiles", "protect"], NO_PREVIEW),
    (&["profiles", "unprotect"], NO_PREVIEW),
];
const NO_PREVIEW: &str = "it has no dry run";

/// Checks that a command that changes something does not run although the variable asks for a dry run.
///
/// # Errors
/// The command has no dry run.
pub(super) fn check_dry_run(names: &[String]) -> Result<(), Error> {
    let known = WITHOUT_DRY_RUN.iter().find(|(words, _)| words.iter().eq(names.iter()));
    let Some((words, instead)) = known.filter(|_| is_on(DRY_RUN)) else { return Ok(()) };
    let command = words.join(" ");
    let text =
        format!("{DRY_RUN} is set, so elemint {command} changes nothing: {instead}. To change it, unset {DRY_RUN}.\n");
    Err(Error::raw(ErrorKind::ArgumentConflict, text))
}

/// Lets the options of a command and of its own commands be set by variables, except those that were given, or that an
/// option that was given excludes.
pub(super) fn apply(command: Command, given: &BTreeSet<String>) -> Command {
    let excluded = excluded(&command, given);
    let set = |option: Arg| {
        let id = option.get_id().as_str();
        if given.contains(id) || excluded.contains(id) {
            // Some options name their variable themselves.
            return option.env(Resettable::Reset);
        }
        // Names of options have to live as long as the program.
        let name = name(&option).filter(|_| !READ_BY_SETTINGS.contains(&id));
        let Some(name) = name else { return option };
        let option = if option.get_env().is_some() { option } else { option.env(&*name.leak()).hide_env(true) };
        // A variable has a name in each line, since a name may have a comma.
        let option = if option.get_long() == Some("confirm") { option.value_delimiter('\n') } else { option };
        if matches!(option.get_action(), ArgAction::SetTrue) { option.value_parser(SwitchValue) } else { option }
    };
    // What was typed is parsed before. A variable of an option also sets that of the command before the command.
    let command = command.args_conflicts_with_subcommands(false);
    command.mut_args(set).mut_subcommands(|sub| apply(sub, given))
}

/// Lets no option of a command and of its own commands be set by a variable.
pub(super) fn unset(command: Command) -> Command {
    command.mut_args(|option| option.env(Resettable::Reset)).mut_subcommands(unset)
}

/// Returns the IDs of the arguments on the command line, of the command and of its own commands.
pub(super) fn given(matches: &ArgMatches) -> BTreeSet<String> {
    let is_typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut given: BTreeSet<String> = matches.ids().map(clap::Id::as_str).filter(is_typed).map(str::to_owned).collect();
    if let Some((_, sub)) = matches.subcommand() {
        given.extend(self::given(sub));
    }
    given
}

fn excluded(command: &Command, given: &BTreeSet<String>) -> BTreeSet<String> {
    let conflicts = |option: &Arg| -> BTreeSet<String> {
        command.get_arg_conflicts_with(option).iter().map(|other| other.get_id().to_string()).collect()
    };
    let mut excluded = BTreeSet::new();
    for option in command.get_arguments() {
        let (id, others) = (option.get_id().to_string(), conflicts(option));
        if given.contains(&id) {
            excluded.extend(others);
        } else if others.iter().any(|other| given.contains(other)) {
            excluded.insert(id);
        }
    }
    excluded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::command;
    use rstest::rstest;
    use std::collections::BTreeMap;

    /// Calls `check` with each option of a command and of its own commands, and the words of the command.
    fn each_option(command: &Command, path: &str, check: &mut impl FnMut(&str, &Arg)) {
        let path = format!("{path} {}", command.get_name());
        for option in command.get_arguments().filter(|option| name(option).is_some()) {
            check(&path, option);
        }
        for sub in command.get_subcommands() {
            each_option(sub, &path, check);
        }
    }

    /// Commands that change neither the platform nor what is saved of it, but for files that they were asked to write.
    const ONLY_READ: [&str; 27] = [
        "completions",
        "consent",
        "consent list",
        "consent request",
        "doctor",
        "export",
        "instances",
        "instances call",
        "instances check",
        "instances list",
        "instances show",
        "instances test",
        "instances token",
        "man",
        "plan",
        "profiles",
        "profiles list",
        "profiles test",
        "proxies",
        "proxies list",
        "report",
        "run-filter",
        "sandbox",
        "token",
        "trash",
        "trash list",
        "view",
    ];

    #[test]
    fn a_command_has_a_dry_run_or_refuses_it_or_only_reads() {
        let mut unknown = Vec::new();
        each_command(&command(), &mut Vec::new(), &mut |words, command| {
            let has_dry_run = command.get_arguments().any(|option| option.get_long() == Some("dry-run"));
            let refuses = WITHOUT_DRY_RUN.iter().any(|(known, _)| *known == words);
            let reads = words.last() == Some(&"help") || ONLY_READ.contains(&words.join(" ").as_str());
            if u8::from(has_dry_run) + u8::from(refuses) + u8::from(reads) != 1 {
                unknown.push(words.join(" "));
            }
        });
        assert_eq!(unknown, Vec::<String>::new());
    }

    #[test]
    fn command_that_changes_something_takes_yes() {
        let mut without = Vec::new();
        each_command(&command(), &mut Vec::new(), &mut |words, command| {
            let has = |name: &str| command.get_arguments().any(|option| option.get_long() == Some(name));
            let changes = has("dry-run") || WITHOUT_DRY_RUN.iter().any(|(known, _)| *known == words);
            // A session gets its agreement from the program that runs it.
            if changes && !has("yes") && words != ["session"] {
                without.push(words.join(" "));
            }
        });
        assert_eq!(without, Vec::<String>::new());
    }

    /// Calls `check` with each command and its words.
    fn each_command<'a>(command: &'a Command, words: &mut Vec<&'a str>, check: &mut impl FnMut(&[&str], &Command)) {
        for sub in command.get_subcommands() {
            words.push(sub.get_name());
            check(words, sub);
            if sub.get_name() != "help" {
                each_command(sub, words, check);
            }
            words.pop();
        }
    }

    #[rstest]
    #[case::create(&["create", "magentosoapv19", "--name", "-dash", "--confirm", "--dash"], true)]
    #[case::update(&["instances", "update", "7", "--name", "-dash", "--confirm", "-dash"], true)]
    #[case::clone(&["clone", "7", "--name", "--dash"], true)]
    #[case::restore(&["trash", "restore", "7", "--name", "-dash"], true)]
    #[case::option(&["create", "magentosoapv19", "--name", "--yes"], false)]
    #[case::option_with_a_value(&["create", "magentosoapv19", "--name", "--tag=a"], false)]
    #[case::option_of_all_commands(&["create", "magentosoapv19", "--name", "--profile", "a"], false)]
    #[case::help(&["create", "magentosoapv19", "--confirm", "-h"], false)]
    fn name_may_begin_with_a_dash_unless_it_is_an_option(#[case] args: &[&str], #[case] is_name: bool) {
        assert_eq!(command().try_get_matches_from([&["elemint"], args].concat()).is_ok(), is_name);
    }

    #[test]
    fn every_option_has_its_variable() {
        let command = apply(command(), &BTreeSet::new());
        let mut without = Vec::new();
        each_option(&command, "", &mut |path, option| {
            let is_set = option.get_env().is_some() || READ_BY_SETTINGS.contains(&option.get_id().as_str());
            let is_ours = name(option).is_some_and(|name| name.starts_with(PREFIX));
            if !is_set || !is_ours {
                without.push(format!("{path} {}", option.get_id()));
            }
        });
        assert_eq!(without, Vec::<String>::new());
    }

    #[test]
    fn no_variable_of_an_option_is_that_of_a_secret() {
        each_option(&command(), "", &mut |path, option| {
            let name = name(option).unwrap_or_default();
            assert!(!["ELEMINT_USER_SECRET", "ELEMINT_ORG_SECRET"].contains(&name.as_str()), "{path} {name}");
        });
    }

    #[test]
    fn one_variable_means_one_option_name() {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        each_option(&command(), "", &mut |path, option| {
            let long = option.get_long().unwrap_or_default().to_owned();
            let before = known.insert(name(option).unwrap_or_default(), long.clone());
            assert!(before.is_none_or(|before| before == long), "{path} {long}");
        });
    }
}
