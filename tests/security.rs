//! Every security requirement has a row in `security.md`, and every row names tests that exist.
#![cfg(test)]

use std::{collections::BTreeSet, fs, path::Path};

/// Returns the text of all sources in a directory, concatenated.
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

/// Returns the numbers that must have a row.
fn requirements() -> impl Iterator<Item = u16> {
    (1..=167).chain([168, 169, 172, 173, 174, 175, 176, 177, 178, 180, 181, 182, 183, 184, 190, 191])
}

/// Start of each attribute that makes a function a test; functions in `proptest!` have the first.
const ATTRIBUTES: [&str; 3] = ["#[test]", "#[tokio::test", "#[rstest"];

/// Returns the names of functions that run as tests. Helpers, and attributes in comments, do not count.
fn tests(source: &str) -> BTreeSet<&str> {
    let (mut names, mut is_marked) = (BTreeSet::new(), false);
    for line in source.lines().map(str::trim_start) {
        is_marked |= ATTRIBUTES.iter().any(|attribute| line.starts_with(attribute));
        let function = ["fn ", "async fn ", "pub fn "].iter().find_map(|start| line.strip_prefix(start));
        let name = function.and_then(|rest| rest.split(['(', '<']).next());
        if let Some(name) = name.filter(|_| is_marked) {
            names.insert(name);
            is_marked = false;
        }
    }
    names
}

/// Checks other than test functions that a row may name in backticks.
const OTHER_CHECKS: [&str; 3] = ["tests/crash.rs", ".ci/run", "cargo deny"];

/// Returns true if a text in backticks has the form of a function name.
fn is_function_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[test]
fn only_functions_that_run_as_tests_count() {
    let source = "/// #[test]\nfn helper() {}\n#[test]\n#[cfg(unix)]\nfn plain() {}\nfn between() {}\n#[tokio::test]\n\
                  async fn later() {}\n#[rstest]\n#[case::one(\n    1\n)]\nfn table(#[case] n: u8) {}\n\
                  proptest! {\n    #[test]\n    fn property(n in 0..9) {}\n}\nfn other() {}\n";
    assert_eq!(tests(source), BTreeSet::from(["plain", "later", "table", "property"]));
}

#[test]
fn every_requirement_has_one_row_with_existing_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources(&root.join("src")) + &sources(&root.join("tests"));
    let tests = tests(&sources);
    let page = fs::read_to_string(root.join("tests/security.md")).expect("the page");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let mut numbers = BTreeSet::new();
    for (number, row) in rows.filter(|(number, _)| number.parse::<u16>().is_ok()) {
        assert!(numbers.insert(number), "{number} has two rows");
        let cell = row.rsplit(" | ").next().unwrap_or_default();
        let quoted: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        for name in quoted.iter().filter(|name| is_function_name(name) && name.contains('_')) {
            assert!(tests.contains(name), "{number}: no test {name}");
        }
        let checked = quoted.iter().any(|name| tests.contains(name) || OTHER_CHECKS.contains(name));
        // A row without a test says that its requirement is open, or that it cannot be tested.
        let is_open = ["**not met**", "**in part**", "no test"].iter().any(|words| cell.contains(words));
        assert!(checked || is_open, "{number} names no test: {cell}");
    }
    let missing: Vec<u16> = requirements().filter(|number| !numbers.contains(number.to_string().as_str())).collect();
    assert_eq!(missing, [0; 0], "requirements without a row");
}

#[test]
fn every_module_in_a_row_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("tests/security.md")).expect("the page");
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let modules = row.split(" | ").nth(2).unwrap_or_default();
        for name in modules.split('`').skip(1).step_by(2).filter(|name| name.contains('/')) {
            let module = root.join("src").join(name);
            assert!(module.exists() || module.with_extension("rs").exists(), "no module {name}: {row}");
        }
    }
}
