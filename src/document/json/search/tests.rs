//! Tests of the text search.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn find(document: &Document, words: &str, hidden: impl Fn(NodePart<'_>) -> bool) -> Vec<u32> {
    let mut search = DocumentSearch::new(words, 0);
    search.run(document, hidden);
    search.rows().collect()
}

fn read(value: &serde_json::Value) -> Document {
    Document::read(value.to_string()).expect("valid JSON")
}

#[test]
fn search_is_case_sensitive_only_with_a_capital() {
    let document = read(&json!({"Größe": "x", "b": "GRÖSSE größe", "c": "Token", "d": "token"}));
    assert_eq!(find(&document, "größe", |_| false), [1, 2]);
    assert_eq!(find(&document, "token", |_| false), [3, 4]);
    assert_eq!(find(&document, "Token", |_| false), [3]);
    assert_eq!(find(&document, "", |_| false), [0; 0]);
}

#[test]
fn escaped_characters_are_found() {
    let document = Document::read(r#"{"a":"caf\u00e9"}"#.to_owned()).expect("valid JSON");
    assert_eq!(find(&document, "café", |_| false), [1]);
    assert_eq!(find(&document, "00e9", |_| false), [0; 0]);
}

#[test]
fn hidden_value_is_not_found_and_its_key_is() {
    let document = read(&json!({"password": "tulip"}));
    let value = |part: NodePart<'_>| matches!(part, NodePart::Value(_));
    assert_eq!((find(&document, "tulip", value), find(&document, "pass", value)), (vec![], vec![1]));
}

#[test]
fn hidden_key_is_not_found_and_its_value_is() {
    let document = read(&json!({"tulip": "rose"}));
    let key = |part: NodePart<'_>| matches!(part, NodePart::Key(_));
    assert_eq!((find(&document, "tulip", key), find(&document, "rose", key)), (vec![], vec![1]));
}

#[test]
fn matches_wrap_around_and_are_numbered() {
    let document = read(&json!(["x", "-", "x", "-", "x"]));
    let mut search = DocumentSearch::new("x", 2);
    search.run(&document, |_| false);
    assert_eq!((search.first(), search.len()), (Some(3), 3));
    assert_eq!([0, 1, 2, 5].map(|row| search.next(row)), [1, 3, 3, 1].map(Some));
    assert_eq!([0, 1, 2, 5].map(|row| search.previous(row)), [5, 5, 1, 3].map(Some));
    assert_eq!([1, 2, 3, 5].map(|row| search.number(row)), [Some(1), None, Some(2), Some(3)]);
    assert_eq!(DocumentSearch::new("", 0).next(0), None);
}

proptest! {
    #[test]
    fn stepwise_search_finds_the_same_rows_from_its_start(
        value in crate::document::json::tests::any_json(),
        words in "[a-z0-9]",
        from: prop::sample::Index,
        bytes in 1..40_usize,
    ) {
        let document = read(&value);
        let from = u32::try_from(from.index(document.rows() as usize)).expect("small number");
        let mut search = DocumentSearch::new(&words, from);
        while !search.step(&document, |_| false, bytes) {}
        let all = find(&document, &words, |_| false);
        prop_assert_eq!(search.first(), all.iter().find(|row| **row >= from).or(all.first()).copied());
        prop_assert_eq!(search.rows().collect::<Vec<_>>(), all);
    }

    #[test]
    fn result_agrees_with_a_simple_search(
        pairs in prop::collection::vec(("[abAÄä.\"\\\\]{0,4}", "[abAÄä.ẞK\u{212a}\"\\\\\n]{0,6}"), 0..6),
        needle in "[abAÄäßk.\"\\\\\n]{1,3}",
        ascii: bool,
    ) {
        let object: serde_json::Map<_, _> = pairs.into_iter().map(|(k, v)| (k, json!([v]))).collect();
        let mut text = serde_json::Value::from(object).to_string();
        if ascii {
            text = escaped(&text);
        }
        let document = Document::read(text).expect("valid JSON");
        let smart = |text: &str| if needle.contains(['A', 'Ä']) { text.to_owned() } else { lower(text) };
        let plain = |node: &Node<'_>| {
            let own = (!node.kind().is_container()).then(|| node.text());
            node.key().into_iter().chain(own).any(|text| smart(&text).contains(&needle))
        };
        let rows: Vec<_> = document.nodes().filter(plain).map(Node::row).collect();
        prop_assert_eq!(find(&document, &needle, |_| false), rows);
    }

    #[test]
    fn long_texts_are_searched_completely(
        before in 16_370..16_390_usize,
        behind in 0..20_usize,
        bytes in 1..20_000_usize,
        filler in prop::sample::select(vec!["x", "ä", "\\", "\"", "ſ", "g"]),
        word in prop::sample::select(vec!["größe", "é", "Ab", "token", "\\\""]),
    ) {
        let text = format!("{}{word}{}", filler.repeat(before), filler.repeat(behind));
        let document = read(&json!(["", {"k": text}, filler.repeat(before), word]));
        let mut search = DocumentSearch::new(word, 4);
        while !search.step(&document, |_| false, bytes) {}
        prop_assert_eq!(search.rows().collect::<Vec<_>>(), [3, 5]);
    }
}

fn lower(text: &str) -> String {
    text.chars().map(|c| if c == '\u{212a}' { c.to_string() } else { c.to_lowercase().to_string() }).collect()
}

fn escaped(text: &str) -> String {
    let unit = |unit: u16| {
        if unit < 0x80 { char::from_u32(unit.into()).into_iter().collect::<String>() } else { format!("\\u{unit:04X}") }
    };
    text.encode_utf16().map(unit).collect()
}
