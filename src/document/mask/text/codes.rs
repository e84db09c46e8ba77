//! Codes that replace a password: lists of recovery codes, codes of a message, seeds of a generator of codes.

use super::{
    super::spans::Spans,
    word::{plain, words},
};
use std::ops::Range;

/// Names of lists of codes, each of which replaces a password, in lowercase.
const LISTS: &[&str] = &[
    "recovery codes",
    "backup codes",
    "scratch codes",
    "rescue codes",
    "wiederherstellungscodes",
    "notfallcodes",
    "codes de secours",
    "codes de récupération",
    "códigos de recuperación",
    "códigos de respaldo",
    "códigos de recuperação",
    "códigos de backup",
    "codici di recupero",
    "codici di backup",
    "herstelcodes",
];

/// Names of such a code.
const SINGLE: &[&str] = &[
    "recovery code",
    "backup code",
    "wiederherstellungscode",
    "notfallcode",
    "code de secours",
    "code de récupération",
    "código de recuperación",
    "código de respaldo",
    "código de recuperação",
    "codice di recupero",
    "herstelcode",
];

/// Names of a code that is sent in a message, in lowercase.
const SENT: &[&str] = &[
    "verification code",
    "one-time code",
    "one-time password",
    "sms code",
    "2fa code",
    "bestätigungscode",
    "sicherheitscode",
    "sms-code",
    "sms-tan",
    "code de vérification",
    "code sms",
    "código de verificación",
    "código de verificação",
    "código sms",
    "codice di verifica",
    "verificatiecode",
    "kod weryfikacyjny",
    "認証コード",
    "验证码",
];

/// Codes of a text, line by line.
#[derive(Debug, Default)]
pub(super) struct CodeLines {
    /// True in the lines of a list.
    is_list: bool,
    /// True if the previous line mentioned a code that is sent in a message.
    is_sent: bool,
}

impl CodeLines {
    /// Covers the codes of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        seeds(line, spans);
        self.is_list = self.is_list && (line.trim().is_empty() || item(line, spans));
        if self.is_sent {
            message(line, spans);
        }
        let lower = line.to_lowercase();
        self.is_sent = SENT.iter().any(|name| lower.contains(name));
        if !lower.contains('c') && !lower.contains('k') {
            return;
        }
        if let Some(name) = LISTS.iter().find(|name| lower.contains(*name)) {
            after(line, name, is_code, spans);
            self.is_list = lower.trim_end().ends_with(':');
        } else if let Some(name) = SINGLE.iter().find(|name| lower.contains(*name)) {
            after(line, name, |text| is_code(text) && !text.contains(|c: char| c.is_ascii_lowercase()), spans);
        }
    }
}

/// Returns true if a text has the form of a code: `8563-4302`, `ttst1-95gwu`.
fn is_code(text: &str) -> bool {
    text.len() >= 6
        && text.contains(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Covers the codes after a name: "recovery codes: 8563-4302 7539-6109".
fn after(line: &str, name: &str, is_code: impl Fn(&str) -> bool, spans: &mut Spans) {
    // Lowercase may be longer than the original.
    let Some(at) = line.char_indices().map(|(at, _)| at).find(|at| {
        line.get(*at..)
            .is_some_and(|rest| rest.chars().flat_map(char::to_lowercase).take(name.chars().count()).eq(name.chars()))
    }) else {
        return;
    };
    for range in words(line).into_iter().filter(|range| range.start >= at + name.len()) {
        let (range, text) = plain(line, &range);
        if is_code(text) {
            spans.add(range);
        }
    }
}

/// Covers the codes of a line that has nothing else but its number or its bullet. Returns false for any other line.
fn item(line: &str, spans: &mut Spans) -> bool {
    let is_mark = |text: &str| {
        text.is_empty()
            || text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'*' | b'.'))
    };
    let ranges: Vec<Range<usize>> = words(line);
    let texts = || ranges.iter().map(|range| plain(line, range));
    let codes: Vec<Range<usize>> = texts().filter(|(_, text)| is_code(text)).map(|(range, _)| range).collect();
    let is_item = !codes.is_empty() && texts().all(|(_, text)| is_mark(text) || is_code(text));
    if is_item {
        for code in codes {
            spans.add(code);
        }
    }
    is_item
}

/// Covers a message that is only a code: `09:30 - Ada: 550913`.
fn message(line: &str, spans: &mut Spans) {
    let before = line.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let number = before.len()..line.trim_end().len();
    if (4..=8).contains(&number.len()) && (before.trim().is_empty() || before.trim_end().ends_with([':', '>'])) {
        spans.add(number);
    }
}

/// Covers the seed of a generator of codes (RFC 6238) in groups of four characters of base32.
fn seeds(line: &str, spans: &mut Spans) {
    const LEAST: usize = 6;
    let is_group =
        |text: &str| text.len() == 4 && text.bytes().all(|b| matches!(b, b'A'..=b'Z' | b'a'..=b'z' | b'2'..=b'7'));
    let ranges = words(line);
    if ranges.len() < LEAST {
        return;
    }
    let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
    for run in ranges.split(|range| !is_group(text(range))).filter(|run| run.len() >= LEAST) {
        let numbered = run.iter().filter(|range| text(range).contains(|c: char| c.is_ascii_digit())).count();
        if let (Some(first), Some(last)) = (run.first(), run.last())
            && numbered >= 2
        {
            spans.add(first.start..last.end);
        }
    }
}
