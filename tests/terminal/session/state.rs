//! Sessions that end and are resumed from their state file.

use super::{Driver, field};
use crate::{
    kit::schema::assert_valid,
    person::{CANARY, ELEMINT, Home, Platform, press},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf, process::Command};

/// A platform, and the state file of sessions at it.
struct Scene {
    platform: Platform,
    folder: tempfile::TempDir,
}

/// End of a session.
#[derive(Clone, Copy)]
enum End {
    InputEnds,
    Kill,
}

impl Scene {
    fn new() -> Self {
        Self { platform: Platform::with_instances(2), folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("session.json")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the state file")
    }

    /// Starts a session with the state file, and reads its first state.
    fn start_in(&self, home: Home, args: &[&str]) -> (Driver, Value) {
        let file = self.file();
        let args = [&["--state", file.to_str().expect("a path")], args].concat();
        let env = self.platform.environment().into_iter().chain([("SHOP_PASSWORD", CANARY)]);
        let mut driver = Driver::launch(home, &args, &env.collect::<Vec<_>>());
        let state = driver.read();
        (driver, state)
    }

    fn start(&self, element: &str) -> Driver {
        let args: Vec<&str> = Some(element).filter(|element| !element.is_empty()).into_iter().collect();
        self.start_in(Home::new(), &args).0
    }

    /// Ends a session and starts it again.
    fn restart(&self, mut driver: Driver, end: End) -> (Driver, Value) {
        match end {
            End::InputEnds => drop(driver.input.take()),
            End::Kill => driver.child.kill().expect("a running program"),
        }
        driver.child.wait().expect("its end");
        assert_valid("session-state", &serde_json::from_str(&self.text()).expect("JSON"));
        self.start_in(driver.home, &[])
    }

    /// Runs a session to its end; returns its exit code and its messages.
    fn refused(&self, platform: &Platform) -> (Option<i32>, String) {
        let home = Home::new();
        let mut command = Command::new(ELEMINT);
        command.args(["session", "--json", "--state"]).arg(self.file()).env_clear().env("HOME", home.path());
        let output = command.envs(platform.environment()).output().expect("the program");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Fills in a form with consent, and waits for the link.
fn consent_link(driver: &mut Driver, secret: &str) -> String {
    let values = [
        ("oauth.callback.url", "https://www.mycoolapp.com/auth"),
        ("oauth.api.key", "client-1"),
        ("oauth.api.secret", secret),
        ("@name", "crm"),
    ];
    for (field, value) in values {
        driver.set(field, value);
    }
    driver.act("submit");
    let waiting = driver.wait(|state| state["step"] == "consent" && state.get("link").is_some());
    waiting["link"].as_str().expect("a link").to_owned()
}

#[rstest]
#[case::input_ended(End::InputEnds)]
#[case::killed(End::Kill)]
fn form_is_resumed_without_its_secret(#[case] end: End) {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    let (_, state) = scene.restart(driver, end);
    let shown = (&state["step"], &field(&state, "userName")["value"], &field(&state, "@name")["value"]);
    assert_eq!(shown, (&json!("credentials"), &json!("ada"), &json!("shop")));
    let password = field(&state, "password");
    assert_eq!((&password["isSet"], &password["isAskedAgain"]), (&json!(false), &json!(true)));
    assert_eq!(state["facts"][0]["text"], "Enter again: Password. The state file holds no secrets.");
}

#[test]
fn session_file_is_private_and_holds_no_secret() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    assert!(!scene.text().contains(CANARY), "{}", scene.text());
    assert_eq!(fs::metadata(scene.file()).expect("the file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn session_file_with_a_requested_consent_holds_no_state() {
    let scene = Scene::new();
    let mut driver = scene.start("infusionsoftecommerce");
    let link = consent_link(&mut driver, CANARY);
    let state = crate::person::parameter(&link, "state");
    assert!(!scene.text().contains(&state) && !scene.text().contains(CANARY), "{}", scene.text());
}

#[test]
fn secret_entered_again_completes_the_form() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    let (mut driver, _) = scene.restart(driver, End::InputEnds);
    let state = driver.set("password", CANARY);
    assert_eq!(field(&state, "password")["isAskedAgain"], false);
    assert_eq!(driver.act("submit")["step"], "review");
}

#[test]
fn secret_that_was_not_entered_again_is_still_asked_for_later() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    let (mut driver, _) = scene.restart(driver, End::InputEnds);
    driver.set("userName", "eve");
    let (_, state) = scene.restart(driver, End::Kill);
    assert_eq!(field(&state, "password")["isAskedAgain"], true);
}

#[test]
fn review_of_a_form_with_references_is_resumed() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    driver.set("password", "env:SHOP_PASSWORD");
    assert_eq!(driver.act("submit")["step"], "review");
    let (mut driver, state) = scene.restart(driver, End::Kill);
    assert_eq!(state["step"], "review");
    driver.act("accept");
    driver.wait(|state| state["step"] == "instance");
    assert!(scene.platform.names().contains(&"shop".to_owned()));
}

#[rstest]
#[case::reference("env:SHOP_PASSWORD")]
#[case::typed(CANARY)]
fn answer_to_a_link_from_before_the_restart_is_accepted(#[case] secret: &str) {
    let scene = Scene::new();
    let mut driver = scene.start("infusionsoftecommerce");
    let link = consent_link(&mut driver, secret);
    let (mut driver, state) = scene.restart(driver, End::Kill);
    if state["step"] == "credentials" {
        driver.set("oauth.api.secret", secret);
        driver.act("submit");
    }
    if driver.act("state").get("link").is_none() {
        driver.wait(|state| state.get("link").is_some());
    }
    driver.send(&json!({ "action": "paste", "text": press("allow", &link) }));
    assert_eq!(driver.act("accept")["step"], "review");
    driver.act("accept");
    assert_eq!(driver.wait(|state| state["step"] == "instance")["instance"]["name"], "crm");
}

#[test]
fn change_of_an_instance_is_resumed_with_its_new_values() {
    let scene = Scene::new();
    let mut driver = scene.start("");
    driver.act("instances-tab");
    let rows = |state: &Value| state["rows"].as_array().is_some_and(|rows| !rows.is_empty());
    driver.wait(|state| state["step"] == "instances" && state["working"] == false && rows(state));
    driver.act("accept");
    driver.act("edit-instance");
    driver.wait(|state| state["step"] == "credentials");
    driver.set("@name", "renamed");
    let (mut driver, first) = scene.restart(driver, End::Kill);
    let state =
        if first["step"] == "credentials" { first } else { driver.wait(|state| state["step"] == "credentials") };
    assert_eq!(field(&state, "@name")["value"], "renamed");
}

#[test]
fn sign_in_is_resumed_at_its_platform() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("session.json");
    let args = ["--state", file.to_str().expect("a path")];
    let mut driver = Driver::launch(Home::new(), &args, &[]);
    driver.read();
    driver.send(&json!({ "action": "select", "row": 1 }));
    let before = driver.act("accept");
    driver.set("@user", CANARY);
    driver.child.kill().expect("a running program");
    driver.child.wait().expect("its end");
    let state = Driver::launch(driver.home, &args, &[]).read();
    assert_eq!((&state["step"], &state["headline"]), (&json!("sign-in"), &before["headline"]));
    assert_eq!(field(&state, "@user")["isAskedAgain"], true);
    assert!(!fs::read_to_string(&file).expect("the file").contains(CANARY));
}

