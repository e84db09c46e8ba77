//! The list of elements people read, held to the catalog it was made from.

use super::elements;
use elemint::catalog::element::{AuthFlow, Element};
use std::{env, fmt::Write as _, fs, path::PathBuf};

/// Set to `write`, it has the list written anew instead of checked.
const VARIABLE: &str = "ELEMINT_DOCS";

const HEAD: &str = "\
# Elements

Every element elemint knows, by hub: what the platform calls it, and the ways to authenticate, the usual one first.
A way is either a form alone (**form**), or the provider is asked for consent in a browser (**OAuth 2**, **OAuth 1**).
Elements with consent also take tokens you already have. What has no documented form is set up with the platform's
support.

This list is made from `assets/catalog`. After a change there, write it anew:
`ELEMINT_DOCS=write cargo test --test catalog list`.
";

fn list() -> String {
    let mut all = elements();
    all.sort_by_key(|e| (e.hub.to_string(), e.name.to_lowercase()));
    let mut text = HEAD.to_owned();
    let _ = write!(text, "\n{} elements.\n", all.len());
    for hub in all.chunk_by(|a, b| a.hub == b.hub) {
        let name = hub.first().map(|e| e.hub.to_string()).unwrap_or_default();
        let _ = write!(text, "\n## {name}\n\n| Element | Key | Ways | What it is |\n| --- | --- | --- | --- |\n");
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
#[expect(clippy::disallowed_methods, reason = "whether to write is for the person who runs the test to say")]
fn the_list_of_elements_is_the_catalogs() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/docs/elements.md");
    if env::var(VARIABLE).is_ok_and(|wish| wish == "write") {
        fs::write(&path, list()).expect("the list written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = found.lines().zip(list().lines()).find(|(a, b)| a != b).map(|(a, b)| format!("{a}\n{b}"));
    assert!(found == list(), "{} is out of date; {VARIABLE}=write mends it\n{differs:?}", path.display());
}
