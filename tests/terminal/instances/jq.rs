//! `--jq` on the results of commands.

use super::{all, id_of, run};
use crate::person::{Home, Platform};
use rstest::rstest;

#[rstest]
#[case::string_without_quotes(&["instances", "list", "--jq", ".[0].state"], "enabled\n")]
#[case::other_value(&["instances", "list", "--jq", "length, {a: 1}"], "3\n{\"a\":1}\n")]
#[case::with_json(&["instances", "list", "--json", "--jq", "length"], "3\n")]
#[case::no_result(&["instances", "list", "--jq", "empty"], "")]
#[case::tests(&["instances", "test", "--all", "--jq", "map(.outcome) | unique | length > 0"], "true\n")]
#[case::check(&["instances", "check", "--jq", "map(.events) | unique"], "[false]\n")]
#[case::trash(&["trash", "list", "--jq", "length"], "0\n")]
#[case::trash_alone(&["trash", "--jq", "length"], "0\n")]
#[case::profiles(&["profiles", "list", "--jq", "length"], "0\n")]
#[case::recover(&["recover", "--jq", "length"], "0\n")]
fn result_is_filtered(#[case] args: &[&str], #[case] expected: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let ended = run(&home, &platform, args);
    assert_eq!(ended.out, expected, "{}", ended.err);
}

#[rstest]
#[case::wrong_filter(&["instances", "list", "--jq", ".["], 2, "This [ is not closed.")]
#[case::wrong_value(&["instances", "list", "--jq", ".a"], 1, "The filter failed.")]
#[case::environment(&["instances", "list", "--jq", "env"], 2, "There is no filter called env.")]
#[case::csv(&["instances", "list", "--csv", "--jq", "."], 2, "cannot be used with")]
fn fault_of_a_filter_is_named(#[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let ended = run(&home, &platform, args);
    assert!(ended.code == Some(code) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
    assert_eq!(ended.out, "");
}

#[test]
fn filter_sees_masks_in_place_of_secrets() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let (id, token) = (id_of(&platform, false), all(&platform)[0]["token"].as_str().expect("a token").to_owned());
    let ended = run(&home, &platform, &["instances", "show", &id, "--jq", ".token, (.token | explode | length)"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "********\n8\n"), "{}", ended.err);
    assert!(!ended.out.contains(&token));
}

#[test]
fn answer_of_a_call_is_filtered() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let ended = run(&home, &platform, &["instances", "call", &id, "GET", "/objects", "--jq", "type"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "array\n"), "{}", ended.err);
}

#[rstest]
#[case::status(&["instances", "show", "999", "--jq", ".status"], 3, "not-found\n")]
#[case::with_json(&["instances", "show", "999", "--json", "--jq", ".exit"], 3, "3\n")]
#[case::plan(&["plan", "no-such-file.toml", "--jq", ".exit"], 3, "3\n")]
#[case::filter_of_a_list(&["instances", "list", "x", "--profile", "nope", "--jq", ".[] | .name"], 3, "")]
#[case::answer_of_a_provider(&["instances", "call", "999", "GET", "/objects", "--jq", ".name"], 3, "")]
fn filter_gets_the_failure(#[case] args: &[&str], #[case] code: i32, #[case] out: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let ended = run(&home, &platform, args);
    assert_eq!((ended.code, ended.out.as_str()), (Some(code), out), "{}", ended.err);
    assert!(!ended.err.is_empty() && !ended.err.contains("filter"), "{}", ended.err);
}
