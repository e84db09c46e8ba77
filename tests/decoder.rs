//! Bytes of terminals, and the inputs they decode to.

use elemint::{
    frontend::tui::theme::Rgb,
    terminal::decoder::{Decoder, Pending},
    text::Secret,
    wizard::{Input, Key, KeyCode},
};
use proptest::prelude::*;

fn decoded(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::new();
    let mut inputs = decoder.feed(bytes);
    inputs.extend(decoder.flush());
    assert_eq!(decoder.pending(), None);
    inputs
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    let key = |input| match input {
        Input::Key(key) => Some(key),
        Input::Paste(_) | Input::Mouse(_) => None,
    };
    decoded(bytes).into_iter().filter_map(key).collect()
}

fn paste(text: &str) -> Input {
    Input::Paste(Secret::new(text))
}

fn char(c: char) -> Key {
    Key::plain(KeyCode::Char(c))
}

fn with(code: KeyCode, held: &str) -> Key {
    Key { code, ctrl: held.contains('c'), alt: held.contains('a'), shift: held.contains('s') }
}

#[track_caller]
fn check(table: &[(&str, Key)]) {
    for (bytes, key) in table {
        assert_eq!(keys(bytes.as_bytes()), [*key], "{bytes:?}");
    }
}

#[test]
fn bytes_by_themselves_are_characters_and_control_keys() {
    check(&[
        ("a", char('a')),
        ("é", char('é')),
        ("日", char('日')),
        ("👩", char('👩')),
        ("\r", Key::plain(KeyCode::Enter)),
        ("\n", Key::plain(KeyCode::Enter)),
        ("\t", Key::plain(KeyCode::Tab)),
        ("\x7f", Key::plain(KeyCode::Backspace)),
        ("\x08", Key::plain(KeyCode::Backspace)),
        ("\0", Key::ctrl(' ')),
        ("\x03", Key::ctrl('c')),
        ("\x1a", Key::ctrl('z')),
        ("\x1c", Key::ctrl('\\')),
        ("\x1f", Key::ctrl('_')),
        ("\x1b", Key::plain(KeyCode::Esc)),
    ]);
}

#[test]
fn an_escape_before_a_key_is_alt() {
    check(&[
        ("\x1bb", Key::alt('b')),
        ("\x1b\x7f", with(KeyCode::Backspace, "a")),
        ("\x1b\r", with(KeyCode::Enter, "a")),
        ("\x1b\x01", with(KeyCode::Char('a'), "ca")),
        ("\x1b[", Key::alt('[')),
        ("\x1bO", Key::alt('O')),
        ("\x1b]", Key::alt(']')),
        ("\x1bP", Key::alt('P')),
        ("\x1b\x1b[A", with(KeyCode::Up, "a")),
        ("\x1b\x1bOA", with(KeyCode::Up, "a")),
        ("\x1bé", Key::alt('é')),
    ]);
}

#[test]
fn keys_without_a_character_have_many_spellings() {
    check(&[
        ("\x1b[A", Key::plain(KeyCode::Up)),
        ("\x1bOB", Key::plain(KeyCode::Down)),
        ("\x1b[C", Key::plain(KeyCode::Right)),
        ("\x1bOD", Key::plain(KeyCode::Left)),
        ("\x1b[H", Key::plain(KeyCode::Home)),
        ("\x1b[1~", Key::plain(KeyCode::Home)),
        ("\x1b[7~", Key::plain(KeyCode::Home)),
        ("\x1bOF", Key::plain(KeyCode::End)),
        ("\x1b[4~", Key::plain(KeyCode::End)),
        ("\x1b[8~", Key::plain(KeyCode::End)),
        ("\x1b[2~", Key::plain(KeyCode::Insert)),
        ("\x1b[3~", Key::plain(KeyCode::Delete)),
        ("\x1b[5~", Key::plain(KeyCode::PageUp)),
        ("\x1b[6~", Key::plain(KeyCode::PageDown)),
        ("\x1b[Z", Key::plain(KeyCode::BackTab)),
        ("\x1bOP", Key::plain(KeyCode::F(1))),
        ("\x1bOR", Key::plain(KeyCode::F(3))),
        ("\x1b[[E", Key::plain(KeyCode::F(5))),
        ("\x1b[11~", Key::plain(KeyCode::F(1))),
        ("\x1b[15~", Key::plain(KeyCode::F(5))),
        ("\x1b[17~", Key::plain(KeyCode::F(6))),
        ("\x1b[21~", Key::plain(KeyCode::F(10))),
        ("\x1b[24~", Key::plain(KeyCode::F(12))),
        ("\x1bOM", Key::plain(KeyCode::Enter)),
        ("\x1bOp", char('0')),
    ]);
}

