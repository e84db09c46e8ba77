//! Names and values next to or below each other: labels, tables, forms, settings.

use super::{
    json,
    labels::{self, Label},
    markup::{is_text, opened, without_tags},
    parameter::{KNOWN, decoded_pair},
};
use crate::text::{secret::Secret, words};
use std::collections::VecDeque;

/// Parameters of individual providers, in addition to the standard ones.
const EXTRAS: [&str; 22] = [
    "realmId",
    "realm_id",
    "dataSource",
    "org",
    "organization",
    "location",
    "accounts-server",
    "accounts_server",
    "api_domain",
    "shop",
    "merchant_id",
    "merchantId",
    "subdomain",
    "iss",
    "scope",
    "session_state",
    "tenant",
    "instance_url",
    "company_id",
    "account_id",
    "region",
    "hmac",
];

/// Separators of cells in a line without tabs.
const MARKS: [char; 6] = [',', ';', '，', '、', '；', '､'];

type NameValue = (String, Secret);

/// Parameter names of an answer from this provider.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    /// Name of the proof of consent: `code` or `oauth_verifier`.
    pub(super) proof: &'a str,
    /// Name of the parameter that ties the answer to the request: `state` or `oauth_token`.
    pub(super) tie: &'a str,
    /// The state or token that was sent.
    pub(super) sent: &'a str,
    /// Required parameters in addition to the code.
    pub(super) needs: &'a [String],
}

impl Names<'_> {
    /// Finds the name-value pairs in a text. Each list is one answer.
    pub(super) fn answers(&self, text: &str) -> Vec<Vec<NameValue>> {
        let objects = json::objects(text);
        if !objects.is_empty() {
            let rename = |(name, value): NameValue| self.parameter(&name).map(|name| (name, value));
            return objects.into_iter().map(|pairs| pairs.into_iter().filter_map(rename).collect()).collect();
        }
        let text = without_tags(text);
        let mut reader = FieldReader { names: *self, pairs: Vec::new(), waiting: VecDeque::new(), is_pure: true };
        reader.read(&text);
        let FieldReader { pairs, is_pure, .. } = reader;
        let kept = |(name, _): &NameValue| (is_pure && json::is_parameter(name)) || self.is_kept(name);
        let mut answers = self.apart(pairs.into_iter().filter(kept).collect());
        // The state is recognized by its value, whatever its label.
        let has_state =
            text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').any(|word| word == self.sent);
        for answer in answers.iter_mut().filter(|_| has_state && !self.sent.is_empty()) {
            let has = |name: &str| answer.iter().any(|(known, _)| known == name);
            if has(self.proof) && !has(self.tie) {
                answer.push((self.tie.to_owned(), Secret::new(self.sent)));
            }
        }
        answers
    }

    /// Returns the parameter for a label that is one word or a known phrase.
    fn parameter(&self, label: &str) -> Option<String> {
        let small = label.to_lowercase();
        if let Some(known) = KNOWN.iter().find(|known| **known == small) {
            return Some((*known).to_owned());
        }
        match labels::named(label) {
            Some(Label::Code) => return Some(self.proof.to_owned()),
            Some(Label::State) => return Some(self.tie.to_owned()),
            None => {}
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        (!label.is_empty() && label.chars().all(is_name)).then(|| label.to_owned())
    }

    fn is_kept(&self, name: &str) -> bool {
        let standard = ["error_description", "error_uri", "oauth_problem", "denied", "not_approved"];
        KNOWN.contains(&name)
            || standard.contains(&name)
            || EXTRAS.contains(&name)
            || self.needs.iter().any(|need| need == name)
    }

    /// Starts another answer at each further code or state.
    fn apart(&self, pairs: Vec<NameValue>) -> Vec<Vec<NameValue>> {
        let mut answers: Vec<Vec<NameValue>> = Vec::new();
        let mut current: Vec<NameValue> = Vec::new();
        for (name, value) in pairs {
            match current.iter().find(|(known, _)| *known == name) {
                Some((_, same)) if *same == value => {}
                Some(_) if name == self.proof || name == self.tie => {
                    answers.push(std::mem::take(&mut current));
                    current.push((name, value));
                }
                Some(_) => {}
                None => current.push((name, value)),
            }
        }
        answers.push(current);
        answers.retain(|answer| !answer.is_empty());
        answers
    }
}

