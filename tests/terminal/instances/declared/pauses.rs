//! Applies that wait because the platform asks to slow down.

use super::{SECRET, outcomes, shop, write};
use crate::{
    instances::{Ended, run_with},
    person::{ELEMINT, Home, eventually},
    server::{Reply, Server, reply},
};
use elemint::{domain::Timestamp, storage::Store};
use rstest::rstest;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::{
    fs,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// Apply of two instances, one request at a time, whose first creation is answered with a pause in seconds. The second
/// request for a creation has no answer.
struct PausedRun {
    home: Home,
    server: Server,
    child: Child,
}

impl PausedRun {
    fn start(pause: &'static str) -> Self {
        let (home, number) = (Home::new(), AtomicUsize::new(0));
        let server = Server::answering(move |request| {
            if request.line.starts_with("GET") {
                return reply(200, &[], "[]");
            }
            match number.fetch_add(1, Ordering::SeqCst) {
                0 => reply(429, &[("Retry-After", pause)], "{}"),
                _ => Reply::Stall(Vec::new()),
            }
        });
        let file = write(&home, &(shop("a") + &shop("b")));
        let mut command = Command::new(ELEMINT);
        command.arg("apply").arg(file).args(["--yes", "--json", "--parallel", "1"]).env_clear();
        command.env("HOME", home.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.env("XDG_STATE_HOME", home.path().join("state")).env("XDG_CONFIG_HOME", home.path().join("config"));
        command.env("CE_BASE", server.base.as_str()).env("CE_USER", "u").env("CE_ORG", "o");
        let child = command.env("SHOP_PASSWORD", SECRET).spawn().expect("the program");
        let run = Self { home, server, child };
        eventually("the first creation", || (run.creations() > 0).then_some(()));
        run
    }

    fn creations(&self) -> usize {
        self.server.lines().iter().filter(|line| line.starts_with("POST")).count()
    }

    fn kill(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("the end");
    }

    /// Returns the number of files of open requests, while the run goes on.
    fn started_by_run(&self) -> usize {
        let files = fs::read_dir(self.home.path().join("state/elemint/journal")).into_iter().flatten().flatten();
        files.filter(|file| file.path().extension().is_some_and(|extension| extension == "json")).count()
    }

    /// Returns the times of the open requests in the journal. The run has ended.
    fn started(&self) -> Vec<Timestamp> {
        let store = Store::new(self.home.path().join("config/elemint"), self.home.path().join("state/elemint"));
        store.unsettled().into_iter().map(|entry| entry.started).collect()
    }
}

#[test]
fn request_that_waited_is_recorded_with_the_time_at_which_it_is_sent() {
    let begun = Store::now();
    let mut run = PausedRun::start("3");
    eventually("the second request", || (run.creations() > 1).then_some(()));
    run.kill();
    let started = run.started();
    assert!(started.iter().any(|started| started.0 >= begun.0 + 3), "{begun:?} {started:?}");
}

#[test]
fn request_that_waits_to_be_sent_again_is_not_open() {
    let mut run = PausedRun::start("60");
    eventually("the pause", || (run.started_by_run() == 0).then_some(()));
    run.kill();
    assert_eq!(run.started(), Vec::new());
}

#[test]
fn killed_apply_leaves_open_only_the_requests_that_were_sent() {
    let mut run = PausedRun::start("1");
    eventually("the second request", || (run.creations() > 1).then_some(()));
    run.kill();
    assert_eq!(run.started().len(), 1);
}

#[test]
fn plan_mentions_the_open_requests_of_a_killed_apply() {
    let mut run = PausedRun::start("1");
    eventually("the second request", || (run.creations() > 1).then_some(()));
    run.kill();
    let file = run.home.path().join("instances.toml");
    let base = run.server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o"), ("SHOP_PASSWORD", SECRET)];
    let ended = run_with(&run.home, &env, &["plan", file.to_str().expect("a path")]);
    assert!(ended.code == Some(0) && ended.err.contains("left 1 request without an answer"), "{}", ended.err);
}

#[test]
fn apply_with_another_profile_leaves_the_open_requests_alone() {
    let mut run = PausedRun::start("1");
    eventually("the second request", || (run.creations() > 1).then_some(()));
    run.kill();
    let folder = run.home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let base = run.server.base.as_str();
    fs::write(folder.join("profiles.toml"), format!("[other]\nbase = \"{base}\"\nuser = \"u2\"\norg = \"o2\"\n"))
        .expect("a profile");
    let file = run.home.path().join("instances.toml");
    let args = ["apply", file.to_str().expect("a path"), "--profile", "other", "--json"];
    // Without an agreement nothing is sent, but the requests of an earlier run would be resolved.
    let ended = run_with(&run.home, &[("SHOP_PASSWORD", SECRET), ("ELEMINT_TIMEOUT", "1")], &args);
    assert_eq!((ended.code, run.started().len()), (Some(4), 1), "{}", ended.err);
}

#[rstest]
#[case::interrupt(Signal::INT, 130)]
#[case::terminate(Signal::TERM, 143)]
fn apply_that_is_stopped_in_a_pause_sends_nothing_more(#[case] signal: Signal, #[case] code: i32) {
    let run = PausedRun::start("60");
    kill_process(Pid::from_child(&run.child), signal).expect("sent");
    let PausedRun { home, server, child } = run;
    let ended = child.wait_with_output().expect("the end");
    let json: Value = serde_json::from_slice(&ended.stdout).expect("JSON");
    let outcomes: Vec<_> = json["results"].as_array().expect("results").iter().map(|row| &row["outcome"]).collect();
    assert_eq!((ended.status.code(), outcomes), (Some(code), vec![&Value::from("not started"); 2]));
    assert_eq!(server.lines().iter().filter(|line| line.starts_with("POST")).count(), 1);
    let store = Store::new(home.path().join("config/elemint"), home.path().join("state/elemint"));
    assert_eq!(store.unsettled(), Vec::new());
}

/// Applies two instances with a platform that answers each creation with this pause.
fn apply_throttled(pause: Option<&'static str>, timeout: &str) -> Ended {
    let home = Home::new();
    let server = Server::answering(move |request| {
        let headers: Vec<(&str, &str)> = pause.into_iter().map(|pause| ("Retry-After", pause)).collect();
        if request.line.starts_with("GET") { reply(200, &[], "[]") } else { reply(429, &headers, "{}") }
    });
    let file = write(&home, &(shop("a") + &shop("b")));
    let (base, file) = (server.base.as_str(), file.to_str().expect("a path"));
    let env = [("CE_BASE", base), ("CE_USER", "u"), ("CE_ORG", "o"), ("SHOP_PASSWORD", SECRET)];
    run_with(&home, &env, &["apply", file, "--yes", "--json", "--parallel", "1", "--timeout", timeout])
}

#[rstest]
#[case::short_pauses("1", "2")]
#[case::pause_beyond_the_limit("3600", "60")]
fn apply_ends_when_the_platform_is_busy_for_longer_than_the_limit(#[case] pause: &'static str, #[case] timeout: &str) {
    let ended = apply_throttled(Some(pause), timeout);
    let json = ended.json();
    assert_eq!((ended.code, outcomes(&ended)), (Some(5), vec!["failed".into(), "not started".into()]), "{}", ended.err);
    assert_eq!(json["results"][0]["status"], 429, "{json}");
}

#[test]
fn pause_beyond_the_limit_is_named() {
    let ended = apply_throttled(Some("3600"), "60");
    assert!(ended.err.contains("Try again in 60 minutes."), "{}", ended.err);
}

#[rstest]
#[case::named(Some("1"), "pause for 1 s")]
#[case::unreadable(Some("banana"), "pause for 1 s")]
#[case::absent(None, "pause for 1 s")]
fn first_pause_is_announced_once(#[case] pause: Option<&'static str>, #[case] words: &str) {
    let ended = apply_throttled(pause, "2");
    assert_eq!(ended.err.matches(words).count(), 1, "{}", ended.err);
}
