//! The pages on families of elements, and the lists at their ends.

use super::elements;
use elemint::catalog::element::{AuthFlow, AuthMode, Element};
use std::{env, fmt::Write as _, fs, path::PathBuf};

/// Variable that makes the test write the lists, if set to `write`, instead of checking them.
const VARIABLE: &str = "ELEMINT_DOCS";

/// Heading before the list of every page.
const HEADING: &str = "## Elements\n";

/// A page, and the test for the authentication modes it describes.
type Page = (&'static str, fn(&AuthMode) -> bool);

const PAGES: [Page; 5] = [
    ("forms", |mode| mode.flow == AuthFlow::Plain && !mode.external && !mode.is_by_support()),
    ("oauth2", |mode| mode.flow == AuthFlow::OAuth2 && !mode.external),
    ("oauth1", |mode| mode.flow == AuthFlow::OAuth1 && !mode.external),
    ("own-tokens", |mode| mode.external),
    ("by-support", AuthMode::is_by_support),
];

fn list(about: fn(&AuthMode) -> bool) -> String {
    let mut found: Vec<_> = elements().into_iter().filter(|element| element.modes.iter().any(about)).collect();
    found.sort_by_key(|element| element.name.to_lowercase());
    let mut text = format!("{HEADING}\n{} elements, from the catalog:\n\n", found.len());
    for element in &found {
        let _ = writeln!(text, "- {} (`{}`{})", element.name, element.key, ways(element, about));
    }
    text
}

/// Returns the names of the described modes if the element has other modes as well.
fn ways(element: &Element, about: fn(&AuthMode) -> bool) -> String {
    let own: Vec<&AuthMode> = element.modes.iter().filter(|mode| !mode.external).collect();
    let meant: Vec<&str> = own.iter().filter(|mode| about(mode)).map(|mode| mode.label.as_str()).collect();
    if own.len() > 1 && !meant.is_empty() { format!(": {}", meant.join(", ")) } else { String::new() }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the user who runs the test decides if it writes")]
fn family_pages_list_the_elements_of_the_catalog() {
    for (name, about) in PAGES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/docs").join(format!("{name}.md"));
        let text = fs::read_to_string(&path).expect("a page").replace("\r\n", "\n");
        let (prose, found) = text.split_once(HEADING).expect("a list");
        let whole = format!("{prose}{}", list(about));
        if env::var(VARIABLE).is_ok_and(|wish| wish == "write") {
            fs::write(&path, &whole).expect("the page written");
            continue;
        }
        assert!(whole == text, "{name}.md is out of date; {VARIABLE}=write updates it: {} bytes", found.len());
    }
}

#[test]
fn every_mode_of_every_element_has_one_page() {
    let lost = super::modes_where(|_, mode| PAGES.iter().filter(|(_, about)| about(mode)).count() != 1);
    super::none(&lost, "belongs to no page, or to several");
}
