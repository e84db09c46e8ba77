//! `profiles.toml` as a hand-written file, which may be in another folder.

use super::{home, profile, profiles_file, store};
use elemint::domain::ProfileName;
use std::fs;

/// Written by hand, as people do.
const BY_HAND: &str = "# hand-written: do not lose me
[old]
base = \"http://127.0.0.1:18790\"   # staging
user = \"env:OLDUSER\"
org = \"env:OLDORG\"
# spare = \"keep this note\"
";

#[test]
fn saving_a_second_profile_keeps_every_byte_of_the_first() {
    let home = home();
    let path = profiles_file(&home, BY_HAND);
    store(&home).save_profile(&profile("new")).expect("saved");
    let text = fs::read_to_string(path).expect("the file");
    assert!(text.starts_with(BY_HAND) && text.contains("[new]"), "{text}");
}

#[test]
fn forgetting_the_second_profile_leaves_the_file_as_it_was() {
    let home = home();
    let path = profiles_file(&home, BY_HAND);
    let store = store(&home);
    store.save_profile(&profile("new")).expect("saved");
    assert!(store.forget_profile(&ProfileName::new("new")).expect("forgotten"));
    assert_eq!(fs::read_to_string(path).expect("the file").trim_end(), BY_HAND.trim_end());
}

#[test]
fn forgetting_the_first_profile_keeps_the_comments_around_it() {
    let home = home();
    let path = profiles_file(&home, BY_HAND);
    assert!(store(&home).forget_profile(&ProfileName::new("old")).expect("forgotten"));
    let expected = "# hand-written: do not lose me\n# spare = \"keep this note\"\n";
    assert_eq!(fs::read_to_string(path).expect("the file"), expected);
}

#[test]
fn a_secret_that_changed_leaves_the_comment_behind_it() {
    let home = home();
    let path = profiles_file(&home, "[one]\nbase = 'api.cloud-elements.com' # us\nuser = 'old' # mine\norg = 'o'\n");
    let store = store(&home);
    store.profiles().expect("profiles");
    store.save_profile(&profile("one")).expect("saved");
    let text = fs::read_to_string(path).expect("the file");
    assert!(text.contains("base = 'api.cloud-elements.com' # us\nuser = \"USERCANARY+/=\" # mine\n"), "{text}");
}

#[cfg(unix)]
mod links {
    use super::{super::message, *};
    use elemint::storage::StorageError;
    use std::{os::unix::fs::symlink, path::PathBuf};
    use tempfile::TempDir;

    /// A configuration whose `profiles.toml` is a link to a file among the person's own.
    fn linked(home: &TempDir) -> (PathBuf, PathBuf) {
        let (link, target) = (profiles_file(home, BY_HAND), home.path().join("dotfiles/elemint.toml"));
        fs::create_dir_all(home.path().join("dotfiles")).expect("a folder");
        fs::rename(&link, &target).expect("moved");
        symlink("../../dotfiles/elemint.toml", &link).expect("a link");
        (link, target)
    }

    #[test]
    fn a_link_is_read() {
        let home = home();
        linked(&home);
        assert_eq!(store(&home).profiles().expect("profiles").len(), 1);
    }

    #[test]
    fn a_link_is_written_through_and_stays_a_link() {
        let home = home();
        let (link, target) = linked(&home);
        store(&home).save_profile(&profile("new")).expect("saved");
        assert!(link.is_symlink() && fs::read_to_string(target).expect("the file").starts_with(BY_HAND));
    }

    #[test]
    fn a_profile_is_forgotten_through_a_link() {
        let home = home();
        let (link, target) = linked(&home);
        assert!(store(&home).forget_profile(&ProfileName::new("old")).expect("forgotten"));
        assert!(link.is_symlink() && !fs::read_to_string(target).expect("the file").contains("[old]"));
    }

    #[test]
    fn unfinished_file_next_to_link_target_is_swept() {
        let home = home();
        let (_, target) = linked(&home);
        let left = target.with_file_name(".elemint-Zk83hQ.part");
        fs::write(&left, "half a secret").expect("a file");
        store(&home).sweep();
        assert!(!left.exists() && target.exists());
    }

    #[test]
    fn a_link_to_nothing_is_named_and_left_alone() {
        let home = home();
        let (link, target) = linked(&home);
        fs::remove_file(target).expect("removed");
        let read = message(&store(&home).profiles().expect_err("it leads nowhere"));
        assert!(read.contains("profiles.toml could not be followed"), "{read}");
        message(&store(&home).save_profile(&profile("new")).expect_err("it leads nowhere"));
        assert!(link.is_symlink());
    }

    #[test]
    fn links_in_a_circle_are_named() {
        let home = home();
        let (link, target) = linked(&home);
        fs::remove_file(&target).expect("removed");
        symlink(&link, &target).expect("a link");
        message(&store(&home).profiles().expect_err("a circle"));
    }

    #[test]
    fn a_link_to_a_folder_is_no_file() {
        let home = home();
        let (_, target) = linked(&home);
        fs::remove_file(&target).expect("removed");
        fs::create_dir(&target).expect("a folder");
        let error = store(&home).profiles().expect_err("a folder");
        assert!(matches!(error, StorageError::NotPlain(_)), "{error:?}");
    }
}
