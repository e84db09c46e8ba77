//! Changes of existing instances that are recorded before they are sent.

use super::{home, store};
use elemint::{
    catalog::ElementKey,
    domain::{
        BaseUrl, ChangeAnswer, ChangeEntry, ChangeKind, ChangeTarget, JournalId, Timestamp, change_entry::ExpectedValue,
    },
};
use rstest::rstest;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// Returns a change of instance 7, sent at this second.
pub fn change(number: u8, kind: ChangeKind) -> ChangeEntry {
    let target =
        ChangeTarget { id: "7".into(), name: "Lager „Süd“\u{202e}".into(), element: ElementKey::new("sfdc") };
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    let started = Timestamp(1_795_317_570 + u64::from(number));
    let value = ExpectedValue { place: "name".into(), before: Some("ab".into()), after: "cd".into() };
    let id = JournalId::from_bytes([number; 4]);
    ChangeEntry { values: vec![value], ..ChangeEntry::plain(id, kind, target, &base, started) }
}

/// Records changes in a program that ends before they are settled.
fn killed(home: &TempDir, changes: &[ChangeEntry]) {
    let store = store(home);
    for entry in changes {
        store.begin_change(entry).expect("recorded");
    }
}

fn file(home: &TempDir, number: u8) -> PathBuf {
    home.path().join(format!("state/elemint/journal/{}.json", JournalId::from_bytes([number; 4])))
}

#[test]
fn open_changes_are_read_as_recorded_oldest_first() {
    let home = home();
    let changes = [change(1, ChangeKind::Update), change(2, ChangeKind::Delete)];
    killed(&home, &[changes[1].clone(), changes[0].clone()]);
    assert_eq!(store(&home).open_changes(), changes);
}

#[test]
fn change_in_progress_is_not_offered_to_another_program() {
    let home = home();
    let busy = store(&home);
    busy.begin_change(&change(1, ChangeKind::Enable)).expect("recorded");
    assert_eq!(store(&home).open_changes(), []);
    drop(busy);
    assert_eq!(store(&home).open_changes().len(), 1);
}

#[rstest]
#[case::status(ChangeAnswer::Status(503))]
#[case::lost(ChangeAnswer::Lost)]
fn answer_that_leaves_the_outcome_open_is_recorded(#[case] answer: ChangeAnswer) {
    let home = home();
    let busy = store(&home);
    let entry = change(1, ChangeKind::Update);
    busy.begin_change(&entry).expect("recorded");
    let answered = ChangeEntry { answer: Some(answer), ..entry };
    assert!(busy.leave_change_open(&answered).expect("recorded"));
    assert_eq!(store(&home).open_changes(), [], "it is still held");
    drop(busy);
    assert_eq!(store(&home).open_changes(), [answered]);
}

#[test]
fn answer_to_a_change_that_is_not_recorded_leaves_no_file() {
    let home = home();
    assert!(!store(&home).leave_change_open(&change(1, ChangeKind::Update)).expect("nothing to do"));
    assert!(!file(&home, 1).exists());
}

#[test]
fn settled_change_leaves_no_file() {
    let home = home();
    let store = store(&home);
    store.begin_change(&change(1, ChangeKind::Disable)).expect("recorded");
    store.settle_change(&change(1, ChangeKind::Disable).id).expect("settled");
    assert!(store.open_changes().is_empty() && !file(&home, 1).exists());
}

#[rstest]
#[case::same_kind(ChangeKind::Enable, false)]
#[case::other_kind(ChangeKind::Update, true)]
fn later_change_settles_an_earlier_one_of_the_same_program(#[case] earlier: ChangeKind, #[case] stays: bool) {
    let home = home();
    let store = store(&home);
    store.begin_change(&change(1, earlier)).expect("recorded");
    store.settle_earlier_changes(&change(2, ChangeKind::Enable)).expect("settled");
    assert_eq!(file(&home, 1).exists(), stays);
}

#[test]
fn later_change_leaves_one_that_another_program_sends() {
    let home = home();
    let busy = store(&home);
    busy.begin_change(&change(1, ChangeKind::Enable)).expect("recorded");
    store(&home).settle_earlier_changes(&change(2, ChangeKind::Enable)).expect("settled");
    assert!(file(&home, 1).exists());
}

#[test]
fn change_torn_at_any_byte_is_never_accepted() {
    let home = home();
    killed(&home, &[change(1, ChangeKind::Delete), change(2, ChangeKind::Delete)]);
    let whole = fs::read(file(&home, 1)).expect("an entry");
    let store = store(&home);
    // The line break at the end is no part of the entry.
    for length in 0..whole.len() - 1 {
        fs::write(file(&home, 1), &whole[..length]).expect("torn");
        let found = store.open_changes();
        assert_eq!(found, [change(2, ChangeKind::Delete)], "{length}");
    }
}

#[test]
fn damaged_change_is_set_aside_and_reported_once() {
    let home = home();
    killed(&home, &[change(1, ChangeKind::Delete), change(2, ChangeKind::Delete)]);
    let whole = fs::read_to_string(file(&home, 1)).expect("an entry");
    fs::write(file(&home, 1), whole.replace("delete", "enable")).expect("changed");
    let store = store(&home);
    assert!(store.open_requests().is_empty());
    let notes = store.notes();
    assert!(notes.len() == 1 && notes[0].contains(".corrupt-"), "{notes:?}");
    assert_eq!((store.open_changes(), file(&home, 1).exists()), (vec![change(2, ChangeKind::Delete)], false));
}
