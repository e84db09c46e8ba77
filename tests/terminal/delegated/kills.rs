//! The program is killed between the request of a consent, the colleague's answer and its completion.

use super::{CRM, allowed};
use crate::{
    create::{report, run_with},
    front::{Front, Treatment},
    person::{CANARY, ELEMINT, Home},
    server::{Reply, Request},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

/// Request at which the program is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// The platform has not seen it.
    Before,
    /// The platform has carried it out.
    After,
}

/// Request that is held, once: its method, the end of its path, and the moment.
type Held = Arc<Mutex<Option<(&'static str, &'static str, Moment)>>>;

struct Scene {
    home: Home,
    front: Front,
    held: Held,
    reached: Receiver<()>,
}

impl Scene {
    fn new() -> Self {
        let held = Held::default();
        let (sender, reached) = channel();
        let (wanted, done) = (Arc::clone(&held), sender.clone());
        let treat = move |request: &Request| {
            let path = request.line.split(['?', ' ']).nth(1).unwrap_or_default();
            let is_wanted =
                |held: &mut (&str, &str, Moment)| request.line.starts_with(held.0) && path.ends_with(held.1);
            match wanted.lock().expect("lock").take_if(is_wanted) {
                None => Treatment::Forward,
                Some((.., Moment::After)) => Treatment::Lose,
                Some((.., Moment::Before)) => {
                    sender.send(()).expect("a test that waits");
                    Treatment::Answer(Reply::Stall(Vec::new()))
                }
            }
        };
        let front = Front::new(treat, move |_| done.send(()).expect("a test that waits"));
        Self { home: Home::new(), front, held, reached }
    }

    fn run(&self, args: &[&str], stdin: &str) -> (i32, Value, String) {
        let output = run_with(&self.home, &self.front.platform, args, &[("CE_BASE", &self.front.base)], stdin);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        (output.status.code().expect("a code"), json, String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn request(&self) -> Value {
        let args = [&["create"], &CRM[..], &["--yes", "--no-wait", "--json"]].concat();
        let (code, json, err) = self.run(&args, "");
        assert_eq!((code, &json["status"]), (0, &json!("consent")), "{json} {err}");
        json
    }

    /// Runs a command, and kills it at a request.
    fn kill_at(&self, (method, path, moment): (&'static str, &'static str, Moment), args: &[&str], stdin: &str) {
        *self.held.lock().expect("lock") = Some((method, path, moment));
        let mut command = Command::new(ELEMINT);
        command.args(args).env_clear().env("HOME", self.home.path()).env("PATH", "/usr/bin:/bin");
        command.env("XDG_STATE_HOME", self.home.path().join("state"));
        command.env("XDG_CONFIG_HOME", self.home.path().join("config"));
        command.envs(self.front.platform.environment()).env("CE_BASE", &self.front.base).env("SHOP_PASSWORD", CANARY);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it");
        child.stdin.take().expect("standard input").write_all(stdin.as_bytes()).expect("it reads");
        self.reached.recv_timeout(Duration::from_secs(60)).expect("the request");
        child.kill().expect("a running program");
        child.wait().expect("its end");
    }
}

const COMPLETE: [&str; 3] = ["consent", "complete", "--json"];

/// Kills the completion of a consent at the create request; returns the colleague's answer.
fn killed_completion(scene: &Scene, moment: Moment) -> String {
    let answer = allowed(&scene.request());
    scene.kill_at(("POST", "/instances", moment), &COMPLETE, &answer);
    answer
}

/// Fails unless the instance exists once, with its token, and no consent is pending.
fn assert_is_complete(scene: &Scene, context: &str) {
    assert_eq!((scene.front.platform.names(), scene.home.instances().len()), (vec!["crm".to_owned()], 1), "{context}");
    assert_eq!(scene.run(&["consent", "list", "--json"], "").1, json!([]), "{context}");
}

#[test]
fn instance_of_a_killed_completion_is_found_and_not_created_again() {
    let scene = Scene::new();
    let answer = killed_completion(&scene, Moment::After);
    let (_, found, words) = scene.run(&["recover", "--look", "--json"], "");
    let (code, done, err) = scene.run(&COMPLETE, &answer);
    assert_is_complete(&scene, &format!("{found} {words}\n{code} {done} {err}"));
}

#[test]
fn consent_of_a_killed_completion_is_completed_once_its_request_is_forgotten() {
    let scene = Scene::new();
    let answer = killed_completion(&scene, Moment::Before);
    let (_, open, words) = scene.run(&["recover", "--json"], "");
    let request = open[0]["request"].as_str().unwrap_or_else(|| panic!("{open} {words}"));
    scene.run(&["recover", request, "--forget"], "");
    let (code, done, err) = scene.run(&COMPLETE, &answer);
    assert_is_complete(&scene, &format!("{open}\n{code} {done} {err}"));
}

#[test]
fn completion_that_is_repeated_at_once_creates_no_second_instance() {
    let scene = Scene::new();
    let answer = killed_completion(&scene, Moment::After);
    let (code, done, err) = scene.run(&COMPLETE, &answer);
    assert!(code != 0 && scene.front.platform.names().len() == 1, "{code} {done} {err}");
}

#[test]
fn request_that_was_killed_leaves_no_consent_and_is_repeated() {
    let scene = Scene::new();
    let args = [&["create"], &CRM[..], &["--yes", "--no-wait", "--json"]].concat();
    scene.kill_at(("GET", "/oauth/url", Moment::After), &args, "");
    assert_eq!(scene.run(&["consent", "list", "--json"], "").1, json!([]));
    let answer = allowed(&scene.request());
    let (code, done, err) =
        report(&run_with(&scene.home, &scene.front.platform, &COMPLETE, &[("CE_BASE", &scene.front.base)], &answer));
    assert_eq!((code, scene.front.platform.names()), (0, vec!["crm".to_owned()]), "{done} {err}");
}

/// File of one instance that needs consent.
const FILE: &str = "[[instance]]\nelement = \"infusionsoftecommerce\"\nname = \"crm\"\n[instance.configuration]\n\
                    oauth.api.key = \"client-1\"\noauth.api.secret = \"env:SHOP_PASSWORD\"\n\
                    oauth.callback.url = \"https://www.example.com/back\"\n";

#[rstest]
#[case::before(Moment::Before)]
#[case::after(Moment::After)]
fn apply_that_was_killed_at_a_consent_leaves_none_and_is_repeated(#[case] moment: Moment) {
    let scene = Scene::new();
    let file = scene.home.path().join("instances.toml");
    fs::write(&file, FILE).expect("a file");
    let args = ["apply", file.to_str().expect("a path"), "--yes", "--json"];
    scene.kill_at(("GET", "/oauth/url", moment), &args, "");
    assert_eq!(scene.run(&["consent", "list", "--json"], "").1, json!([]));
    let (code, applied, err) = scene.run(&args, "");
    let row = &applied["results"][0];
    assert_eq!((code, &row["outcome"]), (4, &json!("pending")), "{applied} {err}");
    let (code, done, err) = scene.run(&COMPLETE, &allowed(row));
    assert_is_complete(&scene, &format!("{code} {done} {err}"));
    let (code, last, err) = scene.run(&args, "");
    assert_eq!((code, &last["unchanged"]), (0, &json!(1)), "{last} {err}");
}
