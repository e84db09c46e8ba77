//! Signals while a change or a create request is on its way.

use crate::{
    instances::id_of,
    kit::schema,
    person::{ELEMINT, Home, Platform},
    server::{Reply, Server},
};
use rstest::rstest;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value as Json, json};
use std::{
    fs,
    io::{self, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Command, Output, Stdio},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

/// Returns the address of a server that passes reads on to the platform, and never answers anything else. The receiver
/// learns of each request without an answer.
fn silent_for_writes(platform: &Platform) -> (String, Receiver<()>) {
    let (arrived, arrivals) = mpsc::channel();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (place, path) =
        platform.base.strip_prefix("http://").and_then(|base| base.split_once('/')).expect("an address");
    let (place, path) = (place.to_owned(), path.to_owned());
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let (names, arrived) = ((address.to_string(), place.clone()), arrived.clone());
            thread::spawn(move || pass(client, &names, &arrived));
        }
    });
    (format!("http://{address}/{path}"), arrivals)
}

/// Passes the requests of a connection on, if the first one is a read. A write has a connection of its own.
fn pass(client: TcpStream, (own, place): &(String, String), arrived: &Sender<()>) -> io::Result<()> {
    let mut first = [0; 3];
    let _ = client.peek(&mut first)?;
    if first != *b"GET" {
        let _ = arrived.send(());
        return io::copy(&mut client.take(u64::MAX), &mut io::sink()).map(drop);
    }
    let server = TcpStream::connect(place)?;
    let (mut from, mut to) = (client.try_clone()?, server.try_clone()?);
    let (own, place) = (own.clone(), place.clone());
    thread::spawn(move || {
        let mut part = vec![0; 64 << 10];
        // A request arrives whole. The sandbox answers only for its own address.
        while let Ok(length) = from.read(&mut part) {
            let text = String::from_utf8_lossy(part.get(..length).unwrap_or_default()).replace(&own, &place);
            if length == 0 || to.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    });
    io::copy(&mut &server, &mut &client).map(drop)
}

/// Starts a command, and sends it a signal as soon as its request has arrived.
fn interrupted(home: &Home, platform: &Platform, args: &[&str], signal: Signal) -> Output {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").env("SECRET", "s");
    command.env("XDG_STATE_HOME", home.path().join("state")).env("ELEMINT_LOG", home.path().join("log"));
    let (address, arrivals) = silent_for_writes(platform);
    command.envs(platform.environment()).env("CE_BASE", address);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program");
    arrivals.recv_timeout(Duration::from_secs(60)).expect("the request");
    kill_process(Pid::from_child(&child), signal).expect("the program is there");
    child.wait_with_output().expect("its end")
}

#[rstest]
#[case::update(&["instances", "update", "ID", "--name=other", "--yes", "--json"], "changed")]
#[case::delete(&["instances", "delete", "ID", "--yes", "--json"], "deleted")]
#[case::disable(&["instances", "disable", "ID", "--json"], "disabled")]
#[case::edit(&["edit", "ID", "--name=other", "--yes", "--json"], "changed")]
fn interrupted_change_has_an_unknown_outcome(#[case] args: &[&str], #[case] done: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let id = id_of(&platform, false);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let output = interrupted(&home, &platform, &args, Signal::TERM);
    let json: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    schema::assert_valid("failure", &json);
    let facts = (output.status.code(), &json["status"], &json["exit"], &json["id"]);
    assert_eq!(facts, (Some(143), &json!("unknown"), &json!(143), &json!(id)), "{json:#}");
    let log = fs::read_to_string(home.path().join("log")).expect("a log");
    let end: Json = log.lines().next_back().and_then(|line| serde_json::from_str(line).ok()).expect("a line");
    assert_eq!((&end["event"], &end["exit"]), (&json!("end"), &json!(143)), "{log}");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(err.contains(&format!("may have been {done}.")) && err.contains("--look finds out."), "{err}");
}

#[test]
fn interrupted_creation_has_an_unknown_outcome() {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let form = ["--set", "userName=ada", "--set", "password=env:SECRET", "--set", "store.url=https://a.example"];
    let args = [&["create", "magentosoapv19", "--name", "shop"][..], &form, &["--yes", "--json"]].concat();
    let output = interrupted(&home, &platform, &args, Signal::INT);
    let json: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    schema::assert_valid("create", &json);
    assert_eq!((output.status.code(), &json["status"]), (Some(130), &json!("unknown")), "{json:#}");
    let reason = json["reason"].as_str().expect("a reason");
    assert!(reason.contains("The instance “shop” of magentosoapv19 may have been created."), "{reason}");
}

#[test]
fn apply_that_is_interrupted_before_its_first_request_prints_a_failure() {
    let (home, server) = (Home::new(), Server::answering(|_| Reply::Stall(Vec::new())));
    let file = home.path().join("instances.toml");
    fs::write(&file, "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n").expect("a file");
    let mut command = Command::new(ELEMINT);
    command.arg("apply").arg(&file).args(["--yes", "--json"]).env_clear().env("HOME", home.path());
    command.envs([("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program");
    while server.seen().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
    kill_process(Pid::from_child(&child), Signal::TERM).expect("the program is there");
    let output = child.wait_with_output().expect("its end");
    let json: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    schema::assert_valid("failure", &json);
    assert_eq!((output.status.code(), &json["status"]), (Some(143), &json!("interrupted")), "{json:#}");
}
