//! Completion of a filter that is being typed, with the keys of the document at that place.

use crate::document::json::{Document, Node};

/// Completions for the last part of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Byte offset of that part in the filter.
    pub from: usize,
    /// Completions without duplicates, in document order.
    pub parts: Vec<String>,
}

/// Maximum number of values inspected in one place. Longer lists repeat the same keys.
const INSPECTED: usize = 200;

/// Filters with an argument that is evaluated for each item of their input.
const EACH: &[&str] =
    &["map", "map_values", "sort_by", "group_by", "unique_by", "min_by", "max_by", "any", "all", "paths", "del"];
/// Filters that return their input or a part of it.
const SAME: &[&str] = &["select", "sort_by", "unique_by", "sort", "unique", "reverse", "del", "limit", "first", "last"];

/// Returns completions for the end of a filter, taken from its document. Only paths are understood: after anything else
/// nothing is offered. Keys that are `hidden` are not offered either.
pub fn complete(document: &Document, filter: &str, hidden: impl Fn(Node<'_>) -> bool) -> Completion {
    let (input, now, outer) = (root(document), root(document), Vec::new());
    let mut reader = PathReader { document, hidden, filter, at: 0, input, now, outer };
    reader.read().unwrap_or_default()
}

fn root(document: &Document) -> Vec<u32> {
    if document.is_many() { children(document, 0).map(Node::row).collect() } else { vec![0] }
}

struct PathReader<'a, H> {
    document: &'a Document,
    hidden: H,
    filter: &'a str,
    at: usize,
    /// Input values at this place.
    input: Vec<u32>,
    /// Values of the expression read so far.
    now: Vec<u32>,
    /// Input around each open bracket, and the values after it is closed.
    outer: Vec<(Vec<u32>, Vec<u32>)>,
}

