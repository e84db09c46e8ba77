//! Files: permissions, survival of crashes, and data that is never stored.

#![expect(clippy::expect_used, reason = "a helper that fails is a test that fails")]

mod applied;
mod catalog;
mod change_journal;
mod drafts;
mod journal;
#[cfg(unix)]
mod keyring;
mod known_instances;
mod last;
mod last_looks;
mod last_tests;
#[cfg(unix)]
mod many;
mod own;
mod profiles;
mod recent;
mod records;
mod sandbox_state;
#[cfg(unix)]
#[path = "../kit/script.rs"]
mod script;
mod trash;
#[cfg(unix)]
mod unix;

use elemint::{
    catalog::{Catalog, FieldKey},
    domain::{Account, BaseUrl, Draft, DraftId, Instance, Profile, ProfileName, SavedDraft},
    storage::{StorageError, Store, TokenOrigin},
    text::Secret,
};
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;

const ANSWER: &str = r#"{"id": 12345678901234567890123, "name":"Test","token":"TOKENCANARY=","createdDate":"2026-01-01T00:00:00Z","element":{"key":"magentosoapv19"}, "n": 1.10}"#;

fn store(home: &TempDir) -> Store {
    Store::new(home.path().join("config/elemint"), home.path().join("state/elemint"))
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

fn profile(name: &str) -> Profile {
    let base = BaseUrl::read("api.cloud-elements.com").expect("base");
    let account = Account::new(base, Secret::new("USERCANARY+/="), Secret::new("ORG\"CANARY\\ü"));
    Profile { name: ProfileName::new(name), account }
}

fn instance() -> Instance {
    Instance::read(ANSWER).expect("an instance")
}

fn profiles_file(home: &TempDir, text: &str) -> std::path::PathBuf {
    let path = home.path().join("config/elemint/profiles.toml");
    fs::create_dir_all(path.parent().expect("parent")).expect("directory");
    Store::save_private(&path, text, true).expect("write");
    path
}

/// Says no more than it may, and says it in sentences.
fn message(error: &StorageError) -> String {
    let shown = format!("{error} {} {error:?}", error.hint());
    assert!(!shown.contains("CANARY"), "{shown}");
    shown
}

#[test]
fn profiles_come_back_as_they_went() {
    let home = home();
    let (store, one, two) = (store(&home), profile("one"), profile("two"));
    assert_eq!(store.profiles().expect("none"), []);
    store.save_profile(&two).expect("save");
    store.save_profile(&one).expect("save");
    assert_eq!(store.profiles().expect("both"), [two.clone(), one]);
    let changed = Profile { account: Account { user: Secret::new("new"), ..two.account.clone() }, ..two };
    let path = store.save_profile(&changed).expect("save again");
    assert_eq!(store.profiles().expect("both").first(), Some(&changed));
    assert!(path.ends_with("profiles.toml"));
}

#[test]
fn concurrently_changed_profile_is_not_overwritten() {
    let home = home();
    let with = |user: &str| {
        let one = profile("one");
        Profile { account: Account { user: Secret::new(user), ..one.account.clone() }, ..one }
    };
    let (first, second) = (store(&home), store(&home));
    first.save_profile(&with("old")).expect("nothing stood there");
    assert_eq!(second.profiles().expect("one").len(), 1);
    first.save_profile(&with("newer")).expect("it is the one it wrote");
    assert!(matches!(second.may_replace(&with("mine")), Err(StorageError::Changed(_))));
    let third = store(&home);
    message(&third.save_profile(&with("mine")).expect_err("nobody here has seen it"));
    assert_eq!(store(&home).profiles().expect("one"), [with("newer")]);
    // A process that has seen the profile may replace it.
    second.save_profile(&with("mine")).expect("it is known now");
    first.save_profile(&with("mine")).expect("it stands there already");
    assert_eq!(store(&home).profiles().expect("one"), [with("mine")]);
}

#[test]
fn forgotten_data_is_found_nowhere() {
    let home = home();
    let (store, base) = (store(&home), BaseUrl::read("api.cloud-elements.com").expect("a base"));
    let kept = profile("gone");
    store.save_profile(&kept).expect("kept");
    store
        .save_profile(&Profile {
            account: Account::new(base.clone(), Secret::new("other"), Secret::new("other")),
            ..profile("stays")
        })
        .expect("kept");
    store.keep_instance(None, &instance(), None, &base).expect("kept");
    store
        .keep_instance(
            None,
            &Instance { id: "7".into(), token: Secret::new("7"), raw: Secret::new("{}"), ..instance() },
            None,
            &base,
        )
        .expect("kept");
    let form = serde_json::json!({ "element": "magentosoapv19", "name": "CANARY", "values": {} });
    store.keep_last(&kept.name, serde_json::from_value(form).expect("a form")).expect("kept");
    assert_eq!(held(home.path(), "CANARY"), 3, "the profile, the instance and the form it came of");
    let records = store.records();
    let gone = records.iter().find(|record| record.id != "7").expect("the record");
    assert_eq!((records.len(), gone.name.as_str(), gone.element.as_str()), (2, "Test", "magentosoapv19"));
    store.forget_record(gone).expect("forgotten");
    assert!(store.forget_profile(&kept.name).expect("forgotten"));
    assert!(!store.forget_profile(&kept.name).expect("there is none"));
    assert_eq!(held(home.path(), "CANARY"), 0);
    assert_eq!((store.records().len(), store.profiles().expect("one").len()), (1, 1));
}

/// Counts the files below a folder that hold a text.
fn held(folder: &std::path::Path, what: &str) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let holds = |path: &std::path::Path| String::from_utf8_lossy(&fs::read(path).expect("a file")).contains(what);
    entries.map(|path| if path.is_dir() { held(&path, what) } else { usize::from(holds(&path)) }).sum()
}

