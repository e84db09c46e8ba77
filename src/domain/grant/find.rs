//! Extraction of addresses and queries from the text around them in a mail, a chat, a page or a log.

use super::{
    answer::{self, Parameters},
    parameter::{KNOWN, PROOFS},
    runs::{self, Run},
    text::Wiped,
    wrap, wrapper,
};
use zeroize::Zeroizing;

/// Address found in a text: an answer, or the reason why it is not one.
pub(super) type FoundAnswers = Result<Parameters, &'static str>;

/// Known values of the request that found addresses are compared with.
#[derive(Clone, Copy)]
pub(super) struct KnownFields<'a> {
    /// The registered callback, which distinguishes a part of an address from a code.
    pub(super) callback: &'a str,
    /// The state or request token that was sent.
    pub(super) tie: &'a str,
    /// Name of the parameter that returns it.
    pub(super) tie_name: &'a str,
}

impl KnownFields<'_> {
    /// Finds every address, and every query of two or more pairs.
    pub(super) fn addresses(&self, runs: &[Run<'_>]) -> Vec<FoundAnswers> {
        let mut found = Vec::new();
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let joined = wrap::joined(rest, self.tie);
            for option in &joined.options {
                found.extend(self.address(option, first.before == Some('<'), 0));
            }
            rest = rest.get(joined.used.max(1)..).unwrap_or_default();
        }
        found
    }

    /// Parses one address. Returns an empty list if it is not one.
    pub(super) fn address(&self, run: &str, is_bracketed: bool, depth: usize) -> Vec<FoundAnswers> {
        if depth > wrapper::DEPTH {
            return Vec::new();
        }
        if wrapper::is_encoded(run)
            && !run.contains("://")
            && let Some(address) = wrapper::decoded_address(run)
        {
            return self.address(&address, false, depth + 1);
        }
        if let Some(address) = wrapper::proofpoint_v3(run) {
            return self.address(&address, false, depth + 1);
        }
        let address = trimmed(run, is_bracketed);
        let Some((place, queries)) = split(address, self.callback) else { return Vec::new() };
        let mut pieces: Vec<Wiped> = Vec::new();
        for piece in queries.iter().flat_map(|query| self.pieces(query)) {
            // A pair that was copied twice is the same pair.
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
        let outer = Parameters::from_pieces(place, pieces.iter().map(|piece| piece.as_str()));
        let Ok(outer) = outer else { return vec![outer] };
        if !outer.has_answer() || !outer.has(self.tie_name) {
            let inner = wrapper::inner(address, outer.values());
            let inner: Vec<_> = inner
                .iter()
                .flat_map(|inner| self.address(inner, false, depth + 1))
                .filter(|found| found.as_ref().is_ok_and(Parameters::has_answer))
                .collect();
            if !inner.is_empty() {
                return inner;
            }
        }
        vec![Ok(outer)]
    }

    /// Returns the pairs of a query, each without the text after its value.
    fn pieces(&self, query: &str) -> Vec<Wiped> {
        let pieces: Vec<&str> = query.split('&').filter(|piece| !piece.is_empty()).collect();
        let last = pieces.len().saturating_sub(1);
        pieces.iter().enumerate().map(|(at, piece)| Zeroizing::new(self.piece(piece, at == last))).collect()
    }

    fn piece(&self, piece: &str, is_last: bool) -> String {
        let Some((name, value)) = piece.split_once('=') else { return piece.to_owned() };
        let value = if PROOFS.contains(&name) {
            let value = value.split(['[', ']', '{', '}', '^', '\\']).next().unwrap_or_default();
            let value = value.split(|c: char| !c.is_ascii()).next().unwrap_or_default();
            without_encoded_spaces(value)
        } else if is_last {
            // In scripts without spaces between words, the text may continue directly after an address.
            value.split(|c: char| c >= '\u{e00}').next().unwrap_or_default()
        } else {
            value
        };
        let rest = value.strip_prefix(self.tie).filter(|_| name == self.tie_name && !self.tie.is_empty());
        let is_tie = rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        format!("{name}={}", if is_tie { self.tie } else { value })
    }
}

