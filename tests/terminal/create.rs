//! `elemint create` creates an instance from options, variables or a file, and its exit code names the outcome.

use crate::{
    kit::schema,
    person::{CANARY, ELEMINT, Home, Platform},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    process::{Command, Output, Stdio},
};

/// Arguments that create a shop.
pub const SHOP: [&str; 9] = [
    "create",
    "magentosoapv19",
    "--name=shop",
    "--set=userName=ada",
    "--set=password=env:SHOP_PASSWORD",
    "--set=store.url=https://shop.example",
    "--tag=a",
    "--yes",
    "--json",
];

/// Runs the program without a terminal, with this text on standard input.
pub fn run_with(home: &Home, platform: &Platform, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Output {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin");
    command.env("XDG_STATE_HOME", home.path().join("state")).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("SHOP_PASSWORD", CANARY);
    command.envs(platform.environment()).envs(env.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    // It may end without reading.
    let _ = child.stdin.take().expect("standard input").write_all(stdin.as_bytes());
    child.wait_with_output().expect("its end")
}

/// Result of a run: the code, the JSON on standard output, and standard error.
pub fn report(output: &Output) -> (i32, Value, String) {
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!out.contains(CANARY) && !err.contains(CANARY), "{out}{err}");
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    schema::assert_valid("create", &json);
    (output.status.code().expect("a code"), json, err)
}

struct Scene {
    home: Home,
    platform: Platform,
}

impl Scene {
    fn new() -> Self {
        Self { home: Home::new(), platform: Platform::start() }
    }

    fn run(&self, args: &[&str], env: &[(&str, &str)]) -> (i32, Value, String) {
        report(&run_with(&self.home, &self.platform, args, env, ""))
    }

    fn instance(&self, id: &str) -> Value {
        let (_, answer) = self.platform.call("GET", &format!("/instances/{id}"), "");
        serde_json::from_str(&answer).expect("an instance")
    }
}

fn without(options: &[&str]) -> Vec<&'static str> {
    SHOP.into_iter().filter(|argument| !options.iter().any(|option| argument.starts_with(option))).collect()
}

fn and<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(more).copied().collect()
}

#[test]
fn created_instance_is_reported_as_json() {
    let scene = Scene::new();
    let (code, json, err) = scene.run(&SHOP, &[]);
    assert_eq!((code, &json["status"], &json["exit"], err.as_str()), (0, &json!("created"), &json!(0), ""));
    assert_eq!(scene.instance(json["id"].as_str().expect("an ID"))["name"], "shop");
}

#[test]
fn objects_are_listed_if_they_are_asked_for() {
    let scene = Scene::new();
    let (_, json, err) = scene.run(&and(&SHOP, &["--set=retrieveObjectsAfterInstantiation=true"]), &[]);
    assert_eq!(json["objects"], json!(["orders", "customers", "Task", "myAccounts"]), "{err}");
}

#[test]
fn filter_prints_a_part_of_the_report() {
    let scene = Scene::new();
    let output = run_with(&scene.home, &scene.platform, &and(&without(&["--json"]), &["--jq", ".status"]), &[], "");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(0), "created\n"));
}

#[test]
fn result_is_shown_in_words_if_the_filter_fails() {
    let scene = Scene::new();
    let output = run_with(&scene.home, &scene.platform, &and(&without(&["--json"]), &["--jq", ".name.part"]), &[], "");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{err}");
    assert!(err.contains("Created instance") && err.contains("“shop”") && err.contains("The filter failed."), "{err}");
}

#[test]
fn faulty_filter_is_refused_before_anything_is_sent() {
    let scene = Scene::new();
    let output = run_with(&scene.home, &scene.platform, &and(&SHOP, &["--jq", ".["]), &[], "");
    assert_eq!((output.status.code(), scene.platform.names().len()), (Some(2), 0));
}

#[test]
fn all_references_that_cannot_be_read_are_named_with_their_fields() {
    let scene = Scene::new();
    let args = ["create", "closeio", "--name=a", "--set=username=file:/nope1", "--set=password=file:/nope2", "--yes"];
    let output = run_with(&scene.home, &scene.platform, &args, &[], "");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{err}");
    assert!(err.contains("Password: There is no file /nope2.") && err.contains("There is no file /nope1."), "{err}");
}

#[test]
fn directory_of_answers_is_called_a_directory() {
    let scene = Scene::new();
    let output = run_with(&scene.home, &scene.platform, &["create", "closeio", "--from", "/tmp", "--yes"], &[], "");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("/tmp is a directory. Name a file."), "{err}");
}

