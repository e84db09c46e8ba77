//! Secrets in sentences and notes.

use super::{
    super::{
        name::is_secret_name,
        shape::{resembles_key, trimmed},
        spans::Spans,
    },
    command_word::{CommandWord, is_blank},
};

/// Characters that occur in passwords and not in words.
const SIGNS: &str = "#!$%&*+?@^_~";

/// Words of a sentence about signing in, before a user and a password.
const SIGN_IN: &[&str] = &[
    "login",
    "log in",
    "sign in",
    "access",
    "account",
    "user",
    "credential",
    "portal",
    "zugang",
    "anmeld",
    "acceso",
    "entrar",
    "accès",
    "connexion",
    "acesso",
    "accesso",
    "inlog",
    "logowan",
];

/// Finds the password after a user: `Login: ada / x9!`, "sign in with `ada` / `x9!`".
pub(super) fn pair(line: &str, spans: &mut Spans) {
    for (at, slash) in line.match_indices(" / ") {
        let (before, after) = (line.get(..at).unwrap_or_default(), line.get(at + slash.len()..).unwrap_or_default());
        let user = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let word = after.split_whitespace().next().unwrap_or_default();
        let label = before.get(..before.len() - user.len()).unwrap_or_default().trim_end().to_lowercase();
        let last = label.rsplit(' ').next().unwrap_or_default();
        let names = |text: &str| SIGN_IN.iter().any(|name| text.contains(name));
        let is_quoted = ['`', '"', '\''].iter().any(|quote| user.ends_with(*quote) && word.starts_with(*quote));
        let is_labeled =
            (last.ends_with(':') || last == "is") && after.trim_end_matches('.') == word.trim_end_matches('.');
        let plain = word.trim_matches(['`', '"', '\'']).trim_end_matches(['.', ',', ';', ')', '`', '"', '\'']);
        let is_shaped = is_odd_word(plain) || is_disordered(plain);
        let is_odd = plain.contains(|c: char| c.is_ascii_digit() || SIGNS.contains(c));
        if !user.is_empty()
            && (is_labeled && names(&label) && is_odd
                || is_shaped && (is_quoted && names(&label) || names(last) && !names(&user.to_lowercase())))
        {
            let start = at + slash.len() + after.find(plain).unwrap_or_default();
            spans.add(start..start + plain.len());
        }
    }
}

/// Returns true if a word mixes capital and small letters as no word and no name of a program does: `xmXXSxtzSgW`.
pub(super) fn is_disordered(word: &str) -> bool {
    let letters = || word.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.is_ascii_uppercase());
    let changes = letters().zip(letters().skip(1)).filter(|(one, two)| one != two).count();
    let small = word.split(|c: char| !c.is_ascii_lowercase()).filter(|run| run.len() == 1).count();
    let capital = word.split(|c: char| !c.is_ascii_uppercase()).filter(|run| run.len() > 1).count();
    word.len() >= 8 && word.bytes().all(|b| b.is_ascii_alphanumeric()) && changes >= 5 && small + capital >= 2
}

/// Finds a name and a value with a dash between them, `Secret key - x9!`. Plain words are not covered, because they are
/// probably a sentence.
pub(super) fn dashed(line: &str, spans: &mut Spans) {
    let is_odd = |word: &str| word.contains(|c: char| c.is_ascii_digit() || SIGNS.contains(c));
    let Some((name, value)) = [" - ", " – ", " — ", " → ", " -> "].iter().find_map(|dash| line.split_once(dash))
    else {
        return;
    };
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    if name.split_whitespace().count() <= 3
        && is_secret_name(name)
        && value.split_whitespace().count() <= 2
        && is_odd(value)
    {
        spans.add(trimmed(line, line.len() - value.len(), line.len()));
    }
}

/// Returns true if a word of a sentence looks like a password: it has a digit or a sign inside, and is no address.
pub(super) fn is_odd_word(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() >= 6
        && inner.contains(|c: char| c.is_ascii_digit() || SIGNS.contains(c))
        && inner.contains(char::is_alphabetic)
        && !word.contains(['=', '/', '(', '<', '{', '[', '.', ':'])
        && !inner.contains('@')
        && !inner.contains('_')
}