#[test]
fn a_secret_is_read_from_a_file_without_its_line_end() {
    let home = home();
    let path = home.path().join("secret");
    std::fs::write(&path, "one two \r\n\n").expect("a file");
    assert_eq!(Store::read_secret(&path).expect("read").map(|text| text.to_string()), Some("one two ".into()));
    assert!(Store::read_secret(&home.path().join("none")).expect("no file").is_none());
}

#[test]
fn secret_is_read_only_from_small_plain_files() {
    let home = home();
    assert!(Store::read_secret(home.path()).is_err(), "a folder");
    let large = home.path().join("large");
    std::fs::File::create(&large).and_then(|file| file.set_len((16 << 20) + 1)).expect("a file");
    assert!(Store::read_secret(&large).is_err(), "a file of 16 MiB and a byte");
}

/// A file that a killed program left half written.
fn left_behind(folder: &std::path::Path) -> std::path::PathBuf {
    let path = folder.join(".elemint-left.part");
    std::fs::write(&path, "half a secret").expect("a file");
    path
}

#[test]
fn forgetting_instance_removes_unfinished_files() {
    let home = home();
    let store = store(&home);
    let base = BaseUrl::read("localhost").expect("base");
    let kept = store.keep_instance(None, &instance(), None, &base).expect("an instance");
    let record = store.records().pop().expect("a record");
    let left = left_behind(kept.parent().expect("a folder"));
    store.forget_record(&record).expect("forgotten");
    assert!(!left.exists() && !kept.exists());
}

#[test]
fn forgetting_profile_removes_unfinished_files() {
    let home = home();
    let store = store(&home);
    let file = store.save_profile(&profile("p")).expect("a profile");
    let left = left_behind(file.parent().expect("a folder"));
    assert!(store.forget_profile(&elemint::domain::ProfileName::new("p")).expect("forgotten"));
    assert!(!left.exists());
}

#[test]
fn unknown_file_content_stays() {
    let home = home();
    let path = profiles_file(
        &home,
        "later = 1\n[zebra]\nnote = 'mine'\nbase = 'x'\n[ape]\nbase='api.x.com'\nuser='u'\norg='o'\n",
    );
    store(&home).save_profile(&profile("zebra")).expect("save");
    let table: toml::Table = fs::read_to_string(path).expect("read").parse().expect("TOML");
    assert_eq!(table.keys().collect::<Vec<_>>(), ["later", "zebra", "ape"]);
    assert_eq!(table["zebra"]["note"].as_str(), Some("mine"));
    assert_eq!(table["zebra"]["user"].as_str(), Some("USERCANARY+/="));
    assert_eq!(store(&home).profiles().expect("both").len(), 2);
}

#[test]
fn a_damaged_file_is_named_and_left_alone() {
    for text in ["[p]\nuser = USERCANARY\n", "[p]\nuser = 'USERCANARY", "\u{0}USERCANARY", "USERCANARY"] {
        let home = home();
        let path = profiles_file(&home, text);
        let read = message(&store(&home).profiles().expect_err(text));
        assert!(read.contains("profiles.toml") && read.contains("line "), "{read}");
        message(&store(&home).save_profile(&profile("p")).expect_err(text));
        assert_eq!(fs::read_to_string(path).expect("read"), text);
    }
}

#[test]
fn damage_is_reported_with_place() {
    let home = home();
    profiles_file(&home, "[p]\nbase = 'ü'\nuser = USERCANARY\n");
    let error = store(&home).profiles().expect_err("damaged");
    assert!(matches!(error, StorageError::Damaged { line: 3, column: 8, .. }), "{error:?}");
}

