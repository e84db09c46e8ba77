//! State of the last apply.

use super::{home, profile, store};
use elemint::domain::{
    Profile, ProfileName,
    declared::{AppliedInstance, AppliedState, KeyedHash},
};

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
