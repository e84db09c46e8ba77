//! Ends of the program: the terminal is restored, and the exit code is right.

use crate::{
    kit::Terminal,
    person::{CANARY, ELEMINT, Home, eventually, fill_infusionsoft, fill_magento, free_port, shown},
};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;
use std::{
    io::{Read as _, Write as _},
    path::Path,
    process::{Command, Stdio},
};

/// Every place a person can be in when the end comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Welcome,
    List,
    Form,
    Consent,
    Review,
    Answer,
}

const KNOWN_PLATFORMS: [Place; 6] =
    [Place::Welcome, Place::List, Place::Form, Place::Consent, Place::Review, Place::Answer];

fn start_at(home: &Home, place: Place) -> Terminal {
    match place {
        Place::Welcome | Place::List => {
            let (args, words) = if let Place::List = place {
                (&["--sandbox"][..], "Which element?")
            } else {
                (&[][..], "Which platform?")
            };
            let mut terminal = home.start(args, &[]);
            terminal.wait_for(words);
            terminal
        }
        Place::Form | Place::Review | Place::Answer => {
            let mut terminal = home.practise("magentosoapv19");
            if let Place::Form = place {
                terminal.keys(&format!("anna<tab>{CANARY}"));
                terminal.wait_for("••••");
            } else {
                fill_magento(&mut terminal, "my-shop");
            }
            if let Place::Answer = place {
                terminal.keys("<enter>");
                terminal.wait_for("created in");
            }
            terminal
        }
        Place::Consent => {
            let mut terminal = home.practise("infusionsoftecommerce");
            fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{}/cb", free_port()), "my-shop");
            home.page();
            terminal
        }
    }
}

fn ends_with(terminal: &mut Terminal, code: u32, place: Place) {
    assert_eq!(terminal.wait_exit(), code, "{place:?}: {}", terminal.screen());
    assert_eq!(terminal.restored(), Ok(()), "{place:?}");
    assert!(!shown(terminal, CANARY), "{place:?}");
}

fn ends_by(signal: Signal) {
    for place in KNOWN_PLATFORMS {
        let home = Home::new();
        let mut terminal = start_at(&home, place);
        terminal.signal(signal);
        let number = u32::try_from(signal.as_raw()).expect("a number");
        ends_with(&mut terminal, 128 + number, place);
    }
}

#[test]
fn sigterm_ends_it_anywhere() {
    ends_by(Signal::TERM);
}

#[test]
fn sigint_ends_it_anywhere() {
    ends_by(Signal::INT);
}

#[test]
fn sighup_ends_it_anywhere() {
    ends_by(Signal::HUP);
}

#[test]
fn sigquit_ends_it_anywhere() {
    ends_by(Signal::QUIT);
}

#[test]
fn ctrl_c_ends_it_anywhere() {
    for place in KNOWN_PLATFORMS {
        let home = Home::new();
        let mut terminal = start_at(&home, place);
        terminal.keys("<c-c>");
        // At the answer the instance is complete; in other steps the session was canceled.
        ends_with(&mut terminal, if place == Place::Answer { 0 } else { 130 }, place);
    }
}

#[test]
fn esc_asks_before_it_leaves() {
    let home = Home::new();
    let mut terminal = start_at(&home, Place::Welcome);
    terminal.keys("<esc>");
    terminal.wait_for("Leave");
    terminal.keys("<esc>");
    terminal.wait_gone("Leave");
    terminal.keys("<esc>");
    terminal.wait_for("Leave");
    terminal.keys("<enter>");
    ends_with(&mut terminal, 0, Place::Welcome);
}

#[test]
fn a_request_under_way_is_not_left_by_one_ctrl_c() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", silent.local_addr().expect("an address"));
    let home = Home::new();
    let mut terminal = home.start(&["--base", &base, "magentosoapv19"], &[("CE_USER", "u"), ("CE_ORG", "o")]);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "slow");
    terminal.keys("<enter>");
    terminal.wait_for("Creating “slow”");
    // The request leaves once its references are read, well within the first second.
    terminal.wait_for("0:01");
    terminal.keys("<c-c>");
    terminal.wait_for("If you leave now");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 10);
    assert_eq!(terminal.restored(), Ok(()));
    assert!(terminal.normal_screen().contains("It may exist. elemint looks for it at the next start."));
}

#[test]
fn sandbox_requests_are_not_looked_for() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys("anna<tab>slow<tab>https://shop.example<tab>Shop<c-s>");
    terminal.wait_for("Create the instance “Shop”?");
    terminal.keys("<enter>");
    terminal.wait_for("Creating “Shop”");
    terminal.wait_for("0:01");
    terminal.keys("<c-c><c-c>");
    assert_eq!(terminal.wait_exit(), 10);
    assert!(terminal.normal_screen().contains("The sandbox ended with elemint"));
}

