//! What SECURITY.md claims is tested, is.
#![cfg(test)]

use std::{collections::BTreeSet, fs, path::Path};

/// The sources of a folder, one after another.
fn sources(folder: &Path) -> String {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    let text = |path: &std::path::PathBuf| match path.extension() {
        _ if path.is_dir() => sources(path),
        Some(end) if end == "rs" => fs::read_to_string(path).expect("a source"),
        _ => String::new(),
    };
    entries.iter().map(text).collect()
}

/// The requirements of the list that the page follows and that are met so far.
fn requirements() -> impl Iterator<Item = u16> {
    (1..=167).chain([168, 169, 182])
}

#[test]
fn every_number_has_one_row_and_every_test_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources(&root.join("src")) + &sources(&root.join("tests"));
    let page = fs::read_to_string(root.join("SECURITY.md")).expect("the page");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let mut numbers = BTreeSet::new();
    for (number, row) in rows.filter(|(number, _)| number.parse::<u16>().is_ok()) {
        assert!(numbers.insert(number), "{number} stands there twice");
        let tests = row.rsplit(" | ").next().unwrap_or_default();
        for name in tests.split('`').skip(1).step_by(2).filter(|name| name.contains('_')) {
            assert!(sources.contains(&format!("fn {name}(")), "{number}: there is no test {name}");
        }
    }
    let missing: Vec<u16> = requirements().filter(|number| !numbers.contains(number.to_string().as_str())).collect();
    assert_eq!(missing, [0; 0], "these have no row");
}