impl<H: Fn(Node<'_>) -> bool> PathReader<'_, H> {
    fn read(&mut self) -> Option<Completion> {
        // True if a path at this place continues the previous expression, as in `.a.b`, rather than starting from the
        // input.
        let mut joined = false;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '.' => {
                    if !joined {
                        self.now.clone_from(&self.input);
                    }
                    if let Some(found) = self.step() {
                        return Some(found);
                    }
                }
                '[' if joined => self.index()?,
                '(' | '[' | '{' => self.enter(),
                ')' | ']' | '}' => self.leave()?,
                '|' => {
                    self.at += 1;
                    self.input = std::mem::take(&mut self.now);
                }
                '"' => self.text()?,
                _ if c.is_ascii_alphabetic() || c == '_' => self.word(),
                _ => {
                    self.at += c.len_utf8();
                    if !c.is_whitespace() {
                        self.now.clear();
                    }
                }
            }
            joined = matches!(c, '.' | ')' | ']' | '?') || c == '[' && joined;
        }
        None
    }

    fn rest(&self) -> &str {
        self.filter.get(self.at..).unwrap_or_default()
    }

    /// Reads a `.` and its key. At the end of the filter, returns the completions.
    fn step(&mut self) -> Option<Completion> {
        let from = self.at;
        self.at += 1;
        let length = self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let key = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length;
        if self.at == self.filter.len() {
            return Some(Completion { from, parts: self.keys(&key) });
        }
        if !key.is_empty() {
            self.descend(|node| node.key().is_some_and(|own| own == key));
        } else if self.rest().starts_with('"') {
            let begin = self.at;
            self.text()?;
            let key: String = serde_json::from_str(self.filter.get(begin..self.at)?).ok()?;
            self.descend(|node| node.key().is_some_and(|own| own == key));
        }
        None
    }

    /// Reads `[]`, `[0]` or `["key"]` after a path. Any other index gives no known values.
    fn index(&mut self) -> Option<()> {
        let inside = self.rest().get(1..)?;
        let end = inside.find(']')?;
        let inner = inside.get(..end)?.trim().to_owned();
        self.at += end + 2;
        if inner.is_empty() {
            self.descend(|_| true);
        } else if let Ok(place) = inner.parse::<u32>() {
            self.descend(|node| node.position() == Some(place));
        } else {
            let key = serde_json::from_str::<String>(&inner).ok();
            self.descend(|node| key.is_some() && node.key().as_deref() == key.as_deref());
        }
        Some(())
    }

    /// Reads a word, and enters its argument if it has one.
    fn word(&mut self) {
        let length = self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let word = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length;
        let known = |list: &[&str]| list.contains(&word.as_str());
        let after = if known(SAME) { self.input.clone() } else { Vec::new() };
        if !self.rest().starts_with('(') {
            self.now = after;
            return;
        }
        let outer = self.input.clone();
        if known(EACH) {
            self.now.clone_from(&outer);
            self.descend(|_| true);
            self.input = std::mem::take(&mut self.now);
        }
        self.at += 1;
        self.outer.push((outer, after));
        self.now.clear();
    }

    fn enter(&mut self) {
        self.at += 1;
        self.outer.push((self.input.clone(), Vec::new()));
        self.now.clear();
    }

    fn leave(&mut self) -> Option<()> {
        self.at += 1;
        (self.input, self.now) = self.outer.pop()?;
        Some(())
    }

    /// Skips a quoted text, since paths inside it have no meaning.
    fn text(&mut self) -> Option<()> {
        let mut escaped = false;
        let end = self.rest().char_indices().skip(1).find_map(|(at, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends.then_some(at)
        })?;
        self.at += end + 1;
        Some(())
    }

    fn descend(&mut self, wanted: impl Fn(&Node<'_>) -> bool) {
        let document = self.document;
        let inside = self.now.iter().flat_map(|row| children(document, *row)).filter(wanted);
        self.now = inside.map(Node::row).take(INSPECTED).collect();
    }

    fn keys(&self, begun: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for node in self.now.iter().flat_map(|row| children(self.document, *row)).take(INSPECTED) {
            let Some(key) = node.key().filter(|key| begins(key, begun) && !(self.hidden)(node)) else { continue };
            let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !key.starts_with(|c: char| c.is_ascii_digit())
                && !key.is_empty();
            let part = if plain { format!(".{key}") } else { format!(".{}", node.raw_key().unwrap_or_default()) };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts
    }
}

fn begins(key: &str, begun: &str) -> bool {
    key.get(..begun.len()).is_some_and(|start| start.eq_ignore_ascii_case(begun))
}

/// Returns the children of a container, up to the maximum.
fn children(document: &Document, row: u32) -> impl Iterator<Item = Node<'_>> {
    let first = document.node(row).filter(|node| node.folds()).and_then(|node| document.node(node.row() + 1));
    std::iter::successors(first, |node| node.next_sibling()).take(INSPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_completed_in_any_position() {
        let text = r#"{"id":1,"items":[{"name":"a","odd key":1},{"name":"b","x":{"y":1}}]}"#;
        let document = Document::read(text.to_owned()).expect("valid JSON");
        let cases: &[(&str, usize, &[&str])] = &[
            (".", 0, &[".id", ".items"]),
            (".I", 0, &[".id", ".items"]),
            (".items[].", 8, &[".name", ".\"odd key\"", ".x"]),
            (".items[1].", 9, &[".name", ".x"]),
            (".items | .[1].x.", 15, &[".y"]),
            (".\"items\"[1].", 11, &[".name", ".x"]),
            (".[\"items\"][1].", 13, &[".name", ".x"]),
            (".items | map(.n", 13, &[".name"]),
            (".items[] | select(.x.", 20, &[".y"]),
            (".items[] | select(.name == \"a\") | .o", 34, &[".\"odd key\""]),
            ("[.items[].", 9, &[".name", ".\"odd key\"", ".x"]),
            ("{a: .i", 4, &[".id", ".items"]),
            ("", 0, &[]),
            ("length | .", 9, &[]),
            (".items[", 0, &[]),
            (".\"ite", 0, &[]),
        ];
        for (filter, from, parts) in cases {
            let completion = complete(&document, filter, |_| false);
            assert_eq!(
                (completion.from, completion.parts.as_slice()),
                (*from, &parts.iter().map(ToString::to_string).collect::<Vec<_>>()[..]),
                "{filter}"
            );
        }
    }

    #[test]
    fn keys_of_several_documents_are_offered() {
        let (document, _) = Document::many("{\"a\":1}{\"b\":1}".to_owned());
        assert_eq!(complete(&document, ".", |_| false).parts, [".a", ".b"]);
        assert_eq!(complete(&document, ".", |node| node.row() == 2).parts, [".b"]);
    }

    proptest::proptest! {
        #[test]
        fn completing_any_filter_never_panics(filter in "[.a\\[\\](){}|\"0 é\\\\]{0,20}") {
            let document = Document::read(r#"{"a":[{"a":1}]}"#.to_owned()).expect("valid JSON");
            proptest::prop_assert!(complete(&document, &filter, |_| false).from <= filter.len());
        }
    }
}
