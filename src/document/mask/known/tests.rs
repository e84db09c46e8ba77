use super::*;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rstest::rstest;

fn shown(secret: &str, text: &str) -> String {
    let known = Known::new([Secret::new(secret)]);
    let mut spans = Spans::default();
    known.find(text, &mut spans);
    spans.fill(text, "*").into_owned()
}

#[rstest]
#[case::raw("a p/w+ü\"x9 b", "a * b")]
#[case::json(r#"a p\/w+\u00fc\"x9 b"#, "a * b")]
#[case::json_upper(r#"a p\u002Fw+\u00FC\"x9 b"#, "a * b")]
#[case::percent("a p%2Fw%2B%C3%BC%22x9 b", "a * b")]
#[case::percent_lower("a p%2fw%2b%c3%bc%22x9 b", "a * b")]
#[case::percent_twice("a p%252Fw%252B%25C3%25BC%2522x9 b", "a * b")]
#[case::percent_latin("a p%2Fw%2B%FC%22x9 b", "a * b")]
#[case::entity_named("a p/w+&uuml;&quot;x9 b", "a * b")]
#[case::entity_decimal("a p&#47;w&#43;&#252;&#34;x9 b", "a * b")]
#[case::entity_hex("a p&#x2F;w&#x2b;&#xFC;&#x22;x9 b", "a * b")]
#[case::mixed(r"a p%2Fw+\u00fc&quot;x9 b", "a * b")]
#[case::quoted_printable("a p/w+=C3=BC\"x9 b", "a * b")]
#[case::hex("a 702f772bc3bc227839 b", "a * b")]
#[case::hex_upper("a 702F772BC3BC227839 b", "a * b")]
#[case::case_changed("a P/W+Ü\"X9 b", "a * b")]
fn secret_is_found_in_every_encoding(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown("p/w+ü\"x9", text), open);
}

#[rstest]
#[case::alone("hunter2hunter3")]
#[case::second("ada:hunter2hunter3")]
#[case::shifted("bob1:hunter2hunter3")]
#[case::shifted_twice("carol:hunter2hunter3:more")]
fn secret_is_found_in_base64(#[case] inner: &str) {
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    let spelled =
        [STANDARD.encode(inner), STANDARD_NO_PAD.encode(inner), URL_SAFE.encode(inner), URL_SAFE_NO_PAD.encode(inner)];
    for text in spelled {
        assert_eq!(shown("hunter2hunter3", &format!("x {text} y")), "x * y");
    }
}

#[rstest]
#[case::url_safe("~~??>>~~??>>~~", "fn5-Pz8-Pn5-Pz8-Pn5-", "*")]
#[case::prefix("correct-horse-battery", "got correct-h", "got *")]
#[case::suffix("correct-horse-battery", "…-battery now", "…* now")]
#[case::inner("correct-horse-battery", "x horse-b y", "x horse-b y")]
#[case::inner_longer("correct-horse-battery", "x t-horse-ba y", "x * y")]
#[case::overlapping("abcdefgh1234", "abcdefgh1abcdefgh1234", "*")]
#[case::short("pw12", "say pw12 and PW12", "say * and PW12")]
#[case::short_caseless("pw12ab", "say PW12AB", "say *")]
#[case::common_word("mypassword1", "the password of it", "the password of it")]
#[case::blank("s3 cr/et", "s3+cr%2Fet", "*")]
#[case::plain("hunter2hunter3", "nothing here", "nothing here")]
#[case::too_short("abc", "say abcd", "say abcd")]
#[case::mask("********", "say ******** now", "say ******** now")]
#[case::letters("correcthorse1", "say correctho now", "say * now")]
#[case::repeated_letter("aaaaaaaa12bc", "say aaaaaaaa now", "say aaaaaaaa now")]
#[case::common_part("my-username-77", "the username is", "the username is")]
#[case::escaped_line_end("ab12\ncd34", "x ab12\\ncd34 y", "x * y")]
#[case::escaped_backspace("ab12\u{8}cd34", "x ab12\\bcd34 y", "x * y")]
#[case::escaped_page_break("ab12\u{c}cd34", "x ab12\\fcd34 y", "x * y")]
#[case::escaped_carriage_return("ab12\rcd34", "x ab12\\rcd34 y", "x * y")]
#[case::escaped_tab("ab12\tcd34", "x ab12\\tcd34 y", "x * y")]
#[case::escaped_byte("ab12Kcd34", "x ab12\\x4bcd34 y", "x * y")]
#[case::escaped_point("pw\u{1f600}12xy", "x pw\\u{1f600}12xy y", "x * y")]
#[case::escaped_letter("ab12qcd34", "x ab12\\qcd34 y", "x ab12\\qcd34 y")]
#[case::lowercase_in_quoted_printable("ab12Kcd34", "x ab12=4bcd34 y", "x ab12=4bcd34 y")]
#[case::surrogates("pw\u{1f600}12xy", "x pw\\ud83d\\ude0012xy y", "x * y")]
#[case::soft_line_break("abcdefgh1234", "x abcd=\nefgh1234 y", "x * y")]
#[case::soft_line_break_of_windows("abcdefgh1234", "x abcd=\r\nefgh1234 y", "x * y")]
#[case::part_that_ends_inside_of_an_escape("abcdefg\u{fc}xyz", "x abcdefg\\u00fd y", "x * y")]
#[case::part_that_ends_inside_of_the_last_escape("abcdefg\u{fc}xyz", "x abcdefg\\u00fd", "x *")]
#[case::letters_in_hexadecimal("jazz9kit", "x 6a617a7a396b6974 y", "x * y")]
#[case::short_in_base64("pw12", "x cHcxMg== y", "x * y")]
#[case::short_in_shifted_base64("qk12", "x YTpxazEy y", "x * y")]
#[case::short_in_url_safe_base64("??>>", "x Pz8-Pg y", "x * y")]
#[case::four_digits_of_base64("pw12", "x B3MT y", "x B3MT y")]
fn parts_of_a_secret_are_covered_from_eight_characters(#[case] secret: &str, #[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(secret, text), open);
}

