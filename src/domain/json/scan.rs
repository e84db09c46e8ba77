//! From text to index, in one pass and without recursion, so that depth costs no stack.

use super::{Entry, JsonFault, Kind, NOWHERE, string};

/// Deeper than any answer goes, and shallow enough for a screen and a path.
const DEPTH: usize = 512;

const EMPTY: &str = "There is nothing here to read.";
const PAGE: &str = "This looks like a web page, not like JSON.";
const MARK: &str = "A byte order mark stands before the document.";
const LARGE: &str = "This is larger than 4 GB, more than can be shown.";
const DEEP: &str = "This is nested deeper than 512 levels, more than can be shown.";
const VALUE: &str = "A value should stand here.";
const KEY: &str = "A key in double quotes should stand here.";
const COLON: &str = "A colon should stand between key and value.";
const COMMA: &str = "A comma or a closing bracket should stand here.";
const EARLY: &str = "The document ends before all its brackets are closed.";
const NUMBER: &str = "This is not a number as JSON writes them.";
const MORE: &str = "The document is over, and yet something follows.";

/// What is wrong, and at which byte.
pub(super) type Wrong = (usize, &'static str);

/// Finds every value of a document.
pub(super) fn scan(text: &str) -> Result<Vec<Entry>, JsonFault> {
    let mut scanner = Scanner { text: text.as_bytes(), at: 0, entries: Vec::new(), open: Vec::new() };
    match scanner.document() {
        Ok(()) => Ok(scanner.entries),
        Err((at, what)) => Err(locate(text, at, what)),
    }
}

/// An offset or a row as it is kept. Nothing is lost: a text of 4 GB is refused before it is read.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn locate(text: &str, at: usize, what: &'static str) -> JsonFault {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    JsonFault { line, column, what }
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    entries: Vec<Entry>,
    /// The rows of the containers around `at`.
    open: Vec<u32>,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), Wrong> {
        if self.text.len() >= NOWHERE as usize {
            return Err((0, LARGE));
        }
        self.blanks();
        match self.peek() {
            None => return self.wrong(EMPTY),
            Some(b'<') => return self.wrong(PAGE),
            Some(0xef) if self.text.starts_with("\u{feff}".as_bytes()) => return self.wrong(MARK),
            Some(_) => self.value(0)?,
        }
        self.blanks();
        while let Some(&row) = self.open.last() {
            self.step(row)?;
            self.blanks();
        }
        if self.at < self.text.len() { self.wrong(MORE) } else { Ok(()) }
    }

    /// Goes on inside a container: to its next value, or out of it.
    fn step(&mut self, row: u32) -> Result<(), Wrong> {
        let Some(&Entry { kind, children, .. }) = self.entries.get(row as usize) else { return self.wrong(VALUE) };
        match self.peek() {
            Some(b'}') if kind == Kind::Object => self.close(),
            Some(b']') if kind == Kind::Array => self.close(),
            Some(b',') if children > 0 => {
                self.at += 1;
                self.blanks();
                self.member(kind, children)?;
            }
            Some(_) if children == 0 => self.member(kind, 0)?,
            Some(_) => return self.wrong(COMMA),
            None => return self.wrong(EARLY),
        }
        Ok(())
    }

    fn member(&mut self, kind: Kind, position: u32) -> Result<(), Wrong> {
        if kind == Kind::Array {
            return self.value(position);
        }
        if self.peek() != Some(b'"') {
            return self.wrong(KEY);
        }
        let key = narrow(self.at);
        self.at = string::skip(self.text, self.at)?;
        self.blanks();
        if self.peek() != Some(b':') {
            return self.wrong(COLON);
        }
        self.at += 1;
        self.blanks();
        self.value(key)
    }

    fn value(&mut self, label: u32) -> Result<(), Wrong> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.enter(Kind::Object)?,
            Some(b'[') => self.enter(Kind::Array)?,
            Some(b'"') => {
                self.at = string::skip(self.text, self.at)?;
                Kind::String
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Kind::Bool)?,
            Some(b'f') => self.word("false", Kind::Bool)?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return self.wrong(VALUE),
        };
        self.push(kind, label, start);
        Ok(())
    }

    fn enter(&mut self, kind: Kind) -> Result<Kind, Wrong> {
        if self.open.len() == DEPTH {
            return self.wrong(DEEP);
        }
        self.at += 1;
        Ok(kind)
    }

    fn push(&mut self, kind: Kind, label: u32, start: usize) {
        let row = narrow(self.entries.len());
        let parent = self.open.last().copied().unwrap_or(NOWHERE);
        if let Some(parent) = self.entries.get_mut(parent as usize) {
            parent.children += 1;
        }
        let depth = u16::try_from(self.open.len()).unwrap_or(u16::MAX);
        let (start, stop) = (narrow(start), narrow(self.at));
        self.entries.push(Entry { kind, depth, parent, end: row + 1, children: 0, label, start, stop });
        if kind.is_container() {
            self.open.push(row);
        }
    }

    fn close(&mut self) {
        self.at += 1;
        let end = narrow(self.entries.len());
        if let Some(entry) = self.open.pop().and_then(|row| self.entries.get_mut(row as usize)) {
            entry.end = end;
            entry.stop = narrow(self.at);
        }
    }

    fn number(&mut self) -> Result<Kind, Wrong> {
        self.eat(b"-");
        if !self.eat(b"0") {
            self.digits()?;
        }
        if self.eat(b".") {
            self.digits()?;
        }
        if self.eat(b"eE") {
            self.eat(b"+-");
            self.digits()?;
        }
        Ok(Kind::Number)
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        if !self.eat(b"0123456789") {
            return self.wrong(NUMBER);
        }
        while self.eat(b"0123456789") {}
        Ok(())
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Wrong> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return self.wrong(VALUE);
        }
        self.at += word.len();
        Ok(kind)
    }

    fn eat(&mut self, wanted: &[u8]) -> bool {
        let found = self.peek().is_some_and(|byte| wanted.contains(&byte));
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while self.eat(b" \n\r\t") {}
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn wrong<T>(&self, what: &'static str) -> Result<T, Wrong> {
        Err((self.at, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    fn fault(text: &str) -> (usize, usize, &'static str) {
        scan(text).map(|_| ()).map_err(|fault| (fault.line, fault.column, fault.what)).expect_err("is not JSON")
    }

    #[test]
    fn a_fault_says_where_and_what() {
        assert_eq!(fault(" \n"), (2, 1, EMPTY));
        assert_eq!(fault("<html>"), (1, 1, PAGE));
        assert_eq!(fault("\u{feff}{}"), (1, 1, MARK));
        assert_eq!(fault("{\n  \"é\": 1,\n}"), (3, 1, KEY));
        assert_eq!(fault("[\"é\" 1]"), (1, 6, COMMA));
        assert_eq!(fault("{\"a\" 1}"), (1, 6, COLON));
        assert_eq!(fault("[1,]"), (1, 4, VALUE));
        assert_eq!(fault("[nil]"), (1, 2, VALUE));
        assert_eq!(fault("[1.]"), (1, 4, NUMBER));
        assert_eq!(fault("[[1]"), (1, 5, EARLY));
        assert_eq!(fault("{} {}"), (1, 4, MORE));
    }

    #[test]
    fn depth_has_a_limit_and_costs_no_stack() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(scan(&nested(512)).map(|entries| entries.len()), Ok(512));
        assert_eq!(fault(&nested(513)), (1, 513, DEEP));
        assert_eq!(fault(&nested(1_000_000)).2, DEEP);
    }

    proptest! {
        #[test]
        fn what_is_json_is_not_a_matter_of_opinion(
            value in crate::domain::json::tests::any_json(),
            at: prop::sample::Index,
            cut in 0..3_usize,
            part in prop::sample::select(vec![
                "", "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u00e9", "\\n", "0", "1", "-", ".", "e", "+", "true", "fals",
                " ", "\n", "\u{1}", "é", "[1,", "{\"k\":", "1.5E-3", "-0",
            ]),
        ) {
            let mut text: Vec<char> = value.to_string().chars().collect();
            let at = at.index(text.len());
            let end = (at + cut).min(text.len());
            text.splice(at..end, part.chars());
            let text = String::from_iter(text);
            prop_assert_eq!(scan(&text).is_ok(), serde_json::from_str::<IgnoredAny>(&text).is_ok(), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            if let Err(fault) = scan(&text) {
                prop_assert!(fault.line <= text.lines().count() + 1);
            }
        }
    }
}
