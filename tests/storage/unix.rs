//! Modes, owners and links.

use super::{home, instance, profile, profiles_file, store};
use elemint::{
    domain::{BaseUrl, ChangeKind},
    storage::{Places, StorageError, Store},
};
use rstest::rstest;
use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::Path,
};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("metadata").mode() & 0o777
}

#[test]
fn everything_is_for_the_person_alone() {
    let home = home();
    let store = store(&home);
    store.save_profile(&profile("p")).expect("profile");
    store.keep_draft(&super::drafts::saved(1, "x", "shop")).expect("draft");
    let base = BaseUrl::read("localhost").expect("base");
    let kept = store.keep_instance(None, &instance(), None, &base).expect("instance");
    store.begin_change(&super::change_journal::change(1, ChangeKind::Delete)).expect("change");
    let _reserved = store.reserve().expect("room");
    Store::save_private(&home.path().join("deep/er/answer.json"), "x", false).expect("answer");
    let mut unseen = vec![home.path().to_owned()];
    let mut files = 0;
    while let Some(directory) = unseen.pop() {
        for entry in fs::read_dir(directory).expect("list") {
            let path = entry.expect("entry").path();
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
            files += u32::from(path.is_file());
            unseen.extend(path.is_dir().then_some(path));
        }
    }
    // A profile and its lock, a draft, a change, an instance, room for another, an answer.
    assert_eq!((files, kept.is_file()), (8, true));
}

/// The test above once more, in processes that ask for other modes.
#[test]
fn no_umask_opens_or_breaks_it() {
    for umask in ["000", "022", "077"] {
        let run = std::process::Command::new("sh")
            .args(["-c", &format!("umask {umask}; exec \"$0\" --exact unix::everything_is_for_the_person_alone")])
            .arg(std::env::current_exe().expect("this program"))
            .output()
            .expect("run");
        assert!(String::from_utf8_lossy(&run.stdout).contains("1 passed"), "{umask}: {run:?}");
    }
}

#[test]
fn a_file_others_may_read_is_narrowed_and_that_is_said_once() {
    let home = home();
    let store = store(&home);
    let path = store.save_profile(&profile("p")).expect("save");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("open it");
    assert_eq!(store.profiles().expect("read").len(), 1);
    assert_eq!(mode(&path), 0o600);
    let notes = store.notes();
    assert!(notes.len() == 1 && notes[0].contains("profiles.toml"), "{notes:?}");
    store.profiles().expect("read again");
    assert_eq!(store.notes(), Vec::<String>::new());
}

#[rstest]
fn a_file_open_in_any_way_is_narrowed(
    #[values(0o644, 0o640, 0o604, 0o660, 0o606, 0o620, 0o602, 0o610, 0o601, 0o677)] open: u32,
) {
    let home = home();
    let store = store(&home);
    let path = store.save_profile(&profile("p")).expect("save");
    fs::set_permissions(&path, fs::Permissions::from_mode(open)).expect("open it");
    store.profiles().expect("read");
    assert_eq!((mode(&path), store.notes().len()), (0o600, 1));
}

#[rstest]
fn a_folder_open_in_any_way_is_narrowed(
    #[values("config/elemint", "state/elemint")] folder: &str,
    #[values(0o755, 0o750, 0o705, 0o770, 0o707, 0o777, 0o710, 0o701)] open: u32,
) {
    let home = home();
    let store = store(&home);
    let base = BaseUrl::read("localhost").expect("base");
    let write = || {
        store.save_profile(&profile("p")).expect("a profile");
        store.keep_instance(None, &instance(), None, &base).map(drop)
    };
    write().expect("an instance");
    let folder = home.path().join(folder);
    fs::set_permissions(&folder, fs::Permissions::from_mode(open)).expect("open it");
    let _ = write();
    assert_eq!(mode(&folder), 0o700);
}

