//! Parts of the reader: labels, tags, JSON and the choice among renditions.

use super::{
    super::{
        fields::looks_random,
        json::objects,
        judge::best,
        labels::{Label, named},
        markup::without_tags,
        refusal::RefusalKind,
        text::Wiped,
    },
    *,
};
use rstest::rstest;

#[rstest]
#[case::digit("abc123", true)]
#[case::too_short("abc12", false)]
#[case::letters_of_a_word("abcdef", false)]
#[case::digits_alone("123456", false)]
#[case::capitals("ABCDEFGHIJKL", false)]
#[case::small_letters("abcdefghijkl", false)]
#[case::mixed("abcDefghijkl", true)]
#[case::mixed_but_short("abcDefghijk", false)]
#[case::capital_at_the_start("Abcdefghijkl", false)]
#[case::foreign_letter("abc123ü", false)]
#[case::known_word("oauth2token", false)]
fn word_looks_random_with_the_characters_of_a_code(#[case] word: &str, #[case] is_random: bool) {
    assert_eq!(looks_random(word), is_random);
}

#[rstest]
#[case::code("Code", Some(Label::Code))]
#[case::state("State", Some(Label::State))]
#[case::digit("code 2", None)]
#[case::nothing("- :", None)]
#[case::ten_words("this is the code that the provider gave to me", Some(Label::Code))]
#[case::eleven_words("this is the code that the provider gave to me today", None)]
#[case::of_the_user("user code", None)]
#[case::compound("abcdcode", Some(Label::Code))]
#[case::short_compound("abccode", None)]
#[case::compound_at_the_start("verifierxyz", Some(Label::Code))]
#[case::short_compound_at_the_start("verifierxy", None)]
#[case::code_at_the_start("codeabc", None)]
#[case::mark_of_a_letter("kod\u{301}", None)]
fn label_names_a_part_of_an_answer(#[case] label: &str, #[case] part: Option<Label>) {
    assert_eq!(named(label), part);
}

#[rstest]
#[case::cell("<td>a</td>", "\ta\t")]
#[case::emphasis("<b>a</b>", " a ")]
#[case::paragraph("<p>a</p>", "\na\n")]
#[case::known_element("<code>a</code>", "\ncode: a\n")]
#[case::field("<input name=\"code\" value='abc'/>", "\ncode=abc\n")]
#[case::field_without_quotes("<input name=code value=abc/>", "\ncode=abc\n")]
#[case::name_alone("<input name=\"code\">", "\n")]
#[case::sign("a < b > c", "a  b > c")]
fn tag_becomes_the_end_of_a_line_or_cell(#[case] text: &str, #[case] plain: &str) {
    assert_eq!(without_tags(text), plain);
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}{{\"code\":\"abc\"}}{}", open.repeat(depth), close.repeat(depth))
}

#[rstest]
#[case::list_of_one("{\"code\":[\"abc\"]}", 1)]
#[case::list_of_two("{\"code\":[\"abc\",\"def\"]}", 0)]
#[case::json_in_a_string("[\" {\\\"code\\\":\\\"abc\\\"}\"]", 1)]
#[case::last_bracket_that_is_tried(&nested("{", "", 63), 1)]
#[case::bracket_too_many(&nested("{", "", 64), 0)]
#[case::deep_lists(&nested("[", "]", 16), 1)]
#[case::lists_too_deep(&nested("[", "]", 17), 0)]
#[case::deep_objects(&nested("{\"a\":", "}", 16), 1)]
#[case::objects_too_deep(&nested("{\"a\":", "}", 17), 0)]
fn objects_with_an_answer_are_found(#[case] text: &str, #[case] count: usize) {
    assert_eq!(objects(text).len(), count);
}

#[rstest]
#[case::with_our_state("abc", "?code=abc&state=$S", "abc|ok|")]
#[case::answer_where_there_was_none("?page=2", "abc", "abc|none|")]
#[case::answer_where_it_was_unreadable("größe", "abc", "abc|none|")]
#[case::no_better_one("?code=abc", "abc", "untied state")]
#[case::equal_one("?code=abc&state=$S", "?code=def&state=$S", "abc|ok|")]
fn rendition_that_holds_the_most_is_chosen(#[case] first: &str, #[case] second: &str, #[case] chosen: &str) {
    let renditions = [first, second].map(|text| Wiped::new(text.replace("$S", STATE)));
    assert_eq!(summary(&best(&renditions, &authorization())), chosen);
}

#[rstest]
#[case::in_square_brackets("[https://x.com/cb?code=abc&state=$S&a=b]", "abc|ok|a=b")]
#[case::in_braces("{https://x.com/cb?code=abc&state=$S&a=b}", "abc|ok|a=b")]
#[case::struck_through("~https://x.com/cb?code=abc&state=$S&a=b~", "abc|ok|a=b")]
#[case::with_brackets_of_its_own("https://x.com/cb?code=abc&state=$S&a=(b)", "abc|ok|a=(b)")]
fn markup_around_an_address_is_removed(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[rstest]
#[case(RefusalKind::Denied, "")]
#[case(RefusalKind::Passing, "Wait a minute.")]
#[case(RefusalKind::Scope, "Compare the scope in the form with the one the application may request.")]
#[case(RefusalKind::Application, "Compare client ID and callback in the form with the provider's page.")]
#[case(RefusalKind::Other, "")]
fn refusal_has_a_hint(#[case] kind: RefusalKind, #[case] hint: &str) {
    assert_eq!(kind.hint(), hint);
}
