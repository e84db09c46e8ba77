//! Requests that are written down before they leave.

use super::{home, store};
use elemint::{
    catalog::ElementKey,
    domain::{BaseUrl, JournalEntry, JournalId, Timestamp, unfinished::Settlement},
    storage::{EntryHolder, RequestBlocked, Store},
};
use rstest::rstest;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

fn entry(number: u8) -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([number; 4]),
        base: BaseUrl::read("api.cloud-elements.com").expect("base"),
        element: ElementKey::new("magentosoapv19"),
        name: "Lager „Süd“\u{202e}".into(),
        tags: vec!["a".into(), "b,c".into()],
        body: format!("{number:064}"),
        started: Timestamp(1_795_317_570 + u64::from(number)),
        draft: None,
        profile: None,
    }
}

/// A store of a program that was killed: nothing it held is held any longer.
fn killed(home: &TempDir, entries: &[JournalEntry]) {
    let store = store(home);
    for entry in entries {
        store.begin(entry).expect("written down");
    }
}

fn files(home: &TempDir) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.path().join("state/elemint/journal")).expect("a journal");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.file_name().is_none_or(|name| name != ".lock"));
    files.sort();
    files
}

#[test]
fn unresolved_requests_are_shown_oldest_first() {
    let home = home();
    killed(&home, &[entry(2), entry(1)]);
    assert_eq!(store(&home).unsettled(), [entry(1), entry(2)]);
}

#[test]
fn resolved_request_is_not_shown_and_leaves_no_file() {
    let home = home();
    let store = store(&home);
    store.begin(&entry(1)).expect("written down");
    store.settle(&entry(1).id, Settlement::NotMade).expect("settled");
    store.settle(&entry(1).id, Settlement::NotMade).expect("settled twice is settled");
    assert_eq!((store.unsettled(), files(&home)), (Vec::new(), Vec::new()));
}

#[test]
fn requests_in_progress_are_not_offered_to_others() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("written down");
    assert_eq!(store(&home).unsettled(), []);
    drop(busy);
    assert_eq!(store(&home).unsettled(), [entry(1)]);
}

#[test]
fn an_open_request_names_the_running_elemint_that_holds_it() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("written down");
    let holders = |store: &Store| store.open_requests().iter().map(|open| open.holder).collect::<Vec<_>>();
    assert_eq!(holders(&store(&home)), [EntryHolder::Running(Some(std::process::id()))]);
    drop(busy);
    assert_eq!(holders(&store(&home)), [EntryHolder::None]);
}

/// The lock decides; the number in the file may be of a process that is gone, or of another one by now. Windows refuses
/// to write to a file that is held.
#[cfg(unix)]
#[test]
fn a_held_request_whose_process_is_gone_is_held_by_an_unknown_one() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("written down");
    let path = &files(&home)[0];
    let text = fs::read_to_string(path).expect("an entry");
    let own = format!("\"process\": {}", std::process::id());
    let (body, _) = text.split_once(",\n  \"sum\"").expect("a sum");
    // Written into the same file, which stays locked.
    fs::write(path, format!("{}\n}}\n", body.replace(&own, "\"process\": 4194305"))).expect("written");
    let holders: Vec<_> = store(&home).open_requests().iter().map(|open| open.holder).collect();
    assert_eq!(holders, [EntryHolder::Running(None)]);
}

#[test]
fn two_programs_that_look_at_once_do_not_take_one_another_for_the_holder() {
    let home = home();
    killed(&home, &[entry(1)]);
    let looks = [(); 4].map(|()| {
        let store = store(&home);
        std::thread::spawn(move || (0..50).all(|_| store.unsettled() == [entry(1)]))
    });
    assert!(looks.map(|look| look.join().expect("it ends")).iter().all(|seen| *seen));
}

#[test]
fn the_same_request_does_not_leave_twice_at_once() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("written down");
    let twin = JournalEntry { id: JournalId::from_bytes([9; 4]), ..entry(1) };
    let other = store(&home).begin(&twin);
    assert!(matches!(other, Err(RequestBlocked::UnderWay(process)) if process == std::process::id()), "{other:?}");
    let again = busy.begin(&twin);
    assert!(matches!(again, Err(RequestBlocked::Unsettled(one)) if *one == entry(1)));
}

#[test]
fn the_same_request_does_not_leave_while_the_first_is_not_settled() {
    let home = home();
    killed(&home, &[entry(1)]);
    let twin = JournalEntry { id: JournalId::from_bytes([9; 4]), ..entry(1) };
    let store = store(&home);
    assert!(matches!(store.begin(&twin), Err(RequestBlocked::Unsettled(one)) if *one == entry(1)));
    store.begin(&entry(2)).expect("another request may");
    store.settle(&entry(1).id, Settlement::NotMade).expect("settled");
    store.begin(&twin).expect("now it may");
}

