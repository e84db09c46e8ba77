//! Suggestions for a word that is neither a command nor an element.

use super::{args::Args, command_error::CommandError, exit};
use crate::{
    catalog::{Entry, slips},
    text::SafeText,
};
use clap::CommandFactory as _;
use serde_json::Value as Json;
use std::sync::Arc;

/// Commands of other tools, with the equivalent of elemint.
const RESERVED: &[(&[&str], &str)] = &[
    (
        &[
            "list",
            "ls",
            "elements",
            "element",
            "search",
            "find",
            "browse",
            "catalog",
            "connectors",
            "connector",
            "adapters",
        ],
        "Run elemint without a word to list the elements; elemint instances lists instances.",
    ),
    (
        &["instance", "tokens"],
        "elemint instances lists the instances of the platform; elemint forget those known on this machine.",
    ),
    (
        &["login", "signin", "sign-in", "auth", "authenticate", "account", "connect"],
        "elemint asks for your sign-in when it starts.",
    ),
    (
        &["logout", "signout", "sign-out", "delete", "remove", "rm", "del", "clear", "clean", "purge", "uninstall"],
        "elemint forget NAME removes a profile, or an instance, from this machine; elemint instances delete ID from the platform.",
    ),
    (&["profile", "whoami", "accounts"], "elemint profiles lists the profiles; --profile NAME uses one."),
    (
        &["config", "configure", "settings", "setup", "status", "check", "diagnose", "health", "info", "env"],
        "elemint doctor checks the settings and the connection to the platform.",
    ),
    (&["test", "ping", "call"], "elemint instances test ID tests an instance; elemint doctor checks this machine."),
    (&["enable", "disable", "events"], "elemint instances enable ID, disable ID and events ID change an instance."),
    (&["add", "make", "provision", "start", "run", "init"], "elemint new ELEMENT creates an instance."),
    (&["help", "usage", "commands", "?"], "elemint --help lists the commands."),
    (&["version"], "elemint --version prints the version."),
    (&["update", "upgrade"], "elemint does not update itself; elemint --version prints the version."),
    (
        &["practice", "practise", "demo", "tutorial", "mock", "server", "serve", "playground", "try"],
        "elemint --sandbox works without an account; elemint sandbox runs the sandbox alone.",
    ),
    (&["show", "open", "cat", "json", "read", "jq", "filter", "print"], "elemint view FILE reads JSON."),
    (
        &["restore", "undelete", "undo", "bin"],
        "elemint trash lists deleted instances; elemint trash restore ID creates one again.",
    ),
    (&["copy", "cp", "duplicate"], "elemint clone ID creates an instance with the values of another one."),
    (&["retry", "resume", "continue", "repair", "pending"], "elemint recover resolves open requests."),
    (&["bug", "issue", "feedback", "support", "logs", "log"], "elemint report writes a report of a problem."),
    (&["completion", "complete"], "elemint completions SHELL prints the completions."),
    (&["manual", "docs"], "elemint man prints the manual page."),
    (&["theme", "themes", "color", "colors"], "elemint --theme NAME chooses the colors."),
    (&["quit", "exit", "q"], "esc or ctrl-c leaves elemint."),
];

/// Most candidates listed.
const LISTED: usize = 10;

/// Returns the hint for a word that other tools have as a command.
pub(super) fn reserved(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    RESERVED.iter().find(|(words, _)| words.contains(&&*word)).map(|(_, hint)| *hint)
}

/// Returns the error for a word that is neither a command nor an element.
pub(super) fn unknown(word: &str, similar: &[Arc<Entry>]) -> CommandError {
    let hint = match (reserved(word), command(word), guess(similar)) {
        (Some(hint), ..) => hint.into(),
        (None, Some(command), _) => safe!("Did you mean the command elemint {}?", command),
        (None, None, Some(guess)) => guess,
        (None, None, None) => "elemint lists all elements; elemint --help lists the commands.".into(),
    };
    refused(safe!("“{}” is neither an element nor a command.", word), &hint, exit::MISUSED)
}

