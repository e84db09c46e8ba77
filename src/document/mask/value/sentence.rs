//! Texts after a name that are not values: sentences, rules, expressions of a program.

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
pub(in crate::document::mask) fn is_prose(text: &str) -> bool {
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
pub(in crate::document::mask) fn is_expression(text: &str) -> bool {
    let text = text.trim_end_matches([';', ',']);
    let called = text.ends_with(')') && text.contains('(') && !text.starts_with('(');
    called
        || ["process.env", "os.environ", "getenv", "ENV[", "System.get", "secrets."]
            .iter()
            .any(|read| text.contains(read))
}
