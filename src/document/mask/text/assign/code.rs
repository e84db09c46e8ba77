//! Texts after a name that are not its value: references of a program, notes, lists of pairs.

use super::{
    super::super::{
        name::{is_secret_name, squeeze},
        value::is_note,
    },
    extent::Name,
};
use std::ops::Range;

/// Returns true if a value begins a note in a sentence: "If you forget the password: ask the service desk."
pub(super) fn is_noted(line: &str, range: &Range<usize>) -> bool {
    let rest = line.get(range.start..).unwrap_or_default();
    let sentence = rest.split(['.', ';', '(']).next().unwrap_or_default().trim_end();
    sentence.len() > range.len() && is_note(sentence)
}

/// Returns true if a value is a program variable that holds the secret: `self.password = password`, `token =
/// args.token`.
pub(super) fn is_reference(text: &str, named: &Name<'_>) -> bool {
    let name = named.words;
    let text = text.trim_end_matches([';', ',']);
    // A name in quotes before a value without quotes is a program.
    let is_bare = text.len() > 1 && text.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    if named.is_quoted && is_bare {
        return true;
    }
    let is_path = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let last = text.rsplit('.').next().unwrap_or_default();
    let own = name.rsplit('.').next().unwrap_or_default();
    let is_variable = text.strip_prefix('$').is_some_and(|variable| squeeze(variable) == squeeze(name));
    is_variable
        || is_path
            && !text.is_empty()
            && (text.contains('.') && is_secret_name(last) || name.contains('.') && squeeze(last) == squeeze(own))
}

/// Returns true if a line begins a branch of a program: `if not token:`.
pub(super) fn is_branch(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    matches!(first, "if" | "elif" | "else" | "for" | "while" | "with" | "def" | "class" | "case" | "except" | "return")
}

/// Returns true if a text consists of names with values, which are judged on their own: `user=ada mode=0640`.
pub(super) fn is_list_of_pairs(text: &str) -> bool {
    let is_pair = |word: &str| word.split_once('=').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty());
    text.split_whitespace().filter(|word| is_pair(word)).count() >= 2
        && text.split_whitespace().next().is_some_and(is_pair)
}

/// Returns true if a text is a secret name with its value, which is judged on its own: `Token response: access_token=x`.
pub(super) fn is_pair(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(name, value)| !value.trim_matches('=').is_empty() && is_secret_name(name) && is_word(name))
}

fn is_word(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// Returns true if a text continues the path of a key: `token:bucket:rate`.
pub(super) fn is_key_path(text: &str, name: &Name<'_>, line: &str) -> bool {
    let is_joined = name.colon && !line.get(name.end..).is_some_and(|rest| rest.starts_with([' ', '"', '\'']));
    is_joined
        && text.contains(':')
        && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ':' | '-' | '_' | '*'))
}

/// Returns true if a quote after a name ends the text that has the name, and another text is joined: `"PWD=" & word`.
pub(super) fn is_joined_text(before: &str, body: &str) -> bool {
    let joins = body.strip_prefix('"').is_some_and(|rest| rest.trim_start().starts_with(['&', '+', '.', '|']));
    joins && before.matches('"').count() % 2 == 1
}

/// Returns true if a line is a label of a few words and a short value after it: `VPN pre-shared key: a & b`.
pub(super) fn is_label(before: &str, after: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '\'');
    before.trim().chars().all(is_plain)
        && before.split_whitespace().count() <= 5
        && after.starts_with(' ')
        && after.split_whitespace().count() <= 4
        && !after.contains([',', ';', '(', '{', '[', '<', '='])
}
