//! Declared instances that need the provider's consent: pending with a link, completed on another machine, and not requested
//! twice.

use super::{SECRET, outcomes, run_file, run_secret, shop, write};
use crate::{
    create,
    instances::{Ended, all, run, run_with},
    person::{Home, Platform, press},
};
use elemint::{
    domain::{Timestamp, pending_consent::PendingConsent},
    storage::Store,
};
use rstest::rstest;
use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// Returns a declared instance that needs consent.
fn crm(secret: &str) -> String {
    format!(
        "[[instance]]\nelement = \"infusionsoftecommerce\"\nname = \"crm\"\n[instance.configuration]\n\
         oauth.api.key = \"k\"\noauth.api.secret = \"{secret}\"\n\
         oauth.callback.url = \"https://www.example.com/back\"\n"
    )
}

struct Scene {
    home: Home,
    platform: Platform,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { home: Home::new(), platform: Platform::start() };
        write(&scene.home, &(crm("env:SHOP_PASSWORD") + &shop("a")));
        scene
    }

    fn apply(&self, more: &[&str]) -> Ended {
        self.apply_with(SECRET, more)
    }

    /// Applies the file with this secret.
    fn apply_with(&self, secret: &str, more: &[&str]) -> Ended {
        run_secret(&self.home, &self.platform, secret, &[&["apply", "FILE", "--yes", "--json"], more].concat())
    }

    /// Answers the consent of a row on this machine, and returns the report.
    fn answer(&self, row: &Value) -> (Option<i32>, String) {
        let args = ["consent", "complete", "--state-file", row["state_file"].as_str().expect("a file"), "--json"];
        let ended = create::run_with(&self.home, &self.platform, &args, &[], &press("allow", link(row)));
        (ended.status.code(), String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned())
    }

    /// Dates the consent of a row back, so that its answer is not accepted any more.
    fn expire(&self, row: &Value) {
        let home = self.home.path();
        let store = Store::new(home.join("config/elemint"), home.join("state/elemint"));
        let file = Path::new(row["state_file"].as_str().expect("a file"));
        let consent = Store::read_consent(file).expect("read").expect("a consent");
        store.drop_consent(file).expect("removed");
        store.keep_consent(&PendingConsent { expires: Timestamp(1), ..consent }).expect("kept");
    }

    /// Returns the state files of pending consents.
    fn pending(&self) -> Vec<Value> {
        let listed = run(&self.home, &self.platform, &["consent", "list", "--json"]).json();
        listed.as_array().expect("a list").iter().map(|consent| consent["state_file"].clone()).collect()
    }

    /// Completes the consent of a row on another machine.
    fn complete(&self, row: &Value) {
        let other = Home::new();
        let copy = other.path().join("consent.json");
        fs::copy(row["state_file"].as_str().expect("a file"), &copy).expect("a copy");
        let args = ["consent", "complete", "--state-file", copy.to_str().expect("a path"), "--json"];
        let answer = press("allow", link(row));
        let ended = create::run_with(&other, &self.platform, &args, &[], &answer);
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}

fn link(row: &Value) -> &str {
    row["url"].as_str().expect("a link")
}

fn row(ended: &Ended) -> Value {
    let json = ended.json();
    let rows = json["results"].as_array().expect("results");
    rows.iter().find(|row| row["name"] == "crm").expect("the row").clone()
}

#[test]
fn instance_that_needs_consent_is_pending_with_its_link_and_the_others_go_on() {
    let scene = Scene::new();
    let ended = scene.apply(&[]);
    assert_eq!((ended.code, outcomes(&ended)), (Some(12), vec!["created".to_owned(), "pending".to_owned()]));
    assert_eq!(scene.platform.names(), ["a"]);
    let (row, file) = (row(&ended), scene.pending().remove(0));
    let next = format!("elemint consent complete --state-file '{}' < ANSWER", file.as_str().expect("a file"));
    assert_eq!((&row["state_file"], &row["next_step"]), (&file, &Value::from(next)));
    assert!(row["url"].as_str().is_some_and(|url| url.contains("/fake-provider/")) && row["expires"].is_string());
}