#[test]
fn a_link_is_neither_written_through_nor_read_nor_replaced() {
    let home = home();
    let victim = home.path().join("victim");
    let text = "[v]\nbase='api.x.com'\nuser='u'\norg='o'\n";
    fs::write(&victim, text).expect("write");
    let path = profiles_file(&home, "");
    fs::remove_file(&path).expect("remove");
    symlink(&victim, &path).expect("link");
    assert!(matches!(Store::save_private(&path, "x", true), Err(StorageError::NotPlain(_))));
    assert!(matches!(Store::save_private(&path, "x", false), Err(StorageError::Exists(_))));
    assert_eq!(fs::read_to_string(&victim).expect("read"), text);
    assert!(path.is_symlink());
}

#[test]
fn a_pipe_in_place_of_a_file_does_not_hang() {
    let home = home();
    let path = profiles_file(&home, "");
    fs::remove_file(&path).expect("remove");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    assert!(matches!(store(&home).profiles(), Err(StorageError::NotPlain(_))));
}

#[test]
fn reserved_room_is_written_to_the_disk() {
    let home = home();
    let _reserved = store(&home).reserve().expect("room");
    let entries = fs::read_dir(home.path().join("state/elemint/instances")).expect("a folder").flatten();
    let sizes: Vec<_> =
        entries.filter_map(|entry| entry.metadata().ok()).map(|m| (m.len(), m.blocks() * 512)).collect();
    assert!(sizes.iter().any(|(length, room)| *length >= 4096 && room >= length), "{sizes:?}");
}

#[test]
fn a_file_of_another_user_is_refused() {
    let home = home();
    let path = profiles_file(&home, "");
    // Only the superuser can give a file away; for everyone else there is nothing to test.
    if std::os::unix::fs::chown(&path, Some(12345), None).is_ok() {
        assert!(matches!(store(&home).profiles(), Err(StorageError::Foreign(_))));
    }
}

#[test]
fn folder_of_another_user_is_refused() {
    for linked in [false, true] {
        let home = home();
        let foreign = home.path().join("foreign");
        fs::create_dir_all(&foreign).expect("a folder");
        fs::set_permissions(&foreign, fs::Permissions::from_mode(0o777)).expect("open to all");
        // Only the superuser can give a folder away.
        if std::os::unix::fs::chown(&foreign, Some(12345), None).is_err() {
            return;
        }
        let state = if linked { home.path().join("link") } else { foreign.clone() };
        if linked {
            symlink(&foreign, &state).expect("a link");
        }
        let refused = Store::new(home.path().join("config"), state).reserve();
        assert!(matches!(refused, Err(StorageError::Foreign(_))), "linked: {linked}");
        assert_eq!(fs::read_dir(&foreign).expect("a folder").count(), 0);
    }
}

#[test]
fn link_to_a_folder_of_ones_own_is_used() {
    let home = home();
    fs::create_dir_all(home.path().join("elsewhere")).expect("a folder");
    symlink(home.path().join("elsewhere"), home.path().join("link")).expect("a link");
    assert!(Store::new(home.path().join("config"), home.path().join("link")).reserve().is_ok());
}

#[test]
fn lock_that_is_another_name_of_a_file_leaves_that_file_as_it_is() {
    let home = home();
    let store = store(&home);
    store.save_profile(&profile("p")).expect("a profile");
    let folder = home.path().join("config/elemint");
    let precious = home.path().join("precious");
    fs::write(&precious, "precious").expect("a file");
    let _ = fs::remove_file(folder.join(".lock"));
    fs::hard_link(&precious, folder.join(".lock")).expect("a second name");
    assert!(matches!(store.save_profile(&profile("q")), Err(StorageError::NotPlain(_))));
    assert_eq!(fs::read_to_string(&precious).expect("a file"), "precious");
}

#[test]
fn lock_of_another_user_is_refused() {
    let home = home();
    let store = store(&home);
    store.save_profile(&profile("p")).expect("a profile");
    let lock = home.path().join("config/elemint/.lock");
    fs::write(&lock, "theirs").expect("a lock");
    if std::os::unix::fs::chown(&lock, Some(12345), None).is_ok() {
        assert!(matches!(store.save_profile(&profile("q")), Err(StorageError::Foreign(_))));
        assert_eq!(fs::read_to_string(&lock).expect("a file"), "theirs");
    }
}