struct FieldReader<'a> {
    names: Names<'a>,
    pairs: Vec<NameValue>,
    /// Names whose values follow later.
    waiting: VecDeque<String>,
    /// True if every line so far is a pair, so that unknown names are accepted too.
    is_pure: bool,
}

impl FieldReader<'_> {
    fn read(&mut self, text: &str) {
        let lines: Vec<&str> = text.split(words::is_line_end).filter(|line| is_text(line)).collect();
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            let row = cells(line);
            match lines.get(index + 1).filter(|_| self.is_header(&row)).map(|below| cells_like(line, below)) {
                Some(below) if below.len() == row.len() => {
                    self.is_pure = false;
                    for (label, value) in row.iter().zip(below) {
                        if let Some(name) = self.names.parameter(bare(label)) {
                            self.push(name, value);
                        }
                    }
                    index += 2;
                }
                Some(_) | None => {
                    for cell in row {
                        self.cell(cell);
                    }
                    index += 1;
                }
            }
        }
    }

    /// Returns true if the row is the header of a table with a code.
    fn is_header(&self, row: &[&str]) -> bool {
        let code = |cell: &&str| self.names.parameter(bare(cell)).is_some_and(|name| name == self.names.proof);
        let labels = row.iter().filter(|cell| is_label(cell)).count();
        let is_plain = row.iter().all(|cell| pair(cell).is_none());
        is_plain && row.iter().any(code) && (labels > 1 || row.len() > 2)
    }

    fn cell(&mut self, cell: &str) {
        if let Some((label, value)) = pair(cell) {
            // The name of a map precedes its first pair.
            if let Some(first) = value.strip_prefix('{').filter(|first| pair(first).is_some()) {
                return self.cell(first);
            }
            let name = self.names.parameter(label);
            let known = name.as_deref().is_some_and(|name| self.names.is_kept(name));
            if let Some(name) = name.filter(|_| known || self.waiting.is_empty()) {
                if value.is_empty() {
                    self.waiting.push_back(name);
                } else {
                    self.push(name, value);
                }
                return;
            }
        } else if is_label(bare(cell))
            && let Some(name) = self.names.parameter(bare(cell))
        {
            return self.waiting.push_back(name);
        }
        if let Some((label, value)) =
            cell.split_once(' ').filter(|(label, value)| is_label(label) && !value.trim().contains(' '))
            && let Some(name) = self.names.parameter(bare(label))
        {
            return self.push(name, value);
        }
        match self.waiting.pop_front() {
            Some(name) => self.push(name, cell),
            None => self.is_pure = false,
        }
    }

    fn push(&mut self, name: String, value: &str) {
        let is_token = name == self.names.proof || name == self.names.tie;
        let Some(value) = (if is_token { word(value) } else { Some(unquoted(value)) }) else { return };
        let url = !value.contains(char::is_whitespace);
        let decoded = if url { decoded_pair(&name, value).map(|(_, value)| value) } else { Ok(value.to_owned()) };
        self.pairs.push((name, Secret::new(decoded.unwrap_or_else(|_| value.to_owned()))));
    }
}

/// Returns true if a cell without a separator is a label for a code or a state.
fn is_label(cell: &str) -> bool {
    let is_short = bare(cell).split_whitespace().count() <= 4;
    is_short && (KNOWN.contains(&bare(cell)) || labels::named(bare(cell)).is_some())
}

