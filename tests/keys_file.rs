//! The file of keys people copy from, held to the keys there are.
#![cfg(test)]

use elemint::wizard::{
    Key, Keys,
    command::{CONTEXTS, Command},
};
use std::{env, fmt::Write as _, fs, path::PathBuf};

/// Set to `write`, it has the file written anew instead of checked.
const VARIABLE: &str = "ELEMINT_DOCS";

const HEAD: &str = "\
# Every key that can be chosen, as it is without choosing. What you want otherwise goes into `keys.toml` in the
# configuration folder, under the same heading; all else stays as it is. One action may have several keys, or with `[]` none.
#
# A key is a character, or one of enter, tab, backtab, backspace, delete, esc, up, down, left, right, home, end, pageup,
# pagedown, insert, space and F1 to F12, with ctrl-, alt- or shift- before it. ctrl-c, ctrl-z, ctrl-l, F1, F2 and ? mean
# the same everywhere. Where text is typed, a character by itself cannot be a key. In plain lines (`--accessible`) nothing
# of this applies: there a word behind a colon does what a key does on the full screen.
#
# This file is made from the table of commands. After a change there, write it anew: `ELEMINT_DOCS=write cargo test --test keys_file`.
";

fn list() -> String {
    let mut text = HEAD.to_owned();
    for context in CONTEXTS {
        let _ = writeln!(text, "\n[{}]", context.name);
        for command in context.commands {
            let _ = writeln!(text, "{}", entry(command));
        }
    }
    text
}

fn entry(command: &Command) -> String {
    let keys: Vec<_> = command.keys.iter().map(|key| toml::Value::from(key.name()).to_string()).collect();
    let keys = if keys.len() == 1 { keys.concat() } else { format!("[{}]", keys.join(", ")) };
    let action = toml::Value::try_from(command.action).expect("a name");
    format!("{:<34}# {}", format!("{} = {keys}", action.as_str().expect("a name")), command.title)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whether to write is for the person who runs the test to say")]
fn the_file_of_keys_is_that_of_the_tables() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/keys.toml");
    if env::var(VARIABLE).is_ok_and(|value| value == "write") {
        fs::write(&path, list()).expect("written");
    }
    let there = fs::read_to_string(&path).expect("the file");
    assert!(
        there == list(),
        "assets/keys.toml is out of date; {VARIABLE}=write cargo test --test keys_file writes it anew"
    );
}

#[test]
fn complete_copy_changes_nothing() {
    let (keys, faults) = Keys::read(&list());
    assert_eq!(faults, []);
    for context in CONTEXTS {
        let usual: Vec<&[Key]> = context.commands.iter().map(|command| command.keys).collect();
        let bound: Vec<Vec<Key>> = keys.bound(context).into_iter().map(|bound| bound.keys).collect();
        assert_eq!(bound, usual, "{}", context.name);
    }
}
