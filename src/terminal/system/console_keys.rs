//! Bytes of a terminal for the key records of a Windows console.
//!
//! With `ENABLE_VIRTUAL_TERMINAL_INPUT` a console writes most keys as such bytes itself, one record each and without a
//! key code. Keys that have a code are written here as xterm does.

/// Key record of a console, `KEY_EVENT_RECORD`.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a bit of the record")]
pub struct ConsoleKey {
    /// True if the key is pressed, false if it is let go.
    pub is_down: bool,
    /// Number of times a held key counts.
    pub repeat: u16,
    /// Virtual key code; 0 for a byte of a sequence.
    pub code: u16,
    /// Unit of UTF-16; 0 if the key has no character.
    pub unit: u16,
    /// Either Shift key is held.
    pub shift: bool,
    /// Either Alt key is held.
    pub alt: bool,
    /// Either Ctrl key is held. Alt Gr counts as Ctrl and Alt.
    pub ctrl: bool,
}

/// Virtual key codes (`winuser.h`).
const BACK: u16 = 0x08;
const TAB: u16 = 0x09;
const ALT: u16 = 0x12;
const SPACE: u16 = 0x20;

/// Writer of bytes. It keeps the first half of a character that takes two records.
#[derive(Debug, Default)]
pub struct ConsoleKeys {
    high: Option<u16>,
}

impl ConsoleKeys {
    /// Adds the bytes of a record. A key that is let go has none, except for Alt, which ends a character that was typed
    /// by its number.
    pub fn feed(&mut self, key: &ConsoleKey, bytes: &mut Vec<u8>) {
        if !key.is_down && (key.code != ALT || key.unit == 0) {
            return;
        }
        for _ in 0..key.repeat.max(1) {
            self.press(key, bytes);
        }
    }

    fn press(&mut self, key: &ConsoleKey, bytes: &mut Vec<u8>) {
        if !key.is_down || key.code == 0 {
            return self.unit(key.unit, bytes);
        }
        match (key.code, sequence_end(key.code)) {
            (_, Some((number, end))) => bytes.extend_from_slice(sequence(number, end, key).as_bytes()),
            (TAB, _) if key.shift => bytes.extend_from_slice(b"\x1b[Z"),
            (BACK, _) => self.alt_unit(key, 0x7f, bytes),
            (SPACE, _) if key.ctrl && !key.alt => bytes.push(0),
            _ => self.alt_unit(key, key.unit, bytes),
        }
    }

    /// Adds a character behind Escape if Alt is held. Alt Gr makes a character of its own.
    fn alt_unit(&mut self, key: &ConsoleKey, unit: u16, bytes: &mut Vec<u8>) {
        if unit != 0 && key.alt && !key.ctrl {
            bytes.push(0x1b);
        }
        self.unit(unit, bytes);
    }