#[test]
fn a_profile_that_lacks_something_is_named() {
    for (text, what) in [
        ("[p]\nuser='USERCANARY'\norg='o'", "`base` is missing"),
        ("[p]\nbase='http://evil.com/USERCANARY'\nuser='u'\norg='o'", "http is accepted only for this machine"),
        ("[p]\nbase='api.x.com'\nuser=['USERCANARY']\norg='o'", "`user` is not a text"),
    ] {
        let home = home();
        profiles_file(&home, text);
        let shown = message(&store(&home).profiles().expect_err(text));
        assert!(shown.contains("profile p") && shown.contains(what), "{shown}");
    }
}

#[test]
fn the_older_tools_profiles_are_read_and_never_touched() {
    let home = home();
    let path = home.path().join("cectl.toml");
    assert_eq!(Store::read_cectl(&path).expect("no file"), []);
    let text = "[default]\nbase = \"https://staging.cloud-elements.com/elements/api-v2\"\nuser = \"u=\"\norg = \"o\"\n[half]\nuser='u'\n";
    fs::write(&path, text).expect("write");
    let before = fs::metadata(&path).expect("metadata");
    let found = Store::read_cectl(&path).expect("profiles");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].account.base.host()), ("default", "staging.cloud-elements.com"));
    let after = fs::metadata(&path).expect("metadata");
    assert_eq!((after.permissions(), after.modified().ok()), (before.permissions(), before.modified().ok()));
    fs::write(&path, "[x]\nuser = USERCANARY").expect("write");
    message(&Store::read_cectl(&path).expect_err("damaged"));
}

#[test]
fn an_instance_is_kept_with_its_answer_byte_for_byte() {
    let home = home();
    let (store, base) = (store(&home), BaseUrl::read("127.0.0.1:80").expect("base"));
    let reserved = store.reserve().expect("room");
    let origin = TokenOrigin { draft: Some(DraftId::from_number(7)), practice: false };
    let path = store.keep_instance(Some(reserved), &instance(), Some(&origin), &base).expect("kept");
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains(ANSWER), "{text}");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let entries =
        ["element", "base", "draft", "token", "created", "name"].map(|key| json[key].as_str().unwrap_or_default());
    let base = "http://127.0.0.1/elements/api-v2";
    assert_eq!(entries, ["magentosoapv19", base, "00000007", "TOKENCANARY=", "2026-01-01T00:00:00Z", "Test"]);
    assert_eq!(json["v"], 2);
    let left: Vec<_> = fs::read_dir(path.parent().expect("parent")).expect("list").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn room_that_is_not_needed_is_given_back() {
    let home = home();
    let instances = home.path().join("state/elemint/instances");
    let reserved = store(&home).reserve().expect("room");
    let part = fs::read_dir(&instances).expect("list").next().expect("a file").expect("entry");
    assert_eq!(part.metadata().expect("metadata").len(), 64 << 10);
    drop(reserved);
    assert_eq!(fs::read_dir(&instances).expect("list").count(), 0);
}

#[test]
fn a_number_that_is_a_path_stays_a_name() {
    let home = home();
    let base = BaseUrl::read("localhost").expect("base");
    let hostile = Instance { id: "../../../../etc/passwd\0".into(), ..instance() };
    let path = store(&home).keep_instance(None, &hostile, None, &base).expect("kept");
    assert_eq!(path.parent(), Some(&*home.path().join("state/elemint/instances")));
    assert!(path.is_file());
}

#[test]
fn an_answer_goes_only_where_there_is_nothing_unless_allowed() {
    let home = home();
    let path = home.path().join("new/answer.json");
    Store::save_private(&path, "one", false).expect("new");
    let again = Store::save_private(&path, "two", false).expect_err("exists");
    assert!(matches!(again, StorageError::Exists(_)), "{again:?}");
    assert_eq!(fs::read_to_string(&path).expect("read"), "one");
    Store::save_private(&path, "two", true).expect("allowed");
    assert_eq!(fs::read_to_string(&path).expect("read"), "two");
    assert!(Store::save_private(home.path(), "x", true).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_kept_draft_holds_no_secret(secret in "CANARY[ -~]{0,40}", plain in "[a-z]{1,20}", unknown in "CANARY[a-z]{1,9}") {
        let home = home();
        let catalog = Catalog::embedded().expect("catalog");
        for key in ["magentosoapv19", "infusionsoftecommerce"] {
            let mut draft = Draft::new(catalog.find(key).expect(key));
            draft.name.clone_from(&plain);
            for field in draft.clone().fields() {
                draft.set(&field.key, if field.is_secret() { &secret } else { &plain });
            }
            draft.set(&FieldKey::new("not.in.the.catalog"), &unknown);
            let saved = SavedDraft { form: draft.to_kept(), ..drafts::saved(1, key, &plain) };
            store(&home).keep_draft(&saved).expect("kept");
            let text = fs::read_to_string(drafts::file(&home, 1)).expect("read");
            prop_assert!(!text.contains("CANARY"));
            prop_assert!(text.contains(&plain));
        }
    }
}
