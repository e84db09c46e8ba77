//! Consent that a colleague gives: requested here, answered in any browser, completed with the address that came back.

mod kills;
mod pasted;
mod proxies;

use crate::{
    create::{report, run_with},
    kit::{schema, web},
    person::{CANARY, ELEMINT, Home, Platform, press},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
};

const CALLBACK: &str = "--set=oauth.callback.url=https://www.example.com/back";
const CRM: [&str; 5] = [
    "infusionsoftecommerce",
    "--name=crm",
    "--set=oauth.api.key=client-1",
    "--set=oauth.api.secret=env:SHOP_PASSWORD",
    CALLBACK,
];

struct Scene {
    home: Home,
    platform: Platform,
}

impl Scene {
    fn new() -> Self {
        Self { home: Home::new(), platform: Platform::start() }
    }

    fn run(&self, args: &[&str], stdin: &str) -> (i32, Value, String) {
        report(&run_with(&self.home, &self.platform, args, &[], stdin))
    }

    /// Requests the consent, and returns the report.
    fn request(&self) -> Value {
        let args = [&["create"], &CRM[..], &["--yes", "--no-wait", "--json"]].concat();
        let (code, json, err) = self.run(&args, "");
        assert_eq!((code, &json["status"]), (0, &json!("consent")), "{json} {err}");
        json
    }

    fn complete(&self, more: &[&str], answer: &str) -> (i32, Value, String) {
        self.run(&[&["consent", "complete", "--json"], more].concat(), answer)
    }
}

/// Returns the address that the colleague's browser ends on.
fn allowed(requested: &Value) -> String {
    press("allow", requested["url"].as_str().expect("a link"))
}

/// Returns all files below a folder.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                return files(&path);
            }
            vec![(path.display().to_string(), String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned())]
        })
        .collect()
}

#[test]
fn consent_of_a_colleague_creates_the_instance_once() {
    let scene = Scene::new();
    let requested = scene.request();
    let answer = allowed(&requested);
    let (code, done, err) = scene.complete(&["--verify"], &format!("Hi, here it is:\n{answer}\nBye"));
    assert_eq!((code, &done["status"], &done["verified"]), (0, &json!("created"), &json!(true)), "{done} {err}");
    let (again, ..) = scene.complete(&[], &answer);
    assert_eq!((again, scene.platform.names()), (3, vec!["crm".to_owned()]));
    let file = requested["state_file"].as_str().expect("a file");
    let (code, _, reason) = scene.complete(&["--state-file", file], &answer);
    assert!(code == 3 && reason.contains("A consent that was completed has none any more."), "{reason}");
}

#[test]
fn state_file_is_private_and_holds_neither_state_nor_secret() {
    let scene = Scene::new();
    let requested = scene.request();
    let file = requested["state_file"].as_str().expect("a file");
    assert_eq!(fs::metadata(file).expect("a file").permissions().mode() & 0o777, 0o600);
    let answer = allowed(&requested);
    let state = crate::person::parameter(&answer, "state");
    for (path, text) in files(scene.home.path()) {
        assert!(!text.contains(&state) && !text.contains(CANARY), "{path}: {text}");
    }
}

#[test]
fn consent_is_completed_on_another_machine_with_the_state_file() {
    let scene = Scene::new();
    let requested = scene.request();
    let answer = allowed(&requested);
    let other = Home::new();
    let copy = other.path().join("consent.json");
    fs::copy(requested["state_file"].as_str().expect("a file"), &copy).expect("a copy");
    let copy = copy.display().to_string();
    let args = ["consent", "complete", "--state-file", &copy, "--json"];
    let (code, done, err) = report(&run_with(&other, &scene.platform, &args, &[], &answer));
    assert_eq!((code, other.instances().len(), scene.platform.names().len()), (0, 1, 1), "{done} {err}");
}

#[test]
fn secret_that_was_no_reference_is_asked_for() {
    let scene = Scene::new();
    let args = ["create", CRM[0], CRM[1], CRM[2], CRM[4], "--yes", "--no-wait", "--json"];
    let env = [("ELEMINT_SET_OAUTH_API_SECRET", CANARY)];
    let (_, requested, _) = report(&run_with(&scene.home, &scene.platform, &args, &env, ""));
    let answer = allowed(&requested);
    let (code, done, _) = scene.complete(&[], &answer);
    assert_eq!((code, &done["missing"][0]["input"]), (4, &json!("oauth.api.secret")), "{done}");
    let (code, ..) = scene.complete(&["--set", "oauth.api.secret=env:SHOP_PASSWORD"], &answer);
    assert_eq!(code, 0);
}