#[test]
fn plan_says_since_when_a_row_waits_for_consent() {
    let scene = Scene::new();
    let plan = |options: &[&str]| run_file(&scene.home, &scene.platform, &[&["plan", "FILE"], options].concat());
    let before = plan(&[]).out;
    assert!(before.contains("“crm”  (needs the provider's consent)"), "{before}");
    scene.apply(&[]);
    let after = plan(&[]).out;
    assert!(after.contains("“crm”  (waits for the provider's consent, requested on 2"), "{after}");
    let json = plan(&["--json"]).json();
    let steps = json["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["name"] == "crm").expect("the step");
    assert!(step["consentRequested"].as_str().is_some_and(|time| time.ends_with('Z')), "{step}");
}

#[test]
fn row_with_oauth_1_names_a_command_with_its_values() {
    let scene = Scene::new();
    write(&scene.home, &crm("env:SHOP_PASSWORD").replace("infusionsoftecommerce", "twitter"));
    let row = row(&scene.apply(&[]));
    let expected = "elemint create --wait 'twitter' --name 'crm' --set 'oauth.api.key=k' \
                    --set 'oauth.api.secret=env:SHOP_PASSWORD' --set 'oauth.callback.url=https://www.example.com/back' --yes";
    assert_eq!(row["next_step"], expected, "{row}");
}

/// Applies an instance of this element with a protected profile, and returns its row.
fn protected_row(element: &str) -> Value {
    let scene = Scene::new();
    let Platform { base, user, organization, .. } = &scene.platform;
    let folder = scene.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let profile =
        format!("[staging]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\nprotected = true\n");
    fs::write(folder.join("profiles.toml"), profile).expect("a profile");
    let file = write(&scene.home, &crm("env:SHOP_PASSWORD").replace("infusionsoftecommerce", element));
    let args = ["apply", file.to_str().expect("a path"), "--profile", "staging", "--confirm", "crm", "--json"];
    row(&run_with(&scene.home, &[("SHOP_PASSWORD", SECRET)], &args))
}

#[rstest]
#[case::oauth_2("infusionsoftecommerce", " --confirm 'crm' < ANSWER")]
#[case::oauth_1("twitter", " --confirm 'crm'")]
fn command_for_a_row_of_a_protected_profile_confirms_its_name(#[case] element: &str, #[case] end: &str) {
    let row = protected_row(element);
    assert!(row["next_step"].as_str().is_some_and(|next| next.ends_with(end)), "{row}");
}

#[rstest]
#[case::oauth_1("twitter", true)]
#[case::oauth_2("infusionsoftecommerce", false)]
fn plan_says_that_a_consent_of_oauth_1_needs_a_waiting_program(#[case] element: &str, #[case] is_said: bool) {
    let scene = Scene::new();
    write(&scene.home, &crm("env:SHOP_PASSWORD").replace("infusionsoftecommerce", element));
    let plan = |options: &[&str]| run_file(&scene.home, &scene.platform, &[&["plan", "FILE"], options].concat());
    let note = "can only be given to a program that waits for it: elemint create --wait.";
    let json = plan(&["--json"]).json();
    assert_eq!(
        (plan(&[]).out.contains(note), json["steps"][0]["notes"].to_string().contains(note)),
        (is_said, is_said)
    );
}

#[test]
fn command_for_a_row_names_the_profile_of_the_apply() {
    let scene = Scene::new();
    let Platform { base, user, organization, .. } = &scene.platform;
    let folder = scene.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let profile = format!("[staging]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\n");
    fs::write(folder.join("profiles.toml"), profile).expect("a profile");
    let text = crm("env:SHOP_PASSWORD").replace("infusionsoftecommerce", "twitter");
    let file = write(&scene.home, &format!("profile = \"staging\"\n{text}"));
    let args = ["apply", file.to_str().expect("a path"), "--yes", "--json"];
    let row = row(&run_with(&scene.home, &[("SHOP_PASSWORD", SECRET)], &args));
    assert!(row["next_step"].as_str().is_some_and(|next| next.contains(" --profile 'staging' ")), "{row}");
}

#[test]
fn consent_of_another_profile_is_not_waited_for() {
    let scene = Scene::new();
    let Platform { base, user, organization, .. } = &scene.platform;
    let folder = scene.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let profile = |name| format!("[{name}]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\n");
    fs::write(folder.join("profiles.toml"), profile("one") + &profile("two")).expect("profiles");
    let file = write(&scene.home, &crm("env:SHOP_PASSWORD"));
    let file = file.to_str().expect("a path");
    let links = ["one", "two"].map(|name| {
        let args = ["apply", file, "--profile", name, "--yes", "--json"];
        row(&run_with(&scene.home, &[("SHOP_PASSWORD", SECRET)], &args))["url"].clone()
    });
    assert!(links.iter().all(Value::is_string) && links[0] != links[1], "{links:?}");
}

#[test]
fn command_for_a_row_of_the_sandbox_is_for_the_sandbox() {
    let home = Home::new();
    let file = write(&home, &crm("env:SHOP_PASSWORD"));
    let args = ["apply", file.to_str().expect("a path"), "--sandbox", "--yes", "--json"];
    let row = row(&run_with(&home, &[("SHOP_PASSWORD", SECRET)], &args));
    let begin = "elemint create --wait 'infusionsoftecommerce' --name 'crm' --sandbox ";
    assert!(row["next_step"].as_str().is_some_and(|next| next.starts_with(begin)), "{row}");
}

#[test]
fn link_is_printed_for_people() {
    let scene = Scene::new();
    let ended = run_file(&scene.home, &scene.platform, &["apply", "FILE", "--yes"]);
    assert!(
        ended.err.contains("Open this link in any browser, until") && ended.err.contains("/fake-provider/"),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("Applied: 1 created, 1 pending, 0 unchanged."), "{}", ended.err);
}

#[test]
fn pending_consent_is_not_requested_again() {
    let scene = Scene::new();
    let first = row(&scene.apply(&[]));
    let again = scene.apply(&[]);
    assert_eq!(
        (again.code, row(&again)["state_file"].clone()),
        (Some(4), first["state_file"].clone()),
        "{}",
        again.err
    );
    assert!(row(&again)["url"].is_null() && scene.pending().len() == 1, "{}", again.out);
    scene.complete(&first);
    assert_eq!(scene.platform.names().len(), 2);
}

#[test]
fn row_is_unchanged_when_the_consent_was_completed_elsewhere() {
    let scene = Scene::new();
    scene.complete(&row(&scene.apply(&[])));
    let again = scene.apply(&[]);
    assert_eq!((again.code, &again.json()["unchanged"]), (Some(0), &Value::from(2)), "{}{}", again.out, again.err);
}

#[test]
fn renewed_consent_replaces_the_pending_one() {
    let scene = Scene::new();
    let first = row(&scene.apply(&[]));
    let renewed = row(&scene.apply(&["--renew-consents"]));
    assert!(renewed["url"].is_string() && renewed["url"] != first["url"], "{renewed}");
    assert_eq!(scene.pending(), [renewed["state_file"].clone()]);
}

#[test]
fn consent_that_was_requested_with_other_values_is_named() {
    let scene = Scene::new();
    scene.apply(&[]);
    write(&scene.home, &crm("env:SHOP_PASSWORD").replace("\"k\"", "\"other\""));
    let again = row(&scene.apply(&[]));
    assert!(again["reason"].as_str().is_some_and(|why| why.contains("with other values")), "{again}");
}

#[test]
fn state_files_hold_no_secret() {
    let scene = Scene::new();
    scene.apply(&[]);
    let folder = scene.home.path().join("state/elemint/consents");
    let files = fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path());
    let texts: String = files.map(|path| fs::read_to_string(path).expect("a text")).collect();
    assert!(texts.contains("infusionsoftecommerce") && !texts.contains(SECRET), "{texts}");
}

