//! `elemint instances test` and `call`.

use super::{all, id_of, run, run_with};
use crate::{
    change::shop,
    person::{Home, Platform},
    server::{Server, reply},
};
use rstest::rstest;

#[test]
fn working_instance_passes_with_its_latency() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let ended = run(&home, &platform, &["instances", "test", &id_of(&platform, false)]);
    assert!(ended.code == Some(0) && ended.out.contains("  passed ") && ended.out.contains(" ms\n"), "{}", ended.out);
}

#[test]
fn disabled_instance_fails_and_says_the_next_step() {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let id = id_of(&platform, true);
    let ended = run(&home, &platform, &["instances", "test", &id]);
    let next = format!("Next: elemint reauthorize {id}");
    assert!(ended.code == Some(1) && ended.out.contains("  failed ") && ended.out.contains(&next), "{}", ended.out);
}

#[test]
fn test_of_a_reauthorization_is_the_latest_one_of_the_instance() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let env = [platform.environment().as_slice(), &[("SHOP_PASSWORD", "new-pass-0001")]].concat();
    let run = |args: &[&str]| run_with(&home, &env, args);
    assert_eq!(run(&["instances", "disable", &id]).code, Some(0));
    assert_eq!(run(&["instances", "test", &id]).code, Some(1));
    let changed = run(&["reauthorize", &id, "--set=password=env:SHOP_PASSWORD", "--yes", "--json"]);
    assert_eq!(changed.json()["verified"], true, "{}{}", changed.out, changed.err);
    let listed = |filter: &str| run(&["instances", "list", filter, "--json"]).json().as_array().map(Vec::len);
    assert_eq!((listed("test:passed"), listed("test:failed")), (Some(1), Some(0)));
}

#[test]
fn all_are_tested_in_the_order_of_the_list() {
    let (home, platform) = (Home::new(), Platform::with_instances(40));
    let ended = run(&home, &platform, &["instances", "test", "--all", "--json"]);
    let tested = ended.json();
    let ids: Vec<_> = tested.as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    let expected: Vec<_> = all(&platform).iter().map(|one| one["id"].to_string().into()).collect();
    assert_eq!((ended.code, ids), (Some(1), expected));
}

#[test]
fn filters_narrow_the_tests() {
    let (home, platform) = (Home::new(), Platform::with_instances(4));
    let ended = run(&home, &platform, &["instances", "test", "--all", "state:enabled"]);
    assert!(ended.code == Some(0) && ended.err.contains("4 instances tested, 0 failed."), "{}{}", ended.out, ended.err);
}

#[rstest]
#[case::nothing_named(&["instances", "test"], Some(4), "--all")]
#[case::unknown(&["instances", "test", "1"], Some(3), "Instance 1: ")]
#[case::bad_filter(&["instances", "test", "--all", "state:x"], Some(2), "state:enabled")]
#[case::write(&["instances", "call", "1", "POST", "/accounts"], Some(2), "Only GET is supported")]
#[case::address(&["instances", "call", "1", "GET", "https://evil.example/"], Some(2), "not an address")]
#[case::account_header(&["instances", "call", "1", "GET", "/a", "--header", "authorization=x"], Some(2), "itself")]
#[case::bad_header(&["instances", "call", "1", "GET", "/a", "--header", "a b=x"], Some(2), "--header: A header has")]
#[case::no_instance(&["instances", "call", "1", "GET", "/objects"], Some(3), "Instance 1: ")]
fn misuse_is_named(#[case] args: &[&str], #[case] code: Option<i32>, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let ended = run(&home, &platform, args);
    assert!((ended.code, ended.out.as_str()) == (code, "") && ended.err.contains(words), "{}", ended.err);
}

#[test]
fn resource_is_read_through_the_instance() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let ended = run(&home, &platform, &["instances", "call", &id_of(&platform, false), "GET", "/hubs/crm/objects"]);
    assert!(ended.code == Some(0) && ended.json()[0].is_string(), "{}{}", ended.out, ended.err);
}

