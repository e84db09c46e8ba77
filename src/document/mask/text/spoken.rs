//! Secrets in sentences of several languages, and in sentences that go on in the next line.

mod vocabulary;

use super::{
    super::{
        name::{is_password, is_secret_name},
        spans::Spans,
        value::is_harmless,
    },
    codes::CodeLines,
    sentence::is_odd_word,
    word::{plain, words},
};
use vocabulary::{
    ADJECTIVES, ARTICLES, CODE_BEGINS, CODE_ENDS, JOINED_NAMES, PARTICLES, PREPOSITIONS, QUESTIONS, QUOTES, VERBS,
    WIRELESS,
};

/// Number of lines after the name of a password in which its value may be.
const TALK: u8 = 5;

/// Sentences of a text, line by line.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// True if the previous line ended with the name of a password.
    is_open: bool,
    codes: CodeLines,
    /// Number of further lines that belong to a talk about a password.
    talk: u8,
}

impl Sentences {
    /// Covers the secrets in the sentences of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        if self.is_open
            && let Some(first) = words(line).first()
            && is_odd_word(plain(line, first).1)
        {
            spans.add(plain(line, first).0);
        }
        self.is_open = ends_with_name(line);
        qualified(line, spans);
        in_quotes(line, spans);
        joined(line, spans);
        code(line, spans);
        pin(line, spans);
        wireless(line, spans);
        question(line, spans);
        self.codes.next(line, spans);
        self.talk(line, spans);
    }

    /// Covers a word with the shape of a password a few lines after a password was mentioned: "use Jabuticaba@2025".
    fn talk(&mut self, line: &str, spans: &mut Spans) {
        let is_sentence = !line.contains(['{', '<', ';', '=']);
        self.talk = self.talk.saturating_sub(1);
        for range in words(line).iter().filter(|_| is_sentence) {
            let (range, text) = plain(line, range);
            if self.talk > 0 && is_word_with_number(text) {
                spans.add(range);
            } else if is_password(&text.to_lowercase()) {
                self.talk = TALK;
            }
        }
    }
}

/// Returns true if a sentence ends with the name of a password, so that its value is on the next line.
fn ends_with_name(line: &str) -> bool {
    let lower = line.trim_end().to_lowercase();
    let mut last = lower.split_whitespace().rev().take(3);
    let Some(word) = last.next() else { return false };
    let word = if VERBS.contains(&word) { last.next().unwrap_or_default() } else { word };
    let is_sentence = lower.split_whitespace().count() > 3 && !lower.contains(['=', '{', '<', '|']);
    is_sentence && (is_password(word) || lower.ends_with("mot de passe") || lower.ends_with("mot de passe est"))
}

/// Covers the value after a name and a word of time: "mon mot de passe habituel Minou1987".
fn qualified(line: &str, spans: &mut Spans) {
    let ranges = words(line);
    for (at, range) in ranges.iter().enumerate() {
        let word = plain(line, range).1.to_lowercase();
        let is_qualified = ADJECTIVES.contains(&&*word);
        let names = || names_password(line.get(..range.start).unwrap_or_default());
        let Some((value, text)) = ranges.get(at + 1).map(|next| plain(line, next)).filter(|_| is_qualified) else {
            continue;
        };
        if is_odd_word(text) && text.contains(|c: char| c.is_ascii_digit()) && names() {
            spans.add(value);
        }
    }
}

/// Returns a label without a word of time at its end: "Mot de passe provisoire".
pub(super) fn unqualified(label: &str) -> Option<&str> {
    let (head, last) = label.rsplit_once(' ')?;
    ADJECTIVES.contains(&&*last.to_lowercase()).then_some(head)
}

/// Covers a text in quotes after the name of a password: `mot de passe « x9 »`.
fn in_quotes(line: &str, spans: &mut Spans) {
    for (open, close) in QUOTES {
        for (at, _) in line.match_indices(open) {
            let start = at + open.len_utf8();
            let Some(inner) = line.get(start..).and_then(|rest| rest.find(close).and_then(|end| rest.get(..end)))
            else {
                continue;
            };
            let text = inner.trim();
            let is_value = text.len() >= 4
                && text.bytes().all(|b| b.is_ascii_graphic())
                && text.contains(|c: char| !c.is_ascii_alphabetic());
            if is_value && names_password(line.get(..at).unwrap_or_default()) {
                let from = start + (inner.len() - inner.trim_start().len());
                spans.add(from..from + text.len());
            }
        }
    }
}

/// Returns true if a text ends with the name of a password, which a verb or a particle may follow.
fn names_password(before: &str) -> bool {
    let mut before = before.trim_end();
    for end in VERBS.iter().map(|verb| format!(" {verb}")).chain(PARTICLES.iter().map(|part| (*part).to_owned())) {
        before = before.strip_suffix(&*end).unwrap_or(before).trim_end();
    }
    let lower = before.to_lowercase();
    let is_joined = JOINED_NAMES.iter().any(|name| before.ends_with(name));
    is_joined
        || lower.ends_with("mot de passe")
        || lower.split_whitespace().next_back().is_some_and(|word| is_password(word) || word == "pin")
}

