//! The file of keys people copy from, held to the keys there are.
#![cfg(test)]

use elemint::wizard::{
    Key, Keys,
    command::{CONTEXTS, Command, Context},
};
use serde_json::{Map, Value as Json, json};
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

/// Returns the JSON Schema of a file of keys.
fn schema() -> Json {
    let keys = json!({
        "description": "One key, several, or none.",
        "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
    });
    let context = |context: &Context| {
        let entry = |command: &Command| {
            let action = toml::Value::try_from(command.action).expect("a name");
            let entry = json!({ "$ref": "#/$defs/keys", "description": command.title });
            (action.as_str().expect("a name").to_owned(), entry)
        };
        let properties: Map<String, Json> = context.commands.iter().map(entry).collect();
        json!({ "type": "object", "additionalProperties": false, "properties": properties })
    };
    let contexts: Map<String, Json> = CONTEXTS.iter().map(|known| (known.name.to_owned(), context(known))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "keys.toml of elemint",
        "type": "object",
        "additionalProperties": false,
        "properties": contexts,
        "$defs": { "keys": keys },
    })
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whether to write is for the person who runs the test to say")]
fn schema_of_the_file_names_the_commands_of_the_tables() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/schemas/keys.schema.json");
    let text = format!("{:#}\n", schema());
    if env::var(VARIABLE).is_ok_and(|value| value == "write") {
        fs::write(&path, &text).expect("written");
    }
    let there = fs::read_to_string(&path).expect("the schema");
    assert!(there == text, "{} is out of date; {VARIABLE}=write cargo test --test keys_file writes it", path.display());
}

#[test]
fn file_of_keys_is_as_its_schema_says() {
    let file: toml::Value = toml::from_str(&list()).expect("TOML");
    let validator = jsonschema::validator_for(&schema()).expect("a valid schema");
    let found: Vec<String> =
        validator.iter_errors(&serde_json::to_value(file).expect("JSON")).map(|error| error.to_string()).collect();
    assert_eq!(found, Vec::<String>::new());
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