#[rstest]
#[case::refused(|requested: &Value| press("deny", requested["url"].as_str().expect("a link")), 9)]
#[case::other_state(|requested: &Value| allowed(requested).replace("state=", "state=x"), 9)]
#[case::bare_code(|requested: &Value| crate::person::parameter(&allowed(requested), "code"), 9)]
#[case::link_itself(|requested: &Value| requested["url"].as_str().expect("a link").to_owned(), 9)]
#[case::nothing(|_: &Value| String::new(), 4)]
fn answer_that_cannot_be_used_creates_nothing(#[case] answer: fn(&Value) -> String, #[case] expected: i32) {
    let scene = Scene::new();
    let requested = scene.request();
    let (code, done, err) = scene.complete(&[], &answer(&requested));
    assert_eq!((code, scene.platform.names().len()), (expected, 0), "{done} {err}");
    assert!(Path::new(requested["state_file"].as_str().expect("a file")).exists());
}

#[test]
fn denial_is_reported_with_its_sentence_code_and_instance() {
    let scene = Scene::new();
    let requested = scene.request();
    let (_, done, err) = scene.complete(&[], &press("deny", requested["url"].as_str().expect("a link")));
    let reason = done["reason"].as_str().expect("a reason");
    assert!(reason.starts_with("The provider refused: access_denied (") && err.starts_with(reason), "{done} {err}");
    assert!(done["hint"].as_str().is_some_and(|hint| hint.starts_with("The same link serves until ")), "{done}");
    let expected = json!(["access_denied", requested["element"], "crm", requested["platform"], requested["profile"]]);
    let found = ["provider_error", "element", "name", "platform", "profile"].map(|field| done[field].clone());
    assert_eq!(json!(found), expected, "{done}");
}

#[test]
fn answer_without_a_state_of_a_provider_that_returns_none_is_accepted_with_a_warning() {
    let scene = Scene::new();
    let form = ["create", "clover", "--name=pos", CRM[2], CRM[3], "--set=merchantId=M1", CALLBACK];
    let (_, requested, err) = scene.run(&[&form[..], &["--yes", "--no-wait", "--json"]].concat(), "");
    assert_eq!(requested["status"], "consent", "{requested} {err}");
    let (code, done, err) = scene.complete(&[], &allowed(&requested));
    assert_eq!((code, &done["status"]), (0, &json!("created")), "{done} {err}");
    assert!(err.contains("Warning: The answer carried no state") && done["warning"].is_string(), "{done} {err}");
}

#[test]
fn answer_with_its_state_has_no_warning() {
    let scene = Scene::new();
    let answer = allowed(&scene.request());
    let (_, done, err) = scene.complete(&[], &answer);
    assert!(done["warning"].is_null() && !err.contains("Warning"), "{done} {err}");
}

#[rstest]
#[case::address("no-state", false, "Copy the complete address again.", "only its code")]
#[case::bare_code("allow", true, "Paste the complete address", "only its code")]
#[case::foreign("wrong-state", false, "Open the link of this consent again", "on this screen")]
fn remedy_is_one_that_this_command_accepts(
    #[case] button: &str,
    #[case] is_bare: bool,
    #[case] words: &str,
    #[case] other: &str,
) {
    let scene = Scene::new();
    let requested = scene.request();
    let address = press(button, requested["url"].as_str().expect("a link"));
    let answer = if is_bare { crate::person::parameter(&address, "code") } else { address };
    let file = requested["state_file"].as_str().expect("a file");
    let (code, _, err) = scene.complete(&["--state-file", file], &answer);
    assert!(code == 9 && err.contains(words) && !err.contains(other), "{code} {err}");
}

#[rstest]
#[case::expired("expired")]
#[case::used("used")]
fn code_that_is_not_accepted_leaves_the_link_valid(#[case] button: &str) {
    let scene = Scene::new();
    let requested = scene.request();
    let answer = press(button, requested["url"].as_str().expect("a link"));
    let (code, done, err) = scene.complete(&[], &answer);
    assert_eq!((code, &done["status"]), (9, &json!("consent-failed")), "{done} {err}");
    let hint = done["hint"].as_str().expect("a hint");
    assert!(hint.starts_with("The same link serves until ") && err.contains(hint), "{done} {err}");
    assert_eq!(scene.complete(&[], &allowed(&requested)).0, 0);
}

