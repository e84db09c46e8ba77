//! Trash: deleted instances on the disk.

use super::{home, profile, store};
use elemint::{
    domain::{
        BaseUrl, ChangeEntry, ChangeKind, ChangeTarget, JournalId, KeptDraft, ListedInstance, ProfileName, Timestamp,
        TrashedInstance,
    },
    storage::{Places, Store},
};
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

const HOSTILE: &str = "a\u{1b}]52;c;x\u{7}\n\"}\u{202e}";

fn deleted(id: &str, name: &str, profile: &str) -> TrashedInstance {
    let entry = json!({
        "id": id, "name": name, "token": "TOKENCANARY=", "tags": ["a", name], "element": { "key": "magentosoapv19" },
        "configuration": { "userName": "ada", "password": "PASSCANARY", "store.url": "https://shop.example" },
    });
    let listed = ListedInstance::read(&entry.to_string()).expect("an instance");
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    TrashedInstance::new(&listed, (&ProfileName::new(profile), &base), [], None, Store::now())
}

fn put(home: &TempDir, instance: TrashedInstance) -> PathBuf {
    store(home).trash().put(instance).expect("written").expect("a file").path
}

fn names(home: &TempDir) -> Vec<String> {
    let mut names: Vec<_> = store(home).trash().list().into_iter().map(|record| record.instance.name).collect();
    names.sort();
    names
}

#[rstest]
#[case::plain("shop")]
#[case::hostile(HOSTILE)]
#[case::empty("")]
fn deleted_instance_comes_back_as_it_went(#[case] name: &str) {
    let (home, instance) = (home(), deleted("471001", name, "work"));
    put(&home, instance.clone());
    let records = store(&home).trash().list();
    assert_eq!(records.iter().map(|record| &record.instance).collect::<Vec<_>>(), [&instance]);
}

#[rstest]
#[case::path("../../../471")]
#[case::hidden(".471")]
#[case::hostile(HOSTILE)]
fn id_chooses_no_other_folder(#[case] id: &str) {
    let home = home();
    let path = put(&home, deleted(id, "shop", "work"));
    assert_eq!(path.parent(), Some(home.path().join("state/elemint/trash").as_path()));
}

#[test]
fn file_holds_no_secret() {
    let home = home();
    let text = fs::read_to_string(put(&home, deleted("471001", "shop", "work"))).expect("a file");
    assert!(text.contains("https://shop.example") && !text.contains("CANARY"), "{text}");
}

#[cfg(unix)]
#[test]
fn file_and_folder_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let path = put(&home, deleted("471001", "shop", "work"));
    let mode = |path: &std::path::Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
}

#[test]
fn second_instance_with_the_same_id_replaces_nothing() {
    let home = home();
    put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471001", "two", "work"));
    assert_eq!(names(&home), ["one", "two"]);
}

#[test]
fn second_deletion_of_an_instance_replaces_its_copy() {
    let home = home();
    let first = put(&home, deleted("471001", "one", "work"));
    let second = store(&home).trash().put(deleted("471001", "one", "work")).expect("written").expect("a file");
    assert_eq!((second.path, second.is_new, names(&home)), (first, false, vec!["one".to_owned()]));
}

#[test]
fn copy_of_a_deletion_with_an_unknown_outcome_is_uncertain() {
    let home = home();
    let instance = deleted("471001", "one", "work");
    put(&home, instance.clone());
    let target = ChangeTarget { id: instance.id, name: instance.name, element: instance.element };
    let id = JournalId::read("0000a001").expect("an ID");
    let entry = ChangeEntry::plain(id, ChangeKind::Delete, target, &instance.base, Store::now());
    let during = store(&home);
    during.begin_change(&entry).expect("recorded");
    assert!(during.trash().list().iter().all(|record| record.is_uncertain));
    during.settle_change(&entry.id).expect("settled");
    assert!(during.trash().list().iter().all(|record| !record.is_uncertain));
}

#[test]
fn references_of_the_last_form_are_kept() {
    let home = home();
    let form: KeptDraft = serde_json::from_value(json!({
        "element": "magentosoapv19", "name": "shop", "values": { "userName": "ada", "password": "env:SHOP_PASSWORD" },
    }))
    .expect("a form");
    store(&home).keep_last(&ProfileName::new("work"), form).expect("kept");
    put(&home, deleted("471001", "shop", "work"));
    let record = store(&home).trash().list().remove(0);
    assert_eq!(record.instance.references["password"], "env:SHOP_PASSWORD");
}

#[rstest]
#[case::id("471001")]
#[case::file("deleted-api.cloud-elements.com-471001")]
fn it_is_found_by(#[case] name: &str) {
    let home = home();
    put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471002", "two", "work"));
    let found = store(&home).trash().get(name);
    assert_eq!(found.iter().map(|record| record.instance.name.as_str()).collect::<Vec<_>>(), ["one"]);
}

#[test]
fn restored_instance_is_noted_on_its_record_alone() {
    let home = home();
    put(&home, deleted("471001", "shop", "work"));
    put(&home, deleted("471002", "office", "work"));
    let store = store(&home);
    let record = store.trash().get("471001").remove(0);
    store.trash().note_restored(&record.stem(), "471197").expect("written");
    let noted = |id| store.trash().get(id).remove(0).instance.restored;
    assert_eq!((noted("471001").as_deref(), noted("471002")), (Some("471197"), None));
}

