//! `elemint instances update`, `events` and `trace`.

use super::{Ended, id_of, one, run_with};
use crate::{
    kit::schema,
    person::{CANARY, Home, Platform},
};
use rstest::rstest;
use serde_json::{Value, json};

/// Runs a command on the first instance of a platform. Returns its end and the instance afterwards.
fn change(command: &[&str], args: &[&str]) -> (Ended, Value, Value) {
    change_with(command, args, &[("SHOP_PASSWORD", CANARY)])
}

fn change_with(command: &[&str], args: &[&str], env: &[(&str, &str)]) -> (Ended, Value, Value) {
    let (home, platform) = (Home::new(), Platform::with_instances(8));
    // This element has a password.
    let id = super::all(&platform)[7]["id"].to_string();
    let before = one(&platform, &id).expect("the instance");
    let env: Vec<_> = platform.environment().into_iter().chain(env.iter().copied()).collect();
    let ended = run_with(&home, &env, &[command, &[id.as_str()], args].concat());
    (ended, before, one(&platform, &id).expect("the instance"))
}

const UPDATE: &[&str] = &["instances", "update"];

#[test]
fn changed_values_are_sent_and_others_stay() {
    let args = ["--name", "shop", "--tag", "a,b", "--set", "pagination.max=50", "--yes"];
    let (ended, before, after) = change(UPDATE, &args);
    assert_eq!(
        (ended.code, &after["name"], &after["tags"]),
        (Some(0), &json!("shop"), &json!(["a", "b"])),
        "{}",
        ended.err
    );
    assert_eq!((&after["configuration"]["pagination.max"], &after["token"]), (&json!("50"), &before["token"]));
}

#[test]
fn secret_is_sent_by_reference_and_shown_nowhere() {
    let (ended, _, after) = change(UPDATE, &["--set", "password=env:SHOP_PASSWORD", "--yes"]);
    let shown = ended.out + &ended.err;
    assert!(ended.code == Some(0) && shown.contains("env:SHOP_PASSWORD") && !shown.contains(CANARY), "{shown}");
    assert_eq!(after["configuration"]["password"], "********");
}

#[rstest]
#[case::by_the_form(&["--set", "password=canary-1", "--yes"])]
#[case::by_the_name(&["--set", "my.client.secret=canary-1", "--yes"])]
#[case::by_the_value(&["--set", "note=https://u:canary-1@example.com", "--yes"])]
fn secret_in_an_argument_is_refused(#[case] args: &[&str]) {
    let (ended, before, after) = change(UPDATE, args);
    assert!(ended.code == Some(2) && ended.err.contains("=env:NAME") && !ended.err.contains("canary"), "{}", ended.err);
    assert_eq!(before, after);
}

#[rstest]
#[case::unknown_key(&["--set", "nokey=1", "--yes"], "has no field nokey. It has: ")]
#[case::empty_name(&["--name", " ", "--yes"], "An instance needs a name")]
fn value_that_the_instance_cannot_have_is_refused(#[case] args: &[&str], #[case] words: &str) {
    let (ended, before, after) = change(UPDATE, args);
    assert!(ended.code == Some(2) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
    assert_eq!(before, after);
}

#[test]
fn renamed_instance_is_reported_with_its_new_name() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let args = ["instances", "update", &id_of(&platform, false), "--name", "renamed", "--yes", "--json"];
    let json = run_with(&home, &platform.environment(), &args).json();
    assert_eq!((&json[0]["name"], &json[0]["outcome"]), (&json!("renamed"), &json!("changed")), "{json:#}");
}

#[rstest]
#[case::changed(&["--name", "shop", "--set", "password=env:SHOP_PASSWORD"], "dry-run", json!([{"name": "shop"}, 1]))]
#[case::equal(&[], "unchanged", json!([null, 0]))]
fn dry_run_prints_the_requests_as_json(#[case] args: &[&str], #[case] status: &str, #[case] expected: Value) {
    let (ended, before, after) = change(UPDATE, &[args, &["--dry-run", "--json"]].concat());
    let planned = ended.json();
    schema::assert_valid("create", &planned);
    let (request, count) = (&planned["requests"][0], planned["requests"].as_array().map(Vec::len));
    assert_eq!((&planned["status"], count.map(|count| json!(count))), (&json!(status), Some(expected[1].clone())));
    assert_eq!((&request["body"]["name"], &before), (&expected[0]["name"], &after), "{planned:#}");
    assert!(!planned.to_string().contains(CANARY), "{planned:#}");
}

#[test]
fn equal_values_send_nothing() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let (id, name) = (id_of(&platform, false), platform.names().remove(0));
    let ended = run_with(&home, &platform.environment(), &["instances", "update", &id, "--name", &name]);
    assert!(ended.code == Some(0) && ended.err.contains("nothing was sent"), "{}", ended.err);
}

#[rstest]
#[case::dry_run(&["--name", "x", "--dry-run"], Some(0))]
#[case::no_terminal(&["--name", "x"], Some(4))]
#[case::unset_reference(&["--set", "password=env:UNSET", "--yes"], Some(4))]
fn nothing_is_sent(#[case] args: &[&str], #[case] code: Option<i32>) {
    let (ended, before, after) = change(UPDATE, args);
    assert_eq!((ended.code, before), (code, after), "{}", ended.err);
}

#[rstest]
#[case::update(UPDATE, &["--name", "x", "--yes"])]
#[case::edit(&["instances", "edit"], &["--name", "x", "--yes"])]
#[case::events(&["instances", "events"], &["off"])]
#[case::delete(&["instances", "delete"], &["--yes"])]
fn variable_for_a_dry_run_wins_over_an_agreement(#[case] command: &[&str], #[case] args: &[&str]) {
    let (ended, before, after) = change_with(command, args, &[("ELEMINT_DRY_RUN", "true")]);
    assert_eq!(before, after, "{} {}", ended.out, ended.err);
}

#[rstest]
#[case::on("on", true)]
#[case::off("off", false)]
fn events_are_switched_without_new_credentials(#[case] state: &str, #[case] is_on: bool) {
    let (ended, before, after) = change(&["instances", "events"], &[state]);
    assert_eq!((ended.code, &after["eventsEnabled"]), (Some(0), &json!(is_on)), "{}", ended.err);
    assert_eq!(after["configuration"]["password"], before["configuration"]["password"]);
}

#[rstest]
#[case::on(&["on"], true, "on for 30 minutes")]
#[case::on_for_a_minute(&["on", "--minutes", "1"], true, "on for 1 minute")]
#[case::off(&["off"], false, "off")]
fn trace_logging_is_switched(#[case] args: &[&str], #[case] is_on: bool, #[case] words: &str) {
    let (ended, _, after) = change(&["instances", "trace"], args);
    assert_eq!((ended.code, &after["traceLoggingEnabled"]), (Some(0), &json!(is_on)), "{}", ended.err);
    assert!(ended.out.trim_end().ends_with(&format!("is {words}.")), "{}", ended.out);
}

#[test]
fn trace_logging_for_no_time_is_refused() {
    let (ended, _, after) = change(&["instances", "trace"], &["on", "--minutes", "0"]);
    assert_eq!((ended.code, &after["traceLoggingEnabled"]), (Some(2), &json!(false)));
}
