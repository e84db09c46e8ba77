//! A person's own element files.

use super::{home, store};
use elemint::storage::Store;
use std::{fs, path::Path};
use tempfile::TempDir;

fn put(home: &TempDir, name: &str, text: &str) {
    let path = home.path().join("config/elemint/catalog").join(name);
    Store::save_private(&path, text, true).expect("a file");
}

#[test]
fn there_are_none_to_begin_with() {
    let (texts, faults) = store(&home()).own_elements();
    assert!(texts.is_empty() && faults.is_empty());
}

#[test]
fn they_are_read_by_name_at_the_top_and_one_folder_down() {
    let home = home();
    for name in ["b.toml", "crm/a.toml", "crm/deep/no.toml", "notes.txt"] {
        put(&home, name, name);
    }
    let (texts, faults) = store(&home).own_elements();
    let name = |parts: [&str; 2]| Path::new("catalog").join(parts[0]).join(parts[1]).display().to_string();
    let wanted = [(name(["", "b.toml"]), "b.toml".to_owned()), (name(["crm", "a.toml"]), "crm/a.toml".into())];
    assert_eq!((texts.as_slice(), faults.len()), (&wanted[..], 0));
}

#[test]
fn one_that_cannot_be_read_does_not_hide_the_others() {
    let home = home();
    put(&home, "good.toml", "good");
    let folder = home.path().join("config/elemint/catalog");
    fs::create_dir(folder.join("folder.toml")).expect("a folder");
    let bad = folder.join("latin.toml");
    fs::write(&bad, b"name = '\xe9'").expect("a file");
    let (texts, faults) = store(&home).own_elements();
    assert_eq!((texts.len(), faults.len()), (1, 2));
    assert!(faults.iter().any(|fault| fault.to_string().contains("latin.toml")), "{faults:?}");
}

#[test]
fn exported_elements_are_json_and_missing_folder_is_reported() {
    let home = home();
    let directory = home.path().join("exports");
    for (name, text) in [("a.json", "{}"), ("b/element.json", "[]"), ("c.toml", "")] {
        Store::save_private(&directory.join(name), text, true).expect("a file");
    }
    let (texts, faults) = Store::exported_elements(&directory);
    let names: Vec<_> = texts.iter().map(|(name, _)| name.as_str()).collect();
    let nested = Path::new("b").join("element.json").display().to_string();
    assert_eq!((names, faults.len()), (vec!["a.json", &nested], 0));
    assert_eq!(Store::exported_elements(&home.path().join("nowhere")).1.len(), 1);
}

/// Users may keep settings in another folder and link them here.
#[test]
#[cfg(unix)]
fn a_link_to_settings_is_followed() {
    let (home, elsewhere) = (home(), super::home());
    put(&home, "a.toml", "here");
    fs::write(elsewhere.path().join("keys.toml"), "# mine").expect("a file");
    let config = home.path().join("config/elemint");
    std::os::unix::fs::symlink(elsewhere.path().join("keys.toml"), config.join("keys.toml")).expect("a link");
    assert_eq!(store(&home).keys().expect("it reads").as_deref(), Some("# mine"));
    assert!(config.join("keys.toml").is_symlink());
}
