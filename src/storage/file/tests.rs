//! Owners, modes, kinds and sizes of files and directories.
//!
//! Only the superuser can give a file away; for other users those tests have nothing to check.

use super::*;
use rstest::rstest;
use std::os::unix::{
    fs::{PermissionsExt as _, chown, lchown, symlink},
    net::UnixListener,
};
use tempfile::TempDir;

const OTHER_USER: u32 = 65534;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[rstest]
#[case::own(1000, 1000, 0o40700, true)]
#[case::own_open_to_all(1000, 1000, 0o40777, true)]
#[case::other(1000, 1001, 0o40700, false)]
#[case::other_open_to_all(1000, 1001, 0o40777, false)]
#[case::system(1000, 0, 0o40755, true)]
#[case::system_with_group(1000, 0, 0o40775, true)]
#[case::system_open_to_all(1000, 0, 0o40777, false)]
#[case::system_sticky(1000, 0, 0o41777, false)]
#[case::root_at_other(0, 1000, 0o40755, false)]
#[case::root_at_its_own(0, 0, 0o40777, true)]
fn directory_is_trusted_by_owner_and_mode(
    #[case] own: u32,
    #[case] owner: u32,
    #[case] mode: u32,
    #[case] expected: bool,
) {
    assert_eq!(is_trusted(own, owner, mode), expected);
}

#[rstest]
#[case::narrow(1000, 1000, 0o40700, false)]
#[case::narrow_set_group(1000, 1000, 0o42700, false)]
#[case::wide(1000, 1000, 0o40755, true)]
#[case::unusable(1000, 1000, 0o40500, true)]
#[case::system_wide(1000, 0, 0o40755, false)]
#[case::other_narrow(1000, 1001, 0o40700, false)]
fn own_directory_with_other_permissions_is_to_narrow(
    #[case] own: u32,
    #[case] owner: u32,
    #[case] mode: u32,
    #[case] expected: bool,
) {
    assert_eq!(is_to_narrow(own, owner, mode), expected);
}

#[rstest]
#[case::readable(0o755)]
#[case::private(0o700)]
#[case::open_to_all(0o777)]
fn directory_of_another_user_is_refused(#[case] mode: u32) {
    let home = folder();
    let path = home.path().join("theirs");
    fs::create_dir(&path).expect("a folder");
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    if chown(&path, Some(OTHER_USER), None).is_ok() {
        assert!(matches!(own_directory(&path), Err(StorageError::Foreign(_))));
    }
}

#[test]
fn link_of_another_user_to_an_own_directory_is_refused() {
    let home = folder();
    let (own, link) = (home.path().join("own"), home.path().join("link"));
    fs::create_dir(&own).expect("a folder");
    symlink(&own, &link).expect("a link");
    if lchown(&link, Some(OTHER_USER), None).is_ok() {
        assert!(matches!(own_directory(&link), Err(StorageError::Foreign(_))));
    }
}

#[test]
fn own_directory_is_narrowed() {
    let home = folder();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
    own_directory(home.path()).expect("ours");
    assert_eq!(fs::metadata(home.path()).expect("a folder").permissions().mode() & 0o777, 0o700);
}

#[test]
fn file_of_another_user_is_refused() {
    let home = folder();
    let path = home.path().join("theirs");
    fs::write(&path, "text").expect("a file");
    if chown(&path, Some(OTHER_USER), None).is_ok() {
        assert!(matches!(read(&path), Err(StorageError::Foreign(_))));
    }
}

#[rstest]
#[case::missing("missing", "none")]
#[case::below_a_file("file/below", "unreadable")]
#[case::long_name(&"x".repeat(300), "unreadable")]
#[case::socket("socket", "not plain")]
#[case::folder("folder", "not plain")]
#[case::link("link", "not plain")]
#[case::file("file", "text")]
fn own_file_is_read_only_if_plain(#[case] name: &str, #[case] expected: &str) {
    let home = folder();
    let path = |name: &str| home.path().join(name);
    fs::write(path("file"), "text").expect("a file");
    fs::create_dir(path("folder")).expect("a folder");
    symlink(path("file"), path("link")).expect("a link");
    let _socket = UnixListener::bind(path("socket")).expect("a socket");
    assert_eq!(outcome(read(&path(name)).map(|found| found.map(|content| content.text))), expected);
}

