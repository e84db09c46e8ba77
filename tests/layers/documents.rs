//! Rules for the documentation pages.

use crate::source::{Source, all, root};
use std::{fs, path::Path};

/// Returns all pages: Markdown files at the root, in `tests` and in `assets/docs`.
fn pages() -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in ["", "tests", "assets/docs"] {
        let entries = fs::read_dir(root().join(folder)).expect("a directory").flatten();
        let found = entries.map(|entry| Path::new(folder).join(entry.file_name()));
        paths.extend(found.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    paths.iter().map(|path| Source::read(path.to_str().expect("a path"))).collect()
}

/// Returns the targets of the links in a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn pages_name_no_path_of_one_machine() {
    let places = ["home", "root", "tmp", "Users", "work"].map(|folder| format!("/{folder}/"));
    for page in pages() {
        let found: Vec<&str> = page.text.lines().filter(|l| places.iter().any(|p| l.contains(p.as_str()))).collect();
        assert!(found.is_empty(), "{} names a path that only one machine has:\n  {}", page.path, found.join("\n  "));
    }
}

#[test]
fn relative_links_of_pages_lead_to_files() {
    for page in pages() {
        let folder = root().join(&page.path).parent().expect("a directory").to_owned();
        let relative = page.text.lines().flat_map(links).filter(|link| !link.contains("://") && !link.starts_with('#'));
        let lost: Vec<&str> =
            relative.filter(|link| !folder.join(link.split('#').next().unwrap_or_default()).exists()).collect();
        assert!(lost.is_empty(), "{} has links to no file: {lost:?}", page.path);
    }
}

#[test]
fn every_changelog_entry_is_one_line_of_at_most_160_characters() {
    let changelog = Source::read("CHANGELOG.md");
    let is_entry = |line: &&str| line.starts_with("- ");
    let is_part = |line: &&str| line.starts_with("  ");
    let wrong: Vec<&str> =
        changelog.text.lines().filter(|line| is_part(line) || is_entry(line) && line.chars().count() > 160).collect();
    assert!(wrong.is_empty(), "too long, or of several lines:\n  {}", wrong.join("\n  "));
}

#[test]
fn every_source_file_in_the_architecture_exists() {
    let page = Source::read("ARCHITECTURE.md");
    let names = page
        .text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "rs") && !name.contains(['<', '{']));
    let files: Vec<String> = all().iter().map(|source| format!("/{}", source.path)).collect();
    let is_known =
        |name: &str| root().join(name).exists() || files.iter().any(|file| file.ends_with(&format!("/{name}")));
    let lost: Vec<&str> = names.filter(|name| !is_known(name)).collect();
    assert!(lost.is_empty(), "ARCHITECTURE.md names files that do not exist: {lost:?}");
}
