//! State of the sandbox on the disk.

use super::{home, store};
use elemint::{
    storage::{Places, Store},
    text::Secret,
};
use rstest::rstest;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

const STATE: &str = r#"{"v":1,"instances":[{"name":"shop"}]}"#;

fn keep(home: &TempDir) -> PathBuf {
    store(home).sandbox_state().expect("a file").write(&Secret::new(STATE)).expect("written");
    home.path().join("state/elemint/sandbox/state.json")
}

fn kept(home: &TempDir) -> Option<String> {
    store(home).sandbox_state().expect("a file").text().map(|text| text.expose().to_owned())
}

#[test]
fn state_comes_back_as_it_went() {
    let home = home();
    assert_eq!(kept(&home), None);
    keep(&home);
    assert_eq!(kept(&home).as_deref(), Some(STATE));
}

#[cfg(unix)]
#[test]
fn state_of_the_sandbox_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let path = keep(&home);
    let mode = |path: &std::path::Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
}

#[test]
fn one_sandbox_has_the_state_at_a_time() {
    let home = home();
    let first = store(&home).sandbox_state();
    let other = store(&home);
    assert!(first.is_some() && other.sandbox_state().is_none());
    assert!(other.notes().concat().starts_with("Another sandbox is running"));
    drop(first);
    assert!(store(&home).sandbox_state().is_some());
}

#[rstest]
#[case::torn(|text: &str| text[..text.len() / 2].to_owned())]
#[case::altered(|text: &str| text.replace("shop", "evil"))]
#[case::empty(|_: &str| String::new())]
#[case::binary(|_: &str| "\0\u{1}".to_owned())]
fn damaged_state_is_set_aside(#[case] damage: fn(&str) -> String) {
    let home = home();
    let path = keep(&home);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, damage(&text)).expect("damaged");
    let store = store(&home);
    let text = store.sandbox_state().expect("a file").text();
    assert_eq!((text, store.notes().len(), path.exists()), (None, 1, false));
}

#[test]
fn where_nothing_is_kept_the_sandbox_has_no_state() {
    let home = home();
    let quiet = Store::over(Places { config: None, state: Some(home.path().join("state")), keeps: false });
    assert!(quiet.sandbox_state().is_none() && !home.path().join("state").exists());
}

#[test]
fn folder_that_cannot_be_used_is_reported_and_no_failure() {
    let home = home();
    fs::write(home.path().join("state"), "a file").expect("a file");
    let store = Store::new(home.path().join("config"), home.path().join("state"));
    assert!(store.sandbox_state().is_none() && store.notes().concat().starts_with("The sandbox keeps no instances."));
}