    fn unit(&mut self, unit: u16, bytes: &mut Vec<u8>) {
        if unit == 0 {
            return;
        }
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        // A half without its other half is dropped.
        for c in char::decode_utf16(high.into_iter().chain([unit])).flatten() {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// Number and last byte of the sequence of a key without a character.
fn sequence_end(code: u16) -> Option<(u16, char)> {
    Some(match code {
        0x21 => (5, '~'),
        0x22 => (6, '~'),
        0x23 => (1, 'F'),
        0x24 => (1, 'H'),
        0x25 => (1, 'D'),
        0x26 => (1, 'A'),
        0x27 => (1, 'C'),
        0x28 => (1, 'B'),
        0x2d => (2, '~'),
        0x2e => (3, '~'),
        0x70..=0x74 => (code - 0x70 + 11, '~'),
        0x75..=0x79 => (code - 0x75 + 17, '~'),
        0x7a..=0x7b => (code - 0x7a + 23, '~'),
        _ => return None,
    })
}

fn sequence(number: u16, end: char, key: &ConsoleKey) -> String {
    let held = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    match (held, end) {
        (1, '~') => format!("\x1b[{number}~"),
        (1, _) => format!("\x1b[{end}"),
        _ => format!("\x1b[{number};{held}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        terminal::decoder::Decoder,
        wizard::{Input, Key, KeyCode},
    };
    use rstest::rstest;

    fn pressed(code: u16, c: char) -> ConsoleKey {
        let mut units = [0; 2];
        let unit = c.encode_utf16(&mut units)[0];
        ConsoleKey { is_down: true, repeat: 1, code, unit, ..ConsoleKey::default() }
    }

    /// Inputs of records, as the decoder reads them.
    fn inputs(keys: &[ConsoleKey]) -> Vec<Input> {
        let (mut console, mut decoder, mut bytes) = (ConsoleKeys::default(), Decoder::new(), Vec::new());
        for key in keys {
            console.feed(key, &mut bytes);
        }
        let mut inputs = decoder.feed(&bytes);
        inputs.extend(decoder.flush());
        inputs
    }

    fn sequence_records(text: &str) -> Vec<ConsoleKey> {
        let record = |unit| ConsoleKey { is_down: true, repeat: 1, unit, ..ConsoleKey::default() };
        text.encode_utf16().map(record).collect()
    }

    #[rstest]
    #[case::letter(pressed(0x41, 'a'), Key::plain(KeyCode::Char('a')))]
    #[case::enter(pressed(0x0d, '\r'), Key::plain(KeyCode::Enter))]
    #[case::escape(pressed(0x1b, '\x1b'), Key::plain(KeyCode::Esc))]
    #[case::backspace(pressed(0x08, '\x08'), Key::plain(KeyCode::Backspace))]
    #[case::tab(pressed(0x09, '\t'), Key::plain(KeyCode::Tab))]
    #[case::back_tab(ConsoleKey { shift: true, ..pressed(0x09, '\t') }, Key::plain(KeyCode::BackTab))]
    #[case::up(pressed(0x26, '\0'), Key::plain(KeyCode::Up))]
    #[case::end(pressed(0x23, '\0'), Key::plain(KeyCode::End))]
    #[case::page_down(pressed(0x22, '\0'), Key::plain(KeyCode::PageDown))]
    #[case::delete(pressed(0x2e, '\0'), Key::plain(KeyCode::Delete))]
    #[case::f1(pressed(0x70, '\0'), Key::plain(KeyCode::F(1)))]
    #[case::f5(pressed(0x74, '\0'), Key::plain(KeyCode::F(5)))]
    #[case::f6(pressed(0x75, '\0'), Key::plain(KeyCode::F(6)))]
    #[case::f12(pressed(0x7b, '\0'), Key::plain(KeyCode::F(12)))]
    #[case::ctrl_c(ConsoleKey { ctrl: true, ..pressed(0x43, '\x03') }, Key::ctrl('c'))]
    #[case::ctrl_space(ConsoleKey { ctrl: true, ..pressed(0x20, ' ') }, Key::ctrl(' '))]
    #[case::alt(ConsoleKey { alt: true, ..pressed(0x4e, 'n') }, Key::alt('n'))]
    #[case::alt_gr(ConsoleKey { alt: true, ctrl: true, ..pressed(0x51, '@') }, Key::plain(KeyCode::Char('@')))]
    #[case::ctrl_left(
        ConsoleKey { ctrl: true, ..pressed(0x25, '\0') },
        Key { ctrl: true, ..Key::plain(KeyCode::Left) }
    )]
    fn console_key_is_decoded(#[case] record: ConsoleKey, #[case] key: Key) {
        assert_eq!(inputs(&[record]), [Input::Key(key)]);
    }

    #[rstest]
    #[case::released(ConsoleKey { is_down: false, ..pressed(0x41, 'a') })]
    #[case::shift(ConsoleKey { shift: true, ..pressed(0x10, '\0') })]
    #[case::lone_half(ConsoleKey { unit: 0xdc00, ..pressed(0, '\0') })]
    fn record_without_a_key_is_ignored(#[case] record: ConsoleKey) {
        assert_eq!(inputs(&[record]), []);
    }

    #[test]
    fn held_key_counts_repeatedly() {
        assert_eq!(inputs(&[ConsoleKey { repeat: 3, ..pressed(0x41, 'a') }]).len(), 3);
    }

    #[test]
    fn character_typed_by_its_number_comes_when_alt_is_let_go() {
        let record = ConsoleKey { is_down: false, ..pressed(0x12, 'ß') };
        assert_eq!(inputs(&[record]), [Input::Key(Key::plain(KeyCode::Char('ß')))]);
    }

    #[test]
    fn character_of_two_records_is_one_key() {
        assert_eq!(inputs(&sequence_records("🚀")), [Input::Key(Key::plain(KeyCode::Char('🚀')))]);
    }

    #[test]
    fn bracketed_paste_of_a_console_is_one_paste() {
        let pasted = inputs(&sequence_records("\x1b[200~two\rlines\x1b[201~"));
        assert!(matches!(pasted.as_slice(), [Input::Paste(text)] if text.expose() == "two\rlines"), "{pasted:?}");
    }
}
