//! Finding words in keys and values.

use super::Document;

impl Document {
    /// The rows whose key or own value has the words in it, in document order.
    ///
    /// Capitals count only where the words have one. The value of a row that is `hidden` is not looked at: finding
    /// it would tell what is masked.
    pub fn find(&self, needle: &str, hidden: impl Fn(u32) -> bool) -> Vec<u32> {
        let Some(needle) = Needle::new(needle) else { return Vec::new() };
        let found = |node: &super::Node<'_>| {
            node.key().is_some_and(|key| needle.is_in(&key))
                || !node.kind().is_container() && !hidden(node.row()) && needle.is_in(&node.text())
        };
        self.nodes().filter(found).map(super::Node::row).collect()
    }
}

enum Needle<'a> {
    Exact(&'a str),
    /// In lower case.
    Folded {
        text: String,
        ascii: bool,
    },
}

impl<'a> Needle<'a> {
    fn new(text: &'a str) -> Option<Self> {
        match text {
            "" => None,
            _ if text.chars().any(char::is_uppercase) => Some(Self::Exact(text)),
            _ => Some(Self::Folded { text: folded(text).collect(), ascii: text.is_ascii() }),
        }
    }

    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Exact(needle) => text.contains(needle),
            Self::Folded { text: needle, ascii: true } if text.is_ascii() => {
                text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle.as_bytes()))
            }
            // Compared in place: a copy in lower case would be one more that nobody wipes.
            Self::Folded { text: needle, .. } => text.char_indices().any(|(at, _)| {
                let mut rest = folded(text.get(at..).unwrap_or_default());
                needle.chars().all(|c| rest.next() == Some(c))
            }),
        }
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::json::Node;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(value: &serde_json::Value) -> Document {
        Document::read(value.to_string()).expect("is JSON")
    }

    #[test]
    fn small_letters_find_both_and_capitals_find_themselves() {
        let document = read(&json!({"Größe": "x", "b": "GRÖSSE größe", "c": "Token", "d": "token"}));
        assert_eq!(document.find("größe", |_| false), [1, 2]);
        assert_eq!(document.find("token", |_| false), [3, 4]);
        assert_eq!(document.find("Token", |_| false), [3]);
        assert_eq!(document.find("", |_| false), [0; 0]);
    }

    #[test]
    fn escapes_do_not_stand_in_the_way() {
        let document = Document::read(r#"{"a":"caf\u00e9"}"#.to_owned()).expect("is JSON");
        assert_eq!(document.find("café", |_| false), [1]);
        assert_eq!(document.find("00e9", |_| false), [0; 0]);
    }

    #[test]
    fn a_hidden_value_is_not_found_but_its_key_is() {
        let document = read(&json!({"password": "tulip"}));
        assert_eq!(document.find("tulip", |row| row == 1), [0; 0]);
        assert_eq!(document.find("pass", |row| row == 1), [1]);
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            pairs in prop::collection::vec(("[abAÄä.]{0,4}", "[abAÄä.]{0,6}"), 0..6),
            needle in "[abAÄä.]{1,3}",
        ) {
            let object: serde_json::Map<_, _> = pairs.into_iter().map(|(k, v)| (k, json!([v]))).collect();
            let document = read(&object.into());
            let smart = |text: &str| if needle.contains(['A', 'Ä']) { text.to_owned() } else { text.to_lowercase() };
            let plain = |node: &Node<'_>| {
                let own = (!node.kind().is_container()).then(|| node.text());
                node.key().into_iter().chain(own).any(|text| smart(&text).contains(&needle))
            };
            let rows: Vec<_> = document.nodes().filter(plain).map(Node::row).collect();
            prop_assert_eq!(document.find(&needle, |_| false), rows);
        }
    }
}
