//! `elemint new ELEMENT --yes` creates an instance without questions, and its exit code names the outcome.

use crate::{
    front::{Front, Treatment},
    person::{CANARY, ELEMINT, Home, Platform},
    server::{Reply, Request, Server, reply},
};
use rstest::rstest;
use std::{
    fs,
    process::{Command, Output, Stdio},
};

const SHOP: [&str; 11] = [
    "new",
    "magentosoapv19",
    "--name",
    "shop",
    "--set",
    "userName=ada",
    "--set",
    "password=env:SHOP_PASSWORD",
    "--set",
    "store.url=https://shop.example",
    "--yes",
];

fn run(home: &Home, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin");
    command.env("XDG_STATE_HOME", home.path().join("state")).stdin(Stdio::null());
    command.env("SHOP_PASSWORD", CANARY).envs(env.iter().copied()).output().expect("the program")
}

/// Runs it against a platform of its own. Returns the code, both outputs, and the names of the instances created.
fn create(args: &[&str], env: &[(&str, &str)]) -> (Option<i32>, String, String, Vec<String>) {
    let (home, platform) = (Home::new(), Platform::start());
    let env: Vec<_> = platform.environment().into_iter().chain(env.iter().copied()).collect();
    let output = run(&home, args, &env);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr), platform.names())
}

fn without<'a>(option: &str) -> Vec<&'a str> {
    let at = SHOP.iter().position(|argument| argument.starts_with(option)).expect("an argument");
    let at = if option.starts_with("--") { at } else { at - 1 };
    SHOP.iter().enumerate().filter(|(place, _)| *place != at && *place != at + 1).map(|(_, arg)| *arg).collect()
}

fn with<'a>(option: &str, value: &'a str) -> Vec<&'a str> {
    SHOP.iter().map(|argument| if argument.starts_with(option) { value } else { *argument }).collect()
}

#[test]
fn instance_is_created_without_a_terminal() {
    let (code, out, err, names) = create(&SHOP, &[]);
    assert_eq!((code, names), (Some(0), vec!["shop".to_owned()]), "{out}{err}");
    assert!(out.starts_with("Created instance ") && out.contains("“shop” of magentosoapv19.\n"), "{out}");
    assert!(out.contains("Its token is saved in ") && err.is_empty(), "{out}{err}");
}

#[test]
fn end_names_the_commands_for_later() {
    let (_, out, _, _) = create(&SHOP, &[]);
    let id = out.split(' ').nth(2).expect("an ID");
    assert!(out.ends_with(&format!("Later: elemint instances test {id}, or elemint token {id}.\n")), "{out}");
}

#[test]
fn token_is_stored_and_nothing_stays_open() {
    let (home, platform) = (Home::new(), Platform::start());
    run(&home, &SHOP, &platform.environment());
    let open = run(&home, &["recover"], &platform.environment());
    assert_eq!((home.instances().len(), open.status.code(), home.draft()), (1, Some(0), None));
}

#[test]
fn instance_is_created_on_a_terminal_without_asking() {
    let (home, platform) = (Home::new(), Platform::start());
    let env: Vec<_> = platform.environment().into_iter().chain([("SHOP_PASSWORD", CANARY)]).collect();
    let mut terminal = home.start(&SHOP, &env);
    terminal.wait_for("Its token is saved in");
    assert_eq!(platform.names(), ["shop"]);
}

#[test]
fn sandbox_needs_no_account() {
    let home = Home::new();
    let args: Vec<_> = SHOP.iter().copied().chain(["--sandbox"]).collect();
    assert_eq!(run(&home, &args, &[]).status.code(), Some(0));
}

#[rstest]
#[case::name(without("--name"), "--name NAME")]
#[case::secret(without("password="), "--set password=env:NAME")]
#[case::plain(without("userName="), "--set userName=VALUE")]
#[case::empty(with("userName=", "userName="), "--set userName=VALUE")]
#[case::consent(vec!["new", "infusionsoftecommerce", "--name", "crm", "--yes"], "--set oauth.api.secret=env:NAME")]
#[case::consent_and_fields(vec!["new", "infusionsoftecommerce", "--yes"], "--set oauth.api.key=VALUE")]
#[case::unset_variable(with("password=", "password=env:UNSET"), "Password  set UNSET")]
#[case::missing_file(with("password=", "password=file:/nonexistent"), "/nonexistent")]
fn missing_input_ends_with_4_and_names_the_way_to_give_it(#[case] args: Vec<&str>, #[case] way: &str) {
    let (code, out, err, names) = create(&args, &[]);
    assert_eq!((code, out.as_str(), names.len()), (Some(4), "", 0), "{err}");
    assert!(err.contains(way), "{err}");
}

