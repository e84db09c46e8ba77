//! An instance is never lost and never made twice, however the program ends.

use crate::{
    kit::Terminal,
    person::{Home, Platform, eventually, fill_magento},
};
use rstest::rstest;
use rustix::process::Signal;
use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Proxy between the program and the platform that holds back the answers to creations and changes until it is
/// released.
pub struct Between {
    base: String,
    pub silent: Arc<AtomicBool>,
}

impl Between {
    pub fn new(platform: &Platform) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (_, rest) = platform.base.split_once("://").expect("a scheme");
        let (host, path) = rest.split_once('/').expect("a path");
        let (silent, host) = (Arc::new(AtomicBool::new(true)), host.to_owned());
        let between = Self { base: format!("http://{address}/{path}"), silent: silent.clone() };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (silent, host) = (silent.clone(), host.clone());
                thread::spawn(move || pass(client, &host, &silent));
            }
        });
        between
    }

    pub fn environment<'a>(&'a self, platform: &'a Platform) -> [(&'a str, &'a str); 3] {
        [("CE_BASE", &self.base), ("CE_USER", &platform.user), ("CE_ORG", &platform.organization)]
    }
}

/// Passes on one request a connection, so that each can be recognized by its first word.
fn pass(mut client: TcpStream, host: &str, silent: &AtomicBool) {
    let Some(request) = request(&mut client) else { return };
    let (first, rest) = request.split_once("\r\n").expect("a first line");
    let headers = rest.split_inclusive("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("host:"));
    let headers: String = headers.collect();
    let mut platform = TcpStream::connect(host).expect("the platform");
    write!(platform, "{first}\r\nHost: {host}\r\nConnection: close\r\n{headers}").expect("the platform reads");
    let kept_back = !first.starts_with("GET") && silent.load(Ordering::SeqCst);
    let mut answer = Vec::new();
    platform.read_to_end(&mut answer).expect("an answer");
    if kept_back {
        // The connection stays open, as it does while a platform is at work.
        let _ = client.read(&mut [0]);
    } else {
        let _ = client.write_all(&answer);
    }
}

/// Head and body.
fn request(client: &mut TcpStream) -> Option<String> {
    let (mut text, mut buffer) = (String::new(), [0; 4096]);
    loop {
        let count = client.read(&mut buffer).ok().filter(|count| *count > 0)?;
        text.push_str(std::str::from_utf8(&buffer[..count]).expect("text"));
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(text);
        }
    }
}

pub fn entries(home: &Home) -> usize {
    let Ok(files) = fs::read_dir(home.path().join("state/elemint/journal")) else { return 0 };
    files.flatten().filter(|file| file.path().extension().is_some_and(|e| e == "json")).count()
}

/// A program that was killed after the platform had made the instance and before it said so.
fn killed(home: &Home, platform: &Platform, between: &Between) {
    let mut terminal = home.start(&["magentosoapv19"], &between.environment(platform));
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "attic");
    terminal.keys("<enter>");
    terminal.wait_for("Creating “attic”");
    eventually("the instance to be made", || (platform.names() == ["attic"]).then_some(()));
    assert_eq!(entries(home), 1);
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    between.silent.store(false, Ordering::SeqCst);
}

fn settle(terminal: &mut Terminal) {
    terminal.wait_for("The outcome for “attic” is unknown");
    terminal.keys("<enter>");
    terminal.wait_for("The instance was created after all.");
    terminal.keys("<enter>");
    terminal.wait_for("saved in");
}

#[test]
fn instance_created_during_kill_is_found_and_stored_at_next_start() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between);
    // The room for its token is left behind, and swept.
    let instances = home.path().join("state/elemint/instances");
    assert_eq!(fs::read_dir(&instances).expect("a directory").count(), 1);
    let mut terminal = home.start(&[], &between.environment(&platform));
    settle(&mut terminal);
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!((home.instances().len(), entries(&home)), (1, 0));
    assert_eq!(fs::read_dir(&instances).expect("a directory").count(), 1);
    assert_eq!(platform.names(), ["attic"]);
    let mut next = home.start(&[], &between.environment(&platform));
    next.wait_for("Which element?");
}

#[test]
fn the_same_request_is_not_sent_again_before_the_first_is_settled() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between);
    let mut terminal = home.start(&["magentosoapv19"], &between.environment(&platform));
    terminal.wait_for("The outcome for “attic” is unknown");
    terminal.keys("<esc>");
    terminal.wait_for("Instance name");
    // The form of an unresolved request is not gone on with unasked, so another one is begun.
    fill_magento(&mut terminal, "attic");
    terminal.keys("<enter>");
    terminal.wait_for("The same instance was requested");
    terminal.keys("<enter>");
    terminal.wait_for("The instance was created after all.");
    terminal.keys("<enter>");
    terminal.wait_for("saved in");
    assert_eq!(platform.names(), ["attic"]);
}

#[test]
fn two_windows_do_not_make_one_instance_twice() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    let mut windows = [(), ()].map(|()| {
        let mut terminal = home.start(&["magentosoapv19"], &between.environment(&platform));
        terminal.wait_for("Instance name");
        terminal
    });
    for (terminal, words) in windows.iter_mut().zip(["Creating “attic”", "is making this very instance"]) {
        fill_magento(terminal, "attic");
        terminal.keys("<enter>");
        terminal.wait_for(words);
        eventually("the instance to be made", || (platform.names() == ["attic"]).then_some(()));
    }
}