#[test]
fn longest_secret_is_covered_completely() {
    let known = Known::new([Secret::new("abcd"), Secret::new("xxabcdyy99")]);
    let mut spans = Spans::default();
    known.find("-xxabcdyy99-abcd", &mut spans);
    assert_eq!(spans.fill("-xxabcdyy99-abcd", "*"), "-*-*");
}

#[rstest]
#[case::plain("S3cret-Pass", "shop S3cret-Pass", true)]
#[case::in_another_case("S3cret-Pass", "shop s3CRET-pASS 2", true)]
#[case::in_hexadecimal("S3cret-Pass", "5333637265742d50617373", true)]
#[case::in_base64("S3cret-Pass", "UzNjcmV0LVBhc3M=", true)]
#[case::in_base64_of_a_longer_text("S3cret-Pass", "dTpTM2NyZXQtUGFzcw==", true)]
#[case::in_url_safe_base64("????>>>>~~~~", "Pz8_Pz4-Pj5-fn5-", true)]
#[case::with_escapes("S3cret/Pass", "shop S3cret%2FPass", true)]
#[case::with_a_plus_for_a_space("S3cret Pass", "shop S3cret+Pass", true)]
#[case::in_latin_1("geheim-schl\u{fc}ssel", "67656865696d2d7363686cfc7373656c", true)]
#[case::of_four_letters("Abcd", "shop Abcd", true)]
#[case::of_four_letters_in_another_case("Abcd", "shop abcd", false)]
#[case::too_short("Abc", "shop Abc", false)]
#[case::only_a_part("correct horse battery", "shop of the correct horse", false)]
#[case::longer_than_the_text("S3cret-Pass", "S3cret", false)]
#[case::absent("S3cret-Pass", "shop of the north", false)]
#[case::of_six_letters_in_another_case("Abcdef", "shop aBCdEF", true)]
#[case::short_in_hexadecimal("S3cr", "shop 53336372", true)]
#[case::too_short_in_hexadecimal("Abc", "shop 416263", false)]
#[case::in_base64_of_a_longer_text_without_padding("S3cret-Pass", "dTpTM2NyZXQtUGFzcw", true)]
fn complete_secret_is_found_in_a_name(#[case] secret: &str, #[case] text: &str, #[case] expected: bool) {
    assert_eq!(holds_any(text, [Secret::new("another one"), Secret::new(secret)].iter()), expected);
}

#[test]
fn known_secrets_are_not_in_debug_output() {
    assert_eq!(format!("{:?}", Known::new([Secret::new("S3cret-Pass")])), "Known(…)");
}
