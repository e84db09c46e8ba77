//! Last values of instances.

use super::{home, store};
use elemint::{
    catalog::ElementKey,
    domain::{KeptDraft, ProfileName},
};
use std::fs;

fn form(element: &str, name: &str) -> KeptDraft {
    serde_json::from_value(serde_json::json!({ "element": element, "name": name })).expect("a form")
}

#[test]
fn it_is_there_the_next_time() {
    let (home, work) = (home(), ProfileName::new("work"));
    store(&home).keep_last(&work, form("zuorav2", "one")).expect("kept");
    store(&home).keep_last(&work, form("xero", "two")).expect("kept");
    store(&home).keep_last(&work, form("zuorav2", "three")).expect("kept");
    let last = store(&home).last();
    let name = |element| last.form_for(&work, &ElementKey::new(element)).map(|kept| kept.name.clone());
    assert_eq!((name("zuorav2").as_deref(), name("xero").as_deref()), (Some("three"), Some("two")));
    assert!(store(&home).notes().is_empty());
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    store(&home).keep_last(&ProfileName::new("work"), form("xero", "two")).expect("kept");
    let mode = fs::metadata(home.path().join("state/elemint/last.json")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn unreadable_file_is_set_aside_without_blocking() {
    let (home, work) = (home(), ProfileName::new("work"));
    store(&home).keep_last(&work, form("xero", "one")).expect("kept");
    fs::write(home.path().join("state/elemint/last.json"), "{ half").expect("written");
    let store = store(&home);
    assert!(store.last().form_for(&work, &ElementKey::new("xero")).is_none());
    assert_eq!(store.notes().len(), 1);
    store.keep_last(&work, form("xero", "two")).expect("kept");
    assert!(store.last().form_for(&work, &ElementKey::new("xero")).is_some());
}

#[test]
fn two_programs_lose_nothing_of_one_another() {
    let (home, work) = (home(), ProfileName::new("work"));
    let keep = |element: &'static str| {
        let (store, work) = (store(&home), work.clone());
        std::thread::spawn(move || store.keep_last(&work, form(element, "x")).expect("kept"))
    };
    for thread in ["a", "b", "c", "d"].map(keep) {
        thread.join().expect("it ends");
    }
    let last = store(&home).last();
    assert!(["a", "b", "c", "d"].iter().all(|element| last.form_for(&work, &ElementKey::new(*element)).is_some()));
}
