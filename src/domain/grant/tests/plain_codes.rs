//! Codes of letters alone: only their label, or their place in a table, distinguishes them from a word of the text.

use super::*;
use rstest::rstest;

#[rstest]
#[case::label_without_a_sign("code abcdef", "abcdef|none|")]
#[case::phrase_on_a_line_of_its_own("Authorization code\nabcdef\nState\n$S", "abcdef|ok|")]
#[case::error_on_a_line_of_its_own("error\naccess_denied\nstate\n$S", "no: access_denied|ok|-")]
#[case::table_with_lines("│ code │ state │\n│ abcdef │ $S │", "abcdef|ok|")]
#[case::table_of_markdown("| code | state |\n|---|---|\n| abcdef | $S |", "abcdef|ok|")]
#[case::one_label_among_other_columns("time\tcode\tip\n12:00\tabcdef\t10.0.0.1", "abcdef|none|")]
#[case::empty_first_cell("time\tcode\tstate\n\tabcdef\t$S", "abcdef|ok|")]
#[case::header_without_a_code("a\tb\tc\ncode\tabcdef\tx", "abcdef|none|")]
#[case::bar_in_the_code("code: abc1|def2", "abc1|def2|none|")]
#[case::escape_in_the_code("Code: 4%2F0Abc", "4/0Abc|none|")]
#[case::foreign_letters_after_the_code("コード：abcdefです", "abcdef|none|")]
#[case::no_value("code: null\nstate: $S", "no code: state")]
#[case::punctuation_alone("code: )\nstate: $S", "no code: state")]
#[case::sentence_after_the_label("code: see the mail", "unreadable")]
#[case::address_after_the_label("code: https://x.com", "no code: ")]
#[case::remark_after_the_code("code: abc123xyz (order def456xyz)\nstate: $S", "abc123xyz|ok|")]
#[case::bullets("- error: access_denied\n- state: $S", "no: access_denied|ok|-")]
#[case::quoted_words("error: access_denied\nerror_description: «Not today»", "no: access_denied|none|Not today")]
#[case::last_letter("error: access_denied\nerror_description: été", "no: access_denied|none|été")]
#[case::stray_quote("error: access_denied\nerror_description: Not today\"", "no: access_denied|none|Not today")]
fn labeled_code_of_letters_is_parsed(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[test]
fn complete_answer_is_used_before_one_in_its_values() {
    let text = "https://x.com/cb?code=abc&state=$S&next=https%3A%2F%2Fy.com%2F%3Fcode%3Ddef%26state%3D$S";
    let expected = format!("abc|ok|next=https://y.com/?code=def&state={STATE}");
    assert_eq!(summary(&read(text)), expected);
}

#[rstest]
#[case::most(63, "a|ok|")]
#[case::too_many(64, "unreadable")]
fn parameters_are_limited(#[case] others: usize, #[case] expected: &str) {
    let query = (1..others).fold("?code=a&state=$S".to_owned(), |query, number| format!("{query}&x{number}=1"));
    let found = summary(&read(&query));
    assert!(found.starts_with(expected), "{found}");
}

#[rstest]
#[case::foreign_words_at_the_end("https://x.com/cb?code=abc&state=$S&realmId=9ここから", "abc|ok|realmId=9")]
#[case::foreign_words_within("https://x.com/cb?city=東京&code=abc&state=$S", "abc|ok|city=東京")]
#[case::words_after_the_state("https://x.com/cb?code=abc&state=$S~more", "abc|ok|")]
#[case::longer_state("https://x.com/cb?code=abc&state=$Smore", "foreign state")]
#[case::page_of_the_provider_as_a_setting("link=https://signin.example.com/login?next=1", "not yet")]
#[case::page_of_the_provider_as_a_parameter("x?link=https://signin.example.com/login?next=1", "not yet")]
#[case::colon_in_the_code("ab1:cd2", "ab1:cd2|none|")]
fn text_around_an_address_is_no_part_of_it(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[test]
fn value_that_begins_with_the_state_is_kept() {
    let text = "https://x.com/cb?code=abc&state=$S&copy=$S~more";
    assert_eq!(summary(&read(text)), format!("abc|ok|copy={STATE}~more"));
}

#[test]
fn address_in_too_many_others_is_not_followed() {
    let inner = format!("https://x.com/cb?code=abc&state={STATE}");
    let wrap = |address: String, _| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("u", &address).finish();
        format!("https://w.com/?{query}")
    };
    assert_eq!(summary(&read(&(0..40).fold(inner, wrap))), "no code: u");
}
