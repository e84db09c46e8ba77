//! A line under edit.

use super::*;
use crate::wizard::key::KeyCode;
use proptest::prelude::*;
use rstest::rstest;

fn typed(text: &str, secret: bool) -> LineEditor {
    let mut line = LineEditor::new("", secret);
    for c in text.chars() {
        assert!(line.press(Key::plain(KeyCode::Char(c))));
    }
    line
}

fn after(mut line: LineEditor, keys: &[Key]) -> (String, usize) {
    for key in keys {
        assert!(line.press(*key), "{key:?}");
    }
    (line.text().to_owned(), line.cursor())
}

#[test]
fn one_press_is_one_character_as_people_count() {
    for text in ["e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "क्षि", "❤️"] {
        let line = typed(&format!("a{text}"), false);
        assert_eq!(after(line.clone(), &[Key::plain(KeyCode::Backspace)]), ("a".into(), 1), "{text}");
        assert_eq!(after(line.clone(), &[Key::plain(KeyCode::Left)]).1, 1, "{text}");
        let there = [Key::plain(KeyCode::Home), Key::ctrl('f'), Key::plain(KeyCode::Delete)];
        assert_eq!(after(line, &there), ("a".into(), 1), "{text}");
    }
}

#[test]
fn a_run_of_typing_is_undone_as_one() {
    let mut line = typed("abc", false);
    line.insert("PASTE");
    assert!(line.press(Key::plain(KeyCode::Backspace)));
    let mut seen = Vec::new();
    for _ in 0..4 {
        line.press(Key::ctrl('_'));
        seen.push(line.text().to_owned());
    }
    assert_eq!(seen, ["abcPASTE", "abc", "", ""]);
}

#[test]
fn typing_replaces_an_offered_value_and_one_step_back_brings_it_again() {
    let mut line = LineEditor::offering("127.0.0.1");
    "local".chars().for_each(|c| _ = line.press(Key::plain(KeyCode::Char(c))));
    let typed = line.text().to_owned();
    line.press(Key::ctrl('_'));
    assert_eq!((typed.as_str(), line.text()), ("local", "127.0.0.1"));
}

#[rstest]
#[case::end(KeyCode::End, "abcx")]
#[case::home(KeyCode::Home, "xabc")]
#[case::left(KeyCode::Left, "abxc")]
#[case::backspace(KeyCode::Backspace, "abx")]
fn other_keys_keep_an_offered_value_to_be_edited(#[case] code: KeyCode, #[case] text: &str) {
    let keys = [Key::plain(code), Key::plain(KeyCode::Char('x'))];
    assert_eq!(after(LineEditor::offering("abc"), &keys).0, text);
}

#[test]
fn a_paste_replaces_an_offered_value() {
    let mut line = LineEditor::offering("abc");
    line.insert("x");
    assert_eq!(line.text(), "x");
}

#[test]
fn a_secret_line_has_no_words_no_undo_and_no_debug() {
    let line = LineEditor::new("correct horse", true);
    assert_eq!(format!("{line:?}"), "Line(…)");
    assert_eq!(after(line.clone(), &[Key::alt('b')]).1, 0);
    assert_eq!(after(line.clone(), &[Key::ctrl('w'), Key::ctrl('_')]), (String::new(), 0));
    assert_eq!(line.secret(), Secret::new("correct horse"));
}

#[test]
fn controls_do_not_get_in() {
    let mut line = typed("a\u{1b}\u{85}b", false);
    assert!(line.insert("c\nd\te\u{1b}"));
    assert_eq!(line.text(), "abc d e");
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    let mut line = LineEditor::new("key", false);
    assert!(!line.insert(&"x".repeat(LIMIT - 2)));
    assert!(!line.set(&"x".repeat(LIMIT + 1)));
    assert_eq!(line.text(), "key");
    assert!(line.insert(&"x".repeat(LIMIT - 3)));
    line.press(Key::plain(KeyCode::Char('y')));
    assert_eq!(line.text().len(), LIMIT);
}

fn any_of(chars: &str) -> impl Strategy<Value = KeyCode> {
    prop::sample::select(chars.chars().collect::<Vec<_>>()).prop_map(KeyCode::Char)
}

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        4 => any_of("a /e\u{301}👩\u{200d}🚀🇩🇪क\u{94d}षि日\u{1b}ᄀ"),
        1 => any_of("abdefkuw_/"),
        2 => prop::sample::select(vec![KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::Backspace, KeyCode::Delete]),
    ];
    (code, prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(|(code, ctrl, alt)| Key {
        ctrl,
        alt,
        ..Key::plain(code)
    })
}

proptest! {
    #[test]
    fn the_cursor_always_stands_between_two_characters(
        keys in prop::collection::vec(any_key(), 0..60),
        secret: bool,
    ) {
        let mut line = LineEditor::new("", secret);
        for key in keys {
            line.press(key);
            prop_assert_eq!(place::settle(line.text(), line.cursor()), line.cursor());
            prop_assert!(line.text().is_char_boundary(line.cursor()));
            prop_assert!(!line.text().contains(char::is_control));
        }
    }
}