#[test]
fn a_window_that_is_closed_ends_it_and_the_form_is_kept() {
    let home = Home::new();
    let pair = native_pty_system()
        .openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
        .expect("a terminal");
    let mut command = CommandBuilder::new(ELEMINT);
    command.args(["--sandbox", "magentosoapv19"]);
    command.cwd(home.path());
    command.env_clear();
    command.env("TERM", "xterm");
    command.env("HOME", home.path());
    command.env("XDG_STATE_HOME", home.path().join("state"));
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    // A frame writes only changed cells, so more than a word need not come in one piece.
    let mut wait_for = |word: &str| {
        let (mut seen, mut buffer) = (Vec::new(), [0; 8192]);
        while !String::from_utf8_lossy(&seen).contains(word) {
            let count = reader.read(&mut buffer).expect("the form");
            seen.extend_from_slice(&buffer[..count]);
        }
    };
    wait_for("Password");
    let mut writer = pair.master.take_writer().expect("a writer");
    writer.write_all(b"sam~").expect("keys");
    wait_for("~");
    drop((writer, reader, pair.master));
    let status = eventually("the program to end", || child.try_wait().expect("its state"));
    assert_eq!(status.exit_code(), 129);
    assert!(home.draft().is_some_and(|draft| draft.contains("sam~")));
}

/// Runs the program without a terminal, as a script does.
fn run(args: &[&str]) -> (Option<i32>, String) {
    let home = Home::new();
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("TERM", "xterm").stdin(Stdio::null());
    let output = command.output().expect("the program starts");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).expect("text"))
}

#[test]
fn without_a_terminal_it_says_so_and_draws_nothing() {
    let (code, printed) = run(&["--sandbox"]);
    assert_eq!(code, Some(4));
    assert!(printed.contains("at a terminal, but there is none") && !printed.contains('\x1b'), "{printed:?}");
}

#[test]
fn into_a_pipe_it_draws_nothing_either() {
    let script = format!("{{ {ELEMINT} --sandbox; echo \"code $?\" >&2; }} | cat -v");
    let mut terminal = Terminal::start(Path::new("sh"), &["-c", &script], &[], (80, 24));
    terminal.wait_for("code 4");
    terminal.wait_exit();
    assert!(!shown(&terminal, "\x1b"), "{}", terminal.screen());
}

#[test]
fn a_terminal_that_can_only_print_is_talked_to_in_lines() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &[("TERM", "dumb")]);
    terminal.wait_for("elemint in plain lines.");
    assert!(!shown(&terminal, "\x1b"), "{}", terminal.screen());
}

#[test]
fn unknown_arguments_are_misuse() {
    for (args, named) in [
        (&["--sandbpx"][..], "--sandbox"),
        (&["--sandbox", "--profile", "x"][..], "--profile"),
        (&["sandbox", "--listen", "nowhere"][..], "nowhere"),
        (&["magento", "box"][..], "box"),
    ] {
        let (code, printed) = run(args);
        assert_eq!(code, Some(2), "{args:?}: {printed}");
        assert!(printed.contains(named), "{args:?}: {printed}");
    }
}

#[test]
fn an_unknown_profile_is_not_found_and_the_known_ones_are_named() {
    let home = Home::new();
    std::fs::create_dir_all(home.path().join(".config/ce")).expect("a directory");
    let profile = "[ours]\nbase = \"api.cloud-elements.com\"\nuser = \"u\"\norg = \"o\"\n";
    std::fs::write(home.path().join(".config/ce/cectl.toml"), profile).expect("a file");
    let mut terminal = home.start(&["--profile", "theirs"], &[]);
    assert_eq!(terminal.wait_exit(), 3);
    let printed = terminal.screen();
    assert!(printed.contains("No profile “theirs”") && printed.contains("Profiles: ours."), "{printed}");
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn help_and_version_are_for_anyone() {
    let (code, printed) = run(&["--help"]);
    assert_eq!(code, Some(0));
    assert!(printed.contains("--sandbox"), "{printed}");
    let (code, printed) = run(&["--version"]);
    assert!(code == Some(0) && printed.starts_with(concat!("elemint ", env!("CARGO_PKG_VERSION"))), "{printed}");
}

#[test]
fn the_screen_is_cleared_before_it_is_left() {
    let home = Home::new();
    let mut terminal = start_at(&home, Place::Form);
    terminal.resize(120, 40);
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let written = String::from_utf8_lossy(terminal.transcript().as_slice()).into_owned();
    let (before, _) = written.rsplit_once("\u{1b}[?1049l").expect("the screen is left");
    let (_, cleared) = before.rsplit_once("\u{1b}[2J").expect("it is cleared");
    assert!(!cleared.contains(|c: char| c.is_alphanumeric() && !"0123456789hl".contains(c)), "{cleared:?}");
}
