//! Cookies in the value of a header.

use super::super::{name::is_secret_name, spans::Spans};

/// Attributes of a cookie, which are not secret.
const ATTRIBUTES: &[&str] =
    &["path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "partitioned", "priority"];

/// Finds the values in a list of cookies: `a=1; b=2` or `a=1; Path=/; Secure`. Returns `None` for other texts.
pub(in crate::document::mask) fn cookies(text: &str) -> Option<Spans> {
    cookie_values(text).filter(|_| text.contains("; "))
}

/// Finds the values in the text of a header for cookies, which may have only one. Returns `None` for other texts.
pub(in crate::document::mask) fn cookie_values(text: &str) -> Option<Spans> {
    let (mut values, mut at) = (Spans::default(), 0);
    for part in text.split("; ") {
        let (name, given) = part.split_once('=').unwrap_or((part, ""));
        let is_attribute = at > 0 && ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known));
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !is_attribute {
            if !is_name || given.is_empty() || given.contains(char::is_whitespace) {
                return None;
            }
            if !(is_preference(given) || is_public_cookie(name)) || is_secret_name(name) {
                values.add(at + name.len() + 1..at + part.len());
            }
        }
        at += part.len() + 2;
    }
    Some(values)
}

/// Returns true if the value of a cookie is a preference, such as a language: it is a word or a small number.
pub(in crate::document::mask) fn is_preference(given: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    given.len() < 8 && given.chars().all(is_word) || given.len() < 4 && given.bytes().all(|b| b.is_ascii_digit())
}

/// Beginnings of the names of cookies for analytics and preferences.
const PUBLIC: &[&str] = &[
    "_ga",
    "_gid",
    "_gat",
    "_gcl_au",
    "_fbp",
    "_fbc",
    "_hj",
    "_pk_",
    "__utm",
    "_uet",
    "ajs_",
    "amplitude",
    "optanon",
    "cookieconsent",
    "cookie_consent",
    "theme",
    "lang",
    "locale",
    "i18n",
    "currency",
    "timezone",
];

/// Returns true if a cookie with this name is for analytics or a preference.
pub(in crate::document::mask) fn is_public_cookie(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    PUBLIC.iter().any(|begin| lower.starts_with(begin))
}
