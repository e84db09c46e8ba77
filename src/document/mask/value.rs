//! Values that are harmless regardless of their name.

use super::spans::Spans;

/// Returns true if a text consists only of the stars or dots shown in place of a secret. Sent to the platform, they
/// would become the secret.
pub fn is_stand_in(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '*' | '•'))
}

/// Returns true if a value with a secret name is harmless: it is empty, a switch, a type, or the location of the
/// secret.
pub(super) fn is_harmless(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'', '!']);
    is_stand_in(text) || is_word_without_content(text) || is_place(text) || is_version(text)
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
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme));
    scheme.map_or(0, |scheme| text.len() - text.get(scheme.len()..).unwrap_or_default().trim_start().len())
}

/// Returns true if a text is the version of a package, such as `^4.0.0`.
fn is_version(text: &str) -> bool {
    let numbers = text.trim_start_matches(['^', '~', '>', '<', '=', 'v']);
    numbers.split('.').count() == 3
        && numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_word_without_content(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
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
            | "redacted"
            | "[redacted]"
            | "<redacted>"
            | "(hidden)"
            | "hidden"
            | "masked"
            | "n/a"
            | "inherit"
            | "include"
            | "omit"
            | "same-origin"
            | "authorization"
            | "opaque"
            | "xxx"
            | "..."
            | "…"
            | "-"
            | "--"
    ) || lower.len() > 2 && lower.chars().all(|c| c == 'x')
}

/// Returns true if a text is the location of a value: `${DB_PASSWORD}`, `{{token}}`, `$TOKEN`, `<your password>`,
/// `env:X`.
fn is_place(text: &str) -> bool {
    let inside = |open: &str, close: &str| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '))
    };
    let is_variable = |name: &str| is_name(name) && !name.contains(|c: char| c.is_ascii_lowercase());
    // A default inside the braces is a value: `${DB_PASSWORD:-hunter2}`.
    if inside("${", "}").is_some_and(is_name) || inside("{{", "}}").is_some_and(|name| !name.contains(['{', '"', '\'']))
    {
        return true;
    }
    inside("${{", "}}").is_some_and(|name| !name.contains('\''))
        || text.strip_prefix('$').is_some_and(is_variable)
        || inside("%", "%").is_some_and(is_variable)
        || inside("<", ">").is_some_and(|name| is_name(name) && !name.contains(|c: char| c.is_ascii_digit()))
        || ["env:", "keyring:", "file:", "cmd:"].iter().any(|source| text.strip_prefix(source).is_some_and(is_name))
        || text.strip_prefix("secret ").is_some_and(is_name)
        || is_key_file(text)
        || text.starts_with("op://")
        || text.starts_with("<set to the key ")
        || text.starts_with("vault:") && text.contains('/')
        || text.starts_with("/run/secrets/")
        || text.starts_with("arn:aws:secretsmanager:")
}

/// Returns true if a text is the path of a file with a key or a certificate.
fn is_key_file(text: &str) -> bool {
    let is_path =
        text.contains('/') && text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '~'));
    let end = text.rsplit_once('.').map_or("", |(_, end)| end);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    is_path && matches!(end, "pem" | "key" | "crt" | "cer" | "p12" | "pfx" | "jks") && text.chars().all(is_plain)
}

/// Attributes of a cookie, which are not secret.
const ATTRIBUTES: &[&str] =
    &["path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "partitioned", "priority"];

/// Finds the values in a list of cookies: `a=1; b=2` or `a=1; Path=/; Secure`. Returns `None` for other texts.
pub(super) fn cookies(text: &str) -> Option<Spans> {
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
            values.add(at + name.len() + 1..at + part.len());
        }
        at += part.len() + 2;
    }
    (at > text.len() && text.contains("; ")).then_some(values)
}

/// Words of a rule for a value, which do not occur in values.
const RULES: &[&str] = &[
    "character",
    "characters",
    "digit",
    "digits",
    "letter",
    "letters",
    "symbol",
    "symbols",
    "least",
    "minimum",
    "maximum",
    "required",
    "optional",
    "needed",
];

/// Returns true if an unquoted text after a name continues as a sentence, or is a rule for the value: "at least 8
/// characters". Words alone are not a sentence, because a passphrase has several too.
pub(super) fn is_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches([',', ';', '.', '(', ')'])).collect();
    let is_plain = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            || word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
    };
    let is_rule = |word: &&str| RULES.iter().any(|rule| word.eq_ignore_ascii_case(rule));
    words.len() > 3 && (text.contains(". ") || text.ends_with('.'))
        || words.len() > 2 && words.iter().all(is_plain) && words.iter().any(is_rule)
}

/// Returns true if an unquoted value is a program expression that reads the secret from another source.
pub(super) fn is_expression(text: &str) -> bool {
    let text = text.trim_end_matches([';', ',']);
    let called = text.ends_with(')') && text.contains('(') && !text.starts_with('(');
    called
        || ["process.env", "os.environ", "getenv", "ENV[", "System.get", "secrets."]
            .iter()
            .any(|read| text.contains(read))
}

/// Returns true if a value in a configuration is harmless although its name is not known: a switch, a date, or an
/// address without credentials.
pub(super) fn is_plain_setting(text: &str) -> bool {
    let is_switch = matches!(&*text.to_ascii_lowercase(), "true" | "false" | "null" | "none");
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = text.len() >= 10
        && text.get(..10).is_some_and(|date| date.split('-').count() == 3 && date.split('-').all(digits))
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z' | '.' | '+' | ' '));
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    is_switch || is_date || is_address && !text.contains(['?', '#', '@', ' '])
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
    #[case::default("${DB_PASSWORD:-hunter2}", false)]
    #[case::dollar("$ecret1", false)]
    #[case::brackets("<s3cr3t>", false)]
    #[case::word("changeme", false)]
    fn location_is_distinguished_from_a_value(#[case] text: &str, #[case] harmless: bool) {
        assert_eq!(is_harmless(text), harmless);
    }
}
