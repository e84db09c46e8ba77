//! Requests that change a platform ask the guard of the profile first.

use crate::source::{self, Source};

/// Ways to send a request that may change something.
const SENDING: [&str; 5] = ["http.post(", "http.put(", "http.patch(", "http.delete(", "http.request("];

fn unguarded(source: &Source) -> Vec<String> {
    let shipped = source.without_tests();
    let lines: Vec<&str> = shipped.text.lines().collect();
    let functions = if shipped.module() == Some("platform") { shipped.functions() } else { Vec::new() };
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