/// Covers the value after a name without a space: `暗証番号：80215`.
fn joined(line: &str, spans: &mut Spans) {
    for name in JOINED_NAMES {
        for (at, _) in line.match_indices(name) {
            let rest = line.get(at + name.len()..).unwrap_or_default();
            let body = PARTICLES.iter().fold(rest, |rest, part| rest.strip_prefix(part).unwrap_or(rest)).trim_start();
            let end = body.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '`')).unwrap_or(body.len());
            let (value, behind) = body.split_at(end);
            let is_value = value.len() >= 4 && value.contains(|c: char| c.is_ascii_digit());
            let is_end = behind.chars().next().is_none_or(|c| c.is_whitespace() || "。、，）」でに입\"`".contains(c));
            if body.len() < rest.len() && is_value && is_end {
                let start = at + name.len() + (rest.len() - body.len());
                spans.add(start..start + end);
            }
        }
    }
}

/// Returns true if a text is words and a number with a sign: `Jabuticaba@2025`, `delorme_Cave1998`.
fn is_word_with_number(text: &str) -> bool {
    let text = text.trim_end_matches(['!', '#', '*']);
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = words.trim_end_matches(['@', '#', '!', '$', '%', '&', '*']);
    // Names of objects have lines between words in small letters.
    let is_joined = letters.contains('_') && letters.contains(char::is_lowercase);
    let is_signed = letters.len() < words.len() && letters.starts_with(char::is_uppercase);
    letters.len() >= 4
        && letters.chars().all(|c| c.is_alphabetic() || c == '_')
        && letters.contains(char::is_uppercase)
        && (is_joined || is_signed)
        && (2..=6).contains(&(text.len() - words.len()))
}

/// Covers the answer after a question in quotes or parentheses: `Security question "first pet": Biscuit`.
fn question(line: &str, spans: &mut Spans) {
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return;
    }
    let Some(at) = QUESTIONS.iter().find_map(|name| lower.find(name).map(|at| at + name.len())) else { return };
    let rest = line.get(at..).unwrap_or_default();
    let ends = [('"', '"'), ('(', ')'), ('«', '»'), ('“', '”'), ('„', '“'), ('\'', '\'')];
    let body = rest.trim_start_matches([' ', ':', 's']);
    let Some(answer) = ends.iter().find_map(|(open, close)| {
        let (_, answer) = body.strip_prefix(*open)?.split_once(*close)?;
        Some(answer)
    }) else {
        return;
    };
    let text = answer.trim_start_matches([' ', ':', '=', '-', '–', '→', '>']);
    if text.len() < answer.len() && !is_harmless(text) {
        let start = line.len() - text.len();
        spans.add(start..start + text.trim_end().len());
    }
}

/// Covers the PIN of a thing that is named between: "le code PIN de la clé USB 48213".
fn pin(line: &str, spans: &mut Spans) {
    let ranges = words(line);
    let word = |at: usize| ranges.get(at).map(|range| plain(line, range));
    for at in 0..ranges.len() {
        if !word(at).is_some_and(|(_, text)| matches!(text, "PIN" | "PUK" | "Pin")) {
            continue;
        }
        let is_linked = word(at + 1).is_some_and(|(_, text)| PREPOSITIONS.contains(&&*text.to_lowercase()));
        let value =
            (at + 3..at + 8).find_map(|at| word(at).filter(|(_, text)| text.contains(|c: char| c.is_ascii_digit())));
        if let Some((range, text)) = value.filter(|_| is_linked)
            && (4..=8).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_digit())
        {
            spans.add(range);
        }
    }
}

/// Covers the code of a door or a device: "Der Entsperrcode vom Telefon ist die 730418".
fn code(line: &str, spans: &mut Spans) {
    if !line.to_lowercase().contains("code") {
        return;
    }
    let ranges = words(line);
    let lower: Vec<String> = ranges.iter().map(|range| plain(line, range).1.to_lowercase()).collect();
    let word = |at: usize| lower.get(at).map_or("", String::as_str);
    let is_code = |at: usize| {
        let before = at.checked_sub(1).map_or("", word);
        CODE_BEGINS.iter().any(|begin| word(at).strip_suffix("code") == Some(begin))
            || word(at) == "code" && (CODE_ENDS.contains(&word(at + 1)) || is_secret_name(&format!("{before} code")))
    };
    for at in (0..lower.len()).filter(|at| VERBS.contains(&word(*at))) {
        let value = at + 1 + usize::from(ARTICLES.contains(&word(at + 1)));
        let Some((range, text)) = ranges.get(value).map(|range| plain(line, range)) else { continue };
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_value = (4..=8).contains(&text.len()) && digits >= 4 && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_value && (at.saturating_sub(12)..at).any(is_code) {
            spans.add(range);
        }
    }
}

/// Covers the key of a wireless network, which may be of several words: "WLAN Office, Schlüssel = palette 12 stapler 99."
fn wireless(line: &str, spans: &mut Spans) {
    let lower = line.to_lowercase();
    if !WIRELESS.iter().any(|name| lower.contains(name)) {
        return;
    }
    for name in ["Schlüssel", "schlüssel", "Key", "key", "Clé", "clé", "Clave", "clave", "Code", "code"] {
        let Some((_, rest)) = line.split_once(name) else { continue };
        let body = rest.trim_start();
        let Some(body) = body.strip_prefix(['=', ':']).map(str::trim_start) else { continue };
        let end = body.find(". ").or_else(|| body.find(", ")).unwrap_or(body.trim_end_matches('.').len());
        let value = body.get(..end).unwrap_or_default();
        let is_key = (8..=63).contains(&value.len())
            && value.contains(|c: char| c.is_ascii_digit())
            && value.split_whitespace().count() <= 5
            && !value.contains(['=', '"', '{', '<', ':', '/']);
        if is_key {
            let start = line.len() - body.len();
            spans.add(start..start + value.len());
        }
    }
}
