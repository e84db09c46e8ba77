//! Codes without an address and a label. `$S` is the state that was sent.

use super::*;
use rstest::rstest;

/// Lines of letters and digits with these lengths.
fn lines(lengths: &[usize]) -> String {
    lengths
        .iter()
        .map(|length| "a1".repeat(*length).chars().take(*length).collect())
        .collect::<Vec<String>>()
        .join("\n")
}

/// The same with digits alone in the last line.
fn with_digits_last(lengths: &[usize]) -> String {
    let all = lines(lengths);
    let (first, last) = all.rsplit_once('\n').expect("two lines");
    format!("{first}\n{}", "7".repeat(last.len()))
}

#[rstest]
#[case::short_last_line(lines(&[40, 40, 20]))]
#[case::short_last_line_of_digits(with_digits_last(&[40, 40, 20]))]
#[case::two_lines(lines(&[40, 20]))]
#[case::two_lines_of_one_length(with_digits_last(&[40, 40]))]
fn broken_code_is_joined(#[case] text: String) {
    assert_eq!(summary(&read(&text)), format!("{}|none|", text.replace('\n', "")));
}

#[rstest]
#[case::longer_last_line(lines(&[40, 41]))]
#[case::short_first_line(lines(&[39, 20]))]
#[case::short_last_line_of_digits(with_digits_last(&[40, 20]))]
#[case::one_line(lines(&[40, 20]).replace('\n', " "))]
fn second_line_that_continues_no_code_is_a_state(#[case] text: String) {
    assert_eq!(summary(&read(&text)), "foreign state");
}

#[rstest]
#[case::short_line_between(lines(&[40, 30, 40]))]
#[case::word_beside("This is\n".to_owned() + &lines(&[40]))]
#[case::greeting("Hello !".to_owned())]
#[case::two_words("Hello Ada".to_owned())]
#[case::path("open some/path/to/a.file".to_owned())]
#[case::long_foreign_word("open größe0123456789012".to_owned())]
#[case::closing_tag("</b>".to_owned())]
#[case::empty_tag("<br/>".to_owned())]
#[case::foreign_word_after_a_label("code größe".to_owned())]
#[case::state_before_a_word("$S abc".to_owned())]
#[case::signs_alone("-- ?".to_owned())]
fn text_without_a_code_is_unreadable(#[case] text: String) {
    assert_eq!(summary(&read(&text)), "unreadable");
}

#[rstest]
#[case::verifier_of_letters("t0ken abcdef", "abcdef|ok|")]
#[case::words("hello there", "unreadable")]
#[case::other_token("other1 abcdef7", "foreign request token")]
fn verifier_follows_its_token(#[case] text: &str, #[case] expected: &str) {
    let authorization = authorization().expecting_verifier(Secret::new("t0ken"), Secret::new("s3cret"));
    assert_eq!(summary(&Grant::read(text, &authorization)), expected);
}
