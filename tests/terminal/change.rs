//! Existing instances in a real terminal, against a real sandbox: new credentials, new values, refusals, lost answers.

use crate::{
    create::{report, run_with},
    front::{Front, Treatment},
    instances,
    journal::{Between, entries, recover},
    kit::{Terminal, web},
    person::{CANARY, Home, Platform, eventually, press, shown},
    server::{Request, reply},
};
use elemint::storage::Store;
use rstest::rstest;
use rustix::process::Signal;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// Calls the platform as its user.
pub fn call(platform: &Platform, method: &str, path: &str, body: &Value) -> Value {
    let key = format!("User {}, Organization {}", platform.user, platform.organization);
    let headers = [("Authorization", key.as_str()), ("Content-Type", "application/json")];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = web::call(method, &format!("{}{path}", platform.base), &headers, &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap_or_default()
}

/// Creates an instance of the element without consent; returns its ID.
pub fn shop(platform: &Platform) -> String {
    let configuration = json!({ "userName": "anna", "password": "old-pass-0001", "store.url": "https://shop.example" });
    let body = json!({ "name": "shop", "element": { "key": "magentosoapv19" }, "configuration": configuration });
    call(platform, "POST", "/instances", &body)["id"].to_string()
}

fn instance(platform: &Platform, id: &str) -> Value {
    call(platform, "GET", &format!("/instances/{id}"), &Value::Null)
}

fn started(home: &Home, platform: &Platform, command: &str, id: &str) -> Terminal {
    let mut terminal = home.start(&[command, id], &platform.environment());
    terminal.wait_for("Instance name");
    terminal
}

#[test]
fn credentials_are_replaced_and_id_and_token_stay() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let before = instance(&platform, &id);
    let mut terminal = started(&home, &platform, "reauthorize", &id);
    terminal.keys(&format!("{CANARY}<enter><c-u>https://new.example<c-s>"));
    terminal.wait_for("Store URL: https://shop.example → https://new.example");
    terminal.keys("<enter>");
    terminal.wait_for("is re-authorized");
    terminal.wait_for("The test passed");
    terminal.keys("q<enter>");
    assert_eq!(terminal.wait_exit(), 0);
    let after = instance(&platform, &id);
    assert_eq!((&after["token"], &after["id"]), (&before["token"], &before["id"]));
    assert_eq!(after["configuration"]["store.url"], json!("https://new.example"));
    assert!(!shown(&terminal, CANARY) && terminal.normal_screen().contains("Re-authorized instance"));
}

#[test]
fn disabled_instance_is_enabled_with_its_new_credentials() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    call(&platform, "DELETE", &format!("/instances/{id}/enabled"), &Value::Null);
    let mut terminal = started(&home, &platform, "reauthorize", &id);
    terminal.keys(&format!("{CANARY}<c-s>"));
    terminal.wait_for("is enabled then");
    terminal.keys("<enter>");
    terminal.wait_for("It was disabled, and is enabled again.");
    assert_eq!(instance(&platform, &id)["disabled"], json!(false));
}

/// Disables the instance and re-authorizes it without a screen. `treat` answers in place of the platform.
fn reauthorize_disabled(treat: impl Fn(&Request) -> Treatment + Send + Sync + 'static) -> (i32, Value, String) {
    let (front, home) = (Front::new(treat, |_| {}), Home::new());
    let id = shop(&front.platform);
    call(&front.platform, "DELETE", &format!("/instances/{id}/enabled"), &Value::Null);
    let args = ["reauthorize", &id, "--set=password=env:SHOP_PASSWORD", "--yes", "--json"];
    report(&run_with(&home, &front.platform, &args, &[("CE_BASE", &front.base)], ""))
}

#[test]
fn enabled_instance_is_named_in_json() {
    let (code, json, err) = reauthorize_disabled(|_| Treatment::Forward);
    assert_eq!((code, &json["status"], &json["enabled"]), (0, &json!("reauthorized"), &json!(true)), "{json} {err}");
}

