//! The list of elements in the documentation equals the catalog.

use super::elements;
use elemint::catalog::element::{AuthFlow, Element};
use std::{env, fmt::Write as _, fs, path::PathBuf};

/// Variable that makes the test write the list, if set to `write`, instead of checking it.
const VARIABLE: &str = "ELEMINT_DOCS";

const HEAD: &str = "\
# Elements

All elements in the catalog, by hub: name and key on the platform, and the authentication modes, the usual one first.
In a **form** you enter all credentials. With **OAuth 2** and **OAuth 1** you give consent to the provider in a browser.
Elements with consent also accept tokens you already have. Elements without a documented form are set up with the
platform's support.

This list is generated from `assets/catalog`. To update it after a change there:
`ELEMINT_DOCS=write cargo test --test catalog list`.
";

fn list() -> String {
    let mut all = elements();
    all.sort_by_key(|e| (e.hub.to_string(), e.name.to_lowercase()));
    let mut text = HEAD.to_owned();
    for hub in all.chunk_by(|a, b| a.hub == b.hub) {
        let name = hub.first().map(|e| e.hub.to_string()).unwrap_or_default();
        let _ = write!(text, "\n## {name}\n\n| Element | Key | Modes | Content |\n| --- | --- | --- | --- |\n");
        for element in hub {
            let _ = writeln!(text, "| {} | `{}` | {} | {} |", element.name, element.key, ways(element), element.about);
        }
    }
    text
}

fn ways(element: &Element) -> String {
    let several = element.modes.iter().filter(|mode| !mode.external).count() > 1;
    let own = element.modes.iter().filter(|mode| !mode.external).map(|mode| match (mode.flow, several) {
        _ if mode.is_by_support() => "with the platform's support".into(),
        (AuthFlow::Plain, true) => format!("form: {}", mode.label),
        (AuthFlow::Plain, false) => "form".into(),
        (flow, _) if mode.label == flow.label() => flow.label().into(),
        (flow, _) => format!("{}: {}", flow.label(), mode.label),
    });
    own.collect::<Vec<_>>().join("; ")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the user who runs the test decides if it writes")]
fn list_of_elements_equals_the_catalog() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/docs/elements.md");
    if env::var(VARIABLE).is_ok_and(|wish| wish == "write") {
        fs::write(&path, list()).expect("the list written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = found.lines().zip(list().lines()).find(|(a, b)| a != b).map(|(a, b)| format!("{a}\n{b}"));
    assert!(found == list(), "{} is out of date; {VARIABLE}=write updates it\n{differs:?}", path.display());
}
