//! Each command with `--json` that lacks an input names it in a JSON object, and exits with 4. The commands are those of the
//! command line itself, so that a new one is tested too.

use crate::{
    instances::{Ended, run, run_with},
    kit::schema,
    person::{Home, Platform},
};
use clap::{Arg, Command};
use elemint::cli::args::command;
use rstest::rstest;
use serde_json::json;
use std::{fs, os::unix::fs::PermissionsExt as _};

/// Commands that need no platform.
const WITHOUT_PLATFORM: [&str; 17] = [
    "consent list",
    "doctor",
    "forget",
    "profiles --json",
    "profiles add",
    "profiles list",
    "profiles protect",
    "profiles rename",
    "profiles secrets",
    "profiles test",
    "profiles unprotect",
    "recover",
    "sandbox",
    "session",
    "trash",
    "trash empty",
    "trash list",
];

/// Returns the words of each command with the option `--json`, with values for its arguments; the name of a file is `FILE`.
pub fn commands_with_json() -> Vec<Vec<String>> {
    let mut found = Vec::new();
    add_commands(&command(), &[], &mut found);
    found
}

/// Adds the words of each command with the option `--json`.
fn add_commands(command: &Command, path: &[&str], found: &mut Vec<Vec<String>>) {
    let has = |option: &str| command.get_arguments().any(|known| known.get_id() == option);
    if has("json") {
        let mut words: Vec<String> = path.iter().map(ToString::to_string).collect();
        words.extend(command.get_positionals().filter(|known| !known.is_hide_set()).filter_map(value));
        words.push("--json".into());
        words.extend(has("yes").then(|| "--yes".into()));
        words.extend(has("all").then(|| "--all".into()));
        found.push(words);
    }
    for sub in command.get_subcommands() {
        add_commands(sub, &[path, &[sub.get_name()]].concat(), found);
    }
}

/// Returns a value for an argument.
fn value(argument: &Arg) -> Option<String> {
    let name = argument.get_value_names().and_then(|names| names.first())?.to_string();
    let value = match name.as_str() {
        "ELEMENT" => "magentosoapv19",
        "FILE" => "FILE",
        "FILTER" => return None,
        "on|off" => "on",
        "URL" => "https://a.example/cb",
        "NAME" | "NEW" => "a",
        "PLATFORM" => "api.cloud-elements.com",
        "METHOD" => "GET",
        "PATH" => "/objects",
        "REQUEST" => "0123456789abcdef",
        "ID" => "5",
        other => panic!("a value for {other}"),
    };
    Some(value.to_owned())
}

/// Runs each command with a file of one instance. Returns those that did not name their missing inputs.
fn wrong(home: &Home, env: &[(&str, &str)]) -> Vec<String> {
    let needs_platform = |words: &Vec<String>| {
        let is_start = |path: &&str| words.join(" ").starts_with(*path);
        !WITHOUT_PLATFORM.iter().any(is_start)
    };
    let commands: Vec<_> = commands_with_json().into_iter().filter(needs_platform).collect();
    assert!(commands.len() > 15, "{commands:?}");
    let file = home.path().join("instances.toml");
    fs::write(&file, "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n").expect("a file");
    let file = file.to_str().expect("a path");
    let is_right = |ended: &Ended| {
        let json = serde_json::from_str(&ended.out).unwrap_or_default();
        let is_valid = schema::violations("create", &json).is_empty() && json["missing"][0]["input"].is_string();
        (ended.code, is_valid, &json["status"]) == (Some(4), true, &json!("input"))
    };
    let wrong = commands.into_iter().filter_map(|words| {
        let args: Vec<&str> = words.iter().map(|word| if word == "FILE" { file } else { word.as_str() }).collect();
        let ended = run_with(home, env, &args);
        (!is_right(&ended)).then(|| format!("{}: {:?} {}{}", words.join(" "), ended.code, ended.out, ended.err))
    });
    wrong.collect()
}

/// Writes the profile that all commands use.
fn write_profile(home: &Home, base: &str, more: &str) {
    let folder = home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("profiles.toml");
    fs::write(&path, format!("[default]\nbase = \"{base}\"\n{more}")).expect("profiles");
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("private");
}

#[test]
fn missing_platform_is_named() {
    assert_eq!(wrong(&Home::new(), &[]), Vec::<String>::new());
}