#[test]
fn variables_give_options_and_fields() {
    let scene = Scene::new();
    let env = [
        ("ELEMINT_NAME", "shop"),
        ("ELEMINT_SET_USERNAME", "ada"),
        ("ELEMINT_SET_PASSWORD", CANARY),
        ("ELEMINT_SET_STORE_URL", "https://shop.example"),
        ("ELEMINT_YES", "1"),
        ("ELEMINT_JSON", "true"),
    ];
    let (code, _, err) = scene.run(&["create", "magentosoapv19"], &env);
    assert_eq!((code, scene.platform.names()), (0, vec!["shop".to_owned()]), "{err}");
}

#[test]
fn option_wins_over_variable_and_over_the_variable_it_excludes() {
    let scene = Scene::new();
    let env = [("ELEMINT_NAME", "other"), ("ELEMINT_SANDBOX", "1"), ("ELEMINT_BASE", "https://other.example")];
    let base = scene.platform.environment()[0].1.to_owned();
    let args = and(&SHOP, &["--base", &base]);
    let (code, _, err) = scene.run(&args, &env);
    assert_eq!((code, scene.platform.names()), (0, vec!["shop".to_owned()]), "{err}");
}

const ANSWERS: &str = "element = 'magentosoapv19'\nname = 'shop'\ntags = ['a', 'b']\n[configuration]\nuserName = 'ada'\n\
                       password = 'env:SHOP_PASSWORD'\nstore.url = 'https://shop.example'\n";
const INSTANCE: &str = r#"{"element":{"key":"magentosoapv19"},"name":"shop","tags":["a","b"],
    "configuration":{"userName":"ada","password":"canary-Zk83hQ0xT5","store.url":"https://shop.example"}}"#;

const TWO_REQUESTS: &str = r#"[{"element":{"key":"magentosoapv19"},"configuration":{"userName":"ada"}},
    {"element":{"key":"zendesk"},"configuration":{"username":"canary-Zk83hQ0xT5"}}]"#;

#[rstest]
#[case::answers(ANSWERS)]
#[case::instance_json(INSTANCE)]
fn file_gives_all_values(#[case] text: &str) {
    let scene = Scene::new();
    let args = ["create", "--from", "-", "--yes", "--json"];
    let (code, json, err) = report(&run_with(&scene.home, &scene.platform, &args, &[], text));
    assert_eq!(code, 0, "{json} {err}");
    let instance = scene.instance(json["id"].as_str().expect("an ID"));
    assert_eq!((&instance["tags"], &instance["configuration"]["userName"]), (&json!(["a", "b"]), &json!("ada")));
}

#[rstest]
#[case::from(&["create", "--from", "nofile", "--yes", "--json"])]
#[case::consent_request(&["consent", "request", "--from", "nofile", "--json"])]
#[case::from_file(&["consent", "complete", "--from-file", "nofile", "--json"])]
#[case::ca_file(&["create", "magentosoapv19", "--ca-file", "nofile", "--yes", "--json"])]
fn file_that_does_not_exist_ends_with_3(#[case] args: &[&str]) {
    let (code, json, err) = Scene::new().run(args, &[]);
    assert_eq!((code, &json["status"]), (3, &json!("not-found")), "{json} {err}");
}

#[test]
fn options_win_over_the_file() {
    let scene = Scene::new();
    fs::write(scene.home.path().join("answers.toml"), ANSWERS).expect("a file");
    let path = scene.home.path().join("answers.toml").display().to_string();
    scene.run(&["create", "--from", &path, "--name", "other", "--yes", "--json"], &[]);
    assert_eq!(scene.platform.names(), ["other"]);
}

#[rstest]
#[case::unknown_entry("nmae = 'shop'\n", "has no key nmae")]
#[case::unknown_field("element = 'magentosoapv19'\n[configuration]\nuser = 'canary-Zk83hQ0xT5'\n", "has no field user")]
#[case::not_toml("= canary-Zk83hQ0xT5", "neither answers")]
#[case::other_element("element = 'zendesk'\n", "is for zendesk")]
#[case::two_requests(TWO_REQUESTS, "holds 2 different requests")]
fn file_that_cannot_be_used_ends_with_2_and_is_not_quoted(#[case] text: &str, #[case] words: &str) {
    let scene = Scene::new();
    let args = ["create", "magentosoapv19", "--from", "-", "--yes", "--json"];
    let (code, _, err) = report(&run_with(&scene.home, &scene.platform, &args, &[], text));
    assert_eq!((code, err.contains(words)), (2, true), "{err}");
}

