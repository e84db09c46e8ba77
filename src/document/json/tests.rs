//! Properties that hold for any document.

use super::*;
use proptest::prelude::*;
use serde_json::{Map, Value};

fn read(text: &str) -> Document {
    Document::read(text.to_owned()).expect("valid JSON")
}

fn rebuild(node: Node<'_>) -> Value {
    let inside = |child: &Node<'_>| child.parent().is_some_and(|parent| parent.row() == node.row());
    let children = || (node.row() + 1..node.end()).filter_map(|row| node.document.node(row)).filter(inside);
    match node.kind() {
        NodeKind::Object => Value::Object(
            children().map(|c| (c.key().expect("member with a key").into_owned(), rebuild(c))).collect::<Map<_, _>>(),
        ),
        NodeKind::Array => Value::Array(children().map(rebuild).collect()),
        _ => serde_json::from_str(node.raw()).expect("valid scalar"),
    }
}

pub(in crate::document) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..6).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Rebuilds the text of a row from its visible rows. A closed container is written completely.
fn fold(document: &Document, outline: &Outline, rows: &mut impl Iterator<Item = u32>) -> String {
    let node = document.node(rows.next().expect("visible row")).expect("existing row");
    let key = node.raw_key().map(|key| format!("{key}:")).unwrap_or_default();
    if !node.folds() || outline.is_closed(document, node.row()) {
        return key + node.raw();
    }
    let inside: Vec<_> = (0..node.children()).map(|_| fold(document, outline, rows)).collect();
    let (open, close) = if node.kind() == NodeKind::Object { ('{', '}') } else { ('[', ']') };
    format!("{key}{open}{}{close}", inside.join(","))
}

/// Returns all properties of a row except its extent.
fn facts<'a>(node: &Node<'a>) -> (u32, NodeKind, u16, Option<u32>, Option<u32>, Option<&'a str>, u32) {
    let parent = node.parent().map(Node::row);
    (node.row(), node.kind(), node.depth(), parent, node.position(), node.raw_key(), node.start)
}

proptest! {
    #[test]
    fn visible_rows_rebuild_the_document_in_any_folding_state(
        value in any_json(),
        folds in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let text = value.to_string();
        let document = read(&text);
        let mut outline = Outline::default();
        for row in folds {
            outline.toggle(&document, u32::try_from(row.index(document.rows() as usize)).expect("small number"));
        }
        let mut rows = outline.rows_from(&document, 0);
        prop_assert_eq!(fold(&document, &outline, &mut rows), text);
        prop_assert_eq!(rows.next(), None);
    }

    #[test]
    fn row_lookup_agrees_with_iteration(value in any_json(), many: bool) {
        let text = if many { format!("{value}\n{value} {value}") } else { value.to_string() };
        let document = if many { Document::many(text).0 } else { read(&text) };
        for node in document.nodes() {
            let alone = document.node(node.row()).expect("existing row");
            prop_assert_eq!(facts(&alone), facts(&node));
            let children = || document.nodes().filter(|child| child.parent().map(Node::row) == Some(node.row()));
            let end = document.nodes_from(node.row() + 1).find(|next| next.depth() <= node.depth());
            prop_assert_eq!(node.end(), end.map_or(document.rows(), Node::row));
            prop_assert_eq!(u32::try_from(children().count()), Ok(node.children()));
            let siblings: Vec<_> = children().map(Node::row).collect();
            for pair in siblings.windows(2) {
                prop_assert_eq!(document.node(pair[0]).and_then(Node::next_sibling).map(Node::row), Some(pair[1]));
                prop_assert_eq!(document.node(pair[1]).and_then(Node::previous_sibling).map(Node::row), Some(pair[0]));
            }
            for (place, child) in children().enumerate() {
                let keyed = node.kind() == NodeKind::Object;
                prop_assert_eq!(child.position(), (!keyed).then(|| u32::try_from(place).expect("small number")));
            }
        }
    }

    #[test]
    fn incomplete_document_has_the_rows_of_the_complete_one(value in any_json(), cut: prop::sample::Index) {
        let text = value.to_string();
        let complete = read(&text);
        let cut = text.char_indices().map(|(at, _)| at).nth(cut.index(text.chars().count())).expect("existing character");
        let (begun, _) = Document::begun(text[..cut].to_owned());
        prop_assert!(begun.rows() <= complete.rows());
        for (part, node) in begun.nodes().zip(complete.nodes()) {
            prop_assert_eq!(facts(&part), facts(&node));
            prop_assert!(node.raw().starts_with(part.raw()) && part.end() <= node.end());
        }
    }

    #[test]
    fn iterating_over_any_text_never_panics(text in "[\\[\\]{}:,\" 1a\\\\\n]{0,60}", many: bool) {
        let (document, _) = if many { Document::many(text) } else { Document::begun(text) };
        let mut outline = Outline::default();
        outline.close_all();
        let ends: Vec<_> = document.nodes().map(|node| (node.end(), node.raw().len(), node.path(|_| false))).collect();
        prop_assert_eq!(ends.len(), document.rows() as usize);
        prop_assert!(outline.rows_from(&document, 0).count() <= ends.len());
    }

    #[test]
    fn rows_contain_the_complete_document(value in any_json(), wide: bool) {
        let text = if wide { format!("{value:#}") } else { value.to_string() };
        let document = read(&text);
        prop_assert_eq!(rebuild(document.node(0).expect("has a root")), value);
    }
}

#[test]
fn consecutive_documents_are_children_of_one_root() {
    let (document, done) = Document::many("{\"a\":1}\n[2]\n 3 ".to_owned());
    assert_eq!(done, Ok(()));
    let raw: Vec<_> = document.nodes().skip(1).map(Node::raw).collect();
    assert_eq!(raw, [r#"{"a":1}"#, "1", "[2]", "2", "3"]);
    let root = document.node(0).expect("existing row");
    assert_eq!((root.children(), root.end(), document.path(4)), (3, 6, ".[1][0]".to_owned()));
}

#[test]
fn incomplete_document_is_shown_as_far_as_it_is_valid() {
    let (document, done) = Document::begun(r#"{"a":[1,2],"b":{"c":tru"#.to_owned());
    assert_eq!(done.map_err(|fault| (fault.at, fault.column)), Err((23, 24)));
    let raw: Vec<_> = document.nodes().skip(1).map(Node::raw).collect();
    assert_eq!(raw, ["[1,2]", "1", "2", "{"]);
}

#[test]
fn keys_and_values_are_kept_as_sent() {
    let document = read(r#" {"b":12345678901234567890.1230,"a":1e400,"b":"\u00e9\/"} "#);
    let raw: Vec<_> = document.nodes().skip(1).map(|n| (n.raw_key().unwrap_or_default(), n.raw())).collect();
    assert_eq!(raw, [(r#""b""#, "12345678901234567890.1230"), (r#""a""#, "1e400"), (r#""b""#, r#""\u00e9\/""#)]);
    assert_eq!(document.node(3).expect("existing row").text(), "é/");
}

#[test]
fn debug_does_not_show_the_text() {
    assert_eq!(format!("{:?}", read(r#"{"token":"hush"}"#)), "Document(2 rows)");
}
