//! Secrets inside of one value: an address, a form, a script, a line of a log.

use super::super::{name::is_credential_header, spans::Spans, text::LineMasker};

/// Finds secrets inside the text of a value.
pub(super) fn find(mut lines: LineMasker, text: &str, spans: &mut Spans) {
    // Signs at the end are the padding of base64.
    if !text.trim_end_matches('=').contains(['=', ':', '<', ' ']) {
        return;
    }
    let is_prose = !text.contains('\n') && !is_machine(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let found = lines.next(line.trim_end_matches(['\n', '\r']));
        for range in found.ranges() {
            let word = line.get(range.clone()).unwrap_or_default();
            if !is_prose || is_odd(word) || is_quoted(line, range) {
                spans.add(range.start + at..range.end + at);
            }
        }
        at += line.len();
        if lines.wants_rest() {
            lines.look_ahead(text.get(at..).unwrap_or_default().lines());
        }
    }
}

/// Returns true if a single-line text is meant for a program.
fn is_machine(text: &str) -> bool {
    let name = text.split(['=', ':']).next().unwrap_or_default();
    let is_pair =
        name.len() < text.len() && !name.contains(char::is_whitespace) && text.split_whitespace().count() <= 2;
    text.starts_with(['-', '<', '{'])
        || is_pair
        || is_variable(name) && text.get(name.len()..).is_some_and(|rest| rest.starts_with('='))
        || ["curl ", " --", "</", "/>", ";"].iter().any(|sign| text.contains(sign))
        || is_credential_header(name)
        || is_command(text)
}

/// Returns true if a text is a command with a short option: `mysql -u root`.
fn is_command(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '/');
    let is_option =
        |word: &str| word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let mut words = text.split(' ');
    words.next().is_some_and(|command| !command.is_empty() && command.chars().all(is_name)) && words.any(is_option)
}

/// Returns true if a name is that of an environment variable.
fn is_variable(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// Returns true if a quote is on each side of a range.
fn is_quoted(line: &str, range: &std::ops::Range<usize>) -> bool {
    let before = line.get(..range.start).and_then(|before| before.chars().next_back());
    let after = line.get(range.end..).and_then(|after| after.chars().next());
    before == after && matches!(before, Some('"' | '\'' | '`'))
}

/// Returns true if a part of a sentence looks like a secret: no spaces, and not only letters, or several codes.
fn is_odd(word: &str) -> bool {
    let is_code = |word: &str| word.len() >= 6 && word.contains(|c: char| c.is_ascii_digit());
    word.contains(' ') && word.split(' ').all(is_code)
        || !word.contains(char::is_whitespace)
            && word.contains(|c: char| !c.is_alphabetic() && !matches!(c, '.' | ',' | '-' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::pair("password: hunter2", true)]
    #[case::sentence("The password for it: hunter2 is old", false)]
    #[case::word("Hello", false)]
    #[case::two_words("a b", false)]
    #[case::variable("DB_PASSWORD=two words x", true)]
    #[case::capitals_before_a_colon("TOTAL: 3 of 4", false)]
    #[case::name_before_an_equals_sign("Total=3 of 4", false)]
    #[case::markup("<a b c>", true)]
    #[case::command("mysql -u root", true)]
    #[case::statement("call it now; then rest", true)]
    #[case::header("Authorization: User a b", true)]
    fn text_for_a_program_is_distinguished_from_a_sentence(#[case] text: &str, #[case] machine: bool) {
        assert_eq!(is_machine(text), machine);
    }

    #[rstest]
    #[case::option("mysql -u root", true)]
    #[case::digit("7z -p x", true)]
    #[case::path("./run.sh -v", true)]
    #[case::no_option("mysql root", false)]
    #[case::dash("see - there", false)]
    #[case::capital("Ask -x now", false)]
    #[case::list(" -x now", false)]
    fn command_has_a_short_option(#[case] text: &str, #[case] command: bool) {
        assert_eq!(is_command(text), command);
    }

    #[rstest]
    #[case::letters("DB_PASSWORD2", true)]
    #[case::single("A", false)]
    #[case::lowercase("Db", false)]
    fn variable_is_of_capitals(#[case] name: &str, #[case] variable: bool) {
        assert_eq!(is_variable(name), variable);
    }

    #[rstest]
    #[case::quotes("a 'x' b", true)]
    #[case::other_quotes("a 'x\" b", false)]
    #[case::spaces("ab x cd", false)]
    fn quotes_are_alike(#[case] line: &str, #[case] quoted: bool) {
        assert_eq!(is_quoted(line, &(3..4)), quoted);
    }

    #[rstest]
    #[case::digit("hunter2", true)]
    #[case::sign("h!", true)]
    #[case::word("hunter", false)]
    #[case::dotted("a.b", false)]
    #[case::words("two words!", false)]
    #[case::codes("a1b2c3 d4e5f6", true)]
    #[case::code_and_word("a1b2c3 wording", false)]
    #[case::short_codes("a1 b2", false)]
    fn odd_word_of_a_sentence_is_recognized(#[case] word: &str, #[case] odd: bool) {
        assert_eq!(is_odd(word), odd);
    }
}
