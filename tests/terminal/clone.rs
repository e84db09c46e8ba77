//! `elemint clone`: the form of a new instance, with the values of another one.

use crate::{
    instances::{Ended, all, run_with},
    kit::{Terminal, schema},
    person::{CANARY, Home, Platform},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt as _};

/// Two platforms, each with a profile of its own.
struct Stages {
    home: Home,
    staging: Platform,
    production: Platform,
}

impl Stages {
    fn new() -> Self {
        let stages = Self { home: Home::new(), staging: Platform::start(), production: Platform::start() };
        let table = |name: &str, platform: &Platform| {
            let Platform { base, user, organization, .. } = platform;
            format!("[{name}]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\n")
        };
        let text = table("staging", &stages.staging) + &table("production", &stages.production);
        let folder = stages.home.path().join("config/elemint");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("profiles.toml"), text).expect("profiles");
        fs::set_permissions(folder.join("profiles.toml"), fs::Permissions::from_mode(0o600)).expect("private");
        stages
    }

    /// Creates the instance to copy on staging, and returns its ID.
    fn shop(&self) -> String {
        let body = json!({
            "name": "shop", "element": { "key": "magentosoapv19" }, "tags": ["team-a"],
            "configuration": { "userName": "ada", "password": CANARY, "store.url": "https://staging.example" },
        });
        let (status, answer) = self.staging.call("POST", "/instances", &body.to_string());
        assert_eq!(status, 200, "{answer}");
        serde_json::from_str::<Value>(&answer).expect("JSON")["id"].to_string()
    }

    fn run(&self, args: &[&str]) -> Ended {
        run_with(&self.home, &[("SHOP_PASSWORD", CANARY)], args)
    }

    fn screen(&self, args: &[&str]) -> Terminal {
        self.home.start(args, &[("SHOP_PASSWORD", CANARY)])
    }
}

const PASSWORD: &str = "--set=password=env:SHOP_PASSWORD";

#[test]
fn copy_with_given_secrets_and_addresses_is_created_without_a_terminal() {
    let stages = Stages::new();
    let id = stages.shop();
    let address = "--set=store.url=https://shop.example";
    let args = ["clone", &id, "--profile", "staging", "--to", "production", PASSWORD, address, "--yes"];
    let ended = stages.run(&args);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let copy = all(&stages.production).pop().expect("an instance");
    let configuration = &copy["configuration"];
    let found = json!([copy["name"], copy["tags"], configuration["userName"], configuration["store.url"]]);
    assert_eq!(found, json!(["shop", ["team-a"], "ada", "https://shop.example"]));
    assert_eq!((all(&stages.staging).len(), stages.home.instances().len()), (1, 1));
}

#[rstest]
#[case::nothing(&[], &["--set store.url=VALUE", "--set password=env:NAME"], &["userName"])]
#[case::secret(&[PASSWORD], &["--set store.url=VALUE"], &["--set password"])]
#[case::kept_address(&["--keep-addresses"], &["--set password=env:NAME"], &["--set store.url"])]
fn missing_values_are_named_with_their_flags(#[case] more: &[&str], #[case] missing: &[&str], #[case] known: &[&str]) {
    let stages = Stages::new();
    let id = stages.shop();
    let args = [&["clone", &id, "--profile", "staging", "--to", "production", "--yes"], more].concat();
    let ended = stages.run(&args);
    assert_eq!((ended.code, all(&stages.staging).len()), (Some(4), 1), "{}", ended.err);
    assert!(missing.iter().all(|flag| ended.err.contains(flag)), "{}", ended.err);
    assert!(!known.iter().any(|flag| ended.err.contains(flag)), "{}", ended.err);
}