#[test]
fn instance_created_just_before_a_kill_is_not_created_again() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    driver.act("submit");
    let before = fs::read(scene.file()).expect("the file");
    driver.act("accept");
    driver.wait(|state| state["step"] == "instance");
    driver.child.kill().expect("a running program");
    driver.child.wait().expect("its end");
    // The program was killed before it could save the next state.
    fs::write(scene.file(), before).expect("the file");
    let (_, state) = scene.start_in(driver.home, &[]);
    assert_eq!(state["step"], "instances");
    let notice = state["notice"]["text"].as_str().expect("a notice");
    assert!(notice.starts_with("The instance “shop” was created from the form of this session."), "{notice}");
}

#[test]
fn file_of_another_platform_is_refused() {
    let scene = Scene::new();
    scene.start("magentosoapv19");
    let (code, words) = scene.refused(&Platform::start());
    assert!(code == Some(4) && words.contains("was begun with profile environment on 127.0.0.1"), "{code:?} {words}");
}

#[rstest]
#[case::garbage("garbage", "is no state of a session, or damaged.")]
#[case::another_file("{\n  \"v\": 1\n}", "is no state of a session, or damaged.")]
#[case::newer("{\n  \"v\": 2\n}", "was written by a newer elemint.")]
fn file_that_is_no_state_is_refused_and_kept(#[case] text: &str, #[case] reason: &str) {
    let scene = Scene::new();
    fs::write(scene.file(), text).expect("a file");
    let (code, words) = scene.refused(&scene.platform);
    assert!(code == Some(2) && words.contains(reason), "{code:?} {words}");
    assert_eq!(scene.text(), text);
}

#[test]
fn changed_file_is_refused() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    driver.fill_magento();
    drop(driver.finish());
    fs::write(scene.file(), scene.text().replace("ada", "eve")).expect("a file");
    let (code, words) = scene.refused(&scene.platform);
    assert!(code == Some(2) && words.contains("is no state of a session, or damaged."), "{code:?} {words}");
}

#[test]
fn second_session_of_a_file_is_refused() {
    let scene = Scene::new();
    let driver = scene.start("magentosoapv19");
    let (code, words) = scene.refused(&scene.platform);
    assert!(code == Some(5) && words.contains(&format!("(process {}) uses", driver.child.id())), "{code:?} {words}");
}

#[test]
fn state_that_cannot_be_saved_is_reported() {
    let scene = Scene::new();
    let mut driver = scene.start("magentosoapv19");
    fs::remove_file(scene.file()).expect("the file");
    fs::create_dir(scene.file()).expect("a folder in its place");
    let state = driver.set("userName", "ada");
    assert!(state["unsaved"].as_str().is_some_and(|reason| reason.starts_with("The session is not saved.")), "{state}");
}
