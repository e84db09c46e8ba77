//! Latest looks at instances between runs.

use super::{home, profile, store};
use elemint::{
    document::mask::Mask,
    domain::{InstanceLook, ListedInstance, ProfileName, Timestamp},
};
use std::fs;
use tempfile::TempDir;

fn look(name: &str) -> InstanceLook {
    let listed = ListedInstance::read(&format!(r#"{{"id":1,"name":"{name}"}}"#)).expect("an instance");
    InstanceLook::new(&listed, &Mask::new([]), Timestamp(1000)).expect("a look")
}

fn keep(home: &TempDir, name: &str) -> Option<InstanceLook> {
    store(home).keep_look(&profile("work"), "1", look(name)).expect("written")
}

#[test]
fn look_before_comes_back() {
    let home = home();
    assert_eq!(keep(&home, "shop"), None);
    assert_eq!(keep(&home, "store"), Some(look("shop")));
}

#[test]
fn looks_go_with_their_profile() {
    let home = home();
    store(&home).save_profile(&profile("work")).expect("a profile");
    keep(&home, "shop");
    store(&home).forget_profile(&ProfileName::new("work")).expect("forgotten");
    assert_eq!(keep(&home, "store"), None);
}

#[test]
fn damaged_file_is_as_good_as_none() {
    let home = home();
    keep(&home, "shop");
    let path = home.path().join("state/elemint/looks.json");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace("shop", "ship")).expect("damaged");
    assert_eq!(keep(&home, "store"), None);
}
