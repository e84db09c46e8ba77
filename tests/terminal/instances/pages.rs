//! `elemint instances list`: pages of the platform's list are printed as they arrive, and JSON when it is complete.

use super::run_with;
use crate::{
    kit::schema,
    person::{ELEMINT, Home},
    server::{Reply, Request, Server, reply},
};
use rstest::rstest;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value as Json, json};
use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Command, Stdio},
    sync::{Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

/// Returns a page of two instances.
fn page(number: u32) -> String {
    let one = |id| json!({ "id": id, "name": format!("shop {id}"), "element": { "key": "sfdc" } });
    json!([one(10 * number), one(10 * number + 1)]).to_string()
}

fn is_second(request: &Request) -> bool {
    request.line.contains("nextPage=two")
}

fn first_page() -> Reply {
    reply(200, &[("elements-next-page-token", "two")], &page(1))
}

fn environment(base: &str) -> [(&str, &str); 3] {
    [("CE_BASE", base), ("CE_USER", "u"), ("CE_ORG", "o")]
}

#[rstest]
#[case::csv(&["--csv"])]
#[case::table(&[])]
fn rows_of_a_page_are_printed_before_the_next_page_arrives(#[case] format: &[&str]) {
    let (go_on, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let server = Server::answering(move |request| {
        if !is_second(request) {
            return first_page();
        }
        wait.lock().expect("lock").recv().expect("the first row was read");
        reply(200, &[], &page(2))
    });
    let home = Home::new();
    let mut command = Command::new(ELEMINT);
    command.args(["instances", "list"]).args(format).env_clear().env("HOME", home.path()).stdin(Stdio::null());
    let mut child =
        command.envs(environment(server.base.as_str())).stdout(Stdio::piped()).spawn().expect("the program");
    let mut lines = BufReader::new(child.stdout.take().expect("its output"));
    let mut text = String::new();
    while !text.contains("10") {
        assert_ne!(lines.read_line(&mut text).expect("a line"), 0, "{text}");
    }
    go_on.send(()).expect("the server waits");
    lines.read_to_string(&mut text).expect("the rest");
    let _ = child.wait();
    assert!(["10", "11", "20", "21"].iter().all(|id| text.contains(id)), "{text}");
}

#[test]
fn json_of_several_pages_is_one_list() {
    let server = Server::answering(|request| if is_second(request) { reply(200, &[], &page(2)) } else { first_page() });
    let ended = run_with(&Home::new(), &environment(server.base.as_str()), &["instances", "list", "--json"]);
    let ids: Vec<Json> = ended.json().as_array().expect("a list").iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["10", "11", "20", "21"]);
}

/// Starts a server whose list has a second page, which is this reply.
fn paged(second: fn() -> Reply) -> Server {
    Server::answering(move |request| if is_second(request) { second() } else { first_page() })
}

#[test]
fn json_of_a_list_that_breaks_off_is_the_failure_alone() {
    let server = paged(|| reply(403, &[], "{}"));
    let ended = run_with(&Home::new(), &environment(server.base.as_str()), &["instances", "list", "--json"]);
    schema::assert_valid("failure", &ended.json());
    assert_eq!((ended.code, &ended.json()["exit"]), (Some(7), &json!(7)), "{}", ended.out);
}

#[rstest]
#[case::json(&["--json"])]
#[case::csv(&["--csv"])]
#[case::table(&[])]
fn signal_between_two_pages_ends_the_list(#[case] format: &[&str]) {
    let (home, server) = (Home::new(), paged(|| Reply::Stall(Vec::new())));
    let mut command = Command::new(ELEMINT);
    command.args(["instances", "list"]).args(format).env_clear().env("HOME", home.path()).stdin(Stdio::null());
    command.envs(environment(server.base.as_str())).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program");
    let deadline = Instant::now() + Duration::from_secs(60);
    while server.seen().len() < 2 {
        assert!(Instant::now() < deadline, "the second page was not asked for");
        thread::sleep(Duration::from_millis(5));
    }
    kill_process(Pid::from_child(&child), Signal::INT).expect("the program is there");
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(130));
    if format == ["--json"] {
        schema::assert_valid("failure", &serde_json::from_slice(&output.stdout).expect("JSON"));
    }
}

#[rstest]
#[case::json(&["--json"], "[]\n")]
#[case::csv(&["--csv", "--columns", "id"], "id\n")]
fn empty_list_is_valid(#[case] format: &[&str], #[case] expected: &str) {
    let server = Server::answering(|_| reply(404, &[], r#"{"message":"No element instances found"}"#));
    let args = [&["instances", "list"], format].concat();
    let ended = run_with(&Home::new(), &environment(server.base.as_str()), &args);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), expected), "{}", ended.err);
}
