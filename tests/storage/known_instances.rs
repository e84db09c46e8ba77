//! Lists of instances as they were the last time.

use super::{home, profile, store};
use elemint::{
    domain::{Account, ListedInstance, MaskedPart, Profile, ProfileName, Timestamp},
    storage::{Places, Store},
    text::Secret,
};
use rstest::rstest;
use serde_json::json;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

fn masked(count: usize, secrets: impl IntoIterator<Item = Secret>) -> MaskedPart {
    let one = |number: usize| {
        let configuration = json!({ "password": "PASSCANARY", "base.url": "https://x/?k=USERCANARY+/=" });
        let (id, name) = (471_000 + number, format!("shop {number}"));
        let entry = json!({ "id": id, "name": name, "token": "TOKENCANARY=", "element": { "key": "sfdc" },
            "configuration": configuration });
        ListedInstance::read(&entry.to_string()).expect("an instance").shortened().raw
    };
    MaskedPart::new(&(0..count).map(one).collect::<Vec<_>>(), secrets).expect("masked")
}

fn keep(home: &TempDir, profile: &Profile, count: usize) -> PathBuf {
    let secrets = [profile.account.user.clone()];
    store(home).keep_known_instances(profile, &[masked(count, secrets)], Timestamp(1000)).expect("written");
    home.path().join(format!("state/elemint/lists/{}.json", profile.name))
}

fn known(home: &TempDir, profile: &Profile) -> Option<(usize, u64)> {
    let known = store(home).known_instances(profile)?;
    let fetched = known.fetched.0;
    Some((known.flatten().count(), fetched))
}

#[rstest]
#[case::none(0)]
#[case::some(3)]
#[case::more_than_are_read_at_a_time(600)]
fn list_comes_back_with_its_time(#[case] count: usize) {
    let home = home();
    keep(&home, &profile("work"), count);
    assert_eq!(known(&home, &profile("work")), Some((count, 1000)));
}

#[test]
fn parts_come_back_in_their_order_up_to_a_damaged_one() {
    let (home, work) = (home(), profile("work"));
    let parts = [1, 2, 3].map(|count| masked(count, []));
    store(&home).keep_known_instances(&work, &parts, Timestamp(1000)).expect("written");
    let sizes = || store(&home).known_instances(&work).expect("a list").map(|part| part.len()).collect::<Vec<_>>();
    assert_eq!(sizes(), [1, 2, 3]);
    let path = home.path().join("state/elemint/lists/work.json");
    let text = fs::read_to_string(&path).expect("a file");
    let (before, last) = text.trim_end().rsplit_once('\n').expect("lines");
    fs::write(&path, format!("{before}\n{}\n", last.replace("shop 2", "shop 9"))).expect("damaged");
    assert_eq!(sizes(), [1, 2]);
}

#[test]
fn first_part_has_as_many_as_a_screen_shows() {
    let home = home();
    keep(&home, &profile("work"), 70);
    let known = store(&home).known_instances(&profile("work")).expect("a list");
    assert_eq!(known.map(|part| part.len()).collect::<Vec<_>>(), [64, 6]);
}

#[test]
fn stored_list_is_without_secrets() {
    let home = home();
    let text = fs::read_to_string(keep(&home, &profile("work"), 3)).expect("a file");
    assert!(text.contains("shop 2") && !text.contains("CANARY"), "{text}");
}

#[cfg(unix)]
#[test]
fn stored_list_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let path = keep(&home, &profile("work"), 3);
    let mode = |path: &std::path::Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
}

#[test]
fn each_profile_has_its_own_list() {
    let home = home();
    keep(&home, &profile("work"), 3);
    keep(&home, &profile("home"), 5);
    assert_eq!((known(&home, &profile("work")), known(&home, &profile("home"))), (Some((3, 1000)), Some((5, 1000))));
}

#[rstest]
#[case::user(|account: Account| Account { user: Secret::new("other"), ..account })]
#[case::organization(|account: Account| Account { organization: Secret::new("other"), ..account })]
#[case::platform(|account: Account| Account { base: elemint::domain::BaseUrl::read("localhost").expect("a base"), ..account })]
fn list_of_another_account_is_not_shown(#[case] change: fn(Account) -> Account) {
    let home = home();
    keep(&home, &profile("work"), 3);
    let other = Profile { account: change(profile("work").account), ..profile("work") };
    assert_eq!(known(&home, &other), None);
}

#[rstest]
#[case::torn(|text: &str| text[..text.len() / 2].to_owned())]
#[case::altered(|text: &str| text.replace("shop 2", "shop 9"))]
#[case::without_checksum(|text: &str| text.lines().filter_map(|line| Some(line.split_once(' ')?.1.to_owned() + "\n")).collect())]
#[case::of_an_older_layout(|_: &str| r#"{"v":1,"instances":[]}"#.to_owned())]
#[case::empty(|_: &str| String::new())]
#[case::binary(|_: &str| "\0\u{1}".to_owned())]
fn damaged_list_is_as_good_as_none(#[case] damage: fn(&str) -> String) {
    let home = home();
    let path = keep(&home, &profile("work"), 3);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, damage(&text)).expect("damaged");
    assert_eq!(known(&home, &profile("work")), None);
}

#[test]
fn list_goes_with_its_profile() {
    let home = home();
    store(&home).save_profile(&profile("work")).expect("a profile");
    let path = keep(&home, &profile("work"), 3);
    store(&home).forget_profile(&ProfileName::new("work")).expect("forgotten");
    assert!(!path.exists());
}

#[test]
fn where_nothing_is_kept_no_list_is_stored() {
    let home = home();
    let quiet = Store::over(Places { config: None, state: Some(home.path().join("state")), keeps: false });
    quiet.keep_known_instances(&profile("work"), &[masked(3, [])], Timestamp(0)).expect("no error");
    assert!(!home.path().join("state").exists());
}

#[test]
fn two_programs_that_store_at_once_leave_one_whole_list() {
    let home = home();
    std::thread::scope(|scope| {
        for count in 1..=8 {
            let home = &home;
            scope.spawn(move || (0..10).for_each(|_| drop(keep(home, &profile("work"), count))));
        }
    });
    assert!(known(&home, &profile("work")).is_some());
}
