//! Documents as people have them, with marked secrets: every secret is covered, and nearly nothing else.

use elemint::{
    catalog::{Catalog, FieldKind},
    document::{
        json::{Body, Document, NodePart},
        mask::{Mask, is_secret_field, is_secret_text},
    },
};
use rstest::rstest;
use std::{collections::HashMap, fs, path::PathBuf};

/// A document without its marks, and its secrets.
fn marked(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut secrets) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (secret, behind) = after.split_once('⟧').expect("a mark ends");
        plain.push_str(before);
        plain.push_str(secret);
        secrets.push(secret.to_owned());
        rest = behind;
    }
    plain.push_str(rest);
    (plain, secrets)
}

/// The document in the encoding its name ends with.
fn encoded(text: &str, path: &std::path::Path) -> Vec<u8> {
    let units = || text.encode_utf16();
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "utf16le" => [0xfeff].into_iter().chain(units()).flat_map(u16::to_le_bytes).collect(),
        "utf16be" => [0xfeff].into_iter().chain(units()).flat_map(u16::to_be_bytes).collect(),
        "utf16lenobom" => units().flat_map(u16::to_le_bytes).collect(),
        "latin1" => text.chars().map(|c| u8::try_from(u32::from(c)).expect("is Latin-1")).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// Eight stars for each line of a secret.
fn stars(secret: &str) -> String {
    vec!["********"; secret.lines().count().max(1)].join("\n")
}

/// The text with stars in place of each mark.
fn covered(text: &str) -> String {
    let mut parts = text.split('⟦');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        let (secret, behind) = part.split_once('⟧').expect("a mark ends");
        before + &stars(secret) + behind
    })
}

/// The number of lines that are not as expected.
fn different_lines(shown: &str, expected: &str) -> usize {
    let (shown, expected): (Vec<&str>, Vec<&str>) =
        (shown.trim_end().lines().collect(), expected.trim_end().lines().collect());
    shown.iter().zip(&expected).filter(|(one, other)| one != other).count() + shown.len().abs_diff(expected.len())
}

/// The words of a text, counted.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The number of lines of a document that are not covered exactly as they are marked, before its name. Most of them show
/// less, such as the scheme of a value. All documents that are not listed are exact.
const INEXACT: &str = include_str!("inexact.txt");

#[rstest]
fn secrets_are_covered_and_nearly_nothing_else(#[files("tests/json/secrets/*")] path: PathBuf) {
    let text = fs::read_to_string(&path).expect("a document");
    let (plain, secrets) = marked(&text);
    let body = Body::read(encoded(&plain, &path));
    let mask = Mask::default();
    let mut judge = mask.judge();
    let shown = body.document.pretty(|part| judge.cover(part)).expose().to_owned();
    let open = body.document.pretty(|_| false).expose().to_owned();

    // The marks of a text are where they are shown; those of a document are in its text, laid out anew.
    let mut longest_first = secrets.clone();
    longest_first.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let laid_out = longest_first.iter().fold(open.clone(), |open, secret| open.replace(&**secret, &stars(secret)));
    let different = different_lines(&shown, &covered(&text)).min(different_lines(&shown, &laid_out));

    let missed: Vec<&String> = secrets.iter().filter(|secret| shown.contains(&**secret)).collect();
    let hidden = secrets.iter().fold(open, |open, secret| open.replace(&**secret, " "));
    let (mut left, total) = (words(&hidden), words(&hidden).values().sum::<usize>());
    for (word, count) in words(&shown) {
        left.entry(word).and_modify(|left| *left = left.saturating_sub(count));
    }
    let lost: Vec<&String> = left.iter().filter(|(_, count)| **count > 0).map(|(word, _)| word).collect();
    assert!(missed.is_empty() && lost.len() * 50 <= total, "shown: {missed:?}; covered: {lost:?} of {total}\n{shown}");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let listed = INEXACT.lines().filter_map(|line| line.split_once(' ')).find(|(_, listed)| *listed == name);
    let expected = listed.map_or(0, |(count, _)| count.parse().expect("a number"));
    let advice = "if its marks are right, correct its number in tests/json/inexact.txt";
    assert_eq!(different, expected, "lines of {name} are not as marked: {advice}\n{shown}");
}

/// Plain fields whose key says secret: identifiers of applications and accounts, and the name of a lock.
const PUBLIC: [&str; 5] = [
    "oauth.api.key",
    "filemanagement.provider.access_key",
    "brighttalk.api.key",
    "mailjet.api.key",
    "mailjetmarketing.api.key",
];

fn is_public(key: &str) -> bool {
    PUBLIC.contains(&key) || key == "netsuite.single.session.key"
}

#[test]
fn plain_fields_of_documented_elements_are_shown() {
    let catalog = Catalog::embedded().expect("the catalog");
    let mut covered = Vec::new();
    for element in catalog.elements() {
        for field in element.modes.iter().flat_map(|mode| &mode.fields) {
            let key = field.key.as_str();
            if field.kind == FieldKind::Secret {
                continue;
            }
            if !is_public(key) && is_secret_field(key, &field.label, &field.help, "") {
                covered.push(format!("{} {key} {}", element.key, field.label));
            }
            let value = field.example.clone().or(field.default.clone()).unwrap_or_else(|| "ada".to_owned());
            // A value that looks like a key is covered in the form as well.
            let is_shown = !is_secret_text(&value);
            let answer = serde_json::json!({ "element": {}, "configuration": { key: value } }).to_string();
            let document = Document::read(answer).expect("is JSON");
            let mask = Mask::default().with_settings([field.secrecy()]);
            if is_shown && document.nodes().any(|node| mask.hides(NodePart::Value(node))) {
                covered.push(format!("{} {key} in an answer", element.key));
            }
        }
    }
    assert!(covered.is_empty(), "{covered:#?}");
}

#[test]
fn secret_fields_of_documented_elements_are_covered() {
    let catalog = Catalog::embedded().expect("the catalog");
    let mut shown = Vec::new();
    for element in catalog.elements() {
        for field in element.fields().filter(|field| field.is_secret()) {
            let key = field.key.as_str();
            let answer = serde_json::json!({ "element": {}, "configuration": { key: "ada" } }).to_string();
            let document = Document::read(answer).expect("is JSON");
            let mask = Mask::default().with_settings([field.secrecy()]);
            if !document.nodes().any(|node| mask.hides(NodePart::Value(node))) {
                shown.push(format!("{} {key}", element.key));
            }
        }
    }
    assert!(shown.is_empty(), "{shown:#?}");
}
