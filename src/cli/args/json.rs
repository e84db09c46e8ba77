//! Arguments of commands with a result for programs.

use crate::document::filter;

/// Form of a result on standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputForm {
    /// Text for people, or the results of a filter.
    #[default]
    Text,
    /// JSON, for the option `--json`.
    Json,
    /// Lines of JSON, for a session.
    Lines,
}

/// Arguments of commands that print their result as JSON.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct JsonArgs {
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,

    /// Print the results of this jq filter on the JSON, strings without quotes.
    #[arg(long, value_name = "FILTER", value_parser = checked_filter)]
    pub jq: Option<String>,
}

impl JsonArgs {
    /// Returns true if the result is printed as JSON, or filtered.
    pub fn is_wanted(&self) -> bool {
        self.json || self.jq.is_some()
    }
}

/// Checks a filter before anything is sent.
pub(super) fn checked_filter(words: &str) -> Result<String, String> {
    filter::check(words).map(|()| words.to_owned()).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use crate::cli::args::command;
    use clap::Command;
    use std::{collections::BTreeSet, path::Path};

    /// Commands whose result has a form of its own: a script, a file, a secret, a document or a screen.
    const WITHOUT_JSON: [&str; 9] =
        ["completions", "export", "instances call", "instances token", "man", "report", "run-filter", "token", "view"];

    /// Schemas of the results of the other commands.
    const SCHEMAS: [(&str, &[&str]); 17] = [
        ("apply", &["apply"]),
        ("consent-list", &["consent list"]),
        (
            "create",
            &[
                "clone",
                "consent complete",
                "consent request",
                "create",
                "edit",
                "instances clone",
                "instances edit",
                "instances reauthorize",
                "new",
                "reauthorize",
                "trash restore",
            ],
        ),
        ("doctor", &["doctor"]),
        ("forget", &["forget"]),
        (
            "instances-change",
            &[
                "instances delete",
                "instances disable",
                "instances enable",
                "instances events",
                "instances trace",
                "instances update",
            ],
        ),
        // An answer of the platform has no schema.
        ("", &["instances show"]),
        ("instances-list", &["instances check", "instances list"]),
        ("instances-test", &["instances test"]),
        ("plan", &["plan"]),
        (
            "profiles-list",
            &[
                "profiles add",
                "profiles list",
                "profiles protect",
                "profiles rename",
                "profiles secrets",
                "profiles unprotect",
            ],
        ),
        ("profiles-test", &["profiles test"]),
        (
            "proxies-list",
            &["proxies add-url", "proxies create", "proxies delete", "proxies list", "proxies remove-url"],
        ),
        ("recover", &["recover"]),
        ("sandbox", &["sandbox"]),
        ("session", &["session"]),
        ("trash-list", &["trash empty", "trash list"]),
    ];

    /// Adds the commands without commands of their own, each with true if it has the option `--json`.
    fn add_commands(command: &Command, path: &[&str], found: &mut Vec<(String, bool)>) {
        if command.get_subcommands().count() == 0 {
            found.push((path.join(" "), command.get_arguments().any(|argument| argument.get_id() == "json")));
        }
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            add_commands(sub, &[path, &[sub.get_name()]].concat(), found);
        }
    }

    fn commands(has_json: bool) -> BTreeSet<String> {
        let mut found = Vec::new();
        add_commands(&command(), &[], &mut found);
        found.into_iter().filter(|(_, has)| *has == has_json).map(|(words, _)| words).collect()
    }

    #[test]
    fn every_command_with_a_result_has_the_option_json() {
        assert_eq!(commands(false), WITHOUT_JSON.map(str::to_owned).into());
    }

    #[test]
    fn every_result_as_json_has_a_schema() {
        let known: BTreeSet<String> =
            SCHEMAS.iter().flat_map(|(_, commands)| *commands).map(ToString::to_string).collect();
        assert_eq!(commands(true), known);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schemas");
        let names = SCHEMAS.iter().map(|(name, _)| *name).filter(|name| !name.is_empty());
        let without: Vec<&str> = names.filter(|name| !folder.join(format!("{name}.schema.json")).exists()).collect();
        assert_eq!(without, Vec::<&str>::new());
    }
}