#[test]
fn damaged_entry_is_set_aside_and_reported_once() {
    for text in ["", "{", "{\"v\":1}", "\0\0\0\0", "{\"v\":1,\"base\":\"http://evil.example\"}"] {
        let home = home();
        killed(&home, &[entry(1), entry(2)]);
        Store::save_private(&files(&home)[0], text, true).expect("damage");
        let store = store(&home);
        assert_eq!(store.unsettled(), [entry(2)], "{text:?}");
        let notes = store.notes();
        assert!(notes.len() == 1 && notes[0].contains(".corrupt-"), "{notes:?}");
        assert!(files(&home).iter().any(|path| path.display().to_string().contains("01010101.json.corrupt-")));
        assert_eq!((store.unsettled(), store.notes()), (vec![entry(2)], Vec::new()));
    }
}

#[rstest]
#[case::create_request("{\"v\":9,\"new\":true}")]
#[case::version_of_changes_without_a_change("{\"v\":2,\"new\":true}")]
fn an_entry_of_a_newer_version_is_left_to_it(#[case] text: &str) {
    let home = home();
    killed(&home, &[entry(1)]);
    let path = &files(&home)[0];
    Store::save_private(path, text, true).expect("a newer one");
    let store = store(&home);
    assert_eq!(store.unsettled(), []);
    assert!(store.notes()[0].contains("newer elemint"));
    assert_eq!(fs::read_to_string(path).expect("still there"), text);
}

#[test]
fn only_requests_of_this_store_are_its_own() {
    let home = home();
    let (one, other) = (store(&home), store(&home));
    one.begin(&entry(1)).expect("written down");
    other.begin(&entry(2)).expect("written down");
    assert_eq!((one.own_requests(), other.own_requests()), (vec![entry(1)], vec![entry(2)]));
}

#[test]
fn several_requests_are_written_down_at_once_and_a_twin_is_refused() {
    let home = home();
    killed(&home, &[entry(1)]);
    let store = store(&home);
    let twin = JournalEntry { id: JournalId::from_bytes([9; 4]), ..entry(1) };
    let begun = store.begin_all(&[entry(2), twin, entry(3)]).expect("a journal");
    assert!(
        matches!(&begun[..], [Ok(()), Err(RequestBlocked::Unsettled(one)), Ok(())] if **one == entry(1)),
        "{begun:?}"
    );
    assert_eq!(store.own_requests(), [entry(2), entry(3)]);
}

#[test]
fn a_renewed_request_has_its_later_time_and_both_requests_stay_held() {
    let home = home();
    let busy = store(&home);
    busy.begin_all(&[entry(1), entry(2)]).expect("a journal");
    let later = JournalEntry { started: Timestamp(1_795_999_999), ..entry(1) };
    busy.renew(&later).expect("written down");
    assert_eq!((busy.own_requests(), store(&home).unsettled()), (vec![entry(2), later.clone()], Vec::new()));
    drop(busy);
    assert_eq!(store(&home).unsettled(), [entry(2), later]);
}

#[test]
fn a_file_of_another_name_is_none_of_its_business() {
    let home = home();
    killed(&home, &[]);
    let store = store(&home);
    assert_eq!(store.unsettled(), []);
    let path = home.path().join("state/elemint/journal/notes.txt");
    Store::save_private(&path, "mine", false).expect("a file");
    assert_eq!((store.unsettled(), path.is_file()), (Vec::new(), true));
}

#[test]
fn abandoned_files_are_swept_and_files_in_progress_stay() {
    let home = home();
    let busy = store(&home);
    let reserved = busy.reserve().expect("room");
    let instances = home.path().join("state/elemint/instances");
    // No lock is left of a program that was killed.
    let left = instances.join(".elemint-Zk83hQ.part");
    Store::save_private(&left, "half a token", false).expect("a file");
    store(&home).sweep();
    assert!(!left.exists());
    assert_eq!(fs::read_dir(&instances).expect("a directory").count(), 1);
    drop(reserved);
}

/// An entry torn at any byte, or with any byte changed, is returned unchanged or set aside and reported; the others
/// stay.
#[test]
fn an_entry_torn_or_altered_at_any_byte_is_never_believed() {
    let whole = {
        let home = home();
        killed(&home, &[entry(1)]);
        fs::read(&files(&home)[0]).expect("an entry")
    };
    let home = home();
    killed(&home, &[entry(2)]);
    let path = files(&home)[0].with_file_name("01010101.json");
    let store = store(&home);
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 0x15;
        for text in [&whole[..at], &altered] {
            fs::write(&path, text).expect("damage");
            let seen = store.unsettled();
            let notes = store.notes();
            let untouched = seen == [entry(1), entry(2)];
            let aside = seen == [entry(2)] && notes.iter().any(|note| note.contains(".corrupt-"));
            assert!(untouched || aside, "byte {at}: {seen:?} {notes:?}");
            for set_aside in files(&home).into_iter().filter(|path| path.display().to_string().contains("corrupt")) {
                fs::remove_file(set_aside).expect("it was set aside");
            }
        }
    }
}
