//! What may follow in a filter that is being typed: the keys there are where it has come to.

use crate::document::json::{Document, Node};

/// What may stand in the place of the last part of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The byte of the filter that part begins at.
    pub from: usize,
    /// What it may become, each once, in the order of the document.
    pub parts: Vec<String>,
}

/// So many values are looked at in one place; a list of more repeats itself.
const LOOKED_AT: usize = 200;

/// Filters whose argument is about each item of what comes in.
const EACH: &[&str] =
    &["map", "map_values", "sort_by", "group_by", "unique_by", "min_by", "max_by", "any", "all", "paths", "del"];
/// Filters that hand on what comes in, or some of it.
const SAME: &[&str] = &["select", "sort_by", "unique_by", "sort", "unique", "reverse", "del", "limit", "first", "last"];

/// What may follow at the end of a filter, told by the document it is for. Only paths are understood; behind
/// anything else nothing is offered, and neither is a key that is `hidden`.
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
    /// The values that come in here.
    input: Vec<u32>,
    /// The values what was read so far yields.
    now: Vec<u32>,
    /// What comes in around the brackets one is in, and what will be there when they close.
    outer: Vec<(Vec<u32>, Vec<u32>)>,
}

impl<H: Fn(Node<'_>) -> bool> PathReader<'_, H> {
    fn read(&mut self) -> Option<Completion> {
        // Whether a path that begins here goes on from what was read, as in `.a.b`, and not from what comes in.
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

    /// A `.` and what belongs to it; what may stand there, if it is the end.
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

    /// `[]`, `[0]` or `["key"]` behind a path; anything else yields nothing that is known.
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

    /// A word and, if it takes an argument, the way into that.
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

    /// A text in quotes, up to its end; what is inside is not a path.
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
        self.now = inside.map(Node::row).take(LOOKED_AT).collect();
    }

    fn keys(&self, begun: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for node in self.now.iter().flat_map(|row| children(self.document, *row)).take(LOOKED_AT) {
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

/// What a container holds itself, as far as anyone looks.
fn children(document: &Document, row: u32) -> impl Iterator<Item = Node<'_>> {
    let first = document.node(row).filter(|node| node.folds()).and_then(|node| document.node(node.row() + 1));
    std::iter::successors(first, |node| node.next_sibling()).take(LOOKED_AT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_completed_wherever_it_stands() {
        let text = r#"{"id":1,"items":[{"name":"a","odd key":1},{"name":"b","x":{"y":1}}]}"#;
        let document = Document::read(text.to_owned()).expect("is JSON");
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
    fn of_several_documents_each_is_looked_at() {
        let (document, _) = Document::many("{\"a\":1}{\"b\":1}".to_owned());
        assert_eq!(complete(&document, ".", |_| false).parts, [".a", ".b"]);
        assert_eq!(complete(&document, ".", |node| node.row() == 2).parts, [".b"]);
    }

    proptest::proptest! {
        #[test]
        fn any_filter_at_all_can_be_completed(filter in "[.a\\[\\](){}|\"0 é\\\\]{0,20}") {
            let document = Document::read(r#"{"a":[{"a":1}]}"#.to_owned()).expect("is JSON");
            proptest::prop_assert!(complete(&document, &filter, |_| false).from <= filter.len());
        }
    }
}