/// Returns the error for a word that is or misspells a command; `None` for another word.
pub(super) fn misspelled(word: &str) -> Option<CommandError> {
    (reserved(word).is_some() || command(word).is_some()).then(|| unknown(word, &[]))
}

/// Returns the error for the name of an element that does not exist.
pub(super) fn unknown_element(word: &str, similar: &[Arc<Entry>]) -> CommandError {
    let usual = || "elemint lists all elements.".into();
    let hint = guess(similar).unwrap_or_else(usual);
    refused(safe!("There is no element “{}”.", word), &hint, exit::NOT_FOUND)
}

/// Returns the question about similar elements, if there are any.
fn guess(similar: &[Arc<Entry>]) -> Option<SafeText> {
    match similar {
        [] => None,
        [only] => Some(safe!("Did you mean {}?", label(only))),
        several => {
            let mut words = SafeText::from("Did you mean one of these?\n");
            words.push(&candidates(several));
            Some(words)
        }
    }
}

fn refused(mut words: SafeText, hint: &SafeText, code: u8) -> CommandError {
    let (reason, hint_text) = (Json::from(words.as_str()), Json::from(hint.as_str()));
    words.push(&"\n".into());
    words.push(hint);
    CommandError::new(words, code).with("reason", reason).with("hint", hint_text)
}

/// Returns the error for a word that matches several elements if the user cannot be asked.
pub(super) fn ambiguous(word: &str, entries: &[Arc<Entry>]) -> CommandError {
    let mut words = safe!("“{}” may mean {} elements. Give the key of one:\n", word, entries.len());
    words.push(&candidates(entries));
    CommandError::new(words, exit::MISUSED)
}

fn candidates(entries: &[Arc<Entry>]) -> SafeText {
    let listed = entries.iter().take(LISTED).map(|entry| safe!("  {}", label(entry)));
    let more = (entries.len() > LISTED).then(|| safe!("  and {} more", entries.len() - LISTED));
    let mut words = SafeText::default();
    for (at, line) in listed.chain(more).enumerate() {
        if at > 0 {
            words.push(&"\n".into());
        }
        words.push(&line);
    }
    words
}

fn label(entry: &Entry) -> SafeText {
    safe!("{} ({})", entry.key, entry.name)
}

/// Returns the command that a word misspells.
fn command(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let names: Vec<String> = Args::command()
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let near = |name: &&String| slips(&word, name).is_some() && name.len() <= word.len() + 2;
    names.iter().find(near).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn hint(word: &str) -> String {
        unknown(word, &[]).words.as_str().lines().skip(1).collect()
    }

    #[rstest]
    #[case::list("list", "without a word")]
    #[case::login("login", "asks for your sign-in")]
    #[case::config("config", "elemint doctor")]
    #[case::capitals("LS", "without a word")]
    #[case::delete("delete", "elemint forget NAME")]
    #[case::create("make", "elemint new ELEMENT")]
    #[case::help("help", "elemint --help")]
    fn command_of_another_tool_suggests_ours(#[case] word: &str, #[case] expected: &str) {
        assert!(hint(word).contains(expected), "{}", hint(word));
    }

    #[rstest]
    #[case::swapped("docotr", "doctor")]
    #[case::missing("sanbox", "sandbox")]
    #[case::missing_at_the_end("forgt", "forget")]
    #[case::wrong("vieu", "view")]
    fn misspelled_command_gets_a_suggestion(#[case] word: &str, #[case] command: &str) {
        assert_eq!(hint(word), format!("Did you mean the command elemint {command}?"));
    }

    #[test]
    fn escape_sequence_in_a_word_is_not_printed() {
        let CommandError { words, code, .. } = unknown("a\u{1b}]52;c;eA==\u{7}", &[]);
        assert_eq!((words.as_str().contains('\u{1b}'), code), (false, exit::MISUSED));
    }

    #[test]
    fn no_command_has_a_hint_for_another_tool() {
        for command in Args::command().get_subcommands() {
            assert_eq!(reserved(command.get_name()).filter(|_| command.get_name() != "help"), None);
        }
    }
}
