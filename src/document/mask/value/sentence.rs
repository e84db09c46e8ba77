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

/// Words that begin a note in place of a value.
const NOTES: &[&str] = &[
    "see", "ask", "not", "no", "none", "same", "stored", "kept", "in", "from", "via", "unknown", "siehe", "nicht",
    "kein", "keine", "im", "voir", "aucun", "ver", "véase", "zie", "geen", "vedi", "patrz", "brak",
];

/// Returns true if a text is a note in place of a value: "see the portal", "not needed", "key file, see below".
pub(in crate::document::mask) fn is_note(text: &str) -> bool {
    let is_path = |word: &str| {
        word.contains('/') && word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'/' | b'-' | b'_' | b'`'))
    };
    let is_plain =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | ',')) || is_path(word);
    let begins = |text: &str| {
        let mut words = text.split(' ');
        words.next().is_some_and(|first| NOTES.iter().any(|note| first.eq_ignore_ascii_case(note)))
            && words.clone().count() > 0
            && words.all(is_plain)
    };
    // A remark in parentheses: "(the same as in Paris)".
    let remark = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let is_remark = remark.is_some_and(|remark| remark.split(' ').count() > 2 && remark.split(' ').all(is_plain));
    is_remark
        || begins(text)
        || text.rsplit_once(", ").is_some_and(|(before, note)| before.split(' ').all(is_plain) && begins(note))
}

/// Returns true if an unquoted value is a program expression that reads the secret from another source.
pub(in crate::document::mask) fn is_expression(text: &str) -> bool {
    let text = text.trim_end_matches([';', ',']);
    // A remark in parentheses has a space before it.
    let (before, inner) = text.split_once('(').unwrap_or_default();
    let is_remark = before.ends_with(' ') && inner.trim_end_matches(')').chars().all(|c| c.is_alphabetic() || c == ' ');
    let called = text.ends_with(')') && !before.is_empty() && !is_remark;
    let function = text.split(['(', '[']).next().unwrap_or_default();
    let function = function.strip_prefix('$').unwrap_or(function);
    let is_function = function.len() > 2
        && function.len() < text.len()
        && function.chars().all(|c| {
            c.is_ascii_alphabetic() || matches!(c, '_' | '.' | ':') || c.is_ascii_digit() && function.contains('.')
        });
    let is_arrow = text.starts_with('(') && (text.contains("=>") || text.ends_with(':'));
    called
        || is_function
        || is_arrow
        || is_cmdlet(text)
        || is_attribute(text)
        || matches!(text, "new" | "await" | "async" | "function" | "lambda")
        || ["process.env", "os.environ", "getenv", "ENV[", "System.get", "secrets."]
            .iter()
            .any(|read| text.contains(read))
}

/// Returns true if a text is a command of `PowerShell` with an option: `Get-Secret -Name x`.
fn is_cmdlet(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().all(|b| b.is_ascii_alphabetic())
    };
    text.split_once(" -")
        .is_some_and(|(command, _)| command.split_once('-').is_some_and(|(verb, noun)| is_word(verb) && is_word(noun)))
}

/// First words of the paths of variables in programs and in HCL.
const ROOTS: &[&str] = &[
    "var", "local", "data", "module", "self", "this", "config", "process", "settings", "env", "args", "props", "state",
    "req", "request", "response", "ctx", "context", "params", "event", "options", "opts", "cfg", "conf", "each",
    "path",
];

/// Returns true if a text is the path of a variable: `random_password.db.result`, `var.password`.
fn is_attribute(text: &str) -> bool {
    let is_word = |word: &str| {
        // A token with a dot has digits.
        let word = word.split('[').next().unwrap_or_default();
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
    };
    let root = text.split('.').next().unwrap_or_default();
    text.contains('.') && text.split('.').all(is_word) && (root.contains('_') || ROOTS.contains(&root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::sentence("It is kept there.", true)]
    #[case::short_sentence("a b. c", false)]
    #[case::rule("three required words", true)]
    #[case::short_rule("two required", false)]
    #[case::number_in_a_rule("12 required words", true)]
    #[case::long_number("12345 required words", false)]
    #[case::passphrase("correct horse battery staple", false)]
    fn sentence_or_rule_is_prose(#[case] text: &str, #[case] prose: bool) {
        assert_eq!(is_prose(text), prose);
    }

    #[rstest]
    #[case::place("see the portal", true)]
    #[case::word("see", false)]
    #[case::value("see x9", false)]
    #[case::remark("(the same as ours)", true)]
    #[case::short_remark("(the same)", false)]
    #[case::value_in_a_remark("(x9 is the pin)", false)]
    #[case::after_a_comma("key file, see below", true)]
    #[case::value_before_a_comma("x9, see below", false)]
    fn note_has_only_words(#[case] text: &str, #[case] note: bool) {
        assert_eq!(is_note(text), note);
    }

    #[rstest]
    #[case::call("f(x)", true)]
    #[case::remark("x9 (to be changed)", false)]
    #[case::parentheses("(x9)", false)]
    #[case::begun_call("load.k2(", true)]
    #[case::short_function("ab(", false)]
    #[case::arrow("(a) => a", true)]
    #[case::word("hunter", false)]
    fn expression_reads_a_value(#[case] text: &str, #[case] expression: bool) {
        assert_eq!(is_expression(text), expression);
    }
}
