//! Requests that change a platform ask the guard of the profile first, and are recorded before they are sent.

use crate::source::{self, Source};

/// Ways to send a request that may change something.
const SENDING: [&str; 5] = ["http.post(", "http.put(", "http.patch(", "http.delete(", "http.request("];

/// File whose request changes nothing: it exchanges a password for secrets, before there is a profile with limits.
const SIGN_IN: &str = "src/platform/login.rs";

fn unguarded(source: &Source) -> Vec<String> {
    let shipped = source.without_tests();
    let lines: Vec<&str> = shipped.text.lines().collect();
    let is_checked = shipped.module() == Some("platform") && shipped.path != SIGN_IN;
    let functions = if is_checked { shipped.functions() } else { Vec::new() };
    let text = |line: usize, length: usize| lines[line - 1..(line - 1 + length).min(lines.len())].join("\n");
    let is_open = |text: &str| SENDING.iter().any(|call| text.contains(call)) && !text.contains("guard.check(");
    let open = functions.into_iter().filter(|(line, _, length)| is_open(&text(*line, *length)));
    open.map(|(line, name, _)| format!("{}:{line}: {name}", shipped.path)).collect()
}

#[test]
fn every_request_that_may_change_something_asks_the_guard() {
    let found: Vec<String> = source::all().iter().flat_map(unguarded).collect();
    assert!(found.is_empty(), "Call account.guard.check first:\n  {}\n", found.join("\n  "));
}

#[test]
fn request_without_the_guard_is_found() {
    let file = |body: &str| Source::new("src/platform/a.rs", &format!("fn f() {{\n    {body}\n}}\n"));
    let found = |body: &str| unguarded(&file(body)).len();
    let guarded = "account.guard.check(write)?;\n    http.post(url);";
    assert_eq!((found("http.post(url);"), found(guarded), found("http.get(url);")), (1, 0, 0));
}

/// Calls of the client that change an existing instance.
const CHANGES: [&str; 6] =
    [".set_enabled(", ".set_events(", ".set_trace(", ".reauthorize(", "client.update(", "client.delete("];
/// Files that record a change before they send it.
const RECORDING: [&str; 2] = ["src/runtime/change.rs", "src/runtime/instance_change.rs"];

fn unrecorded(source: &Source) -> Vec<String> {
    let shipped = source.without_tests();
    let is_outside = matches!(shipped.module(), Some("runtime" | "cli")) && !RECORDING.contains(&shipped.path.as_str());
    let sends = |line: &str| is_outside && CHANGES.iter().any(|call| line.contains(call));
    let lines = shipped.text.lines().enumerate().filter(|(_, line)| sends(line));
    lines.map(|(at, line)| format!("{}:{}: {}", shipped.path, at + 1, line.trim())).collect()
}

#[test]
fn every_change_of_an_instance_is_recorded_before_it_is_sent() {
    let found: Vec<String> = source::all().iter().flat_map(unrecorded).collect();
    assert!(found.is_empty(), "Send it as an InstanceChange:\n  {}\n", found.join("\n  "));
}

#[test]
fn change_without_a_record_is_found() {
    let file = |path: &str| Source::new(path, "fn f() {\n    access.client.delete(id);\n}\n");
    let found = |path: &str| unrecorded(&file(path)).len();
    assert_eq!((found("src/cli/a.rs"), found("src/runtime/instance_change.rs")), (1, 0));
}
