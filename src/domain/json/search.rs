//! Finding words in keys and values.

use super::{Document, Node};

/// A search that goes on in steps, so that nobody waits for a large document to be searched through.
///
/// Capitals count only where the words have one. It begins at a row, goes on to the end and comes round from the
/// top, so that what is found first is what the person is shown first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: String,
    from: u32,
    /// How many rows have been looked at.
    looked: u32,
    done: bool,
    /// What was found from `from` on, and what before it; both in document order.
    ahead: Vec<u32>,
    behind: Vec<u32>,
}

impl Search {
    /// A search for words from a row on; without words it is done at once and finds nothing.
    pub fn new(words: &str, from: u32) -> Self {
        Self { words: words.to_owned(), from, done: words.is_empty(), ..Self::default() }
    }

    /// What is searched for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether all has been looked at.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Looks at so many bytes more, a few more or less; says whether all has been looked at.
    ///
    /// The value of a row that is `hidden` is not looked at: finding it would tell what is masked. Whoever shows or
    /// hides a value begins a new search.
    pub fn step(&mut self, document: &Document, hidden: impl Fn(Node<'_>) -> bool, bytes: usize) -> bool {
        let Some(needle) = Needle::new(&self.words) else { return true };
        let rows = document.rows();
        let mut left = bytes;
        while self.looked < rows && left > 0 {
            let row = (self.from.min(rows) + self.looked) % rows;
            self.looked += 1;
            let Some(node) = document.node(row) else { continue };
            left = left.saturating_sub(1 + if node.kind().is_container() { 0 } else { node.raw().len() });
            if needle.is_in_node(node, &hidden) {
                if row < self.from { &mut self.behind } else { &mut self.ahead }.push(row);
            }
        }
        self.done = self.looked >= rows;
        self.done
    }

    /// Searches to the end.
    pub fn run(&mut self, document: &Document, hidden: impl Fn(Node<'_>) -> bool) {
        while !self.step(document, &hidden, usize::MAX) {}
    }

    /// How many rows were found so far.
    pub fn len(&self) -> usize {
        self.behind.len() + self.ahead.len()
    }

    /// Whether nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows found so far, in document order.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.behind.iter().chain(&self.ahead).copied()
    }

    /// Whether a row was found.
    pub fn has(&self, row: u32) -> bool {
        self.number(row).is_some()
    }

    /// Which of those found a row is, from 1, in document order.
    pub fn number(&self, row: u32) -> Option<usize> {
        let upto = self.count(|found| found <= row);
        (self.count(|found| found < row) < upto).then_some(upto)
    }

    /// The row to show first: the nearest from where the search began, or round from the top.
    pub fn first(&self) -> Option<u32> {
        self.ahead.first().or(self.behind.first()).copied()
    }

    /// The row found behind this one, and round from the top.
    pub fn next(&self, row: u32) -> Option<u32> {
        self.at(self.count(|found| found <= row)).or_else(|| self.at(0))
    }

    /// The row found before this one, and round from the end.
    pub fn previous(&self, row: u32) -> Option<u32> {
        let before = self.count(|found| found < row).checked_sub(1);
        self.at(before.or(self.len().checked_sub(1))?)
    }

    fn at(&self, place: usize) -> Option<u32> {
        self.behind.get(place).or_else(|| self.ahead.get(place.checked_sub(self.behind.len())?)).copied()
    }

    /// How many of those found come first.
    fn count(&self, comes: impl Fn(u32) -> bool) -> usize {
        [&self.behind, &self.ahead].map(|part| part.partition_point(|found| comes(*found))).iter().sum()
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

    fn is_in_node(&self, node: Node<'_>, hidden: impl Fn(Node<'_>) -> bool) -> bool {
        node.key().is_some_and(|key| self.is_in(&key))
            || !node.kind().is_container() && self.is_in(&node.text()) && !hidden(node)
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
    use proptest::prelude::*;
    use serde_json::json;

    fn find(document: &Document, words: &str, hidden: impl Fn(Node<'_>) -> bool) -> Vec<u32> {
        let mut search = Search::new(words, 0);
        search.run(document, hidden);
        search.rows().collect()
    }

    fn read(value: &serde_json::Value) -> Document {
        Document::read(value.to_string()).expect("is JSON")
    }

    #[test]
    fn small_letters_find_both_and_capitals_find_themselves() {
        let document = read(&json!({"Größe": "x", "b": "GRÖSSE größe", "c": "Token", "d": "token"}));
        assert_eq!(find(&document, "größe", |_| false), [1, 2]);
        assert_eq!(find(&document, "token", |_| false), [3, 4]);
        assert_eq!(find(&document, "Token", |_| false), [3]);
        assert_eq!(find(&document, "", |_| false), [0; 0]);
    }

    #[test]
    fn escapes_do_not_stand_in_the_way() {
        let document = Document::read(r#"{"a":"caf\u00e9"}"#.to_owned()).expect("is JSON");
        assert_eq!(find(&document, "café", |_| false), [1]);
        assert_eq!(find(&document, "00e9", |_| false), [0; 0]);
    }

    #[test]
    fn a_hidden_value_is_not_found_but_its_key_is() {
        let document = read(&json!({"password": "tulip"}));
        assert_eq!(find(&document, "tulip", |node| node.row() == 1), [0; 0]);
        assert_eq!(find(&document, "pass", |node| node.row() == 1), [1]);
    }

    #[test]
    fn the_next_one_comes_round_and_knows_its_number() {
        let document = read(&json!(["x", "-", "x", "-", "x"]));
        let mut search = Search::new("x", 2);
        search.run(&document, |_| false);
        assert_eq!((search.first(), search.len()), (Some(3), 3));
        assert_eq!([0, 1, 2, 5].map(|row| search.next(row)), [1, 3, 3, 1].map(Some));
        assert_eq!([0, 1, 2, 5].map(|row| search.previous(row)), [5, 5, 1, 3].map(Some));
        assert_eq!([1, 2, 3, 5].map(|row| search.number(row)), [Some(1), None, Some(2), Some(3)]);
        assert_eq!(Search::new("", 0).next(0), None);
    }

    proptest! {
        #[test]
        fn steps_find_what_one_go_finds_and_begin_where_they_should(
            value in super::super::tests::any_json(),
            words in "[a-z0-9]",
            from: prop::sample::Index,
            bytes in 1..40_usize,
        ) {
            let document = read(&value);
            let from = u32::try_from(from.index(document.rows() as usize)).expect("is small");
            let mut search = Search::new(&words, from);
            while !search.step(&document, |_| false, bytes) {}
            let all = find(&document, &words, |_| false);
            prop_assert_eq!(search.first(), all.iter().find(|row| **row >= from).or(all.first()).copied());
            prop_assert_eq!(search.rows().collect::<Vec<_>>(), all);
        }

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
            prop_assert_eq!(find(&document, &needle, |_| false), rows);
        }
    }
}
