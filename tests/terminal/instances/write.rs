//! `elemint instances enable`, `disable` and `delete`.

use super::{all, id_of, one, run, run_with};
use crate::{
    kit::schema,
    person::{Home, Platform},
    server::{Reply, Server, reply},
};
use rstest::rstest;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

#[rstest]
#[case::disable("disable", false)]
#[case::enable("enable", true)]
fn instance_changes_its_state(#[case] command: &str, #[case] is_disabled: bool) {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let id = id_of(&platform, is_disabled);
    let ended = run(&home, &platform, &["instances", command, &id]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(one(&platform, &id).expect("the instance")["disabled"], !is_disabled);
}

#[test]
fn several_are_reported_as_json() {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let ids: Vec<String> = all(&platform).iter().map(|one| one["id"].to_string()).collect();
    let ended = run(&home, &platform, &["instances", "disable", &ids[0], &ids[1], "--json"]).json();
    assert_eq!((&ended[0]["id"], &ended[1]["outcome"]), (&ids[0].as_str().into(), &"disabled".into()));
}

#[test]
fn deleted_instance_is_in_the_trash_and_its_token_is_gone() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let id = id_of(&platform, false);
    run(&home, &platform, &["token", &id, "--save"]);
    let ended = run(&home, &platform, &["instances", "delete", &id, "--yes"]);
    assert_eq!((ended.code, one(&platform, &id), home.instances().len()), (Some(0), None, 0), "{}", ended.err);
    let trash = run(&home, &platform, &["trash", "--json"]).json();
    assert_eq!(trash[0]["id"], id);
}

#[test]
fn deleted_instance_is_kept_nowhere_if_nothing_is_kept() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let ended = run(&home, &platform, &["--keep-nothing", "instances", "delete", &id, "--yes"]);
    assert_eq!((ended.code, one(&platform, &id)), (Some(0), None), "{}", ended.err);
    assert!(ended.err.contains("No copy is kept, because of --keep-nothing."), "{}", ended.err);
    assert!(!home.path().join("state").exists());
}

#[test]
fn deletion_without_a_terminal_names_the_missing_flag() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let ended = run(&home, &platform, &["instances", "delete", &id]);
    assert!(ended.code == Some(4) && ended.err.contains("--yes"), "{}", ended.err);
    assert!(one(&platform, &id).is_some());
}

#[rstest]
#[case::no("no<enter>", false)]
#[case::nothing("<enter>", false)]
#[case::yes("yes<enter>", true)]
fn deletion_on_a_terminal_asks(#[case] answer: &str, #[case] is_deleted: bool) {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let mut terminal = home.start(&["instances", "delete", &id], &platform.environment());
    terminal.wait_for("Delete 1 instance on ");
    terminal.keys(answer);
    assert_eq!(terminal.wait_exit(), if is_deleted { 0 } else { 130 });
    assert_eq!(one(&platform, &id).is_none(), is_deleted);
}

const ONE: &str = r#"{"id":7,"name":"a","token":"canary-token","element":{"key":"sfdc"},"configuration":{}}"#;

/// Runs a deletion against a platform that answers it like this. Returns the code, the output and the size of the trash.
fn delete(answer: impl Fn() -> Reply + Send + Sync + 'static) -> (Option<i32>, String, usize) {
    let home = Home::new();
    let server =
        Server::answering(move |request| if request.line.starts_with("GET") { reply(200, &[], ONE) } else { answer() });
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let ended = run_with(&home, &env, &["instances", "delete", "7", "--yes"]);
    let trash = run_with(&home, &env, &["trash", "--json"]).json();
    (ended.code, ended.out + &ended.err, trash.as_array().map_or(0, Vec::len))
}

#[test]
fn unreadable_instance_stops_the_deletion_of_the_others() {
    let home = Home::new();
    let sent = Arc::new(AtomicBool::new(false));
    let is_sent = sent.clone();
    let server = Server::answering(move |request| {
        sent.fetch_or(request.line.starts_with("DELETE"), Ordering::SeqCst);
        if request.line.contains("/8") { reply(503, &[], "") } else { reply(200, &[], ONE) }
    });
    let env = [("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let ended = run_with(&home, &env, &["instances", "delete", "7", "8", "--yes"]);
    assert_eq!((ended.code, is_sent.load(Ordering::SeqCst)), (Some(5), false), "{}", ended.err);
}

#[test]
fn instance_in_use_says_what_uses_it() {
    let (code, shown, trash) = delete(|| reply(409, &[], r#"{"message":"In use by formula instance 12"}"#));
    assert!((code, trash) == (Some(6), 0) && shown.contains("In use by formula instance 12"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[rstest]
#[case::refused(403, Some(7), 0)]
#[case::busy(429, Some(5), 0)]
#[case::unknown_outcome(502, Some(10), 1)]
fn trash_keeps_what_may_be_deleted(#[case] status: u16, #[case] expected: Option<i32>, #[case] kept: usize) {
    let (code, shown, trash) = delete(move || reply(status, &[], r#"{"message":"no"}"#));
    assert_eq!((code, trash), (expected, kept), "{shown}");
}

#[test]
fn lost_answer_is_an_unknown_outcome() {
    let (code, shown, trash) = delete(|| Reply::Nothing);
    assert!((code, trash) == (Some(10), 1) && shown.contains("may have been deleted"), "{shown}");
    assert!(shown.contains("7  may be deleted") && !shown.contains("not deleted"), "{shown}");
}

#[rstest]
#[case::disabled(&["disable"], "instances-change", "disabled")]
#[case::deleted(&["delete", "--yes"], "instances-change", "deleted")]
#[case::tested(&["test"], "instances-test", "passed")]
fn unknown_instance_stops_no_other(#[case] words: &[&str], #[case] name: &str, #[case] outcome: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let id = id_of(&platform, false);
    let args = [&["instances"], words, &["99", &id, "--json"]].concat();
    let ended = run(&home, &platform, &args);
    let json = ended.json();
    schema::assert_valid(name, &json);
    let outcomes = (&json[0]["outcome"], &json[1]["outcome"], &json[1]["id"]);
    assert_eq!(outcomes, (&outcome.into(), &"not found".into(), &"99".into()), "{json:#}");
    assert!(ended.code == Some(12) && ended.err.contains("99  not found"), "{}", ended.err);
}

#[test]
fn unknown_instances_alone_are_not_found() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let ended = run(&home, &platform, &["instances", "delete", "98", "99", "--yes"]);
    assert!(ended.code == Some(3) && ended.err.contains("98") && ended.err.contains("99"), "{}", ended.err);
}