#[rstest]
#[case::missing("missing", "none")]
#[case::below_a_file("file/below", "none")]
#[case::long_name(&"x".repeat(300), "unreadable")]
#[case::socket("socket", "not plain")]
#[case::folder("folder", "a directory")]
#[case::link("link", "text")]
#[case::file("file", "text")]
fn foreign_file_is_read_through_links(#[case] name: &str, #[case] expected: &str) {
    let home = folder();
    let path = |name: &str| home.path().join(name);
    fs::write(path("file"), "text").expect("a file");
    fs::create_dir(path("folder")).expect("a folder");
    symlink(path("file"), path("link")).expect("a link");
    let _socket = UnixListener::bind(path("socket")).expect("a socket");
    assert_eq!(outcome(read_foreign(&path(name))), expected);
}

fn outcome(found: Result<Option<Zeroizing<String>>, StorageError>) -> String {
    match found {
        Ok(Some(text)) => text.to_string(),
        Ok(None) => "none".into(),
        Err(StorageError::NotPlain(_)) => "not plain".into(),
        Err(StorageError::Directory(_)) => "a directory".into(),
        Err(StorageError::Io { .. }) => "unreadable".into(),
        Err(other) => format!("{other:?}"),
    }
}

#[rstest]
#[case::empty(b"")]
#[case::text(b"text")]
#[case::no_text(b"\xff\0\xfe")]
fn foreign_bytes_are_read_unchanged(#[case] content: &[u8]) {
    let home = folder();
    let path = home.path().join("file");
    fs::write(&path, content).expect("a file");
    assert_eq!(read_foreign_bytes(&path).expect("readable").as_deref().map(Vec::as_slice), Some(content));
}

#[rstest]
#[case::shorter(3, true)]
#[case::exact(4, true)]
#[case::longer(5, false)]
fn file_is_read_up_to_a_limit(#[case] length: usize, #[case] expected: bool) {
    let home = folder();
    let path = home.path().join("file");
    fs::write(&path, "x".repeat(length)).expect("a file");
    let read = read_foreign_within(&path, 4);
    assert!(read.is_ok() == expected && (expected || matches!(read, Err(StorageError::TooLarge(_)))), "{read:?}");
}

/// A file of the system that has no length before it is read: `Linux` with the end of the line.
#[cfg(target_os = "linux")]
#[rstest]
#[case::exact(6, true)]
#[case::longer(5, false)]
fn file_without_a_length_is_read_up_to_a_limit(#[case] limit: u64, #[case] expected: bool) {
    let read = read_foreign_within(Path::new("/proc/sys/kernel/ostype"), limit);
    assert!(read.is_ok() == expected && (expected || matches!(read, Err(StorageError::TooLarge(_)))), "{read:?}");
}

#[rstest]
#[case::own(open)]
#[case::foreign(|path: &Path| Ok(opened_foreign(path).expect("opens").expect("a file")))]
fn file_is_opened_without_blocking_and_closed_in_children(#[case] opens: fn(&Path) -> io::Result<File>) {
    let home = folder();
    let path = home.path().join("file");
    fs::write(&path, "").expect("a file");
    let file = opens(&path).expect("opens");
    let flags = rustix::fs::fcntl_getfl(&file).expect("flags");
    let descriptor = rustix::io::fcntl_getfd(&file).expect("flags");
    let expected = (true, true);
    let found = (flags.contains(rustix::fs::OFlags::NONBLOCK), descriptor.contains(rustix::io::FdFlags::CLOEXEC));
    assert_eq!(found, expected);
}

#[test]
fn file_set_aside_replaces_no_other() {
    let home = folder();
    let path = home.path().join("file");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    let taken: Vec<_> = (now..now + 200).map(|at| home.path().join(format!("file.corrupt-{at}"))).collect();
    for taken in &taken {
        fs::write(taken, "earlier").expect("a file");
    }
    fs::write(&path, "damaged").expect("a file");
    let target = set_aside(&path).expect("moved");
    let text = |path: &Path| fs::read_to_string(path).expect("a file");
    assert_eq!((path.exists(), text(&target)), (false, "damaged".into()));
    assert!(taken.iter().all(|taken| text(taken) == "earlier"));
}
