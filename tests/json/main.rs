//! JSON parsing test suite of another project.
//!
//! `suite.json` is its text as the package json-test-suite 1.0.0 for Node carries it; bytes that are not UTF-8 are
//! replaced there. Its two longest cases are generated here instead. `LICENSE` has its terms.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

mod secrets;

use elemint::document::json::{Document, JsonFault, Outline};
use std::collections::BTreeMap;

fn suite() -> BTreeMap<String, String> {
    let mut suite: BTreeMap<String, String> = serde_json::from_str(include_str!("suite.json")).expect("is JSON");
    suite.insert("n_structure_100000_opening_arrays".into(), "[".repeat(100_000));
    suite.insert("n_structure_open_array_object".into(), "[{\"\":".repeat(50_000) + "\n");
    suite
}

fn cases(kind: &str) -> Vec<(String, String)> {
    let cases: Vec<_> = suite().into_iter().filter(|(name, _)| name.starts_with(kind)).collect();
    assert!(cases.len() > 30, "{kind}");
    cases
}

fn read(text: &str) -> Result<Document, JsonFault> {
    Document::read(text.to_owned())
}

#[test]
fn json_values_are_shown_as_sent() {
    for (name, text) in cases("y_") {
        let document = read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(document.raw(0), text.trim_matches([' ', '\n', '\r', '\t']), "{name}");
        let rows = Outline::default().rows_from(&document, 0).count();
        assert_eq!(rows, document.rows() as usize, "{name}");
    }
}

#[test]
fn invalid_json_is_refused_with_place() {
    for (name, text) in cases("n_") {
        let fault = read(&text).map(|_| ()).expect_err(&name);
        assert!(fault.at <= text.len() && text.is_char_boundary(fault.at), "{name}: {fault}");
        let before = &text[..fault.at];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        assert_eq!((fault.line, fault.column), (before.matches('\n').count() + 1, column), "{name}");
    }
}

/// Texts refused among those that RFC 8259 leaves open: only other encodings. Numbers of any size are shown as they
/// were sent, and half a surrogate pair as U+FFFD.
const REFUSED: &[&str] = &[
    "i_string_UTF-16LE_with_BOM",
    "i_string_utf16BE_no_BOM",
    "i_string_utf16LE_no_BOM",
    "i_structure_UTF-8_BOM_empty_object",
];

#[test]
fn implementation_defined_json_is_shown_if_utf_8() {
    let refused: Vec<_> =
        cases("i_").into_iter().filter(|(_, text)| read(text).is_err()).map(|(name, _)| name).collect();
    assert_eq!(refused, REFUSED);
}

#[test]
fn any_body_can_be_walked() {
    for (name, text) in suite() {
        for (document, _) in [Document::begun(text.clone()), Document::many(text)] {
            let rows =
                document.nodes().map(|node| (node.end(), node.raw().len(), node.text().len())).collect::<Vec<_>>();
            assert_eq!(rows.len(), document.rows() as usize, "{name}");
        }
    }
}