/// Runs `recover` as a script does: exit code, standard output, standard error.
pub fn recover(home: &Home, environment: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(crate::person::ELEMINT);
    command.arg("recover").args(arguments).env_clear().env("HOME", home.path()).envs(environment.iter().copied());
    command.env("XDG_STATE_HOME", home.path().join("state")).env("XDG_CONFIG_HOME", home.path().join("config"));
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn script_gets_report_and_certain_outcomes_are_resolved() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    killed(&home, &platform, &between);
    let environment = between.environment(&platform);
    let (code, out, err) = recover(&home, &environment, &[]);
    assert_eq!(code, Some(10), "{out}{err}");
    assert!(out.contains("“attic”") && out.contains("magentosoapv19") && err.contains("--look"), "{out}{err}");
    let (code, out, _) = recover(&home, &environment, &["--look", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    crate::kit::schema::assert_valid("recover", &report);
    assert_eq!((code, &report[0]["outcome"], &report[0]["name"]), (Some(0), &"made".into(), &"attic".into()), "{out}");
    let kept = home.instances();
    assert_eq!((kept.len(), report[0]["kept"].as_str()), (1, kept[0].0.to_str()));
    assert!(!out.contains(kept[0].1["token"].as_str().expect("a token")), "{out}");
    assert_eq!(recover(&home, &environment, &["--look"]).0, Some(0));
    assert_eq!(entries(&home), 0);
}

#[test]
fn script_learns_which_process_holds_a_request() {
    let (home, platform) = (Home::new(), Platform::start());
    let between = Between::new(&platform);
    let environment = between.environment(&platform);
    let mut terminal = home.start(&["magentosoapv19"], &environment);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "attic");
    terminal.keys("<enter>");
    eventually("the instance to be made", || (platform.names() == ["attic"]).then_some(()));
    for arguments in [&[][..], &["--look"], &["--json"]] {
        let (code, out, err) = recover(&home, &environment, arguments);
        assert!(code == Some(10) && err.contains("1 is held by a running elemint (pid "), "{code:?} {out}{err}");
        assert!(!out.contains("No unresolved requests"), "{out}");
    }
}

#[test]
fn script_learns_missing_instances_and_may_forget_entries() {
    use elemint::{
        catalog::ElementKey,
        domain::{BaseUrl, JournalEntry, JournalId, Timestamp},
        storage::Store,
    };
    let (home, platform) = (Home::new(), Platform::start());
    let store = || Store::new(home.path().join("config/elemint"), home.path().join("state/elemint"));
    let entry = |number: u8, base: &str| JournalEntry {
        id: JournalId::from_bytes([number; 4]),
        base: BaseUrl::read(base).expect("a base"),
        element: ElementKey::new("magentosoapv19"),
        name: "attic".into(),
        tags: Vec::new(),
        body: number.to_string(),
        started: Timestamp(1_795_317_570),
        draft: None,
        profile: None,
    };
    store().begin(&entry(1, &platform.base)).expect("written down");
    store().begin(&entry(2, "api.elsewhere.example")).expect("written down");
    // The platform may be at this one for a moment yet.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock").as_secs();
    let late = JournalEntry { started: Timestamp(now - 116), name: "cellar".into(), ..entry(3, &platform.base) };
    store().begin(&late).expect("written down");
    let environment = platform.environment();
    let (code, out, err) = recover(&home, &environment, &["--look", "--pause", "0"]);
    assert_eq!(code, Some(10), "{out}{err}");
    assert!(
        out.contains("01010101  not created") && out.contains("No profile has secrets for api.elsewhere.example"),
        "{out}"
    );
    assert!(out.contains("03030303  not created") && err.contains("may still be creating “cellar”"), "{out}{err}");
    assert_eq!(recover(&home, &environment, &["01010101"]).0, Some(3));
    assert_eq!(recover(&home, &environment, &["02020202", "--forget"]).0, Some(0));
    assert_eq!((recover(&home, &environment, &[]).0, entries(&home)), (Some(0), 0));
}

#[rstest]
#[case::text(&[])]
#[case::json(&["--json"])]
#[case::json_of_an_answer(&["--look", "--json", "--pause", "0"])]
fn recover_covers_the_password_of_an_address_in_a_name(#[case] arguments: &[&str]) {
    use elemint::{
        catalog::ElementKey,
        domain::{BaseUrl, JournalEntry, JournalId, Timestamp},
        storage::Store,
    };
    let (home, platform) = (Home::new(), Platform::start());
    let entry = JournalEntry {
        id: JournalId::from_bytes([1; 4]),
        base: BaseUrl::read(&platform.base).expect("a base"),
        element: ElementKey::new("magentosoapv19"),
        name: "attic https://ada:hush77@h.example/".into(),
        tags: Vec::new(),
        body: "1".into(),
        started: Timestamp(1_795_317_570),
        draft: None,
        profile: None,
    };
    let store = Store::new(home.path().join("config/elemint"), home.path().join("state/elemint"));
    store.begin(&entry).expect("written down");
    drop(store);
    let (_, shown, beside) = recover(&home, &platform.environment(), arguments);
    assert!(shown.contains("ada:••••") && !shown.contains("hush77") && !beside.contains("hush77"), "{shown}{beside}");
}

#[test]
fn a_place_that_cannot_be_written_to_is_named_before_anything_is_sent() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&["--state-dir", "/proc/elemint", "magentosoapv19"], &platform.environment());
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "attic");
    terminal.keys("<enter>");
    terminal.wait_for("No instance was created");
    terminal.wait_for("/proc/elemint");
    assert_eq!(platform.names(), Vec::<String>::new());
}

#[test]
fn relative_home_is_refused_and_unused() {
    let home = Home::new();
    let output = std::process::Command::new(crate::person::ELEMINT)
        .arg("recover")
        .env_clear()
        .env("HOME", "relative")
        .current_dir(home.path())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--state-dir"));
    assert!(!home.path().join("relative").exists());
}
