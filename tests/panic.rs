//! A panic gives the terminal back and tells nobody's secrets. The program has no key that panics, so this test runs
//! itself once more in a terminal, takes that terminal as the program does, and falls over.
#![cfg(test)]

mod kit;

use elemint::runtime::terminal::Screen;
use kit::Terminal;

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
