//! Several elemints at once, each a process of its own.

use super::{home, instance, profile};
use elemint::{
    catalog::ElementKey,
    domain::{BaseUrl, Instance, JournalEntry, JournalId, Timestamp, unfinished::Settlement},
    storage::Store,
};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// Set for the programs that write: the home and a number.
const INSIDE: &str = "ELEMINT_TEST_MANY";
const PROGRAMS: u32 = 8;
const WRITES: u32 = 20;

fn store(home: &Path) -> Store {
    Store::new(home.join("config"), home.join("state"))
}

fn write(order: &str) {
    let (home, number) = order.rsplit_once(' ').expect("a home and a number");
    let (store, base) = (store(Path::new(home)), BaseUrl::read("api.cloud-elements.com").expect("a base"));
    let number: u32 = number.parse().expect("a number");
    for write in 0..WRITES {
        let one = number * WRITES + write;
        store.sweep();
        store.save_profile(&profile(&format!("p{one}"))).expect("a profile");
        let made = Instance { id: one.to_string(), ..instance() };
        store.keep_instance(Some(store.reserve().expect("room")), &made, None, &base).expect("an instance");
        let entry = JournalEntry {
            id: JournalId::from_bytes(one.to_be_bytes()),
            base: base.clone(),
            element: ElementKey::new("magentosoapv19"),
            name: "shop".into(),
            tags: Vec::new(),
            body: one.to_string(),
            started: Timestamp(u64::from(one)),
            draft: None,
            profile: None,
        };
        store.begin(&entry).expect("written down");
        if write % 2 == 0 {
            store.settle(&entry.id, Settlement::NotMade).expect("settled");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how the test tells itself what to write")]
fn order() -> Option<String> {
    std::env::var(INSIDE).ok()
}

#[test]
fn eight_programs_at_once_lose_nothing_of_each_other() {
    if let Some(order) = order() {
        return write(&order);
    }
    let home = home();
    let this = std::env::current_exe().expect("this test");
    let programs = (0..PROGRAMS).map(|number| {
        let mut command = Command::new(&this);
        command.args(["--exact", "many::eight_programs_at_once_lose_nothing_of_each_other"]);
        command.env(INSIDE, format!("{} {number}", home.path().display())).spawn().expect("it starts")
    });
    for mut program in programs.collect::<Vec<_>>() {
        assert!(program.wait().expect("its end").success());
    }
    let all: BTreeSet<String> = (0..PROGRAMS * WRITES).map(|one| format!("p{one}")).collect();
    let store = store(home.path());
    let kept = store.profiles().expect("profiles that read");
    assert_eq!(kept.iter().map(|profile| profile.name.to_string()).collect::<BTreeSet<_>>(), all);
    assert_eq!(fs::read_dir(home.path().join("state/instances")).expect("a directory").count(), all.len());
    assert_eq!(store.unsettled().len(), all.len() / 2);
    assert_eq!(store.notes(), Vec::<String>::new());
}
