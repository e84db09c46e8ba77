//! Bare codes: alone, with their state, broken over lines, or within a sentence.

use super::{
    fields::looks_random,
    labels,
    runs::{self, Run},
    text::Wiped,
};
use crate::text::secret::Secret;
use zeroize::Zeroizing;

/// Minimum length of a line of a code that was broken over several lines.
const LINE: usize = 40;
/// Minimum length of a word that is taken for the state of another request.
const STATE: usize = 16;

/// Code without an address, and the word next to it that should tie it to the request.
pub(super) struct BareAnswer {
    pub(super) code: Secret,
    pub(super) tie: Option<Secret>,
}

impl BareAnswer {
    fn alone(code: &str) -> Self {
        Self { code: Secret::new(code), tie: None }
    }

    fn with(code: &str, tie: &str) -> Self {
        Self { code: Secret::new(code), tie: Some(Secret::new(tie)) }
    }
}

/// Finds codes in a text without addresses and labels. In OAuth 1 the token precedes its verifier.
///
/// # Errors
/// A sentence with the reason if there is no code.
pub(super) fn codes(text: &str, tie: &str, is_token: bool) -> Result<Vec<BareAnswer>, &'static str> {
    let runs = runs::split(text);
    let words: Vec<&str> = runs.iter().map(|run| trimmed(run.text)).filter(|word| !word.is_empty()).collect();
    let no_code = Err("This is neither an address nor a code.");
    let odd = |word: &str| !word.is_ascii() || word.contains(['{', '}']);
    match words.as_slice() {
        [word] => match word.rsplit_once('#').filter(|_| !odd(word)) {
            Some((code, "" | "_=_")) => Ok(vec![BareAnswer::alone(code)]),
            Some((code, state)) => Ok(vec![BareAnswer::with(code, state)]),
            None if odd(word) || labels::named(word).is_some() => no_code,
            None if text.split_whitespace().count() > 1 || has_tag(text) => no_code,
            None => Ok(vec![BareAnswer::alone(word)]),
        },
        [first, code] if is_token && *first == tie => Ok(vec![BareAnswer::with(code, first)]),
        [code, last] if *last == tie => Ok(vec![BareAnswer::with(code.trim_end_matches('#'), last)]),
        [label, code] if runs.iter().all(|run| run.line == 0) && labels::named(label).is_some() && !odd(code) => {
            Ok(vec![BareAnswer::alone(code)])
        }
        _ if let Some(code) = broken(&runs) => Ok(vec![BareAnswer::alone(&code)]),
        [code, last] if code.is_ascii() && is_foreign(last, is_token) => {
            Ok(vec![if is_token { BareAnswer::with(last, code) } else { BareAnswer::with(code, last) }])
        }
        _ => in_sentence(text, &words, tie).ok_or("This is neither an address nor a code."),
    }
}

/// Joins a code broken into lines of equal length, the last of which may be shorter.
fn broken(runs: &[Run<'_>]) -> Option<Wiped> {
    let (first, rest) = runs.split_first()?;
    let (last, middle) = rest.split_last()?;
    let full = first.text.len() >= LINE && middle.iter().all(|run| run.text.len() == first.text.len());
    let fits = last.text.len() <= first.text.len()
        && (!middle.is_empty() || last.text.len() == first.text.len() || looks_random(last.text));
    let alone = runs.iter().all(|run| run.is_alone() && run.text.is_ascii());
    (full && fits && alone).then(|| Zeroizing::new(runs.iter().map(|run| run.text).collect()))
}

fn is_foreign(word: &str, is_token: bool) -> bool {
    word.is_ascii()
        && ((word.len() >= STATE && !word.contains(['.', '/']))
            || (is_token && word.contains(|c: char| c.is_ascii_digit())))
}

/// Returns the code-like words of a sentence that mentions a code.
fn in_sentence(text: &str, words: &[&str], tie: &str) -> Option<Vec<BareAnswer>> {
    let is_tied = !tie.is_empty() && words.contains(&tie);
    if !is_tied && !labels::mentions_code(text) {
        return None;
    }
    let mut codes: Vec<&str> = Vec::new();
    for word in words.iter().filter(|word| looks_random(word) && **word != tie) {
        if !codes.contains(word) {
            codes.push(word);
        }
    }
    let bare = |code: &&str| if is_tied { BareAnswer::with(code, tie) } else { BareAnswer::alone(code) };
    (1..=4).contains(&codes.len()).then(|| codes.iter().map(bare).collect())
}

fn has_tag(text: &str) -> bool {
    text.contains("</") || text.contains("/>")
}

/// Returns a word without surrounding brackets and sentence punctuation.
fn trimmed(word: &str) -> &str {
    let word = word.trim_start_matches(['(', '[', '*', ',', ';', '>']);
    let end = |c: char| matches!(c, ',' | ';' | ')' | ']' | '.' | '?' | '!' | ':');
    let cut = word.trim_end_matches("**");
    let last = cut.trim_end_matches(end);
    // Codes of some providers end with an exclamation mark or contain brackets, so only sentence punctuation is
    // removed.
    if last.is_empty() {
        word
    } else if cut.ends_with('!') {
        cut
    } else {
        last
    }
}
