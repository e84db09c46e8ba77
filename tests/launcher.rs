//! Opening a page, with a script in the browser's place.
#![cfg(unix)]
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use elemint::oauth::{Browser, BrowserError};
use std::{fs, path::Path, time::Duration};
use tempfile::TempDir;

const PAGE: &str = "https://signin.example.com/authorize?a=1&b=$(id)&c='x'%20y;z";

/// A browser that is a shell script. It runs as an argument of `sh`, since a file just written may be busy.
fn browser(script: &str) -> (TempDir, Browser) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("browser.sh");
    fs::write(&path, script).expect("a script");
    (folder, Browser { command: Some(format!("sh {}", path.display())), ..Browser::default() })
}

/// Returns the text that the script wrote, once it exists.
async fn left(path: &Path) -> String {
    for _ in 0..1000 {
        if let Some(text) = fs::read_to_string(path).ok().filter(|text| !text.is_empty()) {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{} was never written", path.display());
}

const TELL_ARGUMENTS: &str = "for a; do echo \"[$a]\"; done > \"${0%.sh}.tmp\"; mv \"${0%.sh}.tmp\" \"${0%.sh}.txt\"";

#[tokio::test]
async fn the_address_arrives_as_one_argument_to_the_letter() {
    let (folder, browser) = browser(TELL_ARGUMENTS);
    browser.open(PAGE).await.expect("opens");
    assert_eq!(left(&folder.path().join("browser.txt")).await, format!("[{PAGE}]\n"));
}

#[tokio::test]
async fn a_place_for_the_address_is_filled_in() {
    let (folder, mut browser) = browser(TELL_ARGUMENTS);
    browser.command = browser.command.map(|command| format!("{command} --app=%s --new"));
    browser.open(PAGE).await.expect("opens");
    assert_eq!(left(&folder.path().join("browser.txt")).await, format!("[--app={PAGE}]\n[--new]\n"));
}

#[tokio::test]
async fn a_browser_that_stays_is_left_alone() {
    let (folder, browser) = browser("echo $$ > \"${0%.sh}.txt\"; exec sleep 20");
    browser.open(PAGE).await.expect("opens");
    let id = left(&folder.path().join("browser.txt")).await;
    let id = rustix::process::Pid::from_raw(id.trim().parse().expect("a number")).expect("a process");
    assert!(rustix::process::test_kill_process(id).is_ok(), "it still runs");
    assert_eq!(rustix::process::getpgid(Some(id)).ok(), Some(id), "in a group of its own");
    rustix::process::kill_process(id, rustix::process::Signal::KILL).expect("ends");
    for _ in 0..1000 {
        if rustix::process::test_kill_process(id).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it was never reaped");
}

#[tokio::test]
async fn a_browser_that_fails_at_once_has_failed() {
    let (_folder, browser) = browser("exit 3");
    let failed = browser.open(PAGE).await.expect_err("fails");
    assert!(matches!(&failed, BrowserError::Failed(name) if name == "sh"), "{failed}");
    assert!(!failed.to_string().contains("example.com"));
}

#[tokio::test]
async fn our_secrets_do_not_travel_along() {
    let (folder, browser) = browser("env > \"${0%.sh}.tmp\"; mv \"${0%.sh}.tmp\" \"${0%.sh}.txt\"");
    elemint::text::secret::withhold("CARGO_PKG_NAME");
    browser.open(PAGE).await.expect("opens");
    let environment = left(&folder.path().join("browser.txt")).await;
    assert!(environment.contains("CARGO_PKG_VERSION=") && !environment.contains("CARGO_PKG_NAME="), "{environment}");
}

#[tokio::test]
async fn text_browsers_are_not_started() {
    for command in ["lynx", "/usr/bin/w3m -o x=1", "W3M %s", "www-browser", "curl -s"] {
        let browser = Browser { command: Some(command.into()), display: true, ..Browser::default() };
        assert!(matches!(browser.open(PAGE).await, Err(BrowserError::TextBrowser(_))), "{command}");
    }
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named() {
    let browser = Browser { command: Some("/nowhere/no-such-browser -x".into()), ..Browser::default() };
    let missing = browser.open(PAGE).await.expect_err("is missing");
    assert_eq!(missing.to_string(), "There is no program called no-such-browser.");
}

#[tokio::test]
async fn without_a_desktop_the_desktop_is_not_asked() {
    for command in [None, Some(String::new())] {
        let browser = Browser { command, ..Browser::default() };
        assert!(matches!(browser.open(PAGE).await, Err(BrowserError::NoDisplay)));
    }
}

#[tokio::test]
async fn only_web_pages_are_opened() {
    let (folder, browser) = browser(TELL_ARGUMENTS);
    for page in [
        "",
        "-h",
        "--version",
        "x",
        "/etc/passwd",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "smb://host/share",
        "vscode://x",
        "mailto:a@b.c",
        "ftp://x.com/",
        "https:",
        "https://x.com/ -new",
        "https://x.com/\n",
        " https://x.com/",
        "https://x.com/\u{1b}[2J",
    ] {
        assert!(matches!(browser.open(page).await, Err(BrowserError::NotWeb)), "{page:?}");
    }
    assert!(!folder.path().join("browser.txt").exists());
}

#[tokio::test]
async fn a_quoted_argument_stays_one() {
    let (folder, mut browser) = browser(TELL_ARGUMENTS);
    browser.command = browser.command.map(|command| format!("{command} -P \"my profile\" %s"));
    browser.open(PAGE).await.expect("opens");
    assert_eq!(left(&folder.path().join("browser.txt")).await, format!("[-P]\n[my profile]\n[{PAGE}]\n"));
}

#[tokio::test]
async fn of_several_commands_the_first_that_works_is_used() {
    let (folder, mut browser) = browser(TELL_ARGUMENTS);
    browser.command = browser.command.map(|command| format!("/nowhere/no-such-browser:sh -c 'exit 3':{command}"));
    browser.open(PAGE).await.expect("opens");
    assert_eq!(left(&folder.path().join("browser.txt")).await, format!("[{PAGE}]\n"));
}

#[tokio::test]
async fn a_quote_without_end_starts_nothing() {
    let browser = Browser { command: Some("sh -c \"exit 0".into()), ..Browser::default() };
    assert!(matches!(browser.open(PAGE).await, Err(BrowserError::Quote('"'))));
}

#[tokio::test]
async fn a_browser_that_fails_later_is_reported() {
    let (folder, browser) = browser("echo > \"${0%.sh}.txt\"; read line < \"${0%.sh}.pipe\"; exit 3");
    let pipe = folder.path().join("browser.pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("runs");
    assert!(made.success());
    let started = browser.open(PAGE).await.expect("opens");
    fs::write(&pipe, "go\n").expect("writes");
    assert!(matches!(started.failure().await, Some(BrowserError::Failed(name)) if name == "sh"));
}
