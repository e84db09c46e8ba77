//! A panic restores the terminal and prints no secret. The program has no key that panics, so these tests run
//! themselves once more, do as the program does, and panic.
#![cfg(test)]

mod kit;

use elemint::terminal::screen::{self, Screen};
use kit::Terminal;
use std::process::Command;

/// Set for the one that falls over.
const INSIDE: &str = "ELEMINT_TEST_INSIDE";
const CANARY: &str = "canary-in-the-payload";

#[test]
fn a_panic_on_any_thread_gives_the_terminal_back_and_keeps_its_payload_to_itself() {
    if inside() {
        fall();
    }
    let this = std::env::current_exe().expect("this test");
    let name = "a_panic_on_any_thread_gives_the_terminal_back_and_keeps_its_payload_to_itself";
    let mut terminal = Terminal::start(&this, &["--exact", name, "--nocapture"], &[(INSIDE, "yes")], (80, 24));
    assert_eq!(terminal.wait_exit(), 101);
    assert_eq!(terminal.restored(), Ok(()));
    let transcript = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    assert!(transcript.contains("\x1b[?1049h") && transcript.contains("drawn"), "it never took the terminal");
    assert!(!transcript.contains(CANARY), "{transcript:?}");
    assert!(terminal.normal_screen().contains("elemint stopped on a fault of its own (tests/panic.rs:"));
}

#[test]
fn a_panic_where_no_terminal_was_taken_says_as_little_and_ends_the_program() {
    if inside() {
        screen::watch();
        let fallen = std::thread::spawn(|| panic!("{CANARY}")).join();
        drop(fallen);
    }
    let this = std::env::current_exe().expect("this test");
    let name = "a_panic_where_no_terminal_was_taken_says_as_little_and_ends_the_program";
    let again = Command::new(&this).args(["--exact", name, "--nocapture"]).env(INSIDE, "yes").output();
    let output = again.expect("this test again");
    assert_eq!(output.status.code(), Some(101));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("elemint stopped on a fault of its own (tests/panic.rs:"), "{message}");
    assert!(!message.contains(CANARY), "{message}");
    assert!(!output.stdout.starts_with(b"\x1b"), "nothing was taken, so nothing is given back");
}

#[expect(clippy::disallowed_methods, reason = "how the test tells itself which of the two it is")]
fn inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

fn fall() {
    let mut screen = Screen::enter().expect("a terminal");
    let drawn = screen.draw(|frame| {
        frame.render_widget("drawn", frame.area());
        Vec::new()
    });
    drawn.expect("a frame");
    let fallen = std::thread::spawn(|| panic!("{CANARY}")).join();
    // Not reached: the program has ended by then, so that no half of it goes on.
    drop((fallen, screen));
}
