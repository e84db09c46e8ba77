//! Labels whose secret name is followed by a phrase: "Password for the printer: x", "API key (test): x".

use super::{
    super::super::{
        name::{Naming, is_password, naming},
        shape::resembles_key,
        value::{is_harmless, is_plain},
    },
    super::spoken::unqualified,
    extent::Name,
};

/// Words between a name and the thing it belongs to.
const PREPOSITIONS: &[&str] = &[
    "for", "of", "on", "at", "to", "in", "from", "für", "von", "vom", "zum", "zur", "im", "am", "pour", "du", "de",
    "d", "del", "para", "do", "da", "di", "per", "voor", "van", "dla", "till", "til", "is", "ist", "est", "es", "é",
];

/// Returns the name before a colon, if a phrase follows it and the value is a single word with the look of a secret.
pub(super) fn name<'t>(line: &'t str, at: usize, sign: &str) -> Option<Name<'t>> {
    let after = line.get(at + sign.len()..)?;
    if sign == "=" || !after.starts_with([' ', '*']) {
        return None;
    }
    let before = line.get(..at)?;
    // The content of an element.
    let before = before.rsplit('>').next().unwrap_or_default();
    let after = after.split('<').next().unwrap_or_default();
    let label = before.trim_end_matches(['*', '_', ' ']).trim_start_matches(|c: char| !c.is_alphanumeric());
    let label = label.rsplit(": ").next().unwrap_or_default();
    if label.contains([':', '=', '"', '{', '<', '/']) {
        return None;
    }
    // Sentences before the one with the name.
    let label = label.rsplit(". ").next().unwrap_or_default();
    let label = label.rsplit(", ").next().unwrap_or_default();
    let (words, value, is_spoken) = match unqualified(label).filter(|head| names_spoken(head)) {
        Some(words) => (words, after.split(" (").next().unwrap_or_default(), true),
        None => {
            let words = match label.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
                Some((head, _)) => Some(head.trim_end()).filter(|head| is_name(head)),
                None => head(label).or_else(|| mentioned(label)),
            }?;
            let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
            (words, after.split(" (").next().unwrap_or_default(), is_password(&last) || last.ends_with("pin"))
        }
    };
    is_single(value, is_spoken).then(|| Name {
        words,
        leads: true,
        colon: true,
        end: at + sign.len(),
        is_weak: false,
        is_quoted: false,
    })
}

/// Returns the part of a label before a preposition, if it names a secret.
fn head(label: &str) -> Option<&str> {
    label.match_indices(' ').find_map(|(at, _)| {
        let word = label.get(at + 1..)?.split([' ', '\'', '’']).next()?;
        let is_preposition = PREPOSITIONS.iter().any(|known| word.eq_ignore_ascii_case(known));
        label.get(..at).filter(|head| is_preposition && is_name(head))
    })
}

/// Last words of a sentence whose colon introduces something other than the password it mentions.
const OTHERS: &[&str] =
    &["ticket", "user", "username", "case", "id", "url", "link", "version", "order", "ref", "commit"];

/// Returns the password that a sentence mentions before its last words: "he sent a new password by phone".
fn mentioned(label: &str) -> Option<&str> {
    let words: Vec<&str> = label.split(' ').collect();
    let last = words.last()?.to_lowercase();
    let tail = words.get(words.len().saturating_sub(5)..words.len() - 1)?;
    tail.iter().copied().find(|word| words.len() > 3 && !OTHERS.contains(&&*last) && is_password(&word.to_lowercase()))
}

/// Returns true if a text is the name of a password, of up to four words: "Mot de passe".
fn names_spoken(words: &str) -> bool {
    words.to_lowercase().ends_with("mot de passe")
        || is_name(words) && words.rsplit(' ').next().is_some_and(is_password)
}

/// Returns true if a text of at most three words names a secret.
fn is_name(words: &str) -> bool {
    (1..=3).contains(&words.split_whitespace().count()) && naming(words) == Naming::Names
}

/// Returns true if a text is one word that looks like a secret. For a password, any number or word with a sign does.
fn is_single(text: &str, is_password: bool) -> bool {
    let text = text.trim_matches(['*', ' ', '.', ',']);
    let text = text.split(", ").next().unwrap_or_default();
    let word = text.trim_matches(['`', '"', '\'']);
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let is_odd =
        has_digit && word.contains(char::is_alphabetic) || word.contains(['!', '#', '$', '%', '&', '+', '?', '^', '~']);
    !word.contains(char::is_whitespace)
        && word.len() >= 4
        && !is_harmless(word)
        && (is_password && (is_odd && !is_plain(word) || word.bytes().all(|b| b.is_ascii_digit()))
            || resembles_key(word) && !is_plain(word)
            || is_odd && word.contains(['-', '_']) && !is_plain(word))
}
