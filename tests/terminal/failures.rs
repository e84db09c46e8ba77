//! Each command with `--json` that fails prints one JSON object on standard output and the sentences on standard error. The
//! commands are those of the command line itself, so that a new one is tested too.

use crate::{
    instances::{Ended, run, run_with},
    kit::schema::{self, Schema},
    missing::commands_with_json,
    person::{Home, Platform},
};
use rstest::rstest;
use serde_json::{Value as Json, json};

/// Runs each command with more arguments after its own. Returns those that did not print their failure as the schema says,
/// with this exit code.
fn wrong(home: &Home, more: &[&str], code: i32) -> Vec<String> {
    let file = home.path().join("instances.toml");
    std::fs::write(&file, "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n").expect("a file");
    let file = file.to_str().expect("a path");
    let (failure, session) = (Schema::new("failure"), Schema::new("session"));
    let is_right = |ended: &Ended, is_session: bool| {
        let json: Json = serde_json::from_str(&ended.out).unwrap_or_default();
        let schema = if is_session { &session } else { &failure };
        let is_valid = schema.violations(&json).is_empty() && json["exit"] == code;
        is_valid && ended.code == Some(code) && !ended.err.trim().is_empty()
    };
    let commands = commands_with_json();
    assert!(commands.len() > 30, "{commands:?}");
    let wrong = commands.into_iter().filter_map(|words| {
        let args = words.iter().map(|word| if word == "FILE" { file } else { word.as_str() });
        let ended = run_with(home, &[], &args.chain(more.iter().copied()).collect::<Vec<_>>());
        (!is_right(&ended, words[0] == "session"))
            .then(|| format!("{}: {:?} {}{}", words.join(" "), ended.code, ended.out, ended.err))
    });
    wrong.collect()
}

#[test]
fn each_command_prints_a_refused_argument_as_json() {
    assert_eq!(wrong(&Home::new(), &["--no-such-option"], 2), Vec::<String>::new());
}

#[test]
fn each_command_prints_a_log_that_cannot_be_opened_as_json() {
    assert_eq!(wrong(&Home::new(), &["--log", "/nowhere/log"], 1), Vec::<String>::new());
}

#[rstest]
#[case::argument_before_the_command(&["--no-such-option", "instances", "list", "--json"], &[])]
#[case::variable(&["instances", "list", "--no-such-option"], &[("ELEMINT_JSON", "1")])]
fn refused_argument_names_its_reason(#[case] args: &[&str], #[case] env: &[(&str, &str)]) {
    let json = run_with(&Home::new(), env, args).json();
    assert_eq!(json, json!({"status": "misused", "exit": 2, "reason": "unexpected argument '--no-such-option' found"}));
}

#[test]
fn refused_argument_of_a_session_is_a_line_of_its_protocol() {
    let ended = run_with(&Home::new(), &[], &["--profile", "list", "session", "--json", "--no-such-option"]);
    let json = ended.json();
    assert_eq!(
        (ended.code, &json["type"], ended.out.lines().count()),
        (Some(2), &json!("failure"), 1),
        "{}",
        ended.out
    );
}

#[test]
fn several_unknown_instances_have_one_reason_for_all() {
    let (home, platform) = (Home::new(), Platform::start());
    let json = run(&home, &platform, &["instances", "test", "98", "99", "--json"]).json();
    let reason = json["reason"].as_str().expect("a reason");
    assert!(reason.contains("98") && reason.contains("99") && json["id"].is_null(), "{json:#}");
}

#[test]
fn values_that_are_not_valid_are_not_called_missing() {
    let (home, platform) = (Home::new(), Platform::start());
    let form =
        ["--name", "a", "--set", "userName=u", "--set", "password=file:/etc/hostname", "--set", "store.url=no address"];
    let ended = run(&home, &platform, &[&["create", "magentosoapv19", "--yes", "--json"][..], &form].concat());
    let json = ended.json();
    let reason = json["reason"].as_str().expect("a reason").to_owned();
    assert_eq!(
        (&json["missing"][0]["input"], &json["missing"][0]["answer"]),
        (&json!("store.url"), &json!("configuration.store.url"))
    );
    assert!(reason.starts_with("Not valid: ") && ended.err.contains("Not valid:"), "{reason} {}", ended.err);
}

