use super::*;
use crate::wizard::Key;
use rstest::rstest;

fn inputs(text: &str) -> Vec<Input> {
    let key = |c| match c {
        '\n' => Key::plain(KeyCode::Enter),
        '\t' => Key::plain(KeyCode::Tab),
        '<' => Key::plain(KeyCode::Backspace),
        '^' => Key::ctrl('u'),
        '|' => Key::ctrl('w'),
        c => Key::plain(KeyCode::Char(c)),
    };
    text.chars().map(|c| Input::Key(key(c))).collect()
}

/// Reads each part at once, with a silence behind each.
fn read(typing: &mut Typing, parts: &[&str], is_visible: bool) -> Vec<String> {
    let mut typed = Vec::new();
    for part in parts {
        typed.extend(typing.feed(&inputs(part), is_visible));
        if typing.lull().is_some() {
            typed.extend(typing.settle(is_visible));
        }
    }
    let label = |typed| match typed {
        Typed::Line { text, .. } => format!("line {}", text.expose()),
        Typed::Paste(text) => format!("paste {}", text.expose()),
        Typed::End => "end".to_owned(),
    };
    typed.into_iter().map(label).collect()
}

#[rstest]
#[case::keys(&["a", "d", "a", "\n"], &["line ada"])]
#[case::fast_hands(&["ad", "a\n"], &["line ada"])]
#[case::one_answer_after_another(&["ada\n", "bob\n"], &["line ada", "line bob"])]
#[case::edited(&["adam<", "\n"], &["line ada"])]
#[case::emptied(&["adam^", "bob\n"], &["line bob"])]
#[case::word_removed(&["ada lovelace|", "b\n"], &["line ada b"])]
#[case::tab(&["a\tb\n"], &["line a b"])]
#[case::empty(&["\n"], &["line "])]
#[case::line_with_empty_ones_behind(&["ada\n\n"], &["line ada"])]
#[case::lines_together(&["ada\nbob\n"], &["paste ada\nbob\n"])]
#[case::last_line_without_its_end(&["ada\nbob"], &[])]
#[case::end_of_the_last_line(&["ada\nbob", "\n"], &["paste ada\nbob\n"])]
#[case::tab_in_a_paste(&["a:\n\tb\n"], &["paste a:\n\tb\n"])]
#[case::paste_taken_back(&["ada\nbob", "^", "c\n"], &["line c"])]
fn input_becomes_lines_and_pastes(#[case] parts: &[&str], #[case] expected: &[&str]) {
    assert_eq!(read(&mut Typing::default(), parts, true), expected);
}

#[test]
fn parts_of_a_paste_are_put_together() {
    let mut typing = Typing::default();
    typing.feed(&inputs("ada\nb"), true);
    typing.feed(&inputs("ob\n"), true);
    assert_eq!(typing.settle(true), [Typed::Paste(Secret::new("ada\nbob\n"))]);
}

#[test]
fn several_lines_are_waited_for_longer() {
    let mut typing = Typing::default();
    typing.feed(&inputs("ada\n"), true);
    let one = typing.lull();
    typing.feed(&inputs("bob\n"), true);
    assert_eq!((one, typing.lull()), (Some(LULL), Some(LONG_LULL)));
}

#[rstest]
#[case::lines("ada\nbob\n", &["line ada", "line bob"])]
#[case::unfinished("ada\nbob\nc", &["line ada", "line bob"])]
#[case::request("curl https://x.example \\\n -d '{\"element\":{\"key\":\"closeio\"}}'\n", &["paste curl https://x.example \\\n -d '{\"element\":{\"key\":\"closeio\"}}'\n"])]
fn lines_typed_before_the_first_question_are_answers(#[case] text: &str, #[case] expected: &[&str]) {
    let mut typing = Typing::default();
    typing.expect_early();
    assert_eq!(read(&mut typing, &[text], true), expected);
}

#[test]
fn lines_behind_the_first_answers_are_a_paste() {
    let mut typing = Typing::default();
    typing.expect_early();
    assert_eq!(read(&mut typing, &["a\n", "b\nc\n"], true), ["line a", "paste b\nc\n"]);
}

#[rstest]
#[case::keys(&["a", "b", "\n"], true, "ab\n")]
#[case::burst(&["ab\n"], true, "ab\n")]
#[case::erased(&["ab<", "\n"], true, "a\n")]
#[case::erased_later(&["ab", "<", "\n"], true, "ab\u{8} \u{8}\n")]
#[case::wide(&["店", "<"], true, "店\u{8} \u{8}\u{8} \u{8}")]
#[case::hidden(&["ab\n"], false, "")]
#[case::paste(&["ab\ncd\n"], true, "\n")]
#[case::request(&["{\"element\":{\"key\":\"closeio\"}}\n"], true, "(a pasted request of 29 characters, not shown)\n")]
#[case::unfinished_paste(&["ab\ncd", "\n"], true, "\n2 lines arrived together; they are not shown. Enter ends the paste: \n")]
fn only_what_may_be_seen_is_shown(#[case] parts: &[&str], #[case] is_visible: bool, #[case] expected: &str) {
    let mut typing = Typing::default();
    read(&mut typing, parts, is_visible);
    assert_eq!(typing.take_echo().as_str(), expected);
}

#[test]
fn text_typed_unseen_stays_unseen() {
    let mut typing = Typing::default();
    read(&mut typing, &["s3cr3t"], false);
    read(&mut typing, &["x", "\n"], true);
    assert_eq!(typing.take_echo().as_str(), "\n");
}

#[test]
fn line_is_shown_again_behind_a_new_question() {
    let mut typing = Typing::default();
    read(&mut typing, &["ab"], true);
    typing.take_echo();
    typing.show_again();
    assert_eq!(typing.take_echo().as_str(), "ab");
}