#[test]
fn modifiers_come_along() {
    check(&[
        ("\x1b[1;5C", with(KeyCode::Right, "c")),
        ("\x1b[1;3D", with(KeyCode::Left, "a")),
        ("\x1b[1;2H", with(KeyCode::Home, "s")),
        ("\x1b[3;5~", with(KeyCode::Delete, "c")),
        ("\x1b[1;8S", with(KeyCode::F(4), "cas")),
        ("\x1b[3$", with(KeyCode::Delete, "s")),
        ("\x1b[3^", with(KeyCode::Delete, "c")),
        ("\x1b[a", with(KeyCode::Up, "s")),
        ("\x1bOd", with(KeyCode::Left, "c")),
        ("\x1b[97;5u", Key::ctrl('a')),
        ("\x1b[65;6u", Key::ctrl('a')),
        ("\x1b[97;2u", char('A')),
        ("\x1b[49:33;2u", char('!')),
        ("\x1b[97;5:1u", Key::ctrl('a')),
        ("\x1b[27u", Key::plain(KeyCode::Esc)),
        ("\x1b[13;3u", with(KeyCode::Enter, "a")),
        ("\x1b[9;2u", Key::plain(KeyCode::BackTab)),
        ("\x1b[57417u", Key::plain(KeyCode::Left)),
        ("\x1b[57400u", char('1')),
        ("\x1b[27;5;47~", Key::ctrl('/')),
        ("\x1b[27;2;13~", with(KeyCode::Enter, "s")),
    ]);
}

#[test]
fn terminal_reports_are_not_typed() {
    let long = format!("\x1b[{}m", "1;".repeat(500));
    let swallowed: &[&str] = &[
        "\x1b[<2;10;20M",
        "\x1b[<0;10;20m",
        "\x1b[M !!",
        "\x1b[I",
        "\x1b[O",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]52;c;aGVsbG8=\x1b\\",
        "\x1bP>|kitty(0.42)\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[?62;22c",
        "\x1b[>1;10;0c",
        "\x1b[12;40R",
        "\x1b[?7u",
        "\x1b[?2026;2$y",
        "\x1b[0n",
        "\x1b[201~",
        "\x1b[97;5:3u",
        "\x1b[97;9u",
        "\x1b[57441u",
        "\x1b[999~",
        "\x1b[=#x",
        "\x1bOz",
        "\x1b]0;never ended",
        "\x1b[12;",
        &long,
        "\u{85}",
    ];
    for bytes in swallowed {
        assert_eq!(keys(bytes.as_bytes()), [], "{bytes:?}");
        if !bytes.ends_with([';', 'd']) {
            assert_eq!(keys(format!("{bytes}q").as_bytes()), [char('q')], "{bytes:?}");
        }
    }
}

#[test]
fn invalid_bytes_are_dropped_and_following_keys_work() {
    for bytes in [&b"\xff"[..], b"\x80", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x91", b"\xc0\xaf"] {
        assert_eq!(keys(&[bytes, b"q"].concat()), [char('q')], "{bytes:?}");
    }
}

#[test]
fn ctrl_c_works_inside_unfinished_sequence() {
    for bytes in ["\x1b[12\x03", "\x1b]0;title\x03", "\x1b[[\x03", "\x1bP\x03", "\x1b\x03", "\x1bO\x03"] {
        assert_eq!(keys(bytes.as_bytes()).last(), Some(&Key::ctrl('c')), "{bytes:?}");
    }
}

#[test]
fn paste_is_data_never_keys() {
    let text = "a\r\nb\x1b[A\x03\x1b[200~é\t";
    assert_eq!(
        decoded(format!("x\x1b[200~{text}\x1b[201~y").as_bytes()),
        [Input::Key(char('x')), paste(text), Input::Key(char('y')),]
    );
}

#[test]
fn a_paste_that_never_ends_is_over_when_nothing_comes_and_keys_work_again() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.feed(b"\x1b[200~orphan\x03"), []);
    assert_eq!(decoder.pending(), Some(Pending::Paste));
    assert_eq!(decoder.flush(), [paste("orphan\x03")]);
    assert_eq!(decoder.feed(b"\x03"), [Input::Key(Key::ctrl('c'))]);
}

