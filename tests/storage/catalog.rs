//! The list of elements of the last time.

use super::{home, store};
use elemint::{
    catalog::Described,
    domain::{Account, BaseUrl, ListValidator},
    storage::{Store, StoredCatalog},
    text::Secret,
};
use serde_json::json;
use std::{
    fs,
    time::{Duration, UNIX_EPOCH},
};

fn account(base: &str) -> Account {
    let base = BaseUrl::read(base).expect("an address");
    Account::new(base, Secret::new("user"), Secret::new("organization"))
}

#[test]
fn a_list_comes_back_with_its_time_for_its_own_platform_alone() {
    let home = home();
    let store = store(&home);
    let (taken, list) = (UNIX_EPOCH + Duration::from_secs(1_700_000_000), [Described::new(&json!({ "key": "ours" }))]);
    let here = account("https://api.example.com/one");
    assert_eq!(store.catalog(&here), None);
    store.keep_catalog(&here, &list, &ListValidator::default(), taken).expect("kept");
    assert_eq!(
        store.catalog(&here),
        Some(StoredCatalog { elements: list.to_vec(), taken, validator: ListValidator::default(), is_own: true })
    );
    assert_eq!(store.catalog(&account("https://api.example.com/two")), None);
    assert_eq!(store.catalog(&account("https://api.example.com")), None);
}

#[test]
fn a_damaged_list_is_as_good_as_none_and_is_replaced() {
    let home = home();
    let store = store(&home);
    let (here, list) = (account("api.cloud-elements.com"), [Described::new(&json!({ "key": "ours" }))]);
    store.keep_catalog(&here, &list, &ListValidator::default(), UNIX_EPOCH).expect("kept");
    let directory = home.path().join("state/elemint/catalog");
    let file = fs::read_dir(&directory).expect("directory").next().expect("a file").expect("a file").path();
    let whole = fs::read_to_string(&file).expect("text");
    let other = whole.replace("api.cloud-elements.com", "api.elsewhere.com");
    for odd in ["", "{", "[]", "{\"v\":2}", whole.get(..whole.len() / 2).expect("half"), &other] {
        Store::save_private(&file, odd, true).expect("written");
        assert_eq!(store.catalog(&here), None, "{odd}");
    }
    store.keep_catalog(&here, &list, &ListValidator::default(), UNIX_EPOCH).expect("kept again");
    assert!(store.catalog(&here).is_some());
}

#[cfg(unix)]
#[test]
fn element_cache_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    store(&home)
        .keep_catalog(
            &account("api.cloud-elements.com"),
            &[Described::new(&json!({}))],
            &ListValidator::default(),
            UNIX_EPOCH,
        )
        .expect("kept");
    let directory = home.path().join("state/elemint/catalog");
    let file = fs::read_dir(&directory).expect("directory").next().expect("a file").expect("a file").path();
    let mode = |path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(directory), mode(file)), (0o700, 0o600));
}

#[test]
fn list_of_another_account_is_marked() {
    let home = home();
    let store = store(&home);
    let (here, list) = (account("api.cloud-elements.com"), [Described::new(&json!({ "key": "ours" }))]);
    store.keep_catalog(&here, &list, &ListValidator::default(), UNIX_EPOCH).expect("kept");
    let other = Account { user: Secret::new("another user"), ..here };
    assert_eq!(store.catalog(&other).map(|stored| stored.is_own), Some(false));
}

#[test]
fn file_of_a_list_has_no_secret_of_the_account() {
    let home = home();
    let list = [Described::new(&json!({ "key": "ours" }))];
    store(&home)
        .keep_catalog(&account("api.cloud-elements.com"), &list, &ListValidator::default(), UNIX_EPOCH)
        .expect("kept");
    let directory = home.path().join("state/elemint/catalog");
    let file = fs::read_dir(directory).expect("directory").next().expect("a file").expect("a file").path();
    let text = fs::read_to_string(file).expect("text");
    assert!(!text.contains("\"user\"") && !text.contains("organization"), "{text}");
}