#[test]
fn refused_code_of_a_reauthorization_leaves_the_link_valid() {
    let scene = Scene::new();
    let (_, made, _) = scene.complete(&[], &allowed(&scene.request()));
    let args = ["reauthorize", made["id"].as_str().expect("an ID"), CRM[2], CRM[3], "--yes", "--no-wait", "--json"];
    let requested = scene.run(&args, "").1;
    let (code, done, err) = scene.complete(&[], &press("used", requested["url"].as_str().expect("a link")));
    assert!(code == 9 && err.contains("The same link serves until "), "{code} {done} {err}");
    assert_eq!(scene.complete(&[], &allowed(&requested)).0, 0);
}

#[test]
fn missing_answer_is_the_only_thing_that_is_named() {
    let scene = Scene::new();
    scene.request();
    let (_, _, err) = scene.complete(&[], "");
    assert!(err.ends_with("--from-file FILE or standard input, or ELEMINT_FROM_FILE\n"), "{err}");
}

#[test]
fn instance_without_consent_is_left_to_the_command_that_reauthorizes_it() {
    let scene = Scene::new();
    let shop = r#"{"element":{"key":"magentosoapv19"},"name":"a","configuration":
        {"userName":"a","password":"b","store.url":"https://a.example"}}"#;
    let made: Value = serde_json::from_str(&scene.platform.call("POST", "/instances", shop).1).expect("an instance");
    let id = made["id"].to_string();
    let (code, _, err) =
        scene.run(&["consent", "request", "--reauthorize", &id, "--set=password=env:SHOP_PASSWORD", "--json"], "");
    assert!(code == 2 && err.contains(&format!("Use elemint reauthorize {id}.")), "{code} {err}");
}

#[test]
fn answer_as_an_argument_is_refused() {
    let scene = Scene::new();
    let answer = allowed(&scene.request());
    let (code, done, err) = scene.complete(&[&answer], "");
    assert_eq!((code, scene.platform.names().len()), (2, 0), "{done} {err}");
}

#[test]
fn without_wait_or_terminal_the_consent_is_pending_with_code_4() {
    let scene = Scene::new();
    let args = [&["create"], &CRM[..], &["--yes", "--json"]].concat();
    let (code, json, _) = scene.run(&args, "");
    assert_eq!((code, &json["status"]), (4, &json!("consent")));
    let next = json["next_step"].as_str().expect("a command");
    assert!(next.starts_with("elemint consent complete --state-file "), "{next}");
}

#[test]
fn waiting_command_takes_the_answer_of_the_browser_that_followed_its_link() {
    let scene = Scene::new();
    let callback = format!("--set=oauth.callback.url=http://127.0.0.1:{}/cb", crate::person::free_port());
    let args = [&["create"], &CRM[..4], &[callback.as_str(), "--yes", "--wait", "--json"]].concat();
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", scene.home.path()).env("SHOP_PASSWORD", CANARY);
    command.env("PATH", "/usr/bin:/bin").envs(scene.platform.environment());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
    let link = lines.map(|line| line.expect("a line")).find(|line| line.trim().starts_with("http://")).expect("a link");
    let browser = web::Follower::of(link.trim());
    browser.get(&press("allow", &browser.page));
    let output = child.wait_with_output().expect("its end");
    assert_eq!((output.status.code(), scene.platform.names()), (Some(0), vec!["crm".to_owned()]));
}

#[test]
fn answer_of_another_browser_is_taken_once_the_user_knows_it() {
    let scene = Scene::new();
    let callback = format!("--set=oauth.callback.url=http://127.0.0.1:{}/cb", crate::person::free_port());
    let args = [&["create"], &CRM[..4], &[callback.as_str(), "--yes", "--wait"]].concat();
    let env: Vec<_> = scene.platform.environment().into_iter().chain([("SHOP_PASSWORD", CANARY)]).collect();
    let mut terminal = scene.home.start(&args, &env);
    terminal.wait_for("Waiting for the answer");
    let screen = terminal.screen();
    let link = screen.lines().map(str::trim).find(|line| line.starts_with("http://")).expect("a link");
    let page = web::Follower::of(link).page;
    web::get(&press("allow", &page));
    terminal.wait_for("Did you just allow access? yes or no:");
    terminal.keys("y<enter>");
    terminal.wait_for("Created instance");
    assert_eq!(scene.platform.names(), ["crm"]);
}

