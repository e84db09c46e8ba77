//! `elemint trash`: deleted instances are listed, created again and removed.

use crate::person::{CANARY, ELEMINT, Home, Platform};
use elemint::{
    domain::{BaseUrl, KeptDraft, ListedInstance, ProfileName, TrashedInstance},
    storage::Store,
};
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::{
    fs,
    process::{Command, Stdio},
};

fn store(home: &Home) -> Store {
    Store::new(home.path().join("config/elemint"), home.path().join("state/elemint"))
}

/// Puts an instance into the trash, as if it was deleted with this profile.
fn delete(home: &Home, id: &str, name: &str, (profile, base): (&str, &str)) {
    let entry = json!({
        "id": id, "name": name, "token": CANARY, "tags": ["team-a", name], "element": { "key": "magentosoapv19" },
        "configuration": { "userName": "ada", "password": CANARY, "store.url": "https://shop.example" },
    });
    let listed = ListedInstance::read(&entry.to_string()).expect("an instance");
    let base = BaseUrl::read(base).expect("an address");
    let deleted = TrashedInstance::new(&listed, (&ProfileName::new(profile), &base), [], None, Store::now());
    store(home).trash().put(deleted).expect("written");
}

const WORK: (&str, &str) = ("work", "https://api.example");
const SANDBOX: (&str, &str) = ("practice", "http://127.0.0.1:4711");

/// Runs the program as a script does: exit code, standard output, standard error.
fn run(home: &Home, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    for folder in ["CONFIG", "STATE"] {
        command.env(format!("XDG_{folder}_HOME"), home.path().join(folder.to_lowercase()));
    }
    let output = command.output().expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[rstest]
#[case::alone(&["trash"])]
#[case::by_name(&["trash", "list"])]
fn deleted_instances_are_listed(#[case] args: &[&str]) {
    let home = Home::new();
    delete(&home, "471001", "shop", WORK);
    let (code, out, _) = run(&home, args);
    let line = "471001  magentosoapv19  “shop”  api.example  deleted just now  deleted-api.example-471001\n";
    assert_eq!((code, out.as_str()), (Some(0), line));
}

#[rstest]
#[case::alone(&["trash", "--json"])]
#[case::by_name(&["trash", "list", "--json"])]
fn list_is_printed_as_json(#[case] args: &[&str]) {
    let home = Home::new();
    delete(&home, "471001", "shop", WORK);
    let (_, out, _) = run(&home, args);
    let mut list: Json = serde_json::from_str(&out).expect("JSON");
    let times = ["deleted", "expires"].map(|time| list[0].as_object_mut().expect("an object").remove(time).is_some());
    let rest = json!([{
        "id": "471001", "name": "shop", "element": "magentosoapv19", "tags": ["team-a", "shop"],
        "platform": "https://api.example/elements/api-v2", "profile": "work",
        "uncertain": false, "restored": null,
    }]);
    assert_eq!((list, times), (rest, [true, true]));
}

#[rstest]
#[case::list(&["trash"])]
#[case::json(&["trash", "--json"])]
#[case::forget(&["forget"])]
#[case::restore(&["trash", "restore", "471001", "--sandbox"])]
fn nothing_printed_holds_a_secret_or_steers_the_terminal(#[case] args: &[&str]) {
    let home = Home::new();
    delete(&home, "471001", "a\u{1b}]52;c;x\u{7}\n\u{202e}FORGED", WORK);
    let (_, out, err) = run(&home, args);
    let text = format!("{out}{err}");
    let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!text.contains(CANARY) && !text.contains(steers), "{text:?}");
}

#[test]
fn restore_opens_the_form_with_the_kept_values() {
    let home = Home::new();
    let form: KeptDraft = serde_json::from_value(json!({
        "element": "magentosoapv19", "name": "shop", "values": { "password": "env:SHOP_PASSWORD" },
    }))
    .expect("a form");
    store(&home).keep_last(&ProfileName::new("practice"), form).expect("kept");
    delete(&home, "471001", "shop", SANDBOX);
    let mut terminal = home.start(&["trash", "restore", "471001", "--sandbox"], &[("SHOP_PASSWORD", "p-1")]);
    terminal.wait_for("The new instance gets a new id");
    terminal.wait_for("https://shop.example");
    let screen = terminal.screen();
    assert!(["ada", "env:SHOP_PASSWORD", "shop", "team-a"].iter().all(|value| screen.contains(value)), "{screen}");
}

