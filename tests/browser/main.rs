//! The way through the provider's page with a real browser: the program starts it, and a person presses a button.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod chromium;

use chromium::Chromium;
use kit::Terminal;
use std::{net::TcpListener, path::Path};

/// The program waiting for consent, and the browser it started; nothing where there is no browser to start.
fn consent(home: &Path) -> Option<(Terminal, Chromium)> {
    let browser = Chromium::script(home)?;
    let elemint = Path::new(env!("CARGO_BIN_EXE_elemint"));
    let arguments = ["--sandbox", "infusionsoftecommerce"];
    let mut terminal = Terminal::start_at(home, elemint, &arguments, &[("BROWSER", &browser)], (80, 24));
    terminal.wait_for("Instance name");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
    let callback = format!("http://127.0.0.1:{port}/callback");
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
    terminal.wait_for("Make the instance online-sales?");
    browser.wait_for("You can close this tab and return to your terminal.");
    terminal.keys("<enter>");
    terminal.wait_for("made in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(terminal.normal_screen().contains("“online-sales” of infusionsoftecommerce was made."));
    assert!(browser.runs(), "the person's browser goes on without the program");
}

#[test]
fn pressing_deny_in_the_browser_is_told_in_the_terminal() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let Some((mut terminal, browser)) = consent(home.path()) else { return };
    browser.press("#deny");
    terminal.wait_for("access_denied");
    browser.wait_for("No consent this time");
}