#[test]
fn answer_that_only_a_person_can_recognize_is_not_waited_for_without_a_terminal() {
    let scene = Scene::new();
    let callback = format!("--set=oauth.callback.url=http://127.0.0.1:{}/cb", crate::person::free_port());
    let form = ["create", "clover", "--name=pos", CRM[2], CRM[3], "--set=merchantId=M1", &callback];
    let (code, json, err) = scene.run(&[&form[..], &["--yes", "--wait", "--json"]].concat(), "");
    assert!(code == 2 && err.contains("use --no-wait"), "{json} {err}");
}

#[test]
fn note_names_asker_element_and_link() {
    let scene = Scene::new();
    let html = scene.home.path().join("note.html");
    let path = html.display().to_string();
    let args = [&["consent", "request"], &CRM[..], &["--asker", "Ada <b>", "--html", &path]].concat();
    let output = run_with(&scene.home, &scene.platform, &args, &[], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for words in ["Ada <b> asks for your consent", "“crm”", "/fake-provider/", "https://www.example.com/back"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let page = fs::read_to_string(&html).expect("a page");
    assert!(page.contains("Ada &lt;b&gt;") && !page.contains("{{") && !page.contains(CANARY), "{page}");
}

#[test]
fn pending_consents_are_listed() {
    let scene = Scene::new();
    let requested = scene.request();
    let output = run_with(&scene.home, &scene.platform, &["consent", "list", "--json"], &[], "");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    schema::assert_valid("consent-list", &listed);
    assert_eq!((&listed[0]["consent"], &listed[0]["name"]), (&requested["consent"], &json!("crm")));
}

#[test]
fn pending_consent_is_forgotten_alone_or_with_its_profile() {
    let scene = Scene::new();
    write_profiles(&scene, &["work"]);
    let ids = || {
        let (_, listed, _) = run_stored(&scene, &["forget", "--json"], "");
        schema::assert_valid("forget", &listed);
        let consents = listed.as_array().into_iter().flatten().filter(|item| item["kind"] == "consent");
        consents.map(|item| item["item"].clone()).collect::<Vec<_>>()
    };
    let first = request_with(&scene, "work");
    assert_eq!(ids(), [first["consent"].clone()]);
    let (code, ..) = run_stored(&scene, &["forget", first["consent"].as_str().expect("an ID"), "--yes"], "");
    assert_eq!((code, ids().len()), (0, 0));
    request_with(&scene, "work");
    let (code, ..) = run_stored(&scene, &["forget", "work", "--yes"], "");
    assert_eq!((code, ids().len()), (0, 0));
}

#[test]
fn instance_is_reauthorized_with_the_consent_of_a_colleague() {
    let scene = Scene::new();
    let (_, made, _) = scene.complete(&[], &allowed(&scene.request()));
    let id = made["id"].as_str().expect("an ID");
    let args = ["reauthorize", id, CRM[2], CRM[3], "--yes", "--no-wait", "--json"];
    let (code, requested, err) = scene.run(&args, "");
    assert_eq!((code, &requested["status"]), (0, &json!("consent")), "{requested} {err}");
    let (code, done, err) = scene.complete(&[], &allowed(&requested));
    assert_eq!((code, &done["status"], &done["id"]), (0, &json!("reauthorized"), &made["id"]), "{done} {err}");
    assert_eq!(scene.platform.names().len(), 1);
}

#[test]
fn dry_run_of_a_reauthorization_shows_the_request_for_the_consent_page() {
    let scene = Scene::new();
    let (_, made, _) = scene.complete(&[], &allowed(&scene.request()));
    let args = ["reauthorize", made["id"].as_str().expect("an ID"), CRM[2], CRM[3], "--dry-run", "--json"];
    let (code, planned, err) = scene.run(&args, "");
    let requests: Vec<&str> = planned["requests"].as_array().expect("requests").iter().filter_map(method).collect();
    assert_eq!((code, requests), (0, vec!["GET", "PUT"]), "{planned} {err}");
}

fn method(request: &Value) -> Option<&str> {
    request["method"].as_str()
}

#[test]
fn dry_run_of_a_completion_shows_the_request_and_sends_nothing() {
    let scene = Scene::new();
    let requested = scene.request();
    let answer = allowed(&requested);
    let (code, planned, err) = scene.complete(&["--dry-run"], &answer);
    let methods: Vec<&str> = planned["requests"].as_array().into_iter().flatten().filter_map(method).collect();
    assert_eq!((code, &planned["status"], methods), (0, &json!("dry-run"), vec!["POST"]), "{planned} {err}");
    assert_eq!(scene.platform.names(), Vec::<String>::new());
    assert_eq!(scene.complete(&[], &answer).0, 0);
}

#[test]
fn dry_run_of_a_completed_reauthorization_changes_nothing() {
    let scene = Scene::new();
    let (_, made, _) = scene.complete(&[], &allowed(&scene.request()));
    let args = ["reauthorize", made["id"].as_str().expect("an ID"), CRM[2], CRM[3], "--yes", "--no-wait", "--json"];
    let requested = scene.run(&args, "").1;
    let (code, planned, err) = scene.complete(&["--dry-run"], &allowed(&requested));
    let methods: Vec<&str> = planned["requests"].as_array().into_iter().flatten().filter_map(method).collect();
    assert_eq!((code, &planned["id"], methods), (0, &made["id"], vec!["PUT"]), "{planned} {err}");
    assert!(Path::new(requested["state_file"].as_str().expect("a file")).exists());
}

/// Writes profiles of these names for the scene's platform.
fn write_profiles(scene: &Scene, names: &[&str]) {
    let Platform { base, user, organization, .. } = &scene.platform;
    let one = |name: &&str| format!("[{name}]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\n");
    let folder = scene.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("profiles.toml"), names.iter().map(one).collect::<String>()).expect("a file");
}

/// Runs a command with the stored profiles alone, and returns its code, its JSON and standard error.
fn run_stored(scene: &Scene, args: &[&str], stdin: &str) -> (i32, Value, String) {
    let unset = [("CE_USER", ""), ("CE_ORG", ""), ("CE_BASE", "")];
    let output = run_with(&scene.home, &scene.platform, args, &unset, stdin);
    let out = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().expect("a code"), out, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Requests the consent with a stored profile.
fn request_with(scene: &Scene, profile: &str) -> Value {
    let args = [&["create"], &CRM[..], &["--profile", profile, "--yes", "--no-wait", "--json"]].concat();
    let (code, requested, err) = run_stored(scene, &args, "");
    assert_eq!(code, 0, "{requested} {err}");
    requested
}

#[rstest]
#[case::none_named(&[], 4)]
#[case::platform_named(&["--base"], 4)]
#[case::other_named(&["--profile", "alpha"], 0)]
fn consent_of_an_unknown_profile_is_completed_only_with_a_named_one(#[case] more: &[&str], #[case] expected: i32) {
    let scene = Scene::new();
    write_profiles(&scene, &["alpha", "work"]);
    let requested = request_with(&scene, "work");
    write_profiles(&scene, &["alpha"]);
    let base = (more == ["--base"]).then_some(scene.platform.base.as_str());
    let args: Vec<&str> =
        ["consent", "complete", "--json"].into_iter().chain(more.iter().copied()).chain(base).collect();
    let (code, done, err) = run_stored(&scene, &args, &allowed(&requested));
    assert_eq!((code, scene.platform.names().len()), (expected, usize::from(expected == 0)), "{done} {err}");
}

#[test]
fn consent_of_a_renamed_profile_is_completed_with_it() {
    let scene = Scene::new();
    write_profiles(&scene, &["alpha", "work"]);
    let requested = request_with(&scene, "work");
    let (code, _, err) = run_stored(&scene, &["profiles", "rename", "work", "work2"], "");
    assert_eq!(code, 0, "{err}");
    let (code, done, err) = run_stored(&scene, &["consent", "complete", "--json"], &allowed(&requested));
    assert_eq!((code, &done["profile"]), (0, &json!("work2")), "{done} {err}");
}

#[test]
fn answer_that_is_too_large_is_refused() {
    let (code, json, err) = Scene::new().complete(&[], &"a".repeat((1 << 20) + 1));
    assert!(code == 2 && err.contains("more than 1 MiB"), "{json} {err}");
}
