//! The elements used last, read from the instances kept.

use super::{home, instance, profile, store};
use elemint::{catalog::ElementKey, domain::Instance, storage::Store};
use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

/// Keeps an instance of an element, made so many minutes ago.
fn keep(store: &Store, element: &str, minutes: u64) {
    let instance = Instance { id: minutes.to_string(), element: ElementKey::new(element), ..instance() };
    let path = store.keep_instance(None, &instance, None, &profile("one").account.base).expect("kept");
    let made = SystemTime::now() - Duration::from_secs(60 * minutes);
    File::options().write(true).open(path).and_then(|file| file.set_modified(made)).expect("dated");
}

fn recent(home: &TempDir) -> Vec<String> {
    store(home).recent().iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_was_used_where_nothing_is_kept() {
    assert!(recent(&home()).is_empty());
}

#[test]
fn the_newest_come_first_and_each_once() {
    let home = home();
    for (element, minutes) in [("zuorav2", 30), ("xero", 10), ("zuorav2", 5), ("hubspot", 20)] {
        keep(&store(&home), element, minutes);
    }
    assert_eq!(recent(&home), ["zuorav2", "xero", "hubspot"]);
}

#[test]
fn there_are_no_more_than_five() {
    let home = home();
    for minutes in 1..9 {
        keep(&store(&home), &format!("element{minutes}"), minutes);
    }
    assert_eq!(recent(&home), ["element1", "element2", "element3", "element4", "element5"]);
}

#[test]
fn a_file_that_does_not_read_is_passed_over() {
    let home = home();
    keep(&store(&home), "xero", 10);
    fs::write(home.path().join("state/elemint/instances/broken.json"), "{").expect("written");
    assert_eq!(recent(&home), ["xero"]);
}
