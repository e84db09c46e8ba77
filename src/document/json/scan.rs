//! Parser from text to index, in one pass and without recursion, so that nesting uses no stack.

use super::{
    JsonFault,
    fault::{EARLY, EMPTY, MORE, Wrong},
    index::{Index, IndexBuilder, NOWHERE},
    string,
};

/// Maximum nesting depth: more than any answer has, and small enough for a screen and a path.
const DEPTH: usize = 512;

const PAGE: &str = "This is a web page, not JSON.";
const MARK: &str = "The document begins with a byte order mark.";
const LARGE: &str = "The document is larger than 4 GB and cannot be shown.";
const DEEP: &str = "The document is nested deeper than 512 levels and cannot be shown.";
const VALUE: &str = "A value is expected here.";
const KEY: &str = "A key in double quotes is expected here.";
const COLON: &str = "A colon is expected between key and value.";
const COMMA: &str = "A comma or a closing bracket is expected here.";
const NUMBER: &str = "This is not a valid JSON number.";

/// Parses a document into an index, as far as it is valid.
pub(super) fn scan(text: &str) -> (Index, Result<(), JsonFault>) {
    finish(text, false, Scanner::document)
}

/// Parses a text with any number of documents, like `scan`.
pub(super) fn scan_many(text: &str) -> (Index, Result<(), JsonFault>) {
    finish(text, true, Scanner::documents)
}

fn finish<'a>(
    text: &'a str,
    many: bool,
    read: impl FnOnce(&mut Scanner<'a>) -> Result<(), Wrong>,
) -> (Index, Result<(), JsonFault>) {
    let mut scanner = Scanner { text: text.as_bytes(), at: 0, good: 0, maker: IndexBuilder::default() };
    let done = match text.len() {
        length if length >= NOWHERE as usize => Err((0, LARGE)),
        _ => read(&mut scanner),
    };
    (scanner.maker.done(scanner.good, many), done.map_err(|(at, problem)| JsonFault::locate(text, at, problem)))
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    /// End of the last valid value or bracket.
    good: usize,
    maker: IndexBuilder,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), Wrong> {
        self.blanks();
        match self.peek() {
            None => return self.wrong(EMPTY),
            Some(b'<') => return self.wrong(PAGE),
            Some(0xef) if self.text.starts_with("\u{feff}".as_bytes()) => return self.wrong(MARK),
            Some(_) => self.whole()?,
        }
        if self.at < self.text.len() { self.wrong(MORE) } else { Ok(()) }
    }

    fn documents(&mut self) -> Result<(), Wrong> {
        self.maker.row(0);
        self.maker.enter(false);
        self.blanks();
        while self.at < self.text.len() {
            self.whole()?;
        }
        Ok(())
    }

    /// Parses a value with its content, and the whitespace after it.
    fn whole(&mut self) -> Result<(), Wrong> {
        let depth = self.maker.depth();
        self.value(self.at)?;
        self.blanks();
        while self.maker.depth() > depth {
            self.step()?;
            self.blanks();
        }
        Ok(())
    }

    /// Continues inside a container, to its next value or its end.
    #[inline]
    fn step(&mut self) -> Result<(), Wrong> {
        let Some((object, children)) = self.maker.inside() else { return self.wrong(VALUE) };
        match self.peek() {
            Some(b',') if children > 0 => {
                self.at += 1;
                self.blanks();
                self.member(object)?;
            }
            Some(b'}') if object => self.close(),
            Some(b']') if !object => self.close(),
            Some(_) if children == 0 => self.member(object)?,
            Some(_) => return self.wrong(COMMA),
            None => return self.wrong(EARLY),
        }
        Ok(())
    }

    #[inline]
    fn member(&mut self, object: bool) -> Result<(), Wrong> {
        let label = self.at;
        if object {
            match self.peek() {
                Some(b'"') => self.at = string::skip(self.text, self.at)?,
                _ => return self.wrong_or_early(KEY),
            }
            self.blanks();
            if self.peek() != Some(b':') {
                return self.wrong_or_early(COLON);
            }
            self.at += 1;
            self.blanks();
        }
        self.value(label)
    }

    #[inline]
    fn value(&mut self, label: usize) -> Result<(), Wrong> {
        match self.peek() {
            Some(b'"') => self.at = string::skip(self.text, self.at)?,
            Some(b'{') => return self.enter(label, true),
            Some(b'[') => return self.enter(label, false),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word(b"true")?,
            Some(b'f') => self.word(b"false")?,
            Some(b'n') => self.word(b"null")?,
            _ => return self.wrong_or_early(VALUE),
        }
        self.maker.row(label);
        self.good = self.at;
        Ok(())
    }

    fn enter(&mut self, label: usize, object: bool) -> Result<(), Wrong> {
        if self.maker.depth() == DEPTH {
            return self.wrong(DEEP);
        }
        self.at += 1;
        self.maker.row(label);
        self.maker.enter(object);
        self.good = self.at;
        Ok(())
    }

    fn close(&mut self) {
        self.at += 1;
        self.maker.leave(self.at);
        self.good = self.at;
    }

    fn number(&mut self) -> Result<(), Wrong> {
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(())
    }

    #[inline]
    fn digits(&mut self) -> Result<(), Wrong> {
        let begin = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == begin { self.wrong(NUMBER) } else { Ok(()) }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return if word.starts_with(rest) { Err((self.text.len(), EARLY)) } else { self.wrong(VALUE) };
        }
        self.at += word.len();
        Ok(())
    }

    #[inline]
    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn wrong<T>(&self, problem: &'static str) -> Result<T, Wrong> {
        Err((self.at, problem))
    }

    /// Returns the error, or [`EARLY`] at the end of the text: the missing part may not have been received.
    fn wrong_or_early<T>(&self, problem: &'static str) -> Result<T, Wrong> {
        self.wrong(if self.at == self.text.len() { EARLY } else { problem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    fn fault(text: &str) -> (usize, usize, &'static str) {
        scan(text).1.map_err(|fault| (fault.line, fault.column, fault.problem)).expect_err("invalid JSON")
    }

    #[test]
    fn error_has_position_and_reason() {
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
    fn nesting_is_limited_and_uses_no_stack() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(scan(&nested(512)).0.rows, 512);
        assert_eq!(fault(&nested(513)), (1, 513, DEEP));
        assert_eq!(fault(&nested(1_000_000)).2, DEEP);
    }

    proptest! {
        #[test]
        fn validity_agrees_with_serde_json(
            value in crate::document::json::tests::any_json(),
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
            prop_assert_eq!(scan(&text).1.is_ok(), serde_json::from_str::<IgnoredAny>(&text).is_ok(), "{}", text);
        }

        #[test]
        fn parsing_any_text_never_panics(text in any::<String>()) {
            if let Err(fault) = scan(&text).1 {
                prop_assert!(fault.line <= text.lines().count() + 1);
            }
        }
    }
}