#[rstest]
#[case::unknown(&["trash", "restore", "4"], 3, "No deleted instance 4 is kept here.")]
#[case::of_the_sandbox(&["trash", "restore", "471001"], 2, "Add --sandbox")]
#[case::without_a_terminal(&["trash", "restore", "471001", "--sandbox"], 4, "--set password=env:NAME")]
#[case::empty_without_a_terminal(&["trash", "empty"], 4, "Add --yes to confirm.")]
#[case::empty_with_nothing_kept(&["trash", "empty", "--yes", "--keep-nothing"], 2, "With --keep-nothing")]
#[case::other_word(&["restore"], 2, "elemint trash restore ID")]
fn refusal_names_the_next_step(#[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let home = Home::new();
    delete(&home, "471001", "shop", SANDBOX);
    let (ended, _, err) = run(&home, args);
    assert!(ended == Some(code) && err.contains(words), "{ended:?} {err}");
}

#[test]
fn instances_with_one_id_are_named_by_their_file() {
    let home = Home::new();
    delete(&home, "471001", "one", WORK);
    delete(&home, "471001", "two", WORK);
    let (code, _, err) = run(&home, &["trash", "restore", "471001"]);
    assert!(code == Some(3) && err.contains("Use the last word of a line"), "{err}");
}

#[rstest]
#[case::all(&["trash", "empty", "--yes"], "Removed 2 deleted instances.\n", 0)]
#[case::one(&["forget", "471002", "--yes"], "Removed: deleted   471002", 1)]
fn deleted_instances_are_removed(#[case] args: &[&str], #[case] words: &str, #[case] left: usize) {
    let home = Home::new();
    delete(&home, "471001", "one", WORK);
    delete(&home, "471002", "two", WORK);
    let (code, out, _) = run(&home, args);
    assert!(code == Some(0) && out.starts_with(words), "{out}");
    assert_eq!(store(&home).trash().list().len(), left);
}

#[test]
fn forget_names_a_file_that_may_hold_a_token() {
    let home = Home::new();
    let file = home.path().join("state/elemint/instances/api.example-471001.json");
    fs::create_dir_all(file.parent().expect("a folder")).and_then(|()| fs::write(&file, "{")).expect("a damaged file");
    let (_, _, err) = run(&home, &["forget"]);
    assert!(err.contains("api.example-471001.json") && err.contains("It may hold the token of an instance."), "{err}");
}

#[test]
fn empty_trash_is_emptied_without_a_question() {
    let (code, out, _) = run(&Home::new(), &["trash", "empty", "--json"]);
    assert_eq!((code, out.as_str()), (Some(0), "[]\n"));
}

#[test]
fn empty_does_not_ask_in_ci() {
    let home = Home::new();
    delete(&home, "471001", "one", WORK);
    let mut terminal = home.start(&["trash", "empty"], &[("CI", "true")]);
    terminal.wait_for("Add --yes to confirm.");
    assert_eq!(terminal.wait_exit(), 4);
}

#[test]
fn empty_asks_on_a_terminal() {
    let home = Home::new();
    delete(&home, "471001", "one", WORK);
    let mut terminal = home.start(&["trash", "empty"], &[]);
    terminal.wait_for("Remove 1 deleted instance for good? yes or no:");
    terminal.keys("no<enter>");
    terminal.wait_for("Nothing was removed.");
    assert_eq!(terminal.wait_exit(), 130);
    assert_eq!(store(&home).trash().list().len(), 1);
}

#[test]
fn deleted_instance_is_restored_in_a_script() {
    let (home, platform) = (Home::new(), Platform::start());
    let body = r#"{"name":"a","element":{"key":"magentosoapv19"},"configuration":{"userName":"ada","password":"p","store.url":"https://a.example"}}"#;
    let (_, answer) = platform.call("POST", "/instances", body);
    let id = serde_json::from_str::<serde_json::Value>(&answer).expect("JSON")["id"].to_string();
    let env: Vec<_> = platform.environment().into_iter().chain([("SECRET", "s")]).collect();
    let deleted = crate::instances::run_with(&home, &env, &["instances", "delete", &id, "--yes"]);
    assert_eq!(deleted.code, Some(0), "{}", deleted.err);
    let missing = crate::instances::run_with(&home, &env, &["trash", "restore", &id, "--json"]);
    assert_eq!((missing.code, &missing.json()["status"]), (Some(4), &"input".into()), "{}", missing.err);
    let args = ["trash", "restore", &id, "--name=b", "--set=password=env:SECRET", "--yes", "--json"];
    let plan = crate::instances::run_with(&home, &env, &[&["trash", "--json"], &args[1..5], &["--dry-run"]].concat());
    assert_eq!(plan.json()["status"], "dry-run", "options before the command: {}", plan.out);
    let restored = crate::instances::run_with(&home, &env, &args);
    let json = restored.json();
    crate::kit::schema::assert_valid("create", &json);
    assert_eq!((&json["status"], platform.names()), (&"created".into(), vec!["b".to_owned()]), "{json:#}");
    let listed = crate::instances::run_with(&home, &env, &["trash", "--json"]).json();
    assert_eq!(listed[0]["restored"].as_str(), json["id"].as_str(), "{listed:#}");
}
