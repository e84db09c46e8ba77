//! Names as values of options. A name may begin with a dash; an option of the program in its place is none.

use clap::Command;
use std::{collections::BTreeSet, sync::OnceLock};

/// Options of the program as they are typed.
static OPTIONS: OnceLock<BTreeSet<String>> = OnceLock::new();

/// Notes the options of the program, before names are parsed.
pub(super) fn note_options(command: &Command) {
    OPTIONS.get_or_init(|| {
        let mut options = BTreeSet::from(["--", "-h", "--help"].map(str::to_owned));
        collect(command, &mut options);
        options
    });
}

fn collect(command: &Command, options: &mut BTreeSet<String>) {
    for argument in command.get_arguments() {
        let long = argument.get_long_and_visible_aliases().unwrap_or_default();
        options.extend(long.into_iter().map(|long| format!("--{long}")));
        options.extend(argument.get_short().map(|short| format!("-{short}")));
    }
    command.get_subcommands().for_each(|sub| collect(sub, options));
}

/// Parses a name.
///
/// # Errors
/// It is an option of the program, so the name is missing.
pub(super) fn name_value(text: &str) -> Result<String, &'static str> {
    let word = text.split('=').next().unwrap_or_default();
    if OPTIONS.get().is_some_and(|options| options.contains(word)) {
        return Err("the name is missing before this option");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::command;
    use rstest::rstest;

    #[rstest]
    #[case::dash("-dash", true)]
    #[case::dashes("--dash", true)]
    #[case::plain("shop", true)]
    #[case::option("--yes", false)]
    #[case::option_with_a_value("--tag=a", false)]
    #[case::help("-h", false)]
    fn name_may_begin_with_a_dash_unless_it_is_an_option(#[case] text: &str, #[case] is_name: bool) {
        note_options(&command());
        assert_eq!(name_value(text).is_ok(), is_name);
    }

    #[rstest]
    #[case::create(&["elemint", "create", "magentosoapv19", "--name", "-dash", "--confirm", "-dash"])]
    #[case::update(&["elemint", "instances", "update", "7", "--name", "-dash", "--confirm", "-dash"])]
    #[case::clone(&["elemint", "clone", "7", "--name", "-dash"])]
    #[case::restore(&["elemint", "trash", "restore", "7", "--name", "-dash"])]
    fn option_takes_a_name_that_begins_with_a_dash(#[case] args: &[&str]) {
        assert!(command().try_get_matches_from(args).is_ok());
    }

    #[test]
    fn option_is_no_name() {
        let parsed = command().try_get_matches_from(["elemint", "create", "magentosoapv19", "--name", "--yes"]);
        assert!(parsed.is_err());
    }
}
