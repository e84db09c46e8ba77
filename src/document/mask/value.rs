//! Values that are harmless regardless of their name.

mod cookie;
mod place;
mod plain;
mod sentence;

pub(super) use cookie::{cookie_values, cookies, is_preference, is_public_cookie};
use place::is_place;
pub(super) use plain::{is_host, is_plain, is_plain_setting, is_public_key};
pub(super) use sentence::{is_expression, is_note, is_prose};

/// Beginnings of the secret parts of a signed request in a header.
pub(super) const SIGNATURE_MARKS: [&str; 4] = ["Signature=", "response=\"", "oauth_token=\"", "oauth_signature=\""];

/// Returns true if a text consists only of the stars or dots shown in place of a secret. Sent to the platform, they
/// would become the secret.
pub fn is_stand_in(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '*' | '•'))
}

/// Returns true if a value with a secret name is harmless: it is empty, a switch, a type, or the location of the
/// secret.
pub(super) fn is_harmless(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'', '!', '`']);
    is_stand_in(text)
        || is_word_without_content(text)
        || is_place(text)
        || is_version(text)
        || is_note(text)
        || is_type(text)
        || is_encrypted(text)
        || is_public_key(text)
        || is_header_name(text)
        || is_timestamp(text)
        || is_size(text)
}