#[test]
fn every_missing_input_is_named_at_once() {
    let home = Home::new();
    let output = run(&home, &["new", "magentosoapv19", "--yes"], &[]);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    let ways = ["CE_USER and CE_ORG", "--name NAME", "--set userName=", "--set password=env:", "--set store.url="];
    assert_eq!(ways.iter().filter(|way| !err.contains(**way)).count(), 0, "{err}");
}

#[rstest]
#[case::wrong_user_secret("CE_USER", "not-the-secret", Some(4))]
#[case::unreadable_user_secret("CE_USER", "file:/nonexistent", Some(4))]
#[case::refused_by_the_provider("SHOP_PASSWORD", "wrong", Some(7))]
#[case::unreachable("CE_BASE", "http://127.0.0.1:9", Some(5))]
fn failure_has_a_code_and_creates_nothing(#[case] variable: &str, #[case] value: &str, #[case] expected: Option<i32>) {
    let (code, out, err, names) = create(&SHOP, &[(variable, value)]);
    assert_eq!((code, out.as_str(), names.len()), (expected, "", 0), "{err}");
    assert!(err.starts_with("No instance was created. ") && !err.contains(CANARY), "{err}");
}

#[rstest]
#[case::invalid_value(with("store.url=", "store.url=not a url"), "Store URL: ")]
#[case::unknown_field(with("userName=", "user=ada"), "has no field user")]
#[case::secret_by_argument(with("password=", "password=canary"), "is a secret")]
#[case::nothing_kept(SHOP.iter().copied().chain(["--keep-nothing"]).collect(), "the token of the new instance would be lost")]
fn misuse_ends_with_2(#[case] args: Vec<&str>, #[case] words: &str) {
    let (code, _, err, names) = create(&args, &[]);
    assert_eq!((code, names.len(), err.contains(words)), (Some(2), 0, true), "{err}");
}

#[test]
fn lost_answer_ends_with_10_and_the_request_is_not_repeated() {
    let (home, server) = (Home::new(), Server::answering(|_| Reply::Nothing));
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", &*base), ("CE_USER", "ada"), ("CE_ORG", "acme")];
    let codes = [(); 2].map(|()| run(&home, &SHOP, &env).status.code());
    let sent = server.seen().iter().filter(|request| request.line.starts_with("POST")).count();
    assert_eq!((codes, sent), ([Some(10); 2], 1));
}

#[test]
fn token_that_is_not_stored_ends_with_11() {
    let home = Home::new();
    let instances = home.path().join("state/elemint/instances");
    let server = Server::answering(move |_| {
        // The folder goes away while the request is on its way.
        let _ = fs::rename(&instances, instances.with_extension("away")).and_then(|()| fs::write(&instances, ""));
        reply(200, &[("Content-Type", "application/json")], r#"{"id":7,"name":"shop","token":"canary-token"}"#)
    });
    let base = server.base.as_str().to_owned();
    let output = run(&home, &SHOP, &[("CE_BASE", &*base), ("CE_USER", "ada"), ("CE_ORG", "acme")]);
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown);
    assert_eq!((output.status.code(), shown.contains("canary")), (Some(11), false), "{shown}");
}

#[rstest]
// A gateway says the same of a request it passed on.
#[case::unclear(503, Some(10))]
#[case::too_many(429, Some(5))]
#[case::refused(403, Some(7))]
#[case::conflict(409, Some(7))]
fn status_of_the_platform_becomes_a_code(#[case] status: u16, #[case] expected: Option<i32>) {
    let home = Home::new();
    let server =
        Server::answering(move |_| reply(status, &[("Content-Type", "application/json")], r#"{"message":"no"}"#));
    let base = server.base.as_str().to_owned();
    let output = run(&home, &SHOP, &[("CE_BASE", &*base), ("CE_USER", "ada"), ("CE_ORG", "acme")]);
    assert_eq!(output.status.code(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn reauthorized_instance_that_is_still_disabled_is_reported() {
    let refuse = |request: &Request| {
        let is_enabling = request.line.starts_with("PUT") && request.line.contains("/enabled");
        if is_enabling { Treatment::Answer(reply(403, &[], "{}")) } else { Treatment::Forward }
    };
    let (home, front) = (Home::new(), Front::new(refuse, |_| {}));
    let body = r#"{"name":"a","element":{"key":"magentosoapv19"},"configuration":{"userName":"ada","password":"p","store.url":"https://a.example"}}"#;
    let (_, answer) = front.platform.call("POST", "/instances", body);
    let id = serde_json::from_str::<serde_json::Value>(&answer).expect("JSON")["id"].to_string();
    front.platform.call("DELETE", &format!("/instances/{id}/enabled"), "");
    let [_, user, organization] = front.platform.environment();
    let env = [("CE_BASE", front.base.as_str()), user, organization];
    let output = run(&home, &["reauthorize", &id, "--set", "password=env:SHOP_PASSWORD", "--yes"], &env);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(8) && err.contains(&format!("Instance {id} is still disabled.")), "{err}");
}
