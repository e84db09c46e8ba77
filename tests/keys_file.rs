//! The file of keys people copy from, held to the keys there are.
#![cfg(test)]

use elemint::wizard::{
    Keys,
    keymap::{Action, KeyTable, TABLES},
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
# This file is made from the key tables. After a change there, write it anew: `ELEMINT_DOCS=write cargo test --test keys_file`.
";

fn list() -> String {
    let mut text = HEAD.to_owned();
    for table in &TABLES {
        let _ = writeln!(text, "\n[{}]", table.name);
        let mut told: Vec<Action> = Vec::new();
        for binding in table.bindings {
            if !told.contains(&binding.action) {
                told.push(binding.action);
                let _ = writeln!(text, "{}", entry(table, binding.action, binding.what));
            }
        }
    }
    text
}

fn entry(table: &KeyTable, action: Action, what: &str) -> String {
    let keys = table.bindings.iter().filter(|b| b.action == action);
    let keys: Vec<_> = keys.map(|b| toml::Value::from(b.key.name()).to_string()).collect();
    let keys = if keys.len() == 1 { keys.concat() } else { format!("[{}]", keys.join(", ")) };
    let action = toml::Value::try_from(action).expect("a name");
    format!("{:<34}# {what}", format!("{} = {keys}", action.as_str().expect("a name")))
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
    for table in &TABLES {
        let shown = |bindings: &[elemint::wizard::keymap::Binding]| {
            let mut keys: Vec<_> = bindings.iter().map(|b| (b.key.label(), b.action)).collect();
            keys.sort_by(|a, b| a.0.cmp(&b.0));
            keys
        };
        assert_eq!(shown(&keys.bindings(table.bindings)), shown(table.bindings), "{}", table.name);
    }
}
