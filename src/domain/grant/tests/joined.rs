//! Readings of an address over several lines. `$S` is the state that was sent.

use super::{
    super::{runs, wrap::joined},
    *,
};
use rstest::rstest;

/// The readings of the first address, the shortest first.
fn readings(text: &str) -> Vec<String> {
    let text = text.replace("$S", STATE);
    joined(&runs::split(&text), STATE).options.iter().map(|option| option.replace(STATE, "$S")).collect()
}

/// Letters and digits of this number.
fn letters(count: usize) -> String {
    "a1".repeat(count).chars().take(count).collect()
}

#[rstest]
#[case::pairs_without_an_address("code=abc1\n&state=$S", "code=abc1&state=$S")]
#[case::name_in_the_next_line("https://x.com/cb\n?code=abc1&state=$S", "https://x.com/cb?code=abc1&state=$S")]
#[case::rest_of_a_name("https://x.com/cb?code=abc1&sta\nte=$S", "https://x.com/cb?code=abc1&state=$S")]
#[case::value_after_its_name("https://x.com/cb?code=abc1&state\n=$S", "https://x.com/cb?code=abc1&state=$S")]
#[case::value_after_its_sign("https://x.com/cb?code=\nabc1", "https://x.com/cb?code=abc1")]
#[case::rest_of_an_escape("https://x.com/cb?code=a%\n2Fb", "https://x.com/cb?code=a%2Fb")]
#[case::rest_of_a_value("https://x.com/cb?code=a\nbc&b=2", "https://x.com/cb?code=abc&b=2")]
#[case::middle_of_a_value("https://x.com/cb?code=abc1\ndef2gh\nij3&b=2", "https://x.com/cb?code=abc1def2ghij3&b=2")]
#[case::rest_of_half_an_escape("https://x.com/cb?code=a%2\nFb", "https://x.com/cb?code=a%2Fb")]
#[case::rest_of_an_escape_alone("https://x.com/cb?code=%2\nFb", "https://x.com/cb?code=%2Fb")]
#[case::blank_in_a_code("https://x.com/cb?code=a b&state=$S", "https://x.com/cb?code=ab&state=$S")]
#[case::blank_in_a_text("https://x.com/cb?scope=a b&state=$S", "https://x.com/cb?scope=a+b&state=$S")]
fn lines_with_evidence_are_joined(#[case] text: &str, #[case] whole: &str) {
    assert_eq!(readings(text), [whole]);
}

#[rstest]
#[case::closed("\"https://x.com/cb?code=abc1\"\n&state=$S")]
#[case::other_address("https://x.com/cb?code=\nhttps://y.com/")]
#[case::no_address("Hello\nabc?x=1")]
#[case::empty_line("https://x.com/cb?code=abc1\n\n&state=$S")]
#[case::pair_after_a_path("https://x.com/cb\nname=1")]
#[case::word_after_a_sign("https://x.com/cb?code=abc&\nhello")]
#[case::query_after_a_sign("https://x.com/cb?a=1&\n?code=abc1")]
#[case::pair_after_a_name("https://x.com/cb?code=\nstate=$S")]
#[case::word_after_an_ampersand("https://x.com/cb?code=abc1\n&hello")]
#[case::pair_after_a_value("https://x.com/cb?code=abc1\nname=x")]
#[case::label_before_a_pair("https://x.com/cb?code=abc1\nsee:x&b=2")]
#[case::word_before_an_ampersand("https://x.com/cb?code=abc1\n3xyz&hello")]
#[case::other_state("https://x.com/cb?state=AAAA\nAb12xyz")]
#[case::short_lines_of_one_length("https://x.com/cb?code=a\nabcdefgh123456789012345")]
#[case::foreign_middle("https://x.com/cb?code=abc1\ndéf2gh\nij3&b=2")]
#[case::address_in_the_middle("https://x.com/cb?code=abc1\nftp://x2\nij3&b=2")]
#[case::pair_in_the_middle("https://x.com/cb?code=abc1\na=b2\nij3&b=2")]
#[case::word_in_the_middle("https://x.com/cb?code=abc1\nhello\nij3&b=2")]
#[case::middle_of_pairs_without_an_address("code=abc1\ndef2gh\nij3&b=2")]
#[case::middle_of_a_name("https://x.com/cb?abc\ndef2gh\nij3&b=2")]
#[case::middle_before_a_word("https://x.com/cb?code=abc1\ndef2gh\nplain")]
fn line_without_evidence_ends_the_address(#[case] text: &str) {
    let first = text.lines().next().expect("a line").trim_matches('"');
    assert_eq!(readings(text), [first]);
}

#[rstest]
#[case::whole_rest(39, "", "")]
#[case::rest_before_a_fragment(39, "#_=_", "#_=_")]
#[case::part(12, "", "")]
fn state_that_was_sent_continues(#[case] count: usize, #[case] after: &str, #[case] kept: &str) {
    let rest = "A".repeat(count);
    let text = format!("https://x.com/cb?code=abc&state=AAAA\n{rest}{after}");
    let whole = format!("https://x.com/cb?code=abc&state=AAAA{rest}{kept}").replace(STATE, "$S");
    assert_eq!(readings(&text), [whole]);
}

/// A line of 75 characters that ends in a code.
const CODE_LAST: &str = "https://x.com/cb?state=$S&code=Ab1";
/// A line of 75 characters that ends in the state.
const STATE_LAST: &str = "https://x.com/cb?code=abc&state=$S";

#[rstest]
#[case::same_width(CODE_LAST, letters(75), 1)]
#[case::same_length_without_a_bracket("(https://x.com/cb?state=$S&code=Ab1", letters(75), 1)]
#[case::sign_in_the_name(CODE_LAST, "x:y=".to_owned() + &letters(71), 1)]
#[case::shorter(CODE_LAST, letters(5), 2)]
#[case::digit_before_letters(CODE_LAST, "9abc".to_owned(), 2)]
fn line_of_a_usual_width_continues(#[case] first: &str, #[case] next: String, #[case] count: usize) {
    let readings = readings(&format!("{first}\n{next}"));
    assert_eq!((readings.len(), readings.last()), (count, Some(&format!("{first}{next}"))));
}

#[rstest]
#[case::after_the_state(STATE_LAST, letters(75))]
#[case::foreign_letters(CODE_LAST, "é".to_owned() + &letters(74))]
#[case::pair(CODE_LAST, "name=".to_owned() + &letters(70))]
#[case::label(CODE_LAST, letters(74) + ":")]
#[case::longer(CODE_LAST, letters(78))]
#[case::end_of_a_sentence(CODE_LAST, letters(5) + ".")]
#[case::word(CODE_LAST, "hello".to_owned())]
fn line_of_a_usual_width_ends_the_address(#[case] first: &str, #[case] next: String) {
    assert_eq!(readings(&format!("{first}\n{next}")), [first]);
}

#[rstest]
#[case::as_wide_as_the_first(72, "9z9")]
#[case::narrower(20, "")]
fn third_line_continues_after_a_full_one(#[case] width: usize, #[case] joined: &str) {
    let (first, second) = ("https://x.com/cb?state=$S&code=ab%", "2F".to_owned() + &letters(width));
    assert_eq!(readings(&format!("{first}\n{second}\n9z9")), [format!("{first}{second}{joined}")]);
}