#[rstest]
#[case::both_secrets(&[("CE_BASE", "api.cloud-elements.com")], &["CE_USER", "CE_ORG"])]
#[case::one_secret(&[("CE_BASE", "api.cloud-elements.com"), ("CE_USER", "u")], &["CE_ORG"])]
#[case::no_platform(&[("CE_ORG", "o")], &["CE_USER"])]
fn missing_secrets_of_a_platform_without_a_profile_are_named(
    #[values(&["instances", "list", "--json"], &["create", "magentosoapv19", "--name=a", "--json"])] args: &[&str],
    #[case] env: &[(&str, &str)],
    #[case] variables: &[&str],
) {
    let json = run_with(&Home::new(), env, args).json();
    let missing = json["missing"].as_array().expect("a list").iter();
    let account = missing.filter(|one| one["input"] == "user-secret" || one["input"] == "organization-secret");
    let named: Vec<_> = account.map(|one| one["variable"].as_str().expect("a variable")).collect();
    assert_eq!(named, variables, "{json:#}");
}

#[test]
fn each_command_names_the_missing_secrets_of_its_platform() {
    assert_eq!(wrong(&Home::new(), &[("CE_BASE", "api.cloud-elements.com")]), Vec::<String>::new());
}

#[rstest]
#[case::variables("user = \"env:NO_USER\"\norg = \"env:NO_ORG\"\n")]
#[case::files("user = \"file:/nowhere/user\"\norg = \"file:/nowhere/org\"\n")]
fn missing_secret_of_the_account_is_named(#[case] secrets: &str) {
    let home = Home::new();
    write_profile(&home, "http://127.0.0.1:9", secrets);
    assert_eq!(wrong(&home, &[]), Vec::<String>::new());
}

#[rstest]
#[case::agreement("", &["instances", "delete", "ID", "--json"], "confirmation", "--yes")]
#[case::name("protected = true\n", &["instances", "delete", "ID", "--yes", "--json"], "confirmation", "--confirm 'a'")]
#[case::instances("", &["instances", "test", "--json"], "instances", "ID")]
#[case::update("", &["instances", "update", "ID", "--name=b", "--json"], "confirmation", "--yes")]
#[case::trace("protected = true\n", &["instances", "trace", "ID", "on", "--json"], "confirmation", "--confirm 'a'")]
#[case::reauthorize("", &["reauthorize", "ID", "--json", "--yes"], "password", "--set password=env:NAME")]
fn missing_answer_is_named(#[case] limits: &str, #[case] args: &[&str], #[case] input: &str, #[case] flag: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let body = r#"{"name":"a","element":{"key":"magentosoapv19"},"configuration":{"userName":"ada","password":"p","store.url":"https://a.example"}}"#;
    let (_, answer) = platform.call("POST", "/instances", body);
    let id = serde_json::from_str::<serde_json::Value>(&answer).expect("JSON")["id"].to_string();
    let Platform { base, user, organization, .. } = &platform;
    write_profile(&home, base, &format!("user = \"{user}\"\norg = \"{organization}\"\n{limits}"));
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let ended = run_with(&home, &[], &args);
    let json = ended.json();
    schema::assert_valid("create", &json);
    let named = json["missing"].as_array().expect("a list").iter().map(|one| (&one["input"], &one["flag"]));
    assert!(ended.code == Some(4) && named.into_iter().any(|one| one == (&json!(input), &json!(flag))), "{json:#}");
}

#[rstest]
#[case::reference("env:NO_PASSWORD", "password", json!("NO_PASSWORD"))]
#[case::file("file:/nowhere/password", "password", json!(null))]
#[case::value("", "password", json!(null))]
fn missing_value_of_a_file_is_named(
    #[values("plan", "apply")] command: &str,
    #[case] password: &str,
    #[case] input: &str,
    #[case] variable: serde_json::Value,
) {
    let (home, platform) = (Home::new(), Platform::start());
    let file = home.path().join("instances.toml");
    let text = "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n[instance.configuration]\nuserName = \"ada\"\n\
                \"store.url\" = \"https://a.example\"\n";
    let password = if password.is_empty() { String::new() } else { format!("password = \"{password}\"\n") };
    fs::write(&file, format!("{text}{password}")).expect("a file");
    let ended = run(&home, &platform, &[command, file.to_str().expect("a path"), "--json"]);
    let json = ended.json();
    schema::assert_valid("create", &json);
    let (missing, place) = (&json["missing"][0], format!("configuration.{input}"));
    let named = (&missing["input"], &missing["variable"], &missing["answer"]);
    assert_eq!((ended.code, named), (Some(4), (&json!(input), &variable, &json!(place))), "{json:#}");
}

#[test]
fn wizard_asks_nothing_in_ci() {
    let mut terminal = Home::new().start(&["--sandbox", "magentosoapv19"], &[("CI", "true")]);
    terminal.wait_for("but CI is set");
    assert_eq!(terminal.wait_exit(), 4);
}