#[test]
fn instance_that_is_still_disabled_is_unverified() {
    let refuses = |request: &Request| {
        let is_enabling = request.line.starts_with("PUT ") && request.line.contains("/enabled");
        let answer = || reply(400, &[("Content-Type", "application/json")], r#"{"message":"Not now"}"#);
        if is_enabling { Treatment::Answer(answer()) } else { Treatment::Forward }
    };
    let (code, json, err) = reauthorize_disabled(refuses);
    assert_eq!((code, &json["status"], &json["enabled"]), (8, &json!("unverified"), &json!(false)), "{json} {err}");
    assert!(err.contains("is still disabled.") && json["platform_message"] == "Not now", "{json} {err}");
}

#[rstest]
#[case::reauthorize(&["reauthorize", "999", "--set=password=env:SHOP_PASSWORD", "--yes"])]
#[case::edit(&["edit", "999", "--name=x", "--yes"])]
#[case::consent(&["consent", "request", "--reauthorize", "999", "--set=oauth.api.secret=env:SHOP_PASSWORD"])]
#[case::clone(&["clone", "999", "--name=x", "--yes"])]
fn unknown_instance_is_not_found(#[case] args: &[&str]) {
    let (home, platform) = (Home::new(), Platform::start());
    let (code, json, err) = report(&run_with(&home, &platform, &[args, &["--json"]].concat(), &[], ""));
    assert_eq!((code, &json["status"]), (3, &json!("not-found")), "{json} {err}");
    assert!(!err.contains("Refresh the list"), "{err}");
}

#[test]
fn refused_credentials_of_an_instance_that_still_works_change_nothing() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let args = ["reauthorize", &id, "--set=password=env:WRONG", "--yes", "--json"];
    let (code, json, err) = report(&run_with(&home, &platform, &args, &[("WRONG", "wrong")], ""));
    assert_eq!((code, &json["status"], &json["verified"]), (7, &json!("refused"), &json!(true)), "{json} {err}");
    assert!(err.contains("Nothing was changed.") && err.contains("it works with its old credentials"), "{err}");
    assert_eq!((entries(&home), err.contains("again")), (0, false), "{err}");
}

