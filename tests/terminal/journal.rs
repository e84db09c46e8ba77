//! An instance is never lost and never made twice, however the program ends.

use crate::{
    kit::Terminal,
    person::{Home, Platform, eventually, fill_magento},
};
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

/// Stands between the program and the platform, and keeps the answers to creations back for as long as it is told to.
struct Between {
    base: String,
    silent: Arc<AtomicBool>,
}

impl Between {
    fn new(platform: &Platform) -> Self {
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

    fn environment<'a>(&'a self, platform: &'a Platform) -> [(&'a str, &'a str); 3] {
        [("CE_BASE", &self.base), ("CE_USER", &platform.user), ("CE_ORG", &platform.organization)]
    }
}

/// One request to a connection, so that each can be told by its first word.
fn pass(mut client: TcpStream, host: &str, silent: &AtomicBool) {
    let Some(request) = request(&mut client) else { return };
    let (first, rest) = request.split_once("\r\n").expect("a first line");
    let headers = rest.split_inclusive("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("host:"));
    let headers: String = headers.collect();
    let mut platform = TcpStream::connect(host).expect("the platform");
    write!(platform, "{first}\r\nHost: {host}\r\nConnection: close\r\n{headers}").expect("the platform reads");
    let kept_back = first.starts_with("POST") && silent.load(Ordering::SeqCst);
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

fn entries(home: &Home) -> usize {
    let Ok(files) = fs::read_dir(home.path().join("state/elemint/journal")) else { return 0 };
    files.flatten().filter(|file| file.path().extension().is_some_and(|e| e == "json")).count()
}

/// A program that was killed after the platform had made the instance and before it said so.
fn killed(home: &Home, platform: &Platform, between: &Between) {
    let mut terminal = home.start(&["magentosoapv19"], &between.environment(platform));
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "attic");
    terminal.keys("<enter>");
    terminal.wait_for("Making “attic”");
    eventually("the instance to be made", || (platform.names() == ["attic"]).then_some(()));
    assert_eq!(entries(home), 1);
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    between.silent.store(false, Ordering::SeqCst);
}

fn settle(terminal: &mut Terminal) {
    terminal.wait_for("Whether “attic” was made is not known.");
    terminal.keys("<enter>");
    terminal.wait_for("It was made after all.");
    terminal.keys("<enter>");
    terminal.wait_for("kept in");
}

#[test]
fn what_was_made_while_the_program_was_killed_is_found_and_kept_at_the_next_start() {
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
    terminal.wait_for("Whether “attic” was made is not known.");
    terminal.keys("<esc>");
    terminal.wait_for("Instance name");
    terminal.keys("<c-s>");
    terminal.wait_for("Password is needed");
    terminal.paste(crate::person::CANARY);
    terminal.keys("<c-s>");
    terminal.wait_for("Make the instance attic?");
    terminal.keys("<enter>");
    terminal.wait_for("This very request was made");
    terminal.keys("<enter>");
    terminal.wait_for("It was made after all.");
    terminal.keys("<enter>");
    terminal.wait_for("kept in");
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
    for (terminal, words) in windows.iter_mut().zip(["Making “attic”", "is making this very instance"]) {
        fill_magento(terminal, "attic");
        terminal.keys("<enter>");
        terminal.wait_for(words);
        eventually("the instance to be made", || (platform.names() == ["attic"]).then_some(()));
    }
}
