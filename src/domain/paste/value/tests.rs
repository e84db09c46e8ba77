//! Tests of the cleanup of pasted values.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn cleaned(pasted: &str, repair: Repair) -> (String, Vec<&'static str>) {
    let cleaned = CleanedPaste::new(pasted, repair);
    (cleaned.text, cleaned.repairs)
}

#[rstest]
#[case::plain("abc", "abc", &[])]
#[case::nothing("", "", &[])]
#[case::blanks(" abc  ", "abc", &[BLANKS])]
#[case::line_end("abc\r\n", "abc", &[LINE_ENDS])]
#[case::broken_token("eyJhbGciOiJIUzI1\nNiIsInR5cCI6IkpX\n  VCJ9\n", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", &[LINE_ENDS])]
#[case::broken_address("https://shop.example/a/long/path/to/somewhere?with=\nparameters&more=1", "https://shop.example/a/long/path/to/somewhere?with=parameters&more=1", &[LINE_ENDS])]
#[case::straight_quotes("\"abc\"", "abc", &[STRAIGHT])]
#[case::single_quotes("'abc'", "abc", &[STRAIGHT])]
#[case::curly_quotes("“abc”", "abc", &[CURLY])]
#[case::low_quotes("„abc“", "abc", &[CURLY])]
#[case::quotes_and_blanks("‘ abc ’ ", "abc", &[BLANKS, CURLY])]
#[case::odd_blanks_around("\u{a0}abc\u{202f}", "abc", &[NO_BREAK])]
#[case::odd_blank_within("my\u{a0}name", "my name", &[NO_BREAK])]
#[case::tab("my\tname", "my name", &[TABS])]
#[case::invisible("\u{feff}ab\u{200b}c\u{ad}\u{2060}", "abc", &[INVISIBLE])]
#[case::direction("ab\u{202e}c\0", "abc", &[INVISIBLE])]
#[case::joiner_beside_ascii("ab\u{200d}c", "abc", &[INVISIBLE])]
#[case::color("\u{1b}[31mabc\u{1b}[0m", "abc", &[SEQUENCES])]
#[case::empty_quotes("\"\"", "", &[STRAIGHT])]
fn characters_added_by_copying_are_removed_from_a_key(
    #[case] pasted: &str,
    #[case] text: &str,
    #[case] repairs: &[&str],
) {
    assert_eq!(cleaned(pasted, Repair::Key), (text.to_owned(), repairs.to_vec()));
}

#[rstest]
fn parts_of_a_key_are_kept(
    #[values(
        "pa ss\"w'ord",
        "\"a\" or \"b\"",
        "\"\"abc\"\"",
        "\"'abc'\"",
        "\"",
        "Bob’s “shop”",
        "a”",
        "`abc`",
        "می\u{200c}خواهم",
        "東京\u{3000}店",
        "[a]",
        "^[a-z]+$"
    )]
    value: &str,
) {
    assert_eq!(cleaned(value, Repair::Key), (value.to_owned(), vec![]));
}

#[rstest]
fn names_in_any_language_are_kept(
    #[values(
        "می\u{200c}خواهم",
        "ශ\u{200d}රී ලංකා",
        "👩\u{200d}🚀 team",
        "東京\u{3000}店",
        "\"My\" shop",
        "“Größe”",
        "Boutique\u{a0}: Été",
        "שלום\u{200f}",
        "a\u{200b}b",
        "'quoted'",
        "க்\u{200c}ஷ",
        "🏳\u{fe0f}\u{200d}🌈"
    )]
    name: &str,
) {
    assert_eq!(cleaned(name, Repair::Free), (name.to_owned(), vec![]));
}

#[rstest]
#[case::line_end("My shop\r\n", "My shop")]
#[case::blanks("  My shop ", "My shop")]
#[case::color("\u{1b}[1mMy\u{200c} shop\u{1b}[0m", "My\u{200c} shop")]
#[case::mark("\u{feff}My shop", "My shop")]
fn only_surrounding_characters_are_removed_from_a_name(#[case] pasted: &str, #[case] name: &str) {
    assert_eq!(CleanedPaste::new(pasted, Repair::Free).text, name);
}

#[rstest]
#[case::line_ends("\nhunter2\r\n", "hunter2")]
#[case::quotes_stay("\"hunter2\"", "\"hunter2\"")]
#[case::inner_blanks_stay("a \u{a0}\u{3000}\u{200d}b", "a \u{a0}\u{3000}\u{200d}b")]
#[case::doubly_wrapped("\u{1b}[200~\u{1b}[200~hunter2\u{1b}[201~", "hunter2")]
#[case::mark("\u{feff}hunter2\u{200b}", "hunter2")]
fn inner_characters_of_a_secret_are_kept(#[case] pasted: &str, #[case] secret: &str) {
    assert_eq!(CleanedPaste::new(pasted, Repair::Secret).text, secret);
}

#[rstest]
#[case::one("abc\n", 1)]
#[case::empty_lines("\n\nabc\n\n", 1)]
#[case::two("ada\nhunter2", 2)]
#[case::words("My new\ninstance", 2)]
#[case::certificate("-----BEGIN KEY-----\nMIIE\n-----END KEY-----", 3)]
#[case::broken_token("abcdefghijklmnopqrst\nabcdefghijklmnopqrst\nabc", 1)]
fn lines_are_counted(#[case] pasted: &str, #[case] lines: usize) {
    assert_eq!(CleanedPaste::new(pasted, Repair::Secret).lines, lines);
}

const PASTES: &str = "[ab \"'“”‘’„\n\r\t\u{a0}\u{200b}\u{200d}é\u{3000}\u{2028}\u{85}\u{1b}\\[0-9m]{0,12}";

fn any_paste() -> impl Strategy<Value = (String, Repair)> {
    let repair = prop::sample::select(vec![Repair::Key, Repair::Free, Repair::Secret]);
    (prop_oneof![any::<String>(), PASTES], repair)
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing((pasted, repair) in any_paste()) {
        let once = CleanedPaste::new(&pasted, repair);
        let twice = CleanedPaste::new(&once.text, repair);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.repairs.is_empty());
    }

    #[test]
    fn repairs_are_listed_exactly_if_the_text_changed((pasted, repair) in any_paste()) {
        let cleaned = CleanedPaste::new(&pasted, repair);
        prop_assert_eq!(cleaned.text != pasted, !cleaned.repairs.is_empty());
    }

    #[test]
    fn visible_characters_keep_their_order(pasted in "[ab \"'“”‘’„\n\r\t\u{a0}\u{200b}é\u{2028}]{0,12}") {
        let is_hidden = |c: char| words::is_invisible(c) || is_control(c);
        let shown = |text: &str| -> String { text.chars().filter(|&c| !c.is_whitespace() && !is_hidden(c)).collect() };
        let (before, after) = (shown(&pasted), shown(&CleanedPaste::new(&pasted, Repair::Key).text));
        let inner = quoted(&before).map_or(before.as_str(), |(inner, _)| inner);
        prop_assert!(after == before || after == inner);
    }
}
