//! Cases of tests all run.

use super::source::{self, Source};

/// Returns the cases named `test`. rstest takes such an attribute for the one of a test framework, adds none itself, and
/// no case of the function runs.
fn idle(source: &Source) -> Vec<String> {
    let lines = (1..).zip(source.text.lines());
    let found = lines.filter(|(_, line)| line.trim_start().starts_with(concat!("#[case::", "test")));
    let named = found.filter(|(_, line)| line.contains("::test(") || line.contains("::test]"));
    named.map(|(number, _)| format!("{}:{number}", source.path)).collect()
}

#[test]
fn no_case_is_named_test() {
    let found: Vec<String> = source::below(&["src", "tests"]).iter().flat_map(idle).collect();
    assert!(found.is_empty(), "Give the case another name, since no case of its function runs:\n{}", found.join("\n"));
}

#[test]
fn case_named_test_is_found() {
    let text = concat!("#[rstest]\n#[case::", "test(1)]\n#[case::tests(2)]\n#[case::", "test_of_all(3)]\nfn f() {}");
    assert_eq!(idle(&Source::new("tests/a.rs", text)), ["tests/a.rs:2"]);
}
