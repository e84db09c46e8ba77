//! What people paste: values mangled by web pages and word processors, whole requests from the documentation.

mod request;

use super::words;
pub use request::Request;

/// The quotes that come along when a value is copied out of a sentence or a file.
const QUOTES: [(char, char, &str); 7] = [
    ('"', '"', STRAIGHT),
    ('\'', '\'', STRAIGHT),
    ('“', '”', CURLY),
    ('‘', '’', CURLY),
    ('„', '“', CURLY),
    ('”', '”', CURLY),
    ('’', '’', CURLY),
];

const INVISIBLE: &str = "invisible characters";
const LINE_ENDS: &str = "line ends";
const NO_BREAK: &str = "no-break spaces";
const TABS: &str = "tabs";
const BLANKS: &str = "blanks around it";
const STRAIGHT: &str = "quotes around it";
const CURLY: &str = "curly quotes";

/// A pasted value as it should have been, and what was done to it.
///
/// Only what nobody types into a value on purpose is mended; every other character stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The value to use.
    pub text: String,
    /// What was repaired, in words such as `curly quotes`; empty where nothing was.
    pub repairs: Vec<&'static str>,
}

impl Mended {
    /// Mends a pasted value. Mending what is mended changes nothing.
    pub fn new(pasted: &str) -> Self {
        let mut mended = Self { text: pasted.to_owned(), repairs: Vec::new() };
        mended.apply(INVISIBLE, |text| text.chars().filter(|&c| !is_unseen(c)).collect());
        mended.apply(LINE_ENDS, one_line);
        mended.trim();
        mended.apply(NO_BREAK, |text| replace(text, words::is_odd_blank));
        mended.apply(TABS, |text| replace(text, |c| c == '\t'));
        mended.unquote();
        mended.trim();
        mended
    }

    fn apply(&mut self, repair: &'static str, mend: impl Fn(&str) -> String) {
        let text = mend(&self.text);
        if text != self.text {
            self.text = text;
            self.note(repair);
        }
    }

    fn note(&mut self, repair: &'static str) {
        if !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
    }

    fn trim(&mut self) {
        let trimmed = self.text.trim();
        let cut = self.text.len() - trimmed.len();
        if cut > 0 {
            let odd = self.text.chars().filter(|&c| words::is_odd_blank(c)).count();
            let kept = trimmed.chars().filter(|&c| words::is_odd_blank(c)).count();
            self.text = trimmed.to_owned();
            self.note(if odd > kept { NO_BREAK } else { BLANKS });
        }
    }

    /// Takes off one pair of quotes, and only where there is no doubt that they are around the value: what is
    /// inside has no such quotes and is not itself quoted.
    fn unquote(&mut self) {
        if let Some((inner, repair)) = quoted(&self.text) {
            let pair = |c: char| self.text.starts_with(c) || self.text.ends_with(c);
            if !inner.contains(pair) && quoted(inner.trim()).is_none() {
                self.text = inner.to_owned();
                self.note(repair);
            }
        }
    }
}

fn quoted(text: &str) -> Option<(&str, &'static str)> {
    QUOTES.iter().find_map(|&(open, close, repair)| Some((text.strip_prefix(open)?.strip_suffix(close)?, repair)))
}

fn is_unseen(c: char) -> bool {
    words::is_invisible(c) || (c.is_control() && c != '\t' && !words::is_line_end(c))
}

/// A long token that was wrapped is put together again; lines of several words are words of one line.
fn one_line(text: &str) -> String {
    if !text.contains(words::is_line_end) {
        return text.to_owned();
    }
    let lines: Vec<_> = text.split(words::is_line_end).map(str::trim).filter(|line| !line.is_empty()).collect();
    let token = lines.iter().all(|line| !line.contains(char::is_whitespace));
    lines.join(if token { "" } else { " " })
}

fn replace(text: &str, odd: impl Fn(char) -> bool) -> String {
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_copying_adds_is_taken_away_and_named() {
        for (pasted, text, repairs) in [
            ("abc", "abc", &[][..]),
            ("", "", &[]),
            (" abc  ", "abc", &[BLANKS]),
            ("abc\r\n", "abc", &[LINE_ENDS]),
            ("eyJh\nbGci\n  OiJI\n", "eyJhbGciOiJI", &[LINE_ENDS]),
            ("My new\r\ninstance", "My new instance", &[LINE_ENDS]),
            ("\"abc\"", "abc", &[STRAIGHT]),
            ("'abc'", "abc", &[STRAIGHT]),
            ("“abc”", "abc", &[CURLY]),
            ("„abc“", "abc", &[CURLY]),
            ("‘ abc ’ ", "abc", &[BLANKS, CURLY]),
            ("\u{a0}abc\u{202f}", "abc", &[NO_BREAK]),
            ("my\u{a0}name", "my name", &[NO_BREAK]),
            ("my\tname", "my name", &[TABS]),
            ("\u{feff}ab\u{200b}c\u{ad}\u{2060}", "abc", &[INVISIBLE]),
            ("ab\u{202e}c\0\u{1b}", "abc", &[INVISIBLE]),
            ("\"\"", "", &[STRAIGHT]),
        ] {
            assert_eq!(Mended::new(pasted), Mended { text: text.into(), repairs: repairs.into() }, "{pasted:?}");
        }
    }

    #[test]
    fn what_may_belong_to_the_value_stays() {
        for value in ["pa ss\"w'ord", "\"a\" or \"b\"", "\"\"abc\"\"", "\"'abc'\"", "\"", "Bob’s “shop”", "a”", "`abc`"]
        {
            assert_eq!(Mended::new(value), Mended { text: value.into(), repairs: vec![] }, "{value:?}");
        }
    }

    const PASTES: &str = "[ab \"'“”‘’„\n\r\t\u{a0}\u{200b}\u{2028}\u{85}\u{1b}]{0,12}";

    proptest! {
        #[test]
        fn mending_twice_is_mending_once(pasted in prop_oneof![any::<String>(), PASTES]) {
            let once = Mended::new(&pasted);
            let twice = Mended::new(&once.text);
            prop_assert_eq!(&twice.text, &once.text);
            prop_assert!(twice.repairs.is_empty());
        }

        #[test]
        fn a_repair_is_named_exactly_where_something_changed(pasted in prop_oneof![any::<String>(), PASTES]) {
            let mended = Mended::new(&pasted);
            prop_assert_eq!(mended.text != pasted, !mended.repairs.is_empty());
        }

        #[test]
        fn characters_that_show_stay_in_their_order(pasted in prop_oneof![any::<String>(), PASTES]) {
            let shown = |text: &str| -> String {
                text.chars().filter(|&c| !c.is_whitespace() && !is_unseen(c)).collect()
            };
            let (before, after) = (shown(&pasted), shown(&Mended::new(&pasted).text));
            let inner = quoted(&before).map_or(before.as_str(), |(inner, _)| inner);
            prop_assert!(after == before || after == inner);
        }
    }
}
