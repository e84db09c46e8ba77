//! Texts after a name that are not its value: references of a program, notes, lists of pairs.

use super::{
    super::super::{
        name::{is_secret_name, squeeze},
        value::{is_harmless, is_note},
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

/// Returns true if a text is a list that begins with the location of the secret: "shop.p12, alias a, password b".
pub(super) fn begins_with_place(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(place, _)| place.contains('.') && is_harmless(place))
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::sentence("If you forget the password: ask the service desk.", 28..31, true)]
    #[case::whole_value("token: see the portal", 7..21, false)]
    #[case::value("token: x9 the portal", 7..9, false)]
    fn note_goes_on_after_its_first_word(#[case] line: &str, #[case] range: Range<usize>, #[case] noted: bool) {
        assert_eq!(is_noted(line, &range), noted);
    }

    #[rstest]
    #[case::pairs("user=ada mode=0640", true)]
    #[case::one("user=ada more", false)]
    #[case::without_a_name("=ada b=c d=e", false)]
    #[case::without_a_value("user= b=c d=e", false)]
    fn list_has_two_pairs(#[case] text: &str, #[case] pairs: bool) {
        assert_eq!(is_list_of_pairs(text), pairs);
    }

    #[rstest]
    #[case::joined("x = \"PWD=", "\" & word", true)]
    #[case::closed("x = \"PWD\"=", "\" & word", false)]
    #[case::value("x = \"PWD=", "\"; word", false)]
    fn quote_may_end_the_text_of_the_name(#[case] before: &str, #[case] body: &str, #[case] joined: bool) {
        assert_eq!(is_joined_text(before, body), joined);
    }

    #[rstest]
    #[case::word("Token", true)]
    #[case::letter("x", false)]
    #[case::digits("a1b2", false)]
    fn value_without_quotes_after_a_name_in_quotes_is_a_variable(#[case] text: &str, #[case] reference: bool) {
        let (leads, colon, end, is_weak, is_quoted) = (true, true, 0, false, true);
        let name = Name { words: "token", leads, colon, end, is_weak, is_quoted };
        assert_eq!(is_reference(text, &name), reference);
    }
}