const ONE: &str = r#"{"id":7,"name":"a","token":"canary-token","element":{"key":"sfdc"},"configuration":{}}"#;

/// Runs a command against a platform that has instance 7, and answers other requests like this.
fn against(answer: (u16, &'static str), args: &[&str]) -> (Option<i32>, String, Vec<String>) {
    let server = Server::answering(move |request| {
        let is_instance = request.line.contains("/instances/7 ");
        if is_instance { reply(200, &[], ONE) } else { reply(answer.0, &[], answer.1) }
    });
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "user-canary"), ("CE_ORG", "org-canary")];
    let ended = run_with(&Home::new(), &env, args);
    (ended.code, ended.out + &ended.err, server.lines())
}

#[test]
fn answer_of_a_resource_is_masked() {
    let body = r#"[{"name":"Acme","apiKey":"sk_live_canary","echo":"canary-token"}]"#;
    let (code, shown, lines) =
        against((200, body), &["instances", "call", "7", "GET", "/accounts", "--query", "a b=1&2"]);
    assert!(code == Some(0) && shown.contains("Acme") && !shown.contains("canary"), "{shown}");
    assert_eq!(lines[1], "GET /elements/api-v2/accounts?a%20b=1%262 HTTP/1.1");
}

#[test]
fn header_is_sent_along() {
    let server = Server::answering(move |request| {
        let is_sent = request.header("x-tenant") == Some("acme");
        let is_instance = request.line.contains("/instances/7 ");
        reply(
            200,
            &[],
            if is_instance {
                ONE
            } else if is_sent {
                r#"["with"]"#
            } else {
                r#"["without"]"#
            },
        )
    });
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "user-canary"), ("CE_ORG", "org-canary")];
    let args = ["instances", "call", "7", "GET", "/accounts", "--header", "X-Tenant=acme"];
    assert_eq!(run_with(&Home::new(), &env, &args).json()[0], "with");
}

#[rstest]
#[case::unsupported(
    400,
    r#"{"message":"This API is not currently supported for this element"}"#,
    Some(0),
    "unsupported"
)]
#[case::provider(401, r#"{"message":"Request failed","providerMessage":"invalid_grant"}"#, Some(1), "invalid_grant")]
#[case::account(401, r#"{"message":"Invalid Organization or User secret"}"#, Some(1), "elemint doctor")]
#[case::echo(500, r#"{"message":"canary-token user-canary"}"#, Some(1), "in a moment")]
fn failed_test_is_classified_and_shows_no_secret(
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] expected: Option<i32>,
    #[case] words: &str,
) {
    let (code, shown, _) = against((status, body), &["instances", "test", "7"]);
    assert!(code == expected && shown.contains(words) && !shown.contains("canary"), "{code:?} {shown}");
}

#[rstest]
#[case::failed("test:failed", true)]
#[case::passed("test:passed", false)]
fn last_tests_filter_the_list(#[case] filter: &str, #[case] is_disabled: bool) {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let (working, disabled) = (id_of(&platform, false), id_of(&platform, true));
    run(&home, &platform, &["instances", "test", &working, &disabled]);
    let listed = run(&home, &platform, &["instances", "list", filter, "--jq", ".[].id"]);
    assert_eq!(listed.out.trim(), if is_disabled { &disabled } else { &working }, "{}", listed.err);
}

#[test]
fn last_test_is_shown_in_its_column() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    run(&home, &platform, &["instances", "test", "--all"]);
    let listed = run(&home, &platform, &["instances", "list", "--csv", "--columns", "test"]);
    assert_eq!(listed.out, "test\npassed\n");
}

#[test]
fn tests_are_not_remembered_if_nothing_is_kept() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    run(&home, &platform, &["--keep-nothing", "instances", "test", "--all"]);
    assert_eq!(run(&home, &platform, &["instances", "list", "test:passed", "--jq", "length"]).out, "0\n");
}