#[rstest]
#[case::name(&["--name"], "name", "--name NAME", "ELEMINT_NAME", "name")]
#[case::secret(&["--set=password"], "password", "--set password=env:NAME", "ELEMINT_SET_PASSWORD", "configuration.password")]
#[case::plain(&["--set=store"], "store.url", "--set store.url=VALUE", "ELEMINT_SET_STORE_URL", "configuration.store.url")]
fn missing_input_is_named_with_each_way_to_give_it(
    #[case] left_out: &[&str],
    #[case] input: &str,
    #[case] flag: &str,
    #[case] variable: &str,
    #[case] answer: &str,
) {
    let (code, json, _) = Scene::new().run(&without(left_out), &[]);
    let one = &json["missing"][0];
    assert_eq!((code, json["missing"].as_array().map(Vec::len)), (4, Some(1)), "{json}");
    assert_eq!((&one["input"], &one["flag"]), (&json!(input), &json!(flag)));
    assert_eq!((&one["variable"], &one["answer"]), (&json!(variable), &json!(answer)));
}

#[test]
fn without_yes_the_confirmation_is_missing() {
    let scene = Scene::new();
    let (code, json, _) = scene.run(&without(&["--yes"]), &[]);
    assert_eq!((code, &json["missing"][0]["flag"], scene.platform.names().len()), (4, &json!("--yes"), 0));
}

#[test]
fn dry_run_shows_the_masked_request_and_sends_nothing() {
    let scene = Scene::new();
    let (code, json, _) = scene.run(&and(&without(&["--yes"]), &["--dry-run"]), &[]);
    let request = &json["requests"][0];
    assert_eq!((code, &request["method"], scene.platform.names().len()), (0, &json!("POST"), 0));
    assert_eq!(request["body"]["configuration"]["password"], "env:SHOP_PASSWORD");
}

#[rstest]
#[case::fail("fail", 6, "conflict", 1)]
#[case::skip("skip", 0, "skipped", 1)]
#[case::update("update", 0, "updated", 1)]
#[case::reauthorize("reauthorize", 0, "reauthorized", 1)]
fn existing_instance_is_treated_as_asked(
    #[case] treatment: &str,
    #[case] expected: i32,
    #[case] status: &str,
    #[case] count: usize,
) {
    let scene = Scene::new();
    let (_, first, _) = scene.run(&SHOP, &[]);
    let (code, json, err) = scene.run(&and(&SHOP, &["--if-exists", treatment]), &[]);
    assert_eq!((code, &json["status"], &json["id"]), (expected, &json!(status), &first["id"]), "{json} {err}");
    assert_eq!(scene.platform.names().len(), count);
}

#[test]
fn several_instances_of_one_name_end_with_6_and_their_ids() {
    let scene = Scene::new();
    scene.run(&SHOP, &[]);
    scene.run(&SHOP, &[]);
    let (code, json, _) = scene.run(&and(&SHOP, &["--if-exists", "skip"]), &[]);
    assert_eq!((code, json["instances"].as_array().map(Vec::len)), (6, Some(2)), "{json}");
}

#[test]
fn tested_instance_is_verified() {
    let (code, json, err) = Scene::new().run(&and(&SHOP, &["--verify"]), &[]);
    assert_eq!((code, &json["verified"]), (0, &json!(true)), "{json} {err}");
}

#[rstest]
#[case::protected("protected = true", &[], 4, 0)]
#[case::confirmed("protected = true", &["--confirm", "shop"], 0, 1)]
#[case::other_name("protected = true", &["--confirm", "other"], 4, 0)]
#[case::read_only("read_only = true", &["--confirm", "shop"], 7, 0)]
fn protected_profile_asks_for_the_name(
    #[case] limit: &str,
    #[case] more: &[&str],
    #[case] expected: i32,
    #[case] count: usize,
) {
    let scene = Scene::new();
    let [(_, base), (_, user), (_, organization)] = scene.platform.environment();
    let folder = scene.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let text = format!("[work]\nbase = '{base}'\nuser = '{user}'\norg = '{organization}'\n{limit}\n");
    fs::write(folder.join("profiles.toml"), text).expect("profiles");
    fs::set_permissions(folder.join("profiles.toml"), fs::Permissions::from_mode(0o600)).expect("a private file");
    let args = and(&and(&SHOP, &["--profile", "work"]), more);
    let (code, json, err) = scene.run(&args, &[]);
    assert_eq!((code, scene.platform.names().len()), (expected, count), "{json} {err}");
}
