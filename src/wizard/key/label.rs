//! Names of keys: in the footer, in the help, and in key files.

use super::{Key, KeyCode};

/// Keys with a name: the displayed one, and the one for key files.
const NAMES: [(KeyCode, &str, &str); 17] = [
    (KeyCode::Char(' '), "space", "space"),
    (KeyCode::Enter, "↵", "enter"),
    (KeyCode::Tab, "tab", "tab"),
    (KeyCode::BackTab, "shift-tab", "backtab"),
    (KeyCode::Backspace, "⌫", "backspace"),
    (KeyCode::Delete, "del", "delete"),
    (KeyCode::Esc, "esc", "escape"),
    (KeyCode::Up, "↑", "up"),
    (KeyCode::Down, "↓", "down"),
    (KeyCode::Left, "←", "left"),
    (KeyCode::Right, "→", "right"),
    (KeyCode::Home, "home", "home"),
    (KeyCode::End, "end", "end"),
    (KeyCode::PageUp, "pgup", "pageup"),
    (KeyCode::PageDown, "pgdn", "pagedown"),
    (KeyCode::Insert, "ins", "insert"),
    (KeyCode::Char('-'), "-", "minus"),
];

const HELD: [&str; 3] = ["ctrl-", "alt-", "shift-"];

impl Key {
    /// The key as the screen shows it.
    pub fn label(self) -> String {
        self.spelled(|(_, shown, _)| shown)
    }

    /// The key in letters, as it is written in a file.
    pub fn name(self) -> String {
        self.spelled(|(.., written)| written)
    }

    fn spelled(self, spelling: impl Fn(&(KeyCode, &'static str, &'static str)) -> &'static str) -> String {
        let named = NAMES.iter().find(|(code, ..)| *code == self.code).map(|name| spelling(name).to_owned());
        let name = named.unwrap_or_else(|| match self.code {
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Char(c) => c.to_string(),
            _ => String::new(),
        });
        let held = HELD.into_iter().zip([self.ctrl, self.alt, self.shift]);
        held.filter(|(_, on)| *on).map(|(word, _)| word).chain([name.as_str()]).collect()
    }

    /// Reads a key either way: `ctrl-f`, `alt-c`, `F5`, `up`, `q`, `Q`.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(code) = code(text) {
            return Some(Self::plain(code));
        }
        let (modifier, rest) = HELD.into_iter().find_map(|word| Some((word, text.strip_prefix(word)?)))?;
        let key = Self::read(rest)?;
        match (modifier, key.code) {
            // A letter itself shows if Shift was held, and with Ctrl no terminal reports it.
            ("shift-", KeyCode::Char(_)) => None,
            ("shift-", KeyCode::Tab) => Some(Self { code: KeyCode::BackTab, ..key }),
            ("ctrl-", KeyCode::Char(c)) if c.is_uppercase() => None,
            ("ctrl-", _) => Some(Self { ctrl: true, ..key }),
            ("alt-", _) => Some(Self { alt: true, ..key }),
            _ => Some(Self { shift: true, ..key }),
        }
    }
}

fn code(text: &str) -> Option<KeyCode> {
    if let Some((code, ..)) = NAMES.iter().find(|(_, shown, written)| text == *shown || text == *written) {
        return Some(*code);
    }
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if !c.is_control() => Some(KeyCode::Char(c)),
        (Some('F' | 'f'), Some(_)) => text.get(1..)?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_written() {
        let mut keys = vec![Key::ctrl('f'), Key::alt('c'), Key::plain(KeyCode::F(12)), Key::shift(KeyCode::Up)];
        keys.extend(NAMES.iter().map(|(code, ..)| Key::plain(*code)));
        keys.extend(['q', 'Q', '/', 'é', '-'].map(|c| Key::plain(KeyCode::Char(c))));
        keys.push(Key { alt: true, ..Key::ctrl(' ') });
        for key in keys {
            assert_eq!(Key::read(&key.label()), Some(key), "{}", key.label());
            assert_eq!(Key::read(&key.name()), Some(key), "{}", key.name());
        }
    }

    #[test]
    fn keys_have_their_usual_names_as_well() {
        for (written, key) in [
            ("enter", Key::plain(KeyCode::Enter)),
            ("pageup", Key::plain(KeyCode::PageUp)),
            ("shift-tab", Key::plain(KeyCode::BackTab)),
            ("ctrl-alt-x", Key { alt: true, ..Key::ctrl('x') }),
            ("ctrl--", Key::ctrl('-')),
        ] {
            assert_eq!(Key::read(written), Some(key), "{written}");
        }
    }

    #[test]
    fn what_no_terminal_can_send_is_no_key() {
        for text in ["", "ctrl-", "strg-f", "shift-q", "ctrl-Q", "F13", "F0", "upp", "\u{1b}"] {
            assert_eq!(Key::read(text), None, "{text:?}");
        }
    }
}
