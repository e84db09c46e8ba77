//! What is typed, written down so that it reads as it is typed: `"<down>acme<enter>"`.
//!
//! Names stand in angle brackets: enter esc tab up down left right bs del ins home end pgup pgdn space lt f1 … f12,
//! with `c-`, `a-` and `s-` before them for Ctrl, Alt and Shift (`<c-x>`, `<a-b>`, `<s-tab>`, `<c-left>`). Everything
//! else is typed as it stands; `<lt>` is the character `<`.

use elemint::{
    text::Secret,
    wizard::{Code, Input, Key},
};

/// What the notation says, as the wizard hears it.
pub fn parse(notation: &str) -> Vec<Input> {
    keys(notation).into_iter().map(Input::Key).collect()
}

/// A text pasted whole, as the wizard hears it.
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
            keys.push(Key::plain(Code::Char(c)));
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
        Code::Tab if shift => Key::plain(Code::BackTab),
        code => Key { code, ctrl, alt, shift },
    }
}

fn code(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(Code::Char(letter));
    }
    Some(match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "bs" => Code::Backspace,
        "del" => Code::Delete,
        "ins" => Code::Insert,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        "space" => Code::Char(' '),
        "lt" => Code::Char('<'),
        _ => Code::F(name.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n))?),
    })
}

/// The bytes xterm sends for a key; `application` is the cursor-key mode a program may ask for.
pub fn bytes(key: Key, application: bool) -> Vec<u8> {
    let held = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    match key.code {
        Code::Char(c) => typed(c, key),
        Code::Enter => meta(key, "\r"),
        Code::Tab => meta(key, "\t"),
        Code::Esc => meta(key, "\x1b"),
        Code::Backspace => meta(key, if key.ctrl { "\x08" } else { "\x7f" }),
        Code::BackTab => b"\x1b[Z".to_vec(),
        Code::Up => letter('A', held, application),
        Code::Down => letter('B', held, application),
        Code::Right => letter('C', held, application),
        Code::Left => letter('D', held, application),
        Code::Home => letter('H', held, application),
        Code::End => letter('F', held, application),
        Code::F(n @ 1..=4) => letter(char::from(b'O' + n), held, true),
        Code::Insert => tilde(2, held),
        Code::Delete => tilde(3, held),
        Code::PageUp => tilde(5, held),
        Code::PageDown => tilde(6, held),
        Code::F(n @ 5) => tilde(n + 10, held),
        Code::F(n @ 6..=10) => tilde(n + 11, held),
        Code::F(n) => tilde(n + 12, held),
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
