//! Addresses that a mail or a terminal broke, and texts in the encoding of a mail. `$S` is the state that was sent.

use super::*;
use rstest::rstest;

#[rstest]
#[case::middle_without_a_sign("https://x.com/cb?code=abc1\ndef2gh\nij3&state=$S", "abc1def2ghij3|ok|")]
#[case::closed_by_a_quote("\"https://x.com/cb?code=abc1\"\ndef2gh\nij3&state=$S", "untied state")]
#[case::empty_line("https://x.com/cb?code=abc1\ndef2gh\n\nij3&state=$S", "untied state")]
#[case::words_in_the_middle("https://x.com/cb?code=abc1\ndef2gh you\nij3&state=$S", "untied state")]
#[case::rest_with_a_code("https://x.com/cb?a=1\n&code=abc1&b=2", "untied state")]
#[case::usual_width("https://x.com/cb?state=$S&code=Ab1c   \nde2f", "several: 2")]
#[case::usual_width_in_quotes("\"https://x.com/cb?state=$S&code=Ab1\"\nde2f", "Ab1|ok|")]
#[case::list("https://x.com/cb?code=abc&state=$S&realmId=9,https://a.com/?x=1", "abc|ok|realmId=9")]
fn broken_address_is_joined_with_evidence(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[rstest]
#[case::equals_sign("code=3Dabc1", "abc1|none|")]
#[case::foreign_letter("code=3Dabc123 f=C3=BCr", "abc123|none|")]
#[case::soft_line_end("code=3Dabc1=\n23", "abc123|none|")]
#[case::equals_sign_of_its_own("code=x=3Dabc1", "x=3Dabc1|none|")]
#[case::digits_after_an_equals_sign("code=20abc=3D", "20abc=3D|none|")]
fn text_in_the_encoding_of_a_mail_is_decoded(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[rstest]
#[case::bracket_without_an_escape("?code=abc&state=$S&realmId=9[31m", "abc|ok|realmId=9[31m")]
#[case::backslash_before_a_letter("code: ab\\q1", "ab\\q1|none|")]
fn text_that_resembles_an_escape_is_kept(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[rstest]
#[case::longest(256 * 1024, "abc|ok|")]
#[case::too_long(256 * 1024 + 1, "unreadable")]
fn text_is_read_up_to_a_limit(#[case] length: usize, #[case] expected: &str) {
    let answer = format!("?code=abc&state={STATE}");
    let text = format!("{}{answer}", " ".repeat(length - answer.len()));
    assert_eq!(summary(&read(&text)), expected);
}

#[rstest]
#[case::urldefense("https://urldefense.com/v2/url?u=https-3A__x.com_cb-3Fcode-3Dabc-26state-3D$S")]
#[case::proofpoint("https://protect.proofpoint.com/v2/url?u=https-3A__x.com_cb-3Fcode-3Dabc-26state-3D$S")]
#[case::one_slash("https://urldefense.com/v3/__https:/x.com/cb?code=abc&state=$S__;!!Ab1")]
#[case::encoded_in_part("https://w.com/?u=https://x.com/cb?code=abc%26state%3D$S")]
fn address_in_another_is_read(#[case] text: &str) {
    assert_eq!(summary(&read(text)), "abc|ok|");
}

#[test]
fn run_of_replaced_bytes_is_put_back() {
    let text = "https://urldefense.com/v3/__https://x.com/cb?code=a**Ab&state=$S__;Ly8!!Ab1";
    assert_eq!(summary(&read(text)), "a//b|ok|");
}