/// Removes encoded spaces from the end. They occur when a sentence was turned into a link.
fn without_encoded_spaces(mut value: &str) -> &str {
    let blanks = ["%20", "%0A", "%0a", "%0D", "%0d", "%09", "%C2%A0", "%c2%a0"];
    while let Some(rest) = blanks.iter().find_map(|blank| value.strip_suffix(blank)) {
        value = rest;
    }
    value
}

/// Removes the text before an address and the punctuation and markup after it.
fn trimmed(run: &str, is_bracketed: bool) -> &str {
    let start = match run.find("://") {
        Some(at) => {
            let scheme = run.get(..at).unwrap_or_default();
            let before = scheme.trim_end_matches(runs::is_scheme);
            // An address of a scope or an issuer may be a value within the answer.
            let is_value = before.ends_with('=') && before.split(['?', '&', '#']).skip(1).any(is_known);
            if is_value { 0 } else { before.len() }
        }
        None => 0,
    };
    let (before, address) = run.split_at(start);
    let mut address = address.trim_start_matches(['(', '[', '{', '*', '_', '~', '|', ',']);
    if let Some((link, words)) = address.split_once('|') {
        // Chat syntax is `<address|words>`, wiki syntax `[words|address|kind]`.
        // Words that repeat the address have a query of their own.
        let is_query =
            words.split_once('&').is_some_and(|(before, pair)| pair.contains('=') && !before.contains(['?', '#']));
        let kind = words.strip_suffix(']').unwrap_or("=");
        let is_wiki = kind.chars().all(|c| c.is_alphabetic() || c == '-');
        if (is_bracketed && (!is_query || words.contains("://"))) || is_wiki {
            address = link;
        }
    }
    let marks: &str = before.get(before.trim_end_matches(['*', '_', '~']).len()..).unwrap_or_default();
    without_tail(address, if marks.is_empty() { run } else { marks })
}

/// Returns true if a piece of a query is a parameter of an answer.
fn is_known(piece: &str) -> bool {
    piece.split_once('=').is_some_and(|(name, _)| KNOWN.contains(&name))
}

fn without_tail<'a>(mut address: &'a str, marks: &str) -> &'a str {
    loop {
        let length = address.len();
        let open = |open: char, close: char| {
            address.chars().filter(|&c| c == close).count() > address.chars().filter(|&c| c == open).count()
        };
        let cut = match address.chars().next_back() {
            Some('.' | ',' | ';' | ':' | '|' | '\\' | '?' | '\u{2010}') => true,
            Some(')') => open('(', ')'),
            Some(']') => open('[', ']'),
            Some('}') => open('{', '}'),
            Some('*') => {
                address = address.strip_suffix("**").unwrap_or(address);
                address.ends_with('*') && marks.starts_with('*')
            }
            Some('_') => marks.starts_with('_'),
            Some('~') => marks.starts_with('~'),
            _ => false,
        };
        if cut {
            let mut rest = address.chars();
            rest.next_back();
            address = rest.as_str();
        } else if address.len() == length {
            return address;
        }
    }
}

/// Splits an address from the queries after `?` and `#`. Returns `None` if the text is neither an address nor a query.
fn split<'a>(line: &'a str, callback: &str) -> Option<(Option<&'a str>, Vec<&'a str>)> {
    let (before, fragment) = line.split_once('#').unwrap_or((line, ""));
    let (address, query) = before.split_once('?').unwrap_or((before, ""));
    // Pages of a single-page application have a `?` of their own after the `#`.
    let inner = fragment.split_once('?').map_or(fragment, |(_, inner)| inner);
    // One provider (Facebook) ends every redirect with `#_=_`.
    let inner = if answer::is_query(inner) && inner != "_=_" { inner } else { "" };
    if answer::is_query(query) {
        return Some((Some(address), vec![query, inner]));
    }
    // A single pair may be a label with its value, which `fields` handles.
    if !before.contains('?') && address.trim_matches('&').contains('&') && answer::is_query(address) {
        return Some((None, vec![address, inner]));
    }
    let is_address = has_scheme(address) || (address.contains('/') && callback.contains(address));
    (is_address || !inner.is_empty()).then_some((Some(address), vec![query, inner]))
}

/// Returns true if the text begins like an address: `https://`, `myapp:/`, `urn:ietf:`.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(runs::is_scheme)
            && (rest.starts_with('/') || scheme.eq_ignore_ascii_case("urn"))
    })
}