#[rstest]
#[case::show(&["instances", "show", "99", "--json"], 3, "not-found")]
#[case::profile(&["profiles", "rename", "nope", "x", "--json"], 3, "not-found")]
#[case::forget(&["forget", "nope", "--json"], 3, "not-found")]
#[case::plan(&["plan", "nowhere.toml", "--json"], 3, "not-found")]
#[case::element(&["create", "nosuch", "--json"], 3, "not-found")]
#[case::filter(&["instances", "list", "state:nope", "--json"], 2, "misused")]
#[case::unused_request(&["recover", "0123", "--json"], 3, "not-found")]
fn failure_has_status_exit_and_reason(#[case] args: &[&str], #[case] code: i32, #[case] status: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let ended = run(&home, &platform, args);
    let json = ended.json();
    assert_eq!((ended.code, &json["status"], &json["exit"]), (Some(code), &json!(status), &json!(code)), "{json:#}");
    let reason = json["reason"].as_str().expect("a reason");
    assert!(ended.err.contains(reason), "{reason}: {}", ended.err);
}

#[test]
fn refusal_of_the_platform_has_its_parts_in_json() {
    let (home, platform) = (Home::new(), Platform::start());
    let env = [("CE_BASE", platform.base.as_str()), ("CE_USER", "wrong"), ("CE_ORG", &platform.organization)];
    let ended = run_with(&home, &env, &["instances", "list", "--json"]);
    let json = ended.json();
    schema::assert_valid("failure", &json);
    assert_eq!((ended.code, &json["status"], &json["http_status"]), (Some(4), &json!("input"), &json!(401)));
    assert!(json["hint"].is_string() && json["platform_message"].is_string(), "{json:#}");
}

#[test]
fn plan_to_apply_without_agreement_names_it() {
    let (home, platform) = (Home::new(), Platform::start());
    let file = home.path().join("instances.toml");
    let text = "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n[instance.configuration]\nuserName = \"ada\"\n\
                password = \"env:SECRET\"\n\"store.url\" = \"https://a.example\"\n";
    std::fs::write(&file, text).expect("a file");
    let env: Vec<_> = platform.environment().into_iter().chain([("SECRET", "s")]).collect();
    let ended = run_with(&home, &env, &["apply", file.to_str().expect("a path"), "--json"]);
    let json = ended.json();
    schema::assert_valid("failure", &json);
    assert_eq!((ended.code, &json["missing"][0]["flag"]), (Some(4), &json!("--yes")), "{json:#}");
}

#[rstest]
#[case::before(&["--timeout", "5", "--no-proxy", "--log", "LOG", "--non-interactive", "create", "magentosoapv19", "--yes"])]
#[case::after(&["create", "magentosoapv19", "--yes", "--timeout", "5", "--no-proxy", "--log", "LOG", "--non-interactive"])]
#[case::of_a_command_below(&["instances", "list", "--timeout", "5", "--no-proxy", "--log", "LOG", "--non-interactive"])]
fn option_of_all_commands_is_valid_before_and_after_the_command(#[case] args: &[&str]) {
    let home = Home::new();
    let log = home.path().join("log").display().to_string();
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "LOG" { &log } else { *arg }).collect();
    let ended = run_with(&home, &[], &args);
    let text = std::fs::read_to_string(&log).expect("a log");
    assert!(ended.code == Some(4) && text.contains("\"event\":\"command\""), "{text} {}", ended.err);
}

#[rstest]
#[case::edit(&["edit"])]
#[case::reauthorize(&["reauthorize"])]
fn unset_variable_of_a_new_value_is_a_missing_input(#[case] command: &[&str]) {
    let (home, platform) = (Home::new(), Platform::start());
    let body = r#"{"name":"a","element":{"key":"magentosoapv19"},"configuration":{"userName":"ada","password":"p","store.url":"https://a.example"}}"#;
    let (_, answer) = platform.call("POST", "/instances", body);
    let id = serde_json::from_str::<Json>(&answer).expect("JSON")["id"].to_string();
    let args = [command, &[id.as_str(), "--set", "password=env:UNSET", "--yes", "--json"]].concat();
    let ended = run(&home, &platform, &args);
    let json = ended.json();
    assert_eq!((ended.code, &json["missing"][0]["variable"]), (Some(4), &json!("UNSET")), "{json:#}");
}