#[test]
fn restored_instance_whose_record_is_gone_is_not_noted() {
    let home = home();
    let path = put(&home, deleted("471001", "shop", "work"));
    fs::remove_file(&path).expect("removed");
    store(&home).trash().note_restored("deleted-471001", "471197").expect("nothing to write");
    assert!(names(&home).is_empty());
}

#[test]
fn one_is_removed_and_the_others_stay() {
    let (home, store) = (home(), |home| store(home));
    put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471002", "two", "work"));
    let record = store(&home).trash().get("471001").remove(0);
    store(&home).trash().remove(&record).expect("removed");
    assert_eq!(names(&home), ["two"]);
}

#[rstest]
#[case::all(None, 2, &[])]
#[case::of_a_profile(Some("work"), 1, &["two"])]
fn trash_is_emptied(#[case] profile: Option<&str>, #[case] removed: usize, #[case] left: &[&str]) {
    let home = home();
    put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471002", "two", "home"));
    let count = store(&home).trash().empty(profile.map(ProfileName::new).as_ref()).expect("emptied");
    assert_eq!((count, names(&home)), (removed, left.iter().map(ToString::to_string).collect()));
}

#[rstest]
#[case::fresh(29, &["one"])]
#[case::expired(31, &[])]
fn it_is_removed_at_the_first_start_after_thirty_days(#[case] days: u64, #[case] left: &[&str]) {
    let home = home();
    let deleted = TrashedInstance { deleted: Timestamp(Store::now().0 - days * 86_400), ..deleted("471", "one", "p") };
    put(&home, deleted);
    store(&home).sweep();
    assert_eq!(names(&home), left);
}

#[test]
fn it_goes_with_its_profile() {
    let home = home();
    store(&home).save_profile(&profile("work")).expect("a profile");
    put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471002", "two", "home"));
    store(&home).forget_profile(&ProfileName::new("work")).expect("forgotten");
    assert_eq!(names(&home), ["two"]);
}

#[rstest]
#[case::torn(|text: &str| text[..text.len() / 2].to_owned())]
#[case::altered(|text: &str| text.replace("shop.example", "evil.example"))]
#[case::binary(|_: &str| "\0\u{1}".to_owned())]
#[case::other_base(|_: &str| r#"{"v":1,"id":"1","name":"n","element":"e","base":"ftp://x","profile":"p","deleted":"2026-01-01T00:00:00Z"}"#.to_owned())]
#[case::other_type(|_: &str| r#"{"v":1,"id":[],"name":{}}"#.to_owned())]
fn damaged_file_is_set_aside_and_the_others_are_read(#[case] damage: fn(&str) -> String) {
    let home = home();
    let path = put(&home, deleted("471001", "one", "work"));
    put(&home, deleted("471002", "two", "work"));
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, damage(&text)).expect("damaged");
    let store = store(&home);
    let left: Vec<_> = store.trash().list().into_iter().map(|record| record.instance.name).collect();
    assert_eq!((left, store.notes().len(), path.exists()), (vec!["two".to_owned()], 1, false));
}

#[test]
fn file_of_a_newer_version_is_left_to_it() {
    let home = home();
    let path = put(&home, deleted("471001", "one", "work"));
    fs::write(&path, r#"{"v":2,"anything":1}"#).expect("a newer file");
    let store = store(&home);
    assert_eq!((store.trash().list().len(), store.notes().len(), path.exists()), (0, 1, true));
}

#[test]
fn where_nothing_is_kept_nothing_is_put_into_the_trash() {
    let home = home();
    let quiet = Store::over(Places { config: None, state: Some(home.path().join("state")), keeps: false });
    let put = quiet.trash().put(deleted("471001", "one", "work")).expect("no error");
    assert_eq!((put, home.path().join("state").exists()), (None, false));
}

#[cfg(unix)]
#[test]
fn link_in_place_of_the_file_is_neither_read_nor_replaced() {
    let home = home();
    let path = put(&home, deleted("471001", "one", "work"));
    let victim = home.path().join("victim");
    fs::rename(&path, &victim).expect("moved");
    std::os::unix::fs::symlink(&victim, &path).expect("a link");
    put(&home, deleted("471001", "two", "work"));
    assert_eq!((names(&home), path.is_symlink()), (vec!["two".to_owned()], true));
}

#[test]
fn two_programs_that_delete_at_once_lose_nothing() {
    let home = home();
    let delete = |number: usize| {
        let store = store(&home);
        let name = format!("shop {number}");
        std::thread::spawn(move || store.trash().put(deleted("471001", &name, "work")).expect("written"))
    };
    let threads: Vec<_> = (0..8).map(delete).collect();
    for thread in threads {
        thread.join().expect("it ends");
    }
    assert_eq!(names(&home).len(), 8);
}

#[test]
fn kept_answer_is_the_platforms_own() {
    let home = home();
    put(&home, deleted("471001", "shop", "work"));
    let record = store(&home).trash().list().remove(0);
    let answer: Json = serde_json::from_str(record.instance.answer.expose()).expect("JSON");
    assert_eq!(answer["configuration"]["store.url"], "https://shop.example");
}
