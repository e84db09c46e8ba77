//! `elemint instances list` and `show`.

use super::{all, id_of, one, run, run_with};
use crate::{
    kit::schema,
    person::{Home, Platform},
    server::{Server, reply},
};
use rstest::rstest;

const HOSTILE: &str = r#"[{"id":7,"name":"a\u001b]52;c;eA==\u0007\nb","token":"canary-token","tags":["\u001b[2J"],
    "element":{"key":"sf\u001bdc"},"configuration":{"password":"canary-password"}}]"#;

#[test]
fn list_is_complete_without_a_terminal() {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let ended = run(&home, &platform, &["instances", "list"]);
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!((ended.code, lines.len(), ended.err.as_str()), (Some(0), 13, ""), "{}", ended.out);
    assert!(lines[0].starts_with("ID ") && lines[0].ends_with("TOKEN"), "{}", lines[0]);
}

#[test]
fn bare_command_lists() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    assert_eq!(run(&home, &platform, &["instances"]).out.lines().count(), 3);
}

#[test]
fn list_as_json_has_the_documented_fields_and_no_secret() {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let ended = run(&home, &platform, &["instances", "list", "--json"]);
    let list = ended.json();
    let names: Vec<_> = list[0].as_object().expect("an object").keys().map(String::as_str).collect();
    let documented = "id name element hub state tags created refreshed expires events tokenHere test tested";
    assert_eq!(names.join(" "), documented);
    schema::assert_valid("instances-list", &list);
    for instance in all(&platform) {
        assert!(!ended.out.contains(instance["token"].as_str().expect("a token")));
    }
}

#[rstest]
#[case::state(&["state:disabled"], 2)]
#[case::word(&["sales"], 2)]
#[case::all_must_match(&["sales", "state:disabled"], 0)]
#[case::element(&["element:sfdc"], 1)]
#[case::token(&["token:here"], 0)]
fn filter_narrows_the_list(#[case] filter: &[&str], #[case] expected: usize) {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let args = [&["instances", "list", "--json"], filter].concat();
    assert_eq!(run(&home, &platform, &args).json().as_array().map(Vec::len), Some(expected));
}

#[test]
fn csv_has_the_named_columns() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let ended = run(&home, &platform, &["instances", "list", "--csv", "--columns", "name,state", "--sort", "name"]);
    assert_eq!(ended.out, "name,state\nSales EU 1,enabled\nSupport US 2,enabled\n");
}

/// Starts a platform with an instance of this name, and returns its ID.
fn with_name(name: &str) -> (Platform, String) {
    let platform = Platform::start();
    let body = serde_json::json!({
        "name": name, "element": { "key": "magentosoapv19" },
        "configuration": { "userName": "ada", "password": "p", "store.url": "https://a.example" },
    });
    let (_, answer) = platform.call("POST", "/instances", &body.to_string());
    let id = serde_json::from_str::<serde_json::Value>(&answer).expect("JSON")["id"].to_string();
    (platform, id)
}

const PERSIAN: &str = "می\u{200c}خواهم";

#[rstest]
#[case::csv(&["instances", "list", "--csv", "--columns", "name"], "name\nNAME\n")]
#[case::jq(&["instances", "list", "--jq", ".[0].name"], "NAME\n")]
fn name_in_a_pipe_is_exact(#[case] args: &[&str], #[case] expected: &str) {
    let (home, (platform, _)) = (Home::new(), with_name(PERSIAN));
    let ended = run(&home, &platform, args);
    assert_eq!(ended.out, expected.replace("NAME", PERSIAN), "{}", ended.err);
}

#[test]
fn export_of_a_token_has_the_exact_name() {
    let (home, (platform, id)) = (Home::new(), with_name(PERSIAN));
    let ended = run(&home, &platform, &["token", &id, "--export"]);
    let line = r"export CE_INSTANCE_NAME=$'می\342\200\214خواهم'";
    assert!(ended.out.lines().any(|own| own == line), "{}", ended.out);
}