#[test]
fn escape_waits_for_possible_sequence() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert_eq!(decoder.pending(), Some(Pending::Escape));
    assert_eq!(decoder.feed(b"["), []);
    assert_eq!(decoder.pending(), Some(Pending::Sequence));
    assert_eq!(decoder.feed(b"A"), [Input::Key(Key::plain(KeyCode::Up))]);
    assert_eq!(decoder.pending(), None);
    assert!(
        Pending::Escape.wait(false) < Pending::Sequence.wait(false)
            && Pending::Sequence.wait(false) < Pending::Paste.wait(false)
    );
}

#[test]
fn two_escapes_are_two_escapes() {
    assert_eq!(keys(b"\x1b\x1b"), [Key::plain(KeyCode::Esc); 2]);
    assert_eq!(keys(b"\x1b\x1b\x1b"), [Key::plain(KeyCode::Esc); 3]);
    assert_eq!(keys(b"\x1b\x1bb"), [Key::plain(KeyCode::Esc), Key::alt('b')]);
    assert_eq!(keys(b"\x1b\x1b[I"), [Key::plain(KeyCode::Esc)]);
}

#[test]
fn burst_is_read_completely() {
    assert_eq!(decoded(&b"a".repeat(65_536)).len(), 65_536);
}

#[test]
fn debug_does_not_show_a_paste() {
    let mut decoder = Decoder::new();
    decoder.feed(b"\x1b[200~hush");
    assert!(!format!("{decoder:?}").contains("104") && !format!("{decoder:?}").contains("hush"));
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "\x1b",
            "\x1b[",
            "\x1bO",
            "\x1b]",
            "\x1bP",
            "\x1b[200~",
            "\x1b[201~",
            "\x1b[M",
            "\x1b[[",
            "\x1b\\",
            "\x1b[<0;1;1M",
            ";",
            "1",
            "27;5;47~",
            "97;5u",
            "~",
            "A",
            "$",
            "é",
            "日",
            "👩",
            "\x07",
            "\x03",
            "\r",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn it_does_not_matter_how_bytes_are_cut_into_reads(bytes in any_bytes(), cuts: [prop::sample::Index; 3]) {
        let mut cuts = cuts.map(|cut| cut.index(bytes.len() + 1));
        cuts.sort_unstable();
        let mut decoder = Decoder::new();
        let [a, b, c] = cuts;
        let mut inputs = Vec::new();
        for part in [&bytes[..a], &bytes[a..b], &bytes[b..c], &bytes[c..]] {
            inputs.extend(decoder.feed(part));
        }
        inputs.extend(decoder.flush());
        prop_assert_eq!(inputs, decoded(&bytes));
    }

    #[test]
    fn decoder_yields_no_control_character_and_ends_every_sequence(bytes in any_bytes()) {
        for input in decoded(&bytes) {
            if let Input::Key(Key { code: KeyCode::Char(c), .. }) = input {
                prop_assert!(!c.is_control());
            }
        }
    }

    #[test]
    fn keys_work_after_pause_despite_unfinished_sequence(bytes in any_bytes()) {
        let mut decoder = Decoder::new();
        decoder.feed(&bytes);
        decoder.flush();
        prop_assert_eq!(decoder.feed(b"q"), [Input::Key(char('q'))]);
    }
}

#[test]
fn reported_background_is_kept_and_not_typed() {
    let dark = Some(Rgb(0x1e, 0x1e, 0x2e));
    for answer in [&b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"[..], b"\x1b]11;rgb:1e/1e/2e\x07"] {
        let mut decoder = Decoder::new();
        assert_eq!(decoder.feed(answer), []);
        assert_eq!(decoder.take_ground(), dark);
        assert_eq!(decoder.take_ground(), None);
    }
}

#[test]
fn other_terminal_answers_leave_background_unknown() {
    let long = format!("\x1b]11;rgb:1e1e/1e1e/2e2e{}\x07", "0".repeat(100));
    for answer in ["\x1b]10;rgb:1e/1e/2e\x07", "\x1bP11;rgb:1e/1e/2e\x1b\\", "\x1b]11;green\x07", &long] {
        let mut decoder = Decoder::new();
        assert_eq!(decoder.feed(answer.as_bytes()), []);
        assert_eq!(decoder.take_ground(), None, "{answer:?}");
    }
}

#[test]
fn an_escape_waits_longer_while_an_answer_is_expected() {
    let mut decoder = Decoder::new();
    decoder.feed(b"\x1b");
    let pending = decoder.pending().expect("an escape is open");
    assert!(pending.wait(true) > pending.wait(false));
}

#[test]
fn an_answer_that_began_is_waited_for_longer_than_a_key() {
    let mut decoder = Decoder::new();
    decoder.feed(b"\x1b]11;rgb:");
    assert_eq!(decoder.pending(), Some(Pending::Answer));
}
