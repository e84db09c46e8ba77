//! Latest tests of instances between runs.

use super::{home, profile, store};
use elemint::domain::{ProfileName, TestOutcome, TestRecord, Timestamp};
use std::fs;
use tempfile::TempDir;

fn record(outcome: TestOutcome) -> TestRecord {
    TestRecord { outcome, at: Timestamp(1000) }
}

fn keep(home: &TempDir, id: &str, outcome: TestOutcome) {
    store(home).keep_tests(&profile("work"), [(id.to_owned(), record(outcome))]).expect("written");
}

fn ids(home: &TempDir, name: &str) -> Vec<String> {
    store(home).last_tests(&profile(name)).into_keys().collect()
}

#[test]
fn latest_test_of_each_instance_comes_back() {
    let home = home();
    keep(&home, "1", TestOutcome::Passed);
    keep(&home, "2", TestOutcome::Passed);
    keep(&home, "1", TestOutcome::Failed);
    let expected = [("1".into(), record(TestOutcome::Failed)), ("2".into(), record(TestOutcome::Passed))];
    assert_eq!(store(&home).last_tests(&profile("work")), expected.into());
}

#[test]
fn tests_go_with_their_profile() {
    let home = home();
    store(&home).save_profile(&profile("work")).expect("a profile");
    keep(&home, "1", TestOutcome::Passed);
    store(&home).forget_profile(&ProfileName::new("work")).expect("forgotten");
    assert_eq!(ids(&home, "work"), Vec::<String>::new());
}

#[test]
fn damaged_file_is_as_good_as_none() {
    let home = home();
    keep(&home, "1", TestOutcome::Passed);
    let path = home.path().join("state/elemint/tests.json");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace("passed", "failed")).expect("damaged");
    assert_eq!(ids(&home, "work"), Vec::<String>::new());
    keep(&home, "2", TestOutcome::Passed);
    assert_eq!(ids(&home, "work"), ["2"]);
}

#[test]
fn two_programs_that_store_at_once_keep_the_tests_of_both() {
    let home = home();
    std::thread::scope(|scope| {
        for id in 0..8 {
            let home = &home;
            scope.spawn(move || keep(home, &id.to_string(), TestOutcome::Passed));
        }
    });
    assert_eq!(ids(&home, "work").len(), 8);
}
