//! Notation for typed keys: `"<down>acme<enter>"`.
//!
//! Names are in angle brackets: enter esc tab up down left right bs del ins home end pgup pgdn space lt f1 … f12, with
//! `c-`, `a-` and `s-` before them for Ctrl, Alt and Shift (`<c-x>`, `<a-b>`, `<s-tab>`, `<c-left>`). All other
//! characters are typed as they are; `<lt>` is the character `<`.

use elemint::{
    text::Secret,
    wizard::{Input, Key, KeyCode},
};

/// Parses the notation into inputs of the wizard.
pub fn parse(notation: &str) -> Vec<Input> {
    keys(notation).into_iter().map(Input::Key).collect()
}

/// Returns a bracketed paste as an input of the wizard.
pub fn pasted(text: &str) -> Input {
    Input::Paste(Secret::new(text))
}

/// The keys the notation names.
pub fn keys(notation: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '<' {
            let (name, after) = rest.split_once('>').unwrap_or_else(|| panic!("{notation:?}: a < without its >"));
            keys.push(named(name));
            rest = after;
        } else {
            assert!(!c.is_control(), "{notation:?}: write control characters as names, such as <enter>");
            keys.push(Key::plain(KeyCode::Char(c)));
        }
    }
    keys
}

fn named(name: &str) -> Key {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut bare = name;
    while let Some((held, rest)) = bare.split_once('-').filter(|(held, rest)| held.len() == 1 && !rest.is_empty()) {
        match held {
            "c" => ctrl = true,
            "a" => alt = true,
            "s" => shift = true,
            _ => panic!("<{name}>: c-, a- and s- can be held, not {held}-"),
        }
        bare = rest;
    }
    let code = code(bare).unwrap_or_else(|| panic!("<{name}>: no key is called {bare:?}"));
    match code {
        KeyCode::Tab if shift => Key::plain(KeyCode::BackTab),
        code => Key { code, ctrl, alt, shift },
    }
}

fn code(name: &str) -> Option<KeyCode> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(KeyCode::Char(letter));
    }
    Some(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "ins" => KeyCode::Insert,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        _ => KeyCode::F(name.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n))?),
    })
}

/// The bytes xterm sends for a key; `application` is the cursor-key mode a program may ask for.
pub fn bytes(key: Key, application: bool) -> Vec<u8> {
    let held = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    match key.code {
        KeyCode::Char(c) => typed(c, key),
        KeyCode::Enter => meta(key, "\r"),
        KeyCode::Tab => meta(key, "\t"),
        KeyCode::Esc => meta(key, "\x1b"),
        KeyCode::Backspace => meta(key, if key.ctrl { "\x08" } else { "\x7f" }),
        KeyCode::BackTab => b"\x1b[Z".to_vec(),
        KeyCode::Up => letter('A', held, application),
        KeyCode::Down => letter('B', held, application),
        KeyCode::Right => letter('C', held, application),
        KeyCode::Left => letter('D', held, application),
        KeyCode::Home => letter('H', held, application),
        KeyCode::End => letter('F', held, application),
        KeyCode::F(n @ 1..=4) => letter(char::from(b'O' + n), held, true),
        KeyCode::Insert => tilde(2, held),
        KeyCode::Delete => tilde(3, held),
        KeyCode::PageUp => tilde(5, held),
        KeyCode::PageDown => tilde(6, held),
        KeyCode::F(n @ 5) => tilde(n + 10, held),
        KeyCode::F(n @ 6..=10) => tilde(n + 11, held),
        KeyCode::F(n) => tilde(n + 12, held),
    }
}

fn typed(c: char, key: Key) -> Vec<u8> {
    let text = match (key.ctrl, u8::try_from(c)) {
        (true, Ok(byte)) => char::from(byte & 0x1f).to_string(),
        _ => c.to_string(),
    };
    meta(key, &text)
}

fn meta(key: Key, text: &str) -> Vec<u8> {
    format!("{}{text}", if key.alt { "\x1b" } else { "" }).into_bytes()
}

fn letter(end: char, held: u8, application: bool) -> Vec<u8> {
    match (held, application) {
        (1, true) => format!("\x1bO{end}"),
        (1, false) => format!("\x1b[{end}"),
        _ => format!("\x1b[1;{held}{end}"),
    }
    .into_bytes()
}

fn tilde(number: u8, held: u8) -> Vec<u8> {
    if held == 1 { format!("\x1b[{number}~") } else { format!("\x1b[{number};{held}~") }.into_bytes()
}