#[rstest]
#[case::other_name(&["clone", "ID", "--name", "shop-copy"])]
#[case::other_command(&["instances", "clone", "ID", "--name", "shop-copy"])]
fn copy_on_the_same_platform_keeps_its_addresses(#[case] words: &[&str]) {
    let stages = Stages::new();
    let id = stages.shop();
    let words: Vec<&str> = words.iter().map(|word| if *word == "ID" { id.as_str() } else { *word }).collect();
    let ended = stages.run(&[&words[..], &["--profile", "staging", PASSWORD, "--yes"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let copy = all(&stages.staging).into_iter().find(|instance| instance["name"] == "shop-copy").expect("a copy");
    assert_eq!(copy["configuration"]["store.url"], "https://staging.example");
}

#[test]
fn form_opens_filled_in_on_a_terminal() {
    let stages = Stages::new();
    let id = stages.shop();
    let mut terminal = stages.screen(&["clone", &id, "--profile", "staging", "--to", "production"]);
    terminal.wait_for("left out: store.url.");
    let screen = terminal.screen();
    assert!(["ada", "shop", "team-a"].iter().all(|value| screen.contains(value)), "{screen}");
    assert!(!screen.contains("staging.example"), "{screen}");
}

#[rstest]
#[case::no_instance(&["clone", "4", "--profile", "staging", "--to", "production", "--yes"], 3, "No instance 4 on")]
#[case::no_profile(&["clone", "4", "--profile", "staging", "--to", "nowhere", "--yes"], 3, "No profile “nowhere”.")]
#[case::sandbox(&["clone", "4", "--sandbox", "--to", "production"], 2, "Leave out --to.")]
#[case::secret(&["clone", "ID", "--profile", "staging", "--set", "password=canary"], 2, "is a secret.")]
#[case::unknown_key(&["clone", "ID", "--profile", "staging", "--set", "colour=red"], 2, "has no field colour.")]
fn refusal_names_the_cause(#[case] words: &[&str], #[case] code: i32, #[case] expected: &str) {
    let stages = Stages::new();
    let id = stages.shop();
    let words: Vec<&str> = words.iter().map(|word| if *word == "ID" { id.as_str() } else { *word }).collect();
    let ended = stages.run(&words);
    assert!(ended.code == Some(code) && ended.err.contains(expected), "{:?} {}", ended.code, ended.err);
    assert!(!ended.err.contains("canary") && all(&stages.production).is_empty(), "{}", ended.err);
}

#[test]
fn read_only_profile_gets_no_copy() {
    let stages = Stages::new();
    let id = stages.shop();
    assert_eq!(stages.run(&["profiles", "protect", "production", "--read-only"]).code, Some(0));
    let args = ["clone", &id, "--profile", "staging", "--to", "production", PASSWORD, "--keep-addresses", "--yes"];
    let ended = stages.run(&args);
    assert!(ended.code == Some(7) && ended.err.contains("read-only"), "{:?} {}", ended.code, ended.err);
    assert!(all(&stages.production).is_empty());
}

#[test]
fn nothing_printed_or_saved_holds_the_secret() {
    let stages = Stages::new();
    let id = stages.shop();
    let args = ["clone", &id, "--profile", "staging", "--to", "production", PASSWORD, "--keep-addresses", "--yes"];
    let ended = stages.run(&args);
    let files: String = stages.home.instances().iter().map(|(_, content)| content.to_string()).collect();
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(![ended.out, ended.err, files].concat().contains(CANARY));
}

#[test]
fn copy_is_reported_as_json() {
    let stages = Stages::new();
    let id = stages.shop();
    let ended = stages.run(&["clone", &id, "--profile", "staging", "--name=copy", PASSWORD, "--yes", "--json"]);
    let json = ended.json();
    schema::assert_valid("create", &json);
    let created = all(&stages.staging).into_iter().find(|instance| instance["name"] == "copy").expect("a copy");
    assert_eq!(
        (ended.code, &json["status"], &json["id"]),
        (Some(0), &"created".into(), &created["id"].to_string().into())
    );
}

#[rstest]
#[case::values(&[], &["store.url", "password"])]
#[case::agreement(&[PASSWORD, "--keep-addresses"], &["confirmation"])]
fn missing_inputs_of_a_copy_are_listed_as_json(#[case] more: &[&str], #[case] expected: &[&str]) {
    let stages = Stages::new();
    let id = stages.shop();
    let ended = stages.run(&[&["clone", &id, "--profile", "staging", "--to", "production", "--json"], more].concat());
    let json = ended.json();
    schema::assert_valid("create", &json);
    let missing: Vec<&str> =
        json["missing"].as_array().expect("a list").iter().filter_map(|one| one["input"].as_str()).collect();
    assert!(ended.code == Some(4) && expected.iter().all(|input| missing.contains(input)), "{json:#}");
    assert!(all(&stages.production).is_empty());
}

#[test]
fn protected_profile_gets_a_copy_that_is_confirmed_by_its_name() {
    let stages = Stages::new();
    let id = stages.shop();
    assert_eq!(stages.run(&["profiles", "protect", "production"]).code, Some(0));
    let args = ["clone", &id, "--profile", "staging", "--to", "production", PASSWORD, "--keep-addresses"];
    let refused = stages.run(&[&args[..], &["--yes"]].concat());
    assert!(refused.code == Some(4) && refused.err.contains("--confirm 'shop'"), "{}", refused.err);
    assert_eq!(stages.run(&[&args[..], &["--confirm", "shop"]].concat()).code, Some(0));
}
