//! Pasted values, cleaned of what copying adds.

use super::sequences::without_sequences;
use crate::text::words;

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

const SEQUENCES: &str = "terminal colors and marks";
const INVISIBLE: &str = "invisible characters";
const LINE_ENDS: &str = "line ends";
const NO_BREAK: &str = "no-break spaces";
const TABS: &str = "tabs";
const BLANKS: &str = "blanks around it";
const STRAIGHT: &str = "quotes around it";
const CURLY: &str = "curly quotes";

/// Columns from which on a line may have been broken by a terminal or a mail program.
const BROKEN_FROM: usize = 16;

/// How much of a pasted value may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Keys and addresses: everything that copying adds goes.
    Key,
    /// Names and tags, in any language: every character that is text stays.
    Free,
    /// Secrets: all stays but for blanks and line ends around them.
    Secret,
}

/// A pasted value as it is taken, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedPaste {
    /// The value to use; on one line.
    pub text: String,
    /// What was cleaned up, in words such as `curly quotes`; empty where nothing was.
    pub repairs: Vec<&'static str>,
    /// The lines that were pasted. More than one are put together only for who asks for it.
    pub lines: usize,
}

impl CleanedPaste {
    /// Cleans a pasted value. Cleaning it again changes nothing.
    pub fn new(pasted: &str, repair: Repair) -> Self {
        let mut mended = Self { text: pasted.to_owned(), repairs: Vec::new(), lines: 1 };
        loop {
            let before = mended.text.clone();
            mended.clean(repair);
            if mended.text == before {
                return mended;
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

fn is_control(c: char) -> bool {
    c.is_control() && c != '\t' && !words::is_line_end(c)
}

/// The text without invisible characters. Joiners stay between letters that join, as in Persian and in emoji.
fn visible(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let joins = |at: usize| {
        let beside = |at: Option<usize>| {
            at.and_then(|at| characters.get(at)).is_some_and(|c| !c.is_ascii() && !c.is_whitespace())
        };
        beside(at.checked_sub(1)) && beside(Some(at + 1))
    };
    let stays = |at: usize, c: char| match c {
        '\u{200c}' | '\u{200d}' => joins(at),
        c => !words::is_invisible(c) && !is_control(c),
    };
    characters.iter().enumerate().filter(|(at, c)| stays(*at, **c)).map(|(_, c)| c).collect()
}

/// The lines that hold something.
fn lines(text: &str) -> Vec<&str> {
    text.split(words::is_line_end).map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Whether lines are parts of one long key or address, broken at the last column.
fn is_broken_token(lines: &[&str]) -> bool {
    let length = |line: &&str| line.chars().count();
    let Some(((first, last), rest)) = lines.split_first().and_then(|(f, r)| Some(((f, r.last()?), r))) else {
        return false;
    };
    let whole = lines.iter().all(|line| !line.contains(char::is_whitespace));
    let middle = rest.iter().take(rest.len() - 1).all(|line| length(line) == length(first));
    let is_even = length(first) >= BROKEN_FROM && middle && length(last) <= length(first);
    let is_address = first.contains("://") && length(first) >= 40 && rest.iter().all(|line| !line.contains("://"));
    whole && (is_even || is_address)
}

fn one_line(text: &str, repair: Repair) -> String {
    if !text.contains(words::is_line_end) {
        return text.to_owned();
    }
    let lines = lines(text);
    match lines.as_slice() {
        // Blanks around a line stay where they may belong to it.
        [_] if repair != Repair::Key => text.trim_matches(words::is_line_end).to_owned(),
        lines => lines.join(if is_broken_token(lines) { "" } else { " " }),
    }
}

/// The text with plain blanks for odd ones. A wide blank between wide letters is their own.
fn plain_blanks(text: &str) -> String {
    let is_wide = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let odd = |c: char| words::is_odd_blank(c) && !(is_wide && c == '\u{3000}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests;
