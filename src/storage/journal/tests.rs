//! Entries that other requests, users and damage must not change.

use super::*;
use rstest::rstest;
use tempfile::TempDir;

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn store(home: &TempDir) -> Store {
    Store::new(home.path().join("config"), home.path().join("state"))
}

fn entry(number: u8) -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([number; 4]),
        base: BaseUrl::read("api.cloud-elements.com").expect("a base"),
        element: ElementKey::new("magentosoapv19"),
        name: "shop".into(),
        tags: Vec::new(),
        body: number.to_string(),
        started: Timestamp(1_795_317_570 + u64::from(number)),
        draft: Some(DraftId::from_number(number.into())),
        profile: None,
    }
}

/// Path of the file of one request.
fn file_of(store: &Store, number: u8) -> PathBuf {
    let directory = store.ensure_folder(Folder::Journal).expect("a journal").expect("a folder");
    path(&directory, &entry(number).id)
}

fn numbers(entries: &[JournalEntry]) -> Vec<JournalId> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

/// Replaces a part of an entry, without its checksum.
fn alter(store: &Store, number: u8, old: &str, new: &str) {
    let path = file_of(store, number);
    let text = fs::read_to_string(&path).expect("an entry");
    let (body, _) = text.split_once(",\n  \"sum\"").expect("a sum");
    assert!(body.contains(old), "{body}");
    fs::write(&path, format!("{}\n}}\n", body.replace(old, new))).expect("written");
}

#[test]
fn entry_is_read_back_unchanged() {
    let home = home();
    store(&home).begin(&entry(1)).expect("begun");
    assert_eq!(store(&home).unsettled(), [entry(1)]);
}

#[test]
fn settled_request_leaves_the_others_held() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("begun");
    busy.begin(&entry(2)).expect("begun");
    busy.settle(&entry(1).id, Settlement::Made).expect("settled");
    let open = store(&home).open_requests();
    let holders: Vec<_> = open.into_iter().map(|open| (open.entry.id, open.holder)).collect();
    assert_eq!(holders, [(entry(2).id, EntryHolder::Running(Some(std::process::id())))]);
}

#[test]
fn settled_request_releases_its_lock() {
    let home = home();
    let store = store(&home);
    store.begin(&entry(1)).expect("begun");
    store.settle(&entry(1).id, Settlement::Made).expect("settled");
    assert!(store.held().is_empty());
}

/// Windows refuses to remove a file that is held.
#[cfg(unix)]
#[test]
fn entry_that_cannot_be_removed_is_an_error_and_stays_held() {
    let home = home();
    let store = store(&home);
    store.begin(&entry(1)).expect("begun");
    let path = file_of(&store, 1);
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("a folder in its place");
    let settled = store.settle(&entry(1).id, Settlement::Made);
    assert!(matches!(settled, Err(StorageError::Io { doing: "removed", .. })), "{settled:?}");
    assert_eq!(store.held().len(), 1);
}

#[test]
fn request_of_another_window_is_under_way() {
    let home = home();
    let busy = store(&home);
    busy.begin(&entry(1)).expect("begun");
    let changed = JournalEntry { id: entry(2).id, body: "other".into(), ..entry(1) };
    let blocked = store(&home).begin(&changed);
    assert!(matches!(blocked, Err(RequestBlocked::UnderWay(process)) if process == std::process::id()), "{blocked:?}");
}

#[rstest]
#[case::other_base(JournalEntry { base: BaseUrl::read("api.example.com").expect("a base"), ..entry(1) })]
#[case::other_body(JournalEntry { body: "other".into(), ..entry(1) })]
fn other_request_from_another_form_may_leave(#[case] other: JournalEntry) {
    let home = home();
    let store = store(&home);
    store.begin(&entry(1)).expect("begun");
    assert!(store.begin(&JournalEntry { id: entry(2).id, draft: entry(2).draft, ..other }).is_ok());
}

#[rstest]
#[case::base("https://api.cloud-elements.com", "http://evil.example")]
#[case::time("\"started\": \"", "\"started\": \"x")]
#[case::missing_field("\"name\"", "\"nom\"")]
#[case::older_version("\"v\": 1", "\"v\": 0")]
fn entry_with_an_unusable_value_is_set_aside(#[case] old: &str, #[case] new: &str) {
    let home = home();
    let writer = store(&home);
    writer.begin(&entry(1)).expect("begun");
    writer.begin(&entry(2)).expect("begun");
    drop(writer);
    let store = store(&home);
    alter(&store, 1, old, new);
    assert_eq!((numbers(&store.unsettled()), file_of(&store, 1).exists()), (vec![entry(2).id], false));
}

#[test]
fn entry_with_an_unreadable_form_is_read_without_it() {
    let home = home();
    store(&home).begin(&entry(1)).expect("begun");
    let store = store(&home);
    let form = format!("\"draft\": \"{}\"", entry(1).draft.expect("a form"));
    alter(&store, 1, &form, "\"draft\": \"../x\"");
    assert_eq!(store.unsettled(), [JournalEntry { draft: None, ..entry(1) }]);
}

/// Only the superuser can give a file away; for other users there is nothing to check.
#[cfg(unix)]
#[test]
fn entry_of_another_user_is_neither_read_nor_moved() {
    let home = home();
    store(&home).begin(&entry(1)).expect("begun");
    let store = store(&home);
    let path = file_of(&store, 1);
    if std::os::unix::fs::chown(&path, Some(65534), None).is_ok() {
        assert_eq!((store.unsettled(), path.exists(), store.notes()), (Vec::new(), true, Vec::new()));
    }
}

#[test]
fn nothing_kept_blocks_no_request() {
    let store = Store::over(super::super::Places::default());
    assert!(store.begin(&entry(1)).is_ok() && store.open_requests().is_empty());
}