/// Answers new credentials with a refusal, after they were replaced.
fn refuses_late(request: &Request) -> Treatment {
    let refusal = |_| reply(400, &[("Content-Type", "application/json")], r#"{"message":"Not now"}"#);
    if request.line.starts_with("PUT ") { Treatment::Change(refusal) } else { Treatment::Forward }
}

#[test]
fn refused_credentials_of_an_instance_that_no_longer_works_are_reported() {
    let (front, home) = (Front::new(refuses_late, |_| {}), Home::new());
    let id = shop(&front.platform);
    let args = ["reauthorize", &id, "--set=password=env:EXPIRED", "--yes", "--json"];
    let env = [("CE_BASE", &*front.base), ("EXPIRED", "expired")];
    let (code, json, err) = report(&run_with(&home, &front.platform, &args, &env, ""));
    assert_eq!((code, &json["status"], &json["verified"]), (7, &json!("refused"), &json!(false)), "{json} {err}");
    assert!(err.contains("failed its test") && !err.contains("Nothing was changed"), "{err}");
    assert_eq!(entries(&home), 0);
}

#[test]
fn latest_change_of_credentials_is_the_only_open_one() {
    let fails = |request: &Request| {
        if request.line.starts_with("PUT ") { Treatment::Change(|_| reply(502, &[], "{}")) } else { Treatment::Forward }
    };
    let (front, home) = (Front::new(fails, |_| {}), Home::new());
    let id = shop(&front.platform);
    let args = ["reauthorize", &id, "--set=password=env:SHOP_PASSWORD", "--yes", "--json"];
    for _ in 0..2 {
        report(&run_with(&home, &front.platform, &args, &[("CE_BASE", &front.base)], ""));
    }
    assert_eq!(entries(&home), 1);
}

#[test]
fn change_after_an_error_of_the_platform_is_not_called_ended() {
    let fails = |request: &Request| {
        if request.line.starts_with("PUT ") { Treatment::Change(|_| reply(503, &[], "{}")) } else { Treatment::Forward }
    };
    let (front, home) = (Front::new(fails, |_| {}), Home::new());
    let id = shop(&front.platform);
    let args = ["reauthorize", &id, "--set=password=env:SHOP_PASSWORD", "--yes", "--json"];
    let (code, json, err) = report(&run_with(&home, &front.platform, &args, &[("CE_BASE", &front.base)], ""));
    assert_eq!((code, &json["status"]), (10, &json!("unknown")), "{json} {err}");
    let [_, user, organization] = front.platform.environment();
    let mut terminal = home.start(&[], &[("CE_BASE", &*front.base), user, organization]);
    terminal.wait_for("Unresolved change");
    terminal.wait_for("answered with status 503");
    assert!(!shown(&terminal, "ended before the answer"));
    terminal.keys("<enter>");
    terminal.wait_for("only secrets change");
}

#[test]
fn deletion_without_an_answer_is_looked_at_again() {
    let loses = |request: &Request| {
        if request.line.starts_with("DELETE ") { Treatment::Answer(reply(502, &[], "{}")) } else { Treatment::Forward }
    };
    let (front, home) = (Front::new(loses, |_| {}), Home::new());
    let id = shop(&front.platform);
    let [_, user, organization] = front.platform.environment();
    let env = [("CE_BASE", front.base.as_str()), user, organization];
    let ended = instances::run_with(&home, &env, &["instances", "delete", &id, "--yes"]);
    assert_eq!(ended.code, Some(10), "{}", ended.err);
    let (code, told, note) = recover(&home, &env, &["--look"]);
    assert!(code == Some(10) && told.contains("The instance still exists."), "{told}");
    assert!(note.contains("elemint recover --look reads") && !note.contains("forget"), "{note}");
}

#[test]
fn later_edit_that_was_made_settles_the_earlier_one() {
    let fails = |request: &Request| {
        if request.line.starts_with("PATCH ") {
            Treatment::Change(|_| reply(502, &[], "{}"))
        } else {
            Treatment::Forward
        }
    };
    let (front, home) = (Front::new(fails, |_| {}), Home::new());
    let id = shop(&front.platform);
    let [_, user, organization] = front.platform.environment();
    let env = [("CE_BASE", front.base.as_str()), user, organization];
    for (name, code) in [("first", 10), ("second", 10)] {
        let ended = instances::run_with(&home, &env, &["instances", "update", &id, "--name", name, "--yes"]);
        assert_eq!(ended.code, Some(code), "{}", ended.err);
        // The times of two changes in one second are the same.
        let now = Store::now();
        eventually("the next second", || (Store::now() > now).then_some(()));
    }
    let (code, told, note) = recover(&home, &env, &["--look"]);
    assert_eq!((code, note.as_str()), (Some(0), ""), "{told}");
    assert!(told.contains("replaced: edit") && told.contains("changed: edit"), "{told}");
    assert_eq!(entries(&home), 0);
}

#[test]
fn refused_credentials_are_reported_with_the_state_of_the_instance() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let mut terminal = started(&home, &platform, "reauthorize", &id);
    terminal.keys("wrong<c-s>");
    terminal.wait_for("Press ↵ to re-authorize it");
    terminal.keys("<enter>");
    terminal.wait_for("“shop” is unchanged.");
    terminal.wait_for("The test passed");
    terminal.keys("<enter>");
    terminal.wait_for("Re-authorize “shop”");
    assert_eq!(entries(&home), 0);
}

#[test]
fn consent_replaces_the_tokens_of_an_oauth_instance() {
    let (home, platform) = (Home::new(), Platform::start());
    let callback = format!("http://127.0.0.1:{}/callback", crate::person::free_port());
    let configuration = json!({
        "oauth.user.refresh_token": "r-0001", "oauth.user.token": "t-0001", "oauth.api.key": "client-1",
        "oauth.api.secret": "old-0001", "oauth.callback.url": callback,
    });
    let mut body =
        json!({ "name": "crm", "element": { "key": "infusionsoftecommerce" }, "configuration": configuration });
    body["externalAuthentication"] = json!("initial");
    let id = call(&platform, "POST", "/instances", &body)["id"].to_string();
    let mut terminal = home.start(&["reauthorize", &id], &platform.environment());
    terminal.wait_for("Instance name");
    // From the user's own tokens to the provider's consent.
    terminal.keys(&format!("<up><up><up><up><up><up><left><down><c-u>{callback}<tab>client-2<tab>{CANARY}<c-s>"));
    terminal.wait_for("Waiting for your consent");
    terminal.keys("<enter>");
    let back = press("allow", &home.page());
    assert_eq!(home.visit(&back).status, 200);
    terminal.wait_for("The provider's consent replaces its tokens");
    terminal.keys("<enter>");
    terminal.wait_for("“crm” is re-authorized");
    assert_eq!(platform.names(), ["crm"]);
    assert!(!shown(&terminal, CANARY));
}

