//! Meaning of terminal sequences: xterm's, and the dialects of the Linux console, rxvt and kitty.

use crate::wizard::{Key, KeyCode};

/// A byte by itself.
pub fn ascii(byte: u8) -> Key {
    Key::plain(match byte {
        b'\r' | b'\n' => KeyCode::Enter,
        b'\t' => KeyCode::Tab,
        0x08 | 0x7f => KeyCode::Backspace,
        0x1b => KeyCode::Esc,
        // Ctrl takes the high bits off a letter; here they are put back on.
        0 => return Key::ctrl(' '),
        0x01..=0x1a => return Key::ctrl(char::from(byte | 0x60)),
        0x1c..=0x1f => return Key::ctrl(char::from(byte | 0x40)),
        _ => KeyCode::Char(char::from(byte)),
    })
}

/// Returns the key of a byte after `ESC O`.
pub fn single(byte: u8) -> Option<Key> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        b'R' => KeyCode::F(3),
        b'a'..=b'd' => return Some(Key { ctrl: true, ..Key::plain(letter(byte.to_ascii_uppercase())?) }),
        // Keypad in application mode.
        b'j'..=b'y' => KeyCode::Char(char::from(byte - 0x40)),
        b'X' => KeyCode::Char('='),
        _ => letter(byte)?,
    };
    Some(Key::plain(code))
}

/// Returns the key of a byte after `ESC [ [`.
pub fn console(byte: u8) -> Option<Key> {
    matches!(byte, b'A'..=b'E').then(|| Key::plain(KeyCode::F(byte - b'A' + 1)))
}

/// Returns the key of a sequence from its body, between `ESC [` and the last byte; `None` if it is no key.
///
/// Answers and mouse reports begin with one of `<=>?`, so they do not parse as numbers.
pub fn control(body: &[u8], last: u8) -> Option<Key> {
    let text = std::str::from_utf8(body).ok()?;
    if text.contains(|c: char| !matches!(c, '0'..='9' | ';' | ':')) || number(text, 1, 1) == Some(RELEASE) {
        return None;
    }
    let held = HeldModifiers::new(number(text, 1, 0).unwrap_or(1))?;
    match last {
        b'~' if number(text, 0, 0) == Some(27) => held.with_char(number(text, 2, 0)?, None),
        b'u' => held.with_char(number(text, 0, 0)?, number(text, 0, 1)),
        b'~' => Some(held.with(numbered(number(text, 0, 0)?)?)),
        b'$' => Some(HeldModifiers { shift: true, ..held }.with(numbered(number(text, 0, 0)?)?)),
        b'^' => Some(HeldModifiers { ctrl: true, ..held }.with(numbered(number(text, 0, 0)?)?)),
        b'@' => Some(HeldModifiers { ctrl: true, shift: true, ..held }.with(numbered(number(text, 0, 0)?)?)),
        b'a'..=b'd' if text.is_empty() => {
            Some(HeldModifiers { shift: true, ..held }.with(letter(last.to_ascii_uppercase())?))
        }
        _ => Some(held.with(letter(last)?)),
    }
}

/// A key that is let go, where a terminal says so.
const RELEASE: u32 = 3;

/// A number by its place between semicolons, and then between colons.
fn number(text: &str, place: usize, part: usize) -> Option<u32> {
    text.split(';').nth(place)?.split(':').nth(part)?.parse().ok()
}

/// F3 is left out: with modifiers it is spelled like the answer to where the cursor is.
fn letter(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// The modifiers of a key.
struct HeldModifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl HeldModifiers {
    /// Reads the number that terminals send, which is the bits plus one. Keys with Super or Hyper belong to the desktop
    /// and are ignored.
    fn new(number: u32) -> Option<Self> {
        let bits = number.saturating_sub(1);
        let has = |mask: u32| bits & mask != 0;
        (!has(8 | 16)).then(|| Self { shift: has(1), alt: has(2 | 32), ctrl: has(4) })
    }

    fn with(&self, code: KeyCode) -> Key {
        let shift = self.shift && code != KeyCode::BackTab;
        Key { code, ctrl: self.ctrl, alt: self.alt, shift }
    }

    /// Returns a key that is sent as the number of its character, with its shifted form if the terminal sends it.
    fn with_char(&self, number: u32, shifted: Option<u32>) -> Option<Key> {
        if let Some(code) = named(number) {
            return Some(self.with(if code == KeyCode::Tab && self.shift { KeyCode::BackTab } else { code }));
        }
        let plain = char::from_u32(number).filter(|c| !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}'))?;
        let c = match (self.ctrl, self.shift) {
            (true, _) => plain.to_ascii_lowercase(),
            (false, true) => shifted.and_then(char::from_u32).unwrap_or(plain.to_ascii_uppercase()),
            (false, false) => plain,
        };
        (!c.is_control()).then(|| Key { shift: false, ..self.with(KeyCode::Char(c)) })
    }
}

/// The keys that have a number but no character of their own, the keypad's by kitty's table.
fn named(number: u32) -> Option<KeyCode> {
    Some(match number {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 | 57_414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        57_399..=57_408 => KeyCode::Char(char::from_digit(number - 57_399, 10)?),
        57_409..=57_413 => KeyCode::Char("./*-+".chars().nth(usize::try_from(number - 57_409).ok()?)?),
        57_417..=57_426 => *KEYPAD.get(usize::try_from(number - 57_417).ok()?)?,
        _ => return None,
    })
}

const KEYPAD: [KeyCode; 10] = [
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Insert,
    KeyCode::Delete,
];
