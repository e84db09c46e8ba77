//! Names of the steps: a step has one, for its variant, type, files, name in the protocol and row in `ARCHITECTURE.md`.

use super::source::{Source, root};
use std::fs;

/// File that lists the steps.
const STEPS: &str = "src/wizard/step.rs";

/// Returns the variants of the steps, in their order.
fn variants(text: &str) -> Vec<String> {
    let (_, list) = text.split_once("pub enum Step {").expect("the steps");
    let (list, _) = list.split_once("\n}").expect("the end of the steps");
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.filter_map(|line| line.split_once('(').map(|(name, _)| name.to_owned())).collect()
}

/// Joins the words of a name in small letters.
fn joined(name: &str, gap: char) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(gap);
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// Returns the parts of a step that have another name.
fn misnamed(name: &str, steps: &str, pages: [&str; 2]) -> Vec<String> {
    let (file, word) = (joined(name, '_'), joined(name, '-'));
    let [architecture, protocol] = pages;
    let step = fs::read_to_string(root().join(format!("src/wizard/steps/{file}.rs"))).unwrap_or_default();
    let checks = [
        (step.contains(&format!("pub struct {name}Step ")), format!("src/wizard/steps/{file}.rs with {name}Step")),
        (root().join(format!("src/frontend/tui/{file}.rs")).exists(), format!("src/frontend/tui/{file}.rs")),
        (steps.contains(&format!("Self::{name}(_) => \"{word}\"")), format!("“{word}” in Step::name")),
        (architecture.contains(&format!("\n| `{word}` |")), format!("a row `{word}` in ARCHITECTURE.md")),
        (protocol.contains(&format!("`{word}`")), format!("`{word}` in assets/docs/protocol.md")),
    ];
    checks.into_iter().filter(|(is_there, _)| !is_there).map(|(_, part)| part).collect()
}

#[test]
fn step_has_one_name() {
    let steps = Source::read(STEPS).text;
    let pages = ["ARCHITECTURE.md", "assets/docs/protocol.md"].map(|page| Source::read(page).text);
    let names = variants(&steps);
    let pages = [pages[0].as_str(), pages[1].as_str()];
    let missing: Vec<String> = names.iter().flat_map(|name| misnamed(name, &steps, pages)).collect();
    assert!(names.len() > 10 && missing.is_empty(), "missing:\n  {}", missing.join("\n  "));
}

#[test]
fn other_name_of_a_step_is_found() {
    assert_eq!(misnamed("Sending", "", ["", ""]).len(), 5);
}