/// Returns true if a sentence reveals the next word as a secret: "the password for it is h4t!", "token 5f7a90bc12de is
/// revoked", "the PIN 2580".
pub(super) fn reveals(before: &[CommandWord<'_>], name: &str, next: &CommandWord<'_>) -> bool {
    let is_password = |word: &str| word.eq_ignore_ascii_case("pin") || is_secret_name(word);
    let plain = next.text.trim_matches(['"', '\'', '`', '.', ',', ';', '(', ')']);
    let has_digit = plain.contains(|c: char| c.is_ascii_digit());
    let is_random = |least: usize| plain.len() >= least && has_digit && plain.contains(char::is_alphabetic);
    let is_token = || is_random(12) && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match &*name.to_lowercase() {
        "is" | "ist" | "est" | "es" | "lautet" | "é" | "è" | "jest" | "är" | "er" | "je" | "now" | "jetzt" => {
            let is_odd = has_digit || plain.contains(|c| SIGNS.contains(c));
            let tail: Vec<&str> = before.iter().rev().take(2).rev().map(|word| word.text).collect();
            let is_key = || tail.last().is_some_and(|word| matches!(*word, "token" | "secret" | "key"));
            let of_password = before.iter().any(|word| is_password(word.text))
                || before.windows(3).any(|words| words.iter().map(|word| word.text).eq(["mot", "de", "passe"]));
            let of_api = || (1..before.len()).any(|at| before.get(..at).is_some_and(|before| names_api(before)));
            plain.len() >= 4
                && (of_password && (is_odd || next.quoted)
                    || is_secret_name(&tail.join(" ")) && is_odd
                    || is_key() && is_random(8)
                    || resembles_key(plain) && of_api())
        }
        "api" if is_token() && resembles_key(plain) && names_key(before) => true,
        "passe" => {
            before.iter().rev().map(|word| word.text).take(2).eq(["de", "mot"]) && (next.quoted || is_odd_word(plain))
        }
        "secret" | "key" | "token" if next.quoted && names_two(before, name) && is_shaped_key(plain) => true,
        "token" | "secret" => is_token(),
        "code" => {
            let before = before.last().map_or("", |word| word.text);
            is_secret_name(&format!("{before} code"))
                && (4..=8).contains(&plain.len())
                && plain.bytes().all(|b| b.is_ascii_digit())
        }
        // A word in parentheses is a reference, such as the hash of a commit.
        _ if is_token()
            && !next.text.starts_with('(')
            && !name.ends_with([':', '='])
            && is_secret_name(name)
            && resembles_key(plain) =>
        {
            true
        }
        "alarmcode" | "türcode" | "zugangscode" | "accesscode" | "doorcode" | "toegangscode" | "pin" | "pincode"
        | "pin-code" | "pinkod" | "puk" => (4..=8).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// Returns true if a word and the one before it name a secret: "client secret", "API key".
fn names_two(before: &[CommandWord<'_>], name: &str) -> bool {
    before.last().is_some_and(|word| is_secret_name(&format!("{} {name}", word.text)))
}

/// Returns true if words before "API" end with a word for a key: "clave de".
fn names_key(before: &[CommandWord<'_>]) -> bool {
    let tail: Vec<&str> = before.iter().rev().take(2).rev().map(|word| word.text).collect();
    is_secret_name(&format!("{} API", tail.join(" ")))
}

/// Returns true if words end with the name of the key of an API: "clave de API".
fn names_api(words: &[CommandWord<'_>]) -> bool {
    words.split_last().is_some_and(|(last, before)| last.text == "API" && names_key(before))
}

/// Returns true if a quoted word in a sentence is a key rather than the name of an object, which has only small letters.
fn is_shaped_key(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.contains(is);
    word.len() >= 6
        && has(|c| c.is_ascii_digit())
        && has(char::is_alphabetic)
        && (has(|c| c.is_ascii_uppercase()) || resembles_key(word))
        && !word.contains(['/', '.', ' ', '(', '{', '$'])
}

/// Finds words with the shape of a password, `Insert!Subiekt55`, in a sentence about one.
pub(super) fn shaped(line: &str, spans: &mut Spans) {
    if line.contains(['{', '<', ';', '=']) || line.split_whitespace().count() < 4 {
        return;
    }
    let is_shaped = |word: &str| {
        word.len() >= 8
            && word.contains(char::is_alphabetic)
            && word.contains(|c: char| c.is_ascii_digit())
            && word.get(1..word.len() - 1).is_some_and(|inner| inner.contains(['!', '#', '*', '?', '^', '~']))
            && !word.contains(['/', ':', '：', '@', '(', '[', '\\'])
    };
    let mut has_name = false;
    let mut at = 0;
    for word in line.split_inclusive(is_blank) {
        let plain = word.trim_end_matches(is_blank).trim_matches(['.', ',', '"', '\'', '`', '(', ')']);
        has_name |= is_secret_name(plain);
        if has_name && is_shaped(plain) {
            let start = at + word.find(plain).unwrap_or_default();
            spans.add(start..start + plain.len());
        }
        at += word.len();
    }
}