#[test]
fn cectl_secret_is_never_a_reference() {
    use elemint::domain::{Reference, reference::literal};
    let home = home();
    let path = home.path().join("cectl.toml");
    fs::write(&path, "[p]\nbase = \"https://api.example\"\nuser = \"cmd:touch x\"\norg = \"env:HOME\"\n")
        .expect("a file");
    let profiles = Store::read_cectl(&path).expect("profiles");
    let account = &profiles.first().expect("a profile").account;
    let read =
        [account.user.expose(), account.organization.expose()].map(|text| (Reference::read(text), literal(text)));
    assert_eq!(read, [(None, "cmd:touch x"), (None, "env:HOME")]);
}

#[test]
fn a_full_disk_is_called_one() {
    let Err(source) = fs::write("/dev/full", "x") else { return };
    let error = StorageError::Io { path: "x".into(), doing: "written", source };
    assert!(error.hint().contains("room") || !Path::new("/dev/full").exists(), "{error}");
}

#[test]
fn where_nothing_is_kept_nothing_is_written_or_put_right() {
    let home = home();
    let path = store(&home).save_profile(&profile("p")).expect("a profile");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("open it");
    let draft = home.path().join("state/elemint/draft.json");
    Store::save_private(&draft, "nonsense", true).expect("a draft that does not read");
    let quiet = Store::over(Places {
        config: Some(home.path().join("config/elemint")),
        state: Some(draft.with_file_name("")),
        keeps: false,
    });
    quiet.sweep();
    assert_eq!(quiet.profiles().expect("they read").len(), 1);
    assert_eq!(quiet.drafts(), []);
    assert_eq!(quiet.notes().len(), 2, "both are told of");
    assert_eq!((mode(&path), fs::read_to_string(&draft).expect("as it was")), (0o644, "nonsense".into()));
    assert!(matches!(quiet.save_profile(&profile("q")), Err(StorageError::NothingKept)));
    let base = BaseUrl::read("localhost").expect("base");
    let reserved = quiet.reserve().expect("no room is needed");
    let lost = quiet.keep_instance(Some(reserved), &instance(), None, &base);
    assert!(matches!(lost, Err(StorageError::NothingKept)));
    assert_eq!(fs::read_dir(draft.with_file_name("")).expect("a folder").count(), 1);
    let nowhere = Store::over(Places::default());
    assert_eq!((nowhere.profiles().expect("none").len(), nowhere.drafts()), (0, Vec::new()));
    assert!(nowhere.recent().is_empty() && nowhere.unsettled().is_empty() && nowhere.shut().is_none());
}

#[test]
fn a_place_nothing_can_be_kept_in_is_known_without_trying() {
    let home = home();
    let file = home.path().join("file");
    fs::write(&file, "").expect("a file");
    let shut = |config: &Path| Store::new(config.to_owned(), home.path().join("state")).shut().map(Path::to_owned);
    assert_eq!(shut(&home.path().join("not/yet/there")), None);
    assert_eq!(shut(&file.join("config")), Some(file.join("config")));
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 1);
}

/// A program that swaps a file for a link at every moment gets nothing written through it.
#[test]
fn a_link_put_there_at_any_moment_is_never_written_through() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let home = home();
    let store = store(&home);
    let path = store.save_profile(&profile("p")).expect("a profile");
    let (victim, link) = (home.path().join("victim"), home.path().join("link"));
    fs::write(&victim, "untouched").expect("a file");
    fs::set_permissions(&victim, fs::Permissions::from_mode(0o644)).expect("a mode");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let _ = symlink(&victim, &link);
                let _ = fs::rename(&link, &path);
            }
        });
        for _ in 0..500 {
            let _ = store.save_profile(&profile("p"));
            let _ = store.profiles();
            let _ = Store::save_private(&path, "mine", true);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!((fs::read_to_string(&victim).expect("a file"), mode(&victim)), ("untouched".into(), 0o644));
}
