//! State of the last apply.

use super::{home, profile, store};
use elemint::{
    domain::{
        Account, Profile, ProfileName,
        declared::{AppliedInstance, AppliedState, KeyedHash},
    },
    text::Secret,
};
use std::fs;

fn record() -> AppliedInstance {
    AppliedInstance {
        id: "471001".into(),
        element: "magentosoapv19".into(),
        name: "shop".into(),
        file: "/shops.toml".into(),
        values: [("name".to_owned(), "hash".to_owned())].into(),
        consent: None,
        hash_id: None,
    }
}

#[test]
fn state_follows_the_profile_to_its_new_name() {
    let home = home();
    let (store, old) = (store(&home), profile("old"));
    let new = Profile { name: ProfileName::new("new"), account: old.account.clone() };
    let hash = KeyedHash::new(&old.account);
    store.save_profile(&old).expect("a profile");
    let mut log = store.begin_apply(&old, &hash).expect("begun").expect("a log");
    log.add(&record()).expect("added");
    drop(log);
    store.rename_profile(&old.name, &new).expect("renamed");
    let states = [&old, &new].map(|profile| store.applied(profile, &hash));
    assert_eq!(states, [AppliedState::default(), AppliedState::from_records([record()])]);
}

#[test]
fn accounts_of_one_profile_name_have_states_of_their_own() {
    let home = home();
    let (store, one) = (store(&home), profile("environment"));
    let other = Account::new(one.account.base.clone(), Secret::new("other"), one.account.organization.clone());
    let other = Profile { account: other, ..one.clone() };
    let hashes = [&one, &other].map(|profile| KeyedHash::new(&profile.account));
    store.begin_apply(&one, &hashes[0]).expect("begun").expect("a log").add(&record()).expect("added");
    drop(store.begin_apply(&other, &hashes[1]).expect("begun"));
    let states = [(&one, &hashes[0]), (&other, &hashes[1])].map(|(profile, hash)| store.applied(profile, hash));
    assert_eq!(states, [AppliedState::from_records([record()]), AppliedState::default()]);
}

#[test]
fn state_of_the_first_version_is_read() {
    let home = home();
    let (store, profile) = (store(&home), profile("work"));
    let hash = KeyedHash::new(&profile.account);
    store.begin_apply(&profile, &hash).expect("begun").expect("a log").add(&record()).expect("added");
    let folder = home.path().join("state/elemint/applied/work");
    let files = fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path());
    let file = files.into_iter().find(|path| path.extension().is_some_and(|end| end == "jsonl")).expect("the state");
    let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a name");
    let (host, _) = stem.rsplit_once('.').expect("an account");
    fs::rename(&file, folder.join(format!("{host}.jsonl"))).expect("renamed");
    assert_eq!(store.applied(&profile, &hash), AppliedState::from_records([record()]));
}