#[test]
fn edit_changes_the_typed_values_only() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let before = instance(&platform, &id);
    let mut terminal = started(&home, &platform, "edit", &id);
    terminal.keys("<c-u>cellar<c-s>");
    terminal.wait_for("Instance name: shop → cellar");
    terminal.keys("<enter>");
    terminal.wait_for("“shop” is changed");
    let after = instance(&platform, &id);
    assert_eq!((&after["name"], &after["configuration"]), (&json!("cellar"), &before["configuration"]));
}

#[test]
fn plain_lines_lead_through_the_same_change() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = shop(&platform);
    let mut terminal = home.start(&["--accessible", "edit", &id], &platform.environment());
    terminal.wait_for("Instance name");
    terminal.keys("cellar<enter>");
    terminal.wait_for("Tags");
    terminal.keys(":go<enter>");
    terminal.wait_for("Send it, yes or no");
    terminal.keys("yes<enter>");
    terminal.wait_for("“shop” is changed");
    assert_eq!(platform.names(), ["cellar"]);
}

#[rstest]
#[case::reauthorize("reauthorize")]
#[case::edit("edit")]
fn unknown_instance_is_named(#[case] command: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&[command, "12"], &platform.environment());
    terminal.wait_for("Instance 12 could not be read.");
    terminal.wait_for("does not have this instance");
}

/// A program that was killed after the platform had changed the instance and before it said so.
fn killed(home: &Home, platform: &Platform, between: &Between, keys: &str) -> String {
    let id = shop(platform);
    let mut terminal = home.start(&["reauthorize", &id], &between.environment(platform));
    terminal.wait_for("Instance name");
    terminal.keys(&format!("{CANARY}{keys}<c-s>"));
    terminal.wait_for("Press ↵ to re-authorize it");
    assert_eq!(entries(home), 0);
    terminal.keys("<enter>");
    terminal.wait_for("Re-authorizing “shop”");
    eventually("the journal entry", || (entries(home) == 1).then_some(()));
    if !keys.is_empty() {
        let changed = || (instance(platform, &id)["configuration"]["store.url"] == "https://new.example").then_some(());
        eventually("the change to be made", changed);
    }
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    between.silent.store(false, Ordering::SeqCst);
    id
}

#[test]
fn change_made_during_a_kill_is_recognized_at_the_next_start() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between, "<enter><c-u>https://new.example");
    let mut terminal = home.start(&[], &between.environment(&platform));
    terminal.wait_for("The outcome of the re-authorization of “shop”");
    terminal.keys("<enter>");
    terminal.wait_for("The re-authorization of “shop” was carried out.");
    terminal.keys("<enter>");
    terminal.wait_for("Which element?");
    assert_eq!(entries(&home), 0);
}

#[test]
fn change_of_a_secret_alone_stays_unknown_and_its_form_is_offered() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between, "");
    let journal = home.path().join("state/elemint/journal");
    let files = std::fs::read_dir(journal).expect("a journal").flatten().map(|file| file.path());
    let text: String = files.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    assert!(text.contains("\"shop\"") && !text.contains(CANARY), "{text}");
    let mut terminal = home.start(&[], &between.environment(&platform));
    terminal.wait_for("The outcome of the re-authorization of “shop”");
    terminal.keys("<enter>");
    terminal.wait_for("stays unknown");
    terminal.keys("<enter>");
    terminal.wait_for("Instance name");
    terminal.keys(&format!("{CANARY}<c-s>"));
    terminal.wait_for("Press ↵ to re-authorize it");
    terminal.keys("<enter>");
    terminal.wait_for("is re-authorized");
    // The later change settles the earlier one.
    assert_eq!(entries(&home), 0);
}

#[test]
fn earlier_change_can_be_forgotten() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between, "");
    let (code, told, _) = recover(&home, &between.environment(&platform), &[]);
    assert!(code == Some(10) && told.contains("open: re-authorization of instance"), "{told}");
    let mut terminal = home.start(&[], &between.environment(&platform));
    terminal.wait_for("The outcome of the re-authorization of “shop”");
    terminal.keys("x");
    terminal.wait_for("Which element?");
    eventually("the entry to be removed", || (entries(&home) == 0).then_some(()));
}
