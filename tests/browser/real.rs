//! Consent from a certified OAuth 2 server of another project, in place of the sandbox's provider.

use crate::{
    CALLBACK_PATH,
    chromium::Chromium,
    kit::{Terminal, free_port},
    skipped,
};
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};
use tempfile::TempDir;

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/provider");
const SECRET: &str = "real-secret-0001";

/// A process that says one line when it is ready, and ends with its owner.
struct Process {
    child: Child,
    line: String,
    // Held open: a server that has more to say would end on a closed pipe.
    _output: BufReader<ChildStdout>,
}

impl Process {
    fn start(command: &mut Command) -> Option<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let (mut output, mut line) = (BufReader::new(child.stdout.take().expect("its output")), String::new());
        output.read_line(&mut line).expect("a line");
        assert!(!line.is_empty(), "it ended at once: {command:?}");
        Some(Self { child, line: line.trim_end().to_owned(), _output: output })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everybody there is: the server, the platform before it, the program, and the browser it started.
struct Scene {
    terminal: Terminal,
    browser: Chromium,
    _platform: Process,
    _server: Process,
    _home: TempDir,
}

/// Waits for consent; nothing where there is no such server or no browser.
fn consent(secret: &str) -> Option<Scene> {
    if !Path::new(SERVER).join("node_modules/oidc-provider").exists() {
        skipped("no OAuth 2 server in tests/browser/provider (npm ci); none was asked for consent");
        return None;
    }
    let home = TempDir::new().expect("a home directory");
    let script = Chromium::script(home.path())?;
    let callback = format!("http://127.0.0.1:{}{CALLBACK_PATH}", free_port());
    let server =
        Process::start(Command::new("node").current_dir(SERVER).args(["server.mjs", "client-1", SECRET, &callback]));
    let Some(server) = server else {
        skipped("no node here; no OAuth 2 server was asked for consent");
        return None;
    };
    let elemint = Path::new(env!("CARGO_BIN_EXE_elemint"));
    let platform =
        Process::start(Command::new(elemint).args(["sandbox", "--json", "--keep-nothing", "--issuer", &server.line]))
            .expect("starts");
    let report: Value = serde_json::from_str(&platform.line).expect("one line of JSON");
    let text = |name: &str| report[name].as_str().expect(name);
    let env = [
        ("BROWSER", script.as_str()),
        ("CE_BASE", text("base")),
        ("CE_USER", text("userSecret")),
        ("CE_ORG", text("organizationSecret")),
    ];
    let mut terminal = Terminal::start_at(home.path(), elemint, &["infusionsoftecommerce"], &env, (80, 24));
    terminal.wait_for("Instance name");
    terminal.keys(&format!("<up><c-u>{callback}<tab>client-1<tab>{secret}<tab>really<c-s>"));
    terminal.wait_for("Waiting for your consent");
    let browser = Chromium::started(home.path());
    Some(Scene { terminal, browser, _platform: platform, _server: server, _home: home })
}

/// Signs in on the server's own page, and agrees on the next.
fn agree(browser: &Chromium) {
    browser.wait_for("Sign-in");
    browser.write("input[name=login]", "ada");
    browser.write("input[name=password]", "whatever");
    browser.press("button[type=submit]");
    browser.wait_for("Authorize");
    browser.press("button[type=submit]");
}

#[test]
fn a_real_server_gives_consent_and_takes_the_code() {
    let Some(mut scene) = consent(SECRET) else { return };
    agree(&scene.browser);
    scene.browser.wait_for("You can close this tab and return to your terminal.");
    scene.terminal.wait_for("Create the instance “really”?");
    scene.terminal.keys("<enter>");
    scene.terminal.wait_for("created in");
}

#[test]
fn a_real_server_knows_whose_application_it_is() {
    let Some(mut scene) = consent("another-secret") else { return };
    agree(&scene.browser);
    scene.terminal.wait_for("Create the instance “really”?");
    scene.terminal.keys("<enter>");
    scene.terminal.wait_for("invalid_client");
}

#[test]
fn real_server_gets_denial() {
    let Some(mut scene) = consent(SECRET) else { return };
    scene.browser.wait_for("Sign-in");
    scene.browser.press("a[href$='/abort']");
    scene.browser.wait_for("No consent this time");
    scene.terminal.wait_for("access_denied");
}