#[test]
fn answer_to_an_expired_consent_creates_nothing() {
    let scene = Scene::new();
    let row = row(&scene.apply(&[]));
    scene.expire(&row);
    let (code, words) = scene.answer(&row);
    assert!(code == Some(9) && words.contains("has expired. Request it again."), "{code:?} {words}");
    assert_eq!(scene.platform.names(), ["a"]);
}

#[test]
fn expired_consent_is_requested_again_and_completed() {
    let scene = Scene::new();
    let first = row(&scene.apply(&[]));
    scene.expire(&first);
    let second = row(&scene.apply(&[]));
    assert_eq!(scene.pending(), [second["state_file"].clone()], "{second}");
    assert_ne!(link(&first), link(&second));
    let (code, words) = scene.answer(&second);
    assert_eq!((code, scene.platform.names().len()), (Some(0), 2), "{words}");
}

/// Scene with an instance that was created with a consent, and a pending consent for its new secret.
fn reauthorized() -> (Scene, Value, Value) {
    let scene = Scene::new();
    assert_eq!(scene.answer(&row(&scene.apply(&[]))).0, Some(0));
    let before = all(&scene.platform).into_iter().find(|one| one["name"] == "crm").expect("the instance");
    let pending = scene.apply_with("canary-new-secret", &[]);
    assert_eq!((pending.code, outcomes(&pending)), (Some(12), vec!["re-authorized".to_owned(), "pending".to_owned()]));
    let row = row(&pending);
    (scene, before, row)
}

#[test]
fn new_secret_of_an_instance_with_consent_needs_a_new_consent() {
    let (scene, before, row) = reauthorized();
    assert_eq!((&row["action"], &row["id"]), (&"reauthorize".into(), &before["id"].to_string().into()), "{row}");
    let (code, words) = scene.answer(&row);
    let after = all(&scene.platform).into_iter().find(|one| one["name"] == "crm").expect("the instance");
    assert_eq!((code, &after["id"], &after["token"]), (Some(0), &before["id"], &before["token"]), "{words}");
    let last = scene.apply_with("canary-new-secret", &[]);
    assert_eq!((last.code, &last.json()["unchanged"]), (Some(0), &2.into()), "{}{}", last.out, last.err);
}

#[rstest]
#[case::waiting(false)]
#[case::expired(true)]
fn consent_of_an_existing_instance_stays_pending_until_it_is_completed(#[case] expires: bool) {
    let (scene, _, row_before) = reauthorized();
    if expires {
        scene.expire(&row_before);
    }
    let again = scene.apply_with("canary-new-secret", &[]);
    let row = row(&again);
    assert_eq!((again.code, row["url"].is_string()), (Some(4), expires), "{}{}", again.out, again.err);
    assert_eq!(scene.pending(), [row["state_file"].clone()]);
}

#[test]
fn secret_of_an_instance_with_consent_is_left_nowhere() {
    let (scene, _, row) = reauthorized();
    scene.answer(&row);
    let mut search = Command::new("grep");
    let found = search.args(["-rl", "-e", SECRET, "-e", "canary-new-secret"]).arg(scene.home.path()).output();
    let found = found.expect("grep");
    assert_eq!(String::from_utf8_lossy(&found.stdout), "");
}