#[test]
fn long_name_is_shown_at_80_columns() {
    let name = "Warehouse Latin America 42 staging";
    let (home, (platform, _)) = (Home::new(), with_name(name));
    let mut terminal = home.start(&["instances", "list"], &platform.environment());
    terminal.wait_for(&name[..30]);
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn table_fits_the_terminal() {
    let (home, platform) = (Home::new(), Platform::with_instances(9));
    let mut terminal = home.start(&["instances", "list"], &platform.environment());
    terminal.wait_for("9 instances on environment.");
    assert_eq!(terminal.wait_exit(), 0);
    let written = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    let widest = written.lines().map(|line| line.trim_end().chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 80), "{written}");
}

#[test]
fn empty_platform_lists_nothing() {
    let (home, platform) = (Home::new(), Platform::start());
    let ended = run(&home, &platform, &["instances", "list"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""));
}

#[rstest]
#[case::unknown_filter(&["instances", "list", "owner:me"], Some(2), "element:, hub:, tag:")]
#[case::unknown_state(&["instances", "list", "state:off"], Some(2), "state:disabled")]
#[case::unknown_column(&["instances", "list", "--columns", "size"], Some(2), "possible values: id, name")]
#[case::unknown_instance(&["instances", "show", "1"], Some(3), "Instance 1: ")]
fn misuse_is_named(#[case] args: &[&str], #[case] code: Option<i32>, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let ended = run(&home, &platform, args);
    assert!((ended.code, ended.out.as_str()) == (code, "") && ended.err.contains(words), "{}", ended.err);
}

#[test]
fn unknown_platform_names_the_ways_to_give_it() {
    let ended = run_with(&Home::new(), &[], &["instances", "list"]);
    assert!(ended.code == Some(4) && ended.err.contains("CE_BASE, CE_USER and CE_ORG"), "{}", ended.err);
}

#[rstest]
#[case::wrong_secret(None, Some(4), "does not know these secrets")]
#[case::unreachable(Some("http://127.0.0.1:9"), Some(5), "127.0.0.1:9")]
fn failure_has_a_code_and_shows_no_secret(#[case] base: Option<&str>, #[case] code: Option<i32>, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let base = base.unwrap_or(&platform.base);
    let env = [("CE_BASE", base), ("CE_USER", "user-canary"), ("CE_ORG", "org-canary")];
    let ended = run_with(&home, &env, &["instances", "list"]);
    assert!(ended.code == code && ended.err.contains(words) && !ended.err.contains("canary"), "{}", ended.err);
}

#[rstest]
#[case::table(&["instances", "list"])]
#[case::csv(&["instances", "list", "--csv"])]
#[case::json(&["instances", "list", "--json"])]
fn hostile_names_and_secrets_are_not_printed(#[case] args: &[&str]) {
    let (home, server) = (Home::new(), Server::answering(|_| reply(200, &[], HOSTILE)));
    let base = server.base.as_str().to_owned();
    let ended = run_with(&home, &[("CE_BASE", &base), ("CE_USER", "u"), ("CE_ORG", "o")], args);
    let shown = ended.out + &ended.err;
    assert!(ended.code == Some(0) && !shown.contains(['\u{1b}', '\u{7}']) && !shown.contains("canary"), "{shown}");
}

#[test]
fn instance_is_shown_with_its_answer_masked() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let (id, instance) = (id_of(&platform, false), all(&platform).remove(0));
    let ended = run(&home, &platform, &["instances", "show", &id]);
    assert!(ended.code == Some(0) && ended.out.contains("State     enabled\n"), "{}", ended.out);
    assert!(!ended.out.contains(instance["token"].as_str().expect("a token")), "{}", ended.out);
}

#[test]
fn shown_json_is_the_answer_alone() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let shown = run(&home, &platform, &["instances", "show", &id, "--json"]).json();
    let there = one(&platform, &id).expect("the instance");
    assert_eq!((&shown["name"], shown["token"].as_str()), (&there["name"], Some("********")));
}

#[test]
fn sandbox_of_this_run_is_listed() {
    let home = Home::new();
    assert_eq!(run_with(&home, &[], &["--sandbox", "instances", "list"]).code, Some(0));
}
