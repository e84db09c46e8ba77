//! Commands that ask nothing need no terminal.

use crate::person::{ELEMINT, Home};
use rstest::rstest;
use std::{
    fs::{self, File},
    io::Write as _,
    process::{Command, Output, Stdio},
};

const DOCUMENT: &str = r#"{"name":"shop","password":"canary-1","items":[1,2.50,3]}"#;

fn elemint(home: &Home, args: &[&str]) -> Command {
    let mut command = Command::new(ELEMINT);
    command.args(args).current_dir(home.path()).env_clear().envs([("PATH", "/usr/bin:/bin"), ("TERM", "xterm")]);
    command.env("HOME", home.path()).stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn view(args: &[&str], document: &str) -> Output {
    let home = Home::new();
    fs::write(home.path().join("a.json"), document).expect("a file");
    elemint(&home, args).output().expect("the program")
}

#[test]
fn view_prints_a_document_with_secrets_masked() {
    let output = view(&["view", "a.json"], DOCUMENT);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(shown.contains("\"name\": \"shop\"") && shown.contains("2.50") && !shown.contains("canary"), "{shown}");
}

#[rstest]
#[case::value(".name", "\"shop\"\n")]
#[case::numbers(".items[]", "1\n2.50\n3\n")]
#[case::masked(".password", "\"********\"\n")]
fn view_prints_the_result_of_a_filter(#[case] filter: &str, #[case] expected: &str) {
    let output = view(&["view", "a.json", "--filter", filter], DOCUMENT);
    assert_eq!((text(&output.stdout), output.status.code()), (expected, Some(0)), "{}", text(&output.stderr));
}

#[rstest]
#[case::text("hello\nworld\n", "hello\nworld\n")]
#[case::json_lines("{\"a\":1}\n{\"a\":2}\n", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n")]
fn view_prints_other_documents(#[case] document: &str, #[case] expected: &str) {
    let output = view(&["view", "a.json"], document);
    assert_eq!((text(&output.stdout), output.status.code()), (expected, Some(0)), "{}", text(&output.stderr));
}

#[test]
fn view_reads_from_a_pipe_and_prints_to_one() {
    let home = Home::new();
    let mut child = elemint(&home, &["view", "-f", ".items | length"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("a pipe").write_all(DOCUMENT.as_bytes()).expect("it reads");
    assert_eq!(text(&child.wait_with_output().expect("an end").stdout), "3\n");
}

#[test]
fn reader_that_stops_early_is_no_failure() {
    let home = Home::new();
    let long: Vec<usize> = (0..100_000).collect();
    fs::write(home.path().join("a.json"), serde_json::to_string(&long).expect("JSON")).expect("a file");
    let script = format!("set -o pipefail; {ELEMINT} view a.json | head -2");
    let output = Command::new("bash").args(["-c", &script]).current_dir(home.path()).output().expect("a shell");
    assert_eq!((text(&output.stdout), text(&output.stderr), output.status.code()), ("[\n  0,\n", "", Some(0)));
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let home = Home::new();
    fs::write(home.path().join("a.json"), DOCUMENT).expect("a file");
    let full = File::options().write(true).open("/dev/full").expect("a full disk");
    let output = elemint(&home, &["view", "a.json"]).stdout(full).output().expect("the program");
    assert_eq!(output.status.code(), Some(1));
}

#[rstest]
#[case::doctor(&["doctor"])]
#[case::forget(&["forget"])]
#[case::trash(&["trash"])]
#[case::recover(&["recover"])]
#[case::recover_json(&["recover", "--json"])]
#[case::report(&["report"])]
#[case::completions(&["completions", "bash"])]
#[case::manual(&["man"])]
#[case::help(&["--help"])]
#[case::version(&["--version"])]
fn command_that_asks_nothing_needs_no_terminal(#[case] args: &[&str]) {
    let home = Home::new();
    let output = elemint(&home, args).output().expect("the program");
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
}
