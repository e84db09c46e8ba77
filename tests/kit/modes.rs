//! Terminal modes that a program switched on and did not switch off.

use std::collections::BTreeMap;

/// Private modes that are on in a fresh terminal: line wrap, the cursor, and its blinking.
const ON_FROM_THE_START: [u16; 3] = [7, 12, 25];

/// Reads all that was written to a terminal and names every mode that is not as it was.
pub fn left_behind(transcript: &[u8]) -> Vec<String> {
    let mut modes: BTreeMap<u16, bool> = BTreeMap::new();
    let mut keyboard = 0_i32;
    let mut keypad = false;
    for sequence in sequences(transcript) {
        match sequence {
            Sequence::Mode(numbers, on) => modes.extend(numbers.into_iter().map(|n| (n, on))),
            Sequence::Keyboard(step) => keyboard = (keyboard + step).max(0),
            Sequence::Keypad(on) => keypad = on,
        }
    }
    let changed = modes.into_iter().filter(|(mode, on)| *on != ON_FROM_THE_START.contains(mode));
    let mut left: Vec<String> = changed.map(|(mode, on)| named(mode, on)).collect();
    if keyboard > 0 {
        left.push(format!("{keyboard} keyboard settings were pushed and not popped"));
    }
    if keypad {
        left.push("the keypad is still in application mode".into());
    }
    left
}

fn named(mode: u16, on: bool) -> String {
    let name = match mode {
        1 => "application cursor keys",
        7 => "line wrap",
        25 => "the cursor",
        9 | 1000..=1003 | 1005 | 1006 | 1015 => "the mouse",
        1004 => "focus reports",
        47 | 1047 | 1049 => "the alternate screen",
        2004 => "bracketed paste",
        2026 => "synchronised output",
        _ => "a private mode",
    };
    format!("{name} (?{mode}) is still {}", if on { "on" } else { "off" })
}

enum Sequence {
    /// `CSI ? numbers h` or `l`.
    Mode(Vec<u16>, bool),
    /// `CSI > flags u` pushes a keyboard setting, `CSI < count u` pops some.
    Keyboard(i32),
    /// `ESC =` or `ESC >`.
    Keypad(bool),
}

fn sequences(bytes: &[u8]) -> impl Iterator<Item = Sequence> {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == 0x1b);
    starts.filter_map(|(at, _)| sequence(&bytes[at + 1..]))
}

fn sequence(after: &[u8]) -> Option<Sequence> {
    let (intro, rest) = match after {
        [b'=', ..] => return Some(Sequence::Keypad(true)),
        [b'>', ..] => return Some(Sequence::Keypad(false)),
        [b'[', intro @ (b'?' | b'<' | b'>'), rest @ ..] => (*intro, rest),
        _ => return None,
    };
    let end = rest.iter().position(|b| !b.is_ascii_digit() && *b != b';')?;
    let numbers = std::str::from_utf8(&rest[..end]).ok()?.split(';').filter_map(|n| n.parse().ok());
    match (intro, rest[end]) {
        (b'?', b'h') => Some(Sequence::Mode(numbers.collect(), true)),
        (b'?', b'l') => Some(Sequence::Mode(numbers.collect(), false)),
        (b'>', b'u') => Some(Sequence::Keyboard(1)),
        (b'<', b'u') => Some(Sequence::Keyboard(-numbers.map(i32::from).next().unwrap_or(1))),
        _ => None,
    }
}
