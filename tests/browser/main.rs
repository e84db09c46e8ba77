//! The way through the provider's page with a real browser: the program starts it, and a person presses a button.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod chromium;
mod real;

use chromium::Chromium;
use kit::{Terminal, free_port};
use std::{io::Write as _, path::Path};

/// Path that the browser comes back to.
const CALLBACK_PATH: &str = "/callback";

/// Prints a note about a skipped test. In CI, where everything is installed, that is a failure.
#[expect(clippy::disallowed_methods, reason = "where it runs is for the machine to say")]
fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{why}");
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}

/// The program waiting for consent, and the browser it started; nothing where there is no browser to start.
fn consent(home: &Path) -> Option<(Terminal, Chromium)> {
    let browser = Chromium::script(home)?;
    let elemint = Path::new(env!("CARGO_BIN_EXE_elemint"));
    let arguments = ["--sandbox", "infusionsoftecommerce"];
    let mut terminal = Terminal::start_at(home, elemint, &arguments, &[("BROWSER", &browser)], (80, 24));
    terminal.wait_for("Instance name");
    let callback = format!("http://127.0.0.1:{}{CALLBACK_PATH}", free_port());
    terminal.keys(&format!("<up><c-u>{callback}<tab>client-1<tab>secret-1<tab>online-sales<c-s>"));
    terminal.wait_for("Waiting for your consent");
    let browser = Chromium::started(home);
    Some((terminal, browser))
}

#[test]
fn pressing_allow_in_the_browser_leads_to_the_instance() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((mut terminal, browser)) = consent(home.path()) else { return };
    browser.press("#allow");
    terminal.wait_for("Create the instance “online-sales”?");
    browser.wait_for("You can close this tab and return to your terminal.");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(terminal.normal_screen().contains("“online-sales” of infusionsoftecommerce."));
    assert!(browser.runs(), "the person's browser goes on without the program");
}

#[test]
fn denial_in_browser_is_shown_in_terminal() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((mut terminal, browser)) = consent(home.path()) else { return };
    browser.press("#deny");
    terminal.wait_for("access_denied");
    browser.wait_for("No consent this time");
}

#[test]
fn foreign_answer_gets_page_and_wait_continues() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((mut terminal, browser)) = consent(home.path()) else { return };
    browser.press("#misbehaviours summary");
    browser.press("#wrong-state");
    browser.wait_for("An answer to something else");
    terminal.wait_for("unexpected callback");
    browser.back();
    browser.press("#allow");
    browser.wait_for("Consent has arrived");
    terminal.wait_for("Create the instance “online-sales”?");
}

#[test]
fn second_answer_gets_page_and_changes_nothing() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((mut terminal, browser)) = consent(home.path()) else { return };
    browser.press("#deny");
    browser.wait_for("No consent this time");
    terminal.wait_for("access_denied");
    browser.back();
    browser.press("#allow");
    browser.wait_for("Already answered");
    terminal.wait_for("The provider denied access.");
}

#[test]
fn the_browser_is_started_without_the_providers_address() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((_terminal, browser)) = consent(home.path()) else { return };
    browser.wait_for("would like to use your");
    let started = browser.arguments();
    assert!(!started.contains("authorize") && !started.contains("client-1"), "{started}");
    // Only Linux shows the arguments.
    assert!(started.contains("/go/") || !cfg!(target_os = "linux"), "{started}");
}