/// Returns true if a text is the size of a value that is not shown: `32 bytes`.
fn is_size(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(number, unit)| {
        matches!(unit, "byte" | "bytes" | "characters" | "chars") && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Scheme names before credentials.
const SCHEMES: &[&str] = &[
    "Bearer ",
    "bearer ",
    "Basic ",
    "basic ",
    "Token ",
    "token ",
    "User ",
    "ApiKey ",
    "SSWS ",
    "Negotiate ",
    "GenieKey ",
];

/// Returns the offset of the credentials after the name of a scheme, as in `Bearer x`, or of a variable, as in
/// `${TOKEN:-x}`; 0 if there is none.
pub(super) fn after_scheme(text: &str) -> usize {
    if let Some((name, default)) = text.strip_prefix("${").and_then(|rest| rest.split_once(':'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
    {
        return text.len() - default.strip_prefix('-').unwrap_or(default).len();
    }
    // The source of a password in the options of openssl, the type of a value in the registry of Windows.
    if let Some(password) = text.strip_prefix("pass:").or_else(|| text.strip_prefix("hex:")) {
        return text.len() - password.len();
    }
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme)).map(|scheme| scheme.trim_end());
    let scheme = scheme.or_else(|| vendor_scheme(text));
    scheme.map_or(0, |scheme| text.len() - text.get(scheme.len()..).unwrap_or_default().trim_start().len())
}

/// Returns true if a text is a signed request in a header. Only its signature is secret: `Digest username="ada", ...`.
pub(super) fn is_signed(text: &str) -> bool {
    ["Digest ", "AWS4-HMAC-SHA256 ", "OAuth "].iter().any(|scheme| text.starts_with(scheme))
        && text.contains(',')
        && SIGNATURE_MARKS.iter().any(|mark| text.contains(mark))
}

/// Returns the scheme of a vendor before a single word: `DeepL-Auth-Key 1a5f`. It names a key or a token.
fn vendor_scheme(text: &str) -> Option<&str> {
    let (scheme, token) = text.split_once(' ')?;
    let is_word = scheme.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let names = ["key", "token", "auth", "hmac", "jwt", "signature"]
        .iter()
        .any(|end| scheme.to_ascii_lowercase().ends_with(end));
    let is_initials =
        (3..=8).contains(&scheme.len()) && scheme.bytes().all(|b| b.is_ascii_uppercase()) && token.len() >= 20;
    (is_word && (names || is_initials) && scheme.len() > 2 && !token.is_empty() && !token.trim().contains(' '))
        .then_some(scheme)
}

/// Returns true if a text is the name of a header: `X-Auth-Token`.
fn is_header_name(text: &str) -> bool {
    let words = || text.split('-');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    let is_first = |word: &str| matches!(word, "X" | "x" | "Proxy" | "Set" | "Api");
    words().count() >= 2 && words().next().is_some_and(is_first) && words().all(is_word)
}

/// Returns true if a text is a date with a time (RFC 3339).
fn is_timestamp(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 'Z' | '+' | ' ');
    text.len() >= 16
        && text.chars().all(is_part)
        && matches!(text.as_bytes().get(10), Some(b'T' | b' '))
        && text.get(4..5) == Some("-")
}

/// Returns true if a text is the version of a package, such as `^4.0.0`.
fn is_version(text: &str) -> bool {
    let numbers = text.trim_start_matches(['^', '~', '>', '<', '=', 'v']);
    numbers.split('.').count() == 3
        && numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true if a text is encrypted, as a file in a public repository has it: a sealed Secret, SOPS.
fn is_encrypted(text: &str) -> bool {
    let is_base64 = || text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    text.starts_with("ENC[AES256_GCM,") || text.starts_with("Ag") && text.len() >= 180 && is_base64()
}

/// Returns true if a text is a type in a program: `string | null;`, `Option<String>`, `varchar(255)`.
fn is_type(text: &str) -> bool {
    const TYPES: &[&str] = &[
        "string",
        "String",
        "str",
        "&str",
        "number",
        "null",
        "None",
        "undefined",
        "Buffer",
        "bytes",
        "Uint8Array",
        "char[]",
        "SecretStr",
        "SecureString",
        "[]byte",
        "any",
        "unknown",
        "text",
        "varchar",
        "char",
        "Option",
        "Optional",
        "Maybe",
    ];
    let is_one = |part: &str| TYPES.contains(&part.split_once(['<', '(']).map_or(part, |(name, _)| name));
    let text = text.trim_end_matches([';', ',', ')']);
    text.split('|')
        .map(str::trim)
        .all(|part| is_one(part) || part.starts_with("Option<") || part.starts_with("Optional["))
}

/// Words shown in place of a secret, also in brackets.
const REPLACED: &[&str] = &[
    "redacted",
    "filtered",
    "hidden",
    "masked",
    "sensitive",
    "sensitive value",
    "removed",
    "omitted",
    "sanitized",
    "scrubbed",
    "protected",
    "secret hidden",
];

fn is_word_without_content(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if REPLACED.contains(&lower.trim_matches(['[', ']', '<', '>', '(', ')', '*'])) {
        return true;
    }
    matches!(
        &*lower,
        "true"
            | "false"
            | "null"
            | "none"
            | "nil"
            | "undefined"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "string"
            | "str"
            | "number"
            | "integer"
            | "int"
            | "boolean"
            | "bool"
            | "any"
            | "object"
            | "array"
            | "bytes"
            | "required"
            | "optional"
            | "required."
            | "basic"
            | "bearer"
            | "n/a"
            | "mschapv2"
            | "mschap"
            | "chap"
            | "pap"
            | "peap"
            | "ntlm"
            | "kerberos"
            | "inherit"
            | "include"
            | "omit"
            | "same-origin"
            | "authorization"
            | "opaque"
            | "0"
            | "1"
            | "read"
            | "write"
            | "xxx"
            | "..."
            | "…"
            | "-"
            | "--"
            | "—"
            | "–"
    ) || lower.len() > 2 && lower.chars().all(|c| c == 'x')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::variable("${DB_PASSWORD}", true)]
    #[case::template("{{ token }}", true)]
    #[case::shell("$TOKEN", true)]
    #[case::reference("env:SHOP_PASSWORD", true)]
    #[case::hint("<your password>", true)]
    #[case::secure_property("${secure::db.password}", true)]
    #[case::property_of_jmeter("${__P(db.password)}", true)]
    #[case::remark("(see the vault)", true)]
    #[case::default_of_jmeter("${__P(db.password,x9y8)}", false)]
    #[case::word_in_parentheses("(x9y8)", false)]
    #[case::default("${DB_PASSWORD:-hunter2}", false)]
    #[case::dollar("$ecret1", false)]
    #[case::brackets("<s3cr3t>", false)]
    #[case::word("changeme", false)]
    fn location_is_distinguished_from_a_value(#[case] text: &str, #[case] harmless: bool) {
        assert_eq!(is_harmless(text), harmless);
    }
}
