//! Cleanup of pasted values.

use super::sequences::without_sequences;
use crate::text::words;

/// Quotes that are copied along with a value from a sentence or a file.
const QUOTES: [(char, char, &str); 7] = [
    ('"', '"', STRAIGHT),
    ('\'', '\'', STRAIGHT),
    ('“', '”', CURLY),
    ('‘', '’', CURLY),
    ('„', '“', CURLY),
    ('”', '”', CURLY),
    ('’', '’', CURLY),
];

const SEQUENCES: &str = "terminal colors and marks";
const INVISIBLE: &str = "invisible characters";
const LINE_ENDS: &str = "line ends";
const NO_BREAK: &str = "no-break spaces";
const TABS: &str = "tabs";
const BLANKS: &str = "surrounding spaces";
const STRAIGHT: &str = "surrounding quotes";
const CURLY: &str = "curly quotes";

/// Minimum width in columns of a line that may have been broken by a terminal or a mail program.
const BROKEN_FROM: usize = 16;

/// Extent of changes to a pasted value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Keys and addresses: everything that copying adds is removed.
    Key,
    /// Names and tags in any language: all text characters are kept.
    Free,
    /// Secrets: only surrounding spaces and line ends are removed.
    Secret,
}

/// Cleaned value, with the changes made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedPaste {
    /// Value to use, on one line.
    pub text: String,
    /// Descriptions of the changes, such as `curly quotes`; empty if there were none.
    pub repairs: Vec<&'static str>,
    /// Number of pasted lines. Several lines are joined only if the caller wants it.
    pub lines: usize,
}

impl CleanedPaste {
    /// Cleans a pasted value. Cleaning the result again changes nothing.
    pub fn new(pasted: &str, repair: Repair) -> Self {
        let mut cleaned = Self { text: pasted.to_owned(), repairs: Vec::new(), lines: 1 };
        loop {
            let before = cleaned.text.clone();
            cleaned.clean(repair);
            if cleaned.text == before {
                return cleaned;
            }
        }
    }

    fn clean(&mut self, repair: Repair) {
        self.apply(SEQUENCES, |text| without_sequences(text).to_string());
        match repair {
            Repair::Key => self.apply(INVISIBLE, visible),
            Repair::Free => {
                self.apply(INVISIBLE, |text| text.chars().filter(|&c| c != '\u{feff}' && !is_control(c)).collect());
            }
            Repair::Secret => self.apply(INVISIBLE, |text| {
                let text: String = text.chars().filter(|&c| !is_control(c)).collect();
                text.trim_matches(words::is_invisible).to_owned()
            }),
        }
        let lines = lines(&self.text);
        self.lines = self.lines.max(if is_broken_token(&lines) { 1 } else { lines.len() });
        self.apply(LINE_ENDS, |text| one_line(text, repair));
        self.trim(repair);
        if repair == Repair::Key {
            self.apply(NO_BREAK, plain_blanks);
            self.apply(TABS, |text| text.replace('\t', " "));
            self.unquote();
            self.trim(repair);
        }
    }

    fn apply(&mut self, repair: &'static str, change: impl Fn(&str) -> String) {
        let text = change(&self.text);
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

    fn trim(&mut self, repair: Repair) {
        let trimmed = match repair {
            Repair::Key | Repair::Secret => self.text.trim(),
            Repair::Free => self.text.trim_matches([' ', '\t']),
        };
        let cut = self.text.len() - trimmed.len();
        if cut > 0 {
            let odd = self.text.chars().filter(|&c| words::is_odd_blank(c)).count();
            let kept = trimmed.chars().filter(|&c| words::is_odd_blank(c)).count();
            self.text = trimmed.to_owned();
            self.note(if odd > kept { NO_BREAK } else { BLANKS });
        }
    }

    /// Removes one pair of quotes if they certainly surround the value: the inner text contains no such quotes and is
    /// not itself quoted.
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

fn is_control(c: char) -> bool {
    c.is_control() && c != '\t' && !words::is_line_end(c)
}

/// Returns the text without invisible characters. Joiners are kept between letters that join, as in Persian and in
/// emoji.
fn visible(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let joins = |at: usize| {
        let is_joinable = |at: Option<usize>| {
            at.and_then(|at| characters.get(at)).is_some_and(|c| !c.is_ascii() && !c.is_whitespace())
        };
        is_joinable(at.checked_sub(1)) && is_joinable(Some(at + 1))
    };
    let is_kept = |at: usize, c: char| match c {
        '\u{200c}' | '\u{200d}' => joins(at),
        c => !words::is_invisible(c) && !is_control(c),
    };
    characters.iter().enumerate().filter(|(at, c)| is_kept(*at, **c)).map(|(_, c)| c).collect()
}

/// Returns the lines that are not empty, trimmed.
fn lines(text: &str) -> Vec<&str> {
    text.split(words::is_line_end).map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Returns true if the lines are parts of one long key or address, broken at the last column.
fn is_broken_token(lines: &[&str]) -> bool {
    let length = |line: &&str| line.chars().count();
    let Some(((first, last), rest)) = lines.split_first().and_then(|(f, r)| Some(((f, r.last()?), r))) else {
        return false;
    };
    let are_words = lines.iter().all(|line| !line.contains(char::is_whitespace));
    let middle = rest.iter().take(rest.len() - 1).all(|line| length(line) == length(first));
    let is_even = length(first) >= BROKEN_FROM && middle && length(last) <= length(first);
    let is_address = first.contains("://") && length(first) >= 40 && rest.iter().all(|line| !line.contains("://"));
    are_words && (is_even || is_address)
}

fn one_line(text: &str, repair: Repair) -> String {
    if !text.contains(words::is_line_end) {
        return text.to_owned();
    }
    let lines = lines(text);
    match lines.as_slice() {
        // Spaces around a line are kept if they may belong to it.
        [_] if repair != Repair::Key => text.trim_matches(words::is_line_end).to_owned(),
        lines => lines.join(if is_broken_token(lines) { "" } else { " " }),
    }
}

/// Replaces unusual spaces by plain ones. An ideographic space between wide letters is kept.
fn plain_blanks(text: &str) -> String {
    let is_wide = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let odd = |c: char| words::is_odd_blank(c) && !(is_wide && c == '\u{3000}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests;