/// Splits a line into cells at tabs, bars and wide gaps, and between pairs.
fn cells(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = if line.contains('\t') {
        line.split('\t').collect()
    } else if line.contains(['│', '┃']) || line.matches('|').count() > 1 {
        line.split(['|', '│', '┃']).collect()
    } else {
        let pairs =
            |parts: &[&str]| parts.iter().filter(|part| pair(part).is_some_and(|(_, v)| !v.is_empty())).count() > 1;
        let gaps: Vec<&str> = line.split("  ").collect();
        let marks: Vec<&str> = line.split(MARKS).collect();
        let blanks: Vec<&str> = line.split_whitespace().collect();
        let has_code = |parts: &[&str]| parts.iter().filter(|part| is_label(part)).count() > 1;
        if pairs(&marks) || has_code(&marks) {
            marks
        } else if pairs(&blanks)
            && blanks.iter().all(|blank| pair(blank).is_some_and(|(_, v)| !v.is_empty()) || !blank.contains(['=', ':']))
        {
            blanks
        } else {
            gaps
        }
    };
    parts.into_iter().map(str::trim).filter(|part| is_text(part)).collect()
}

/// Splits a line below a header into cells in the same way as the header.
fn cells_like<'a>(header: &str, line: &'a str) -> Vec<&'a str> {
    let is_marked = !header.contains(['\t', '|', '│', '┃']) && header.contains(MARKS);
    if is_marked { line.split(MARKS).map(str::trim).filter(|part| is_text(part)).collect() } else { cells(line) }
}

/// Splits a cell at its first separator into label and value.
fn pair(cell: &str) -> Option<(&str, &str)> {
    // Ruby writes a colon before a name, and a bracket before the first one.
    let opened = cell.trim_start_matches(['{', '(', '[', ' ']);
    let cell = opened.strip_prefix(':').filter(|rest| rest.contains("=>")).unwrap_or(cell);
    let separators = ["=>", "->", "→", ":=", "：", "＝", ":", "="];
    let (at, separator) =
        separators.iter().filter_map(|s| Some((cell.find(s)?, *s))).min_by_key(|(at, s)| (*at, 9 - s.len()))?;
    let label = bare(cell.get(..at)?);
    let value = cell.get(at + separator.len()..)?.trim();
    let is_label = label.chars().any(char::is_alphabetic) && label.chars().count() <= 48;
    (is_label && !value.starts_with("//")).then_some((label, value))
}

/// Returns a label without quotes, bullets and markup.
fn bare(label: &str) -> &str {
    label.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{e31}'..='\u{e4e}' | '\u{900}'..='\u{97f}'))
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let quoted = ['"', '\'', '`'].iter().find_map(|&quote| value.strip_prefix(quote)?.split_once(quote));
    let value = quoted.map_or(value, |(inner, _)| inner);
    value
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | '`') || (!c.is_ascii() && !c.is_alphanumeric())
        })
        .trim_end_matches([',', ';'])
}

/// Returns the single word that may be a code or a state. Returns `None` if the value is a sentence.
fn word(value: &str) -> Option<&str> {
    let value = unquoted(opened(value)).split("#_=_").next().unwrap_or_default();
    let (first, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    let first =
        first.split(|c: char| !c.is_ascii() || matches!(c, '<' | '>' | '"' | '`' | '\'')).next().unwrap_or_default();
    let first = first.trim_end_matches([',', ';', '.', ')', ']', '}', '*', ':']);
    let nothing = ["null", "undefined", "none", "n/a", "nil"].contains(&first.to_lowercase().as_str());
    let is_sentence = !rest.trim().is_empty() && !looks_random(first);
    (!first.is_empty() && !nothing && !is_sentence && !first.contains("://")).then_some(first)
}

/// Returns true if a word has the mix of digits and letters of a code rather than of a sentence.
pub(super) fn looks_random(word: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._~/+=%|:#-!*$".contains(c);
    let (letter, digit) =
        (word.contains(|c: char| c.is_ascii_alphabetic()), word.contains(|c: char| c.is_ascii_digit()));
    let small = word.to_lowercase();
    let known = ["oauth", "rfc", "http", "localhost", "utf-", "sha"].iter().any(|start| small.starts_with(start));
    let mixed = word.chars().skip(1).any(|c| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_lowercase());
    word.len() >= 6 && word.chars().all(is_allowed) && letter && (digit || (mixed && word.len() >= 12)) && !known
}
