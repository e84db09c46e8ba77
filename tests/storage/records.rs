//! Files of instances: records, and files that cannot be read.

use super::{home, instance, store};
use elemint::{
    domain::{BaseUrl, Instance},
    storage::StorageError,
};
use std::fs;

#[test]
fn unreadable_file_of_the_instance_is_an_error() {
    let home = home();
    let (store, base) = (store(&home), BaseUrl::read("localhost").expect("base"));
    let file = store.keep_instance(None, &instance(), None, &base).expect("an instance");
    fs::remove_file(&file).and_then(|()| fs::create_dir(&file)).expect("a folder in its place");
    assert!(matches!(store.records_of(&base, &instance().id), Err(StorageError::NotPlain(path)) if path == file));
}

#[test]
fn damaged_file_of_the_instance_is_an_error() {
    let home = home();
    let (store, base) = (store(&home), BaseUrl::read("localhost").expect("base"));
    let file = store.keep_instance(None, &instance(), None, &base).expect("an instance");
    let text = fs::read_to_string(&file).expect("a text");
    fs::write(&file, &text[..text.len() / 2]).expect("half of it");
    assert!(matches!(store.records_of(&base, &instance().id), Err(StorageError::Damaged { .. })));
}

#[test]
fn unreadable_file_of_another_instance_is_left_out() {
    let home = home();
    let (store, base) = (store(&home), BaseUrl::read("localhost").expect("base"));
    let kept = store.keep_instance(None, &instance(), None, &base).expect("an instance");
    let other = Instance { id: format!("{}1", instance().id), ..instance() };
    let file = store.keep_instance(None, &other, None, &base).expect("another instance");
    fs::write(file, "{").expect("damaged");
    let records = store.records_of(&base, &instance().id).expect("records");
    assert_eq!(records.into_iter().map(|record| record.path).collect::<Vec<_>>(), [kept]);
}

#[test]
fn instance_without_a_file_has_no_record() {
    let base = BaseUrl::read("localhost").expect("base");
    assert_eq!(store(&home()).records_of(&base, "7").expect("none"), []);
}
