//! Changes of instances are recorded before they are sent, and found out after a kill.

use super::{one, run_with};
use crate::{
    change::{call, shop},
    journal::{Between, entries, recover},
    kit::Terminal,
    person::{Home, Platform, eventually},
    server::{Server, reply},
};
use rstest::rstest;
use rustix::process::Signal;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// Returns true once the platform has carried out the change of this command.
fn is_done(platform: &Platform, id: &str, command: &str) -> bool {
    let now = one(platform, id);
    match command {
        "delete" => now.is_none(),
        "enable" => now.is_some_and(|now| now["disabled"] == json!(false)),
        "disable" => now.is_some_and(|now| now["disabled"] == json!(true)),
        "update" => now.is_some_and(|now| now["name"] == json!("cellar")),
        _ => now.is_some_and(|now| now["eventsEnabled"] == json!(true)),
    }
}

/// Kills the program while the answer to its change is under way.
fn killed(
    home: &Home,
    (platform, between): (&Platform, &Between),
    terminal: &mut Terminal,
    (id, command): (&str, &str),
) {
    eventually("the change to be made", || is_done(platform, id, command).then_some(()));
    assert_eq!(entries(home), 1);
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    between.silent.store(false, Ordering::SeqCst);
}

/// Starts a command whose answer does not arrive, and kills it.
fn killed_command(home: &Home, platform: &Platform, between: &Between, command: &str, args: &[&str]) {
    let id = shop(platform);
    if command == "enable" {
        call(platform, "DELETE", &format!("/instances/{id}/enabled"), &Value::Null);
    }
    let all = [&["instances", command, id.as_str()], args].concat();
    let mut terminal = home.start(&all, &between.environment(platform));
    killed(home, (platform, between), &mut terminal, (&id, command));
}

#[rstest]
#[case::enable("enable", &[], "enabling")]
#[case::disable("disable", &[], "disabling")]
#[case::delete("delete", &["--yes"], "deletion")]
#[case::update("update", &["--name", "cellar", "--yes"], "edit")]
#[case::events("events", &["on"], "edit")]
fn next_start_finds_out_a_killed_command(#[case] command: &str, #[case] args: &[&str], #[case] noun: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed_command(&home, &platform, &between, command, args);
    let mut terminal = home.start(&[], &between.environment(&platform));
    terminal.wait_for(&format!("The outcome of the {noun} of “shop”"));
    terminal.keys("<enter>");
    terminal.wait_for(&format!("The {noun} of “shop” was carried out."));
    terminal.keys("<enter>");
    terminal.wait_for("Which element?");
    assert_eq!(entries(&home), 0);
}

#[test]
fn recover_finds_out_a_killed_command() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed_command(&home, &platform, &between, "delete", &["--yes"]);
    let (code, shown, _) = recover(&home, &between.environment(&platform), &["--look"]);
    assert!(code == Some(0) && shown.contains("changed: deletion of instance"), "{shown}");
    assert_eq!(entries(&home), 0);
}

#[test]
fn deletion_found_out_later_removes_the_token() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    let id = shop(&platform);
    between.silent.store(false, Ordering::SeqCst);
    assert_eq!(run_with(&home, &platform.environment(), &["token", &id, "--save"]).code, Some(0));
    between.silent.store(true, Ordering::SeqCst);
    // The token is kept for the platform's own address, so the command is killed without anything between.
    let base = between.environment(&platform);
    assert_eq!(run_with(&home, &base, &["token", &id, "--save"]).code, Some(0));
    let mut terminal = home.start(&["instances", "delete", &id, "--yes"], &base);
    killed(&home, (&platform, &between), &mut terminal, (&id, "delete"));
    let stored = home.instances().len();
    assert_eq!(recover(&home, &base, &["--look"]).0, Some(0));
    assert_eq!(home.instances().len(), stored - 1);
}

const ONE: &str = r#"{"id":7,"name":"a","token":"t","element":{"key":"sfdc"},"configuration":{}}"#;

#[rstest]
#[case::refused(403, 0)]
#[case::in_use(409, 0)]
#[case::unknown_outcome(502, 1)]
fn certain_answer_leaves_no_entry(
    #[values(&["disable", "7"], &["delete", "7", "--yes"], &["update", "7", "--name", "b", "--yes"])] args: &[&str],
    #[case] status: u16,
    #[case] left: usize,
) {
    let home = Home::new();
    let refusal = move || reply(status, &[], r#"{"message":"no"}"#);
    let server = Server::answering(
        move |request| {
            if request.line.starts_with("GET") { reply(200, &[], ONE) } else { refusal() }
        },
    );
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let ended = run_with(&home, &env, &[&["instances"], args].concat());
    assert_eq!((entries(&home), ended.err.contains("elemint recover --look")), (left, left == 1), "{}", ended.err);
}

#[test]
fn later_change_with_an_answer_settles_an_earlier_one_without() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed_command(&home, &platform, &between, "disable", &[]);
    let id = super::all(&platform)[0]["id"].to_string();
    run_with(&home, &between.environment(&platform), &["instances", "enable", &id]);
    assert_eq!(entries(&home), 0);
}

#[rstest]
#[case::disable("<a-p>", "disable", "disabling")]
#[case::delete("<del>y", "delete", "deletion")]
fn next_start_finds_out_a_killed_change_of_the_list(#[case] keys: &str, #[case] change: &str, #[case] noun: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    let id = shop(&platform);
    let mut terminal = home.start(&[], &between.environment(&platform));
    terminal.wait_for("Which element?");
    terminal.keys("<a-2>");
    terminal.wait_for("shop");
    terminal.keys(keys);
    killed(&home, (&platform, &between), &mut terminal, (&id, change));
    let mut next = home.start(&[], &between.environment(&platform));
    next.wait_for(&format!("The outcome of the {noun} of “shop”"));
}
