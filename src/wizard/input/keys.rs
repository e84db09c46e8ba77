//! The keys of a line.

use crate::wizard::key::{Key, KeyCode};

/// Action of a key on a line.
pub(super) enum Act {
    Move(To),
    Erase(To),
    Undo,
}

/// Target of a movement or a deletion.
#[derive(Clone, Copy)]
pub(super) enum To {
    Start,
    End,
    Left,
    Right,
    WordLeft,
    WordRight,
    /// To the start of the word between blanks, as Ctrl-W goes in a shell.
    BlankLeft,
}

/// The keys of readline, as far as they are for one line.
pub(super) fn act(key: Key) -> Option<Act> {
    let wide = key.ctrl || key.alt;
    Some(match key.code {
        KeyCode::Left => Act::Move(if wide { To::WordLeft } else { To::Left }),
        KeyCode::Right => Act::Move(if wide { To::WordRight } else { To::Right }),
        KeyCode::Home => Act::Move(To::Start),
        KeyCode::End => Act::Move(To::End),
        KeyCode::Backspace => Act::Erase(if wide { To::WordLeft } else { To::Left }),
        KeyCode::Delete => Act::Erase(if wide { To::WordRight } else { To::Right }),
        KeyCode::Char(c) if key.ctrl && !key.alt => match c {
            'a' => Act::Move(To::Start),
            'e' => Act::Move(To::End),
            'b' => Act::Move(To::Left),
            'f' => Act::Move(To::Right),
            'd' => Act::Erase(To::Right),
            'u' => Act::Erase(To::Start),
            'k' => Act::Erase(To::End),
            'w' => Act::Erase(To::BlankLeft),
            '_' | '/' => Act::Undo,
            _ => return None,
        },
        KeyCode::Char('b') if key.alt && !key.ctrl => Act::Move(To::WordLeft),
        KeyCode::Char('f') if key.alt && !key.ctrl => Act::Move(To::WordRight),
        KeyCode::Char('d') if key.alt && !key.ctrl => Act::Erase(To::WordRight),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::input::LineEditor;

    fn after(mut line: LineEditor, keys: &[Key]) -> (String, usize) {
        for key in keys {
            assert!(line.press(*key), "{key:?}");
        }
        (line.text().to_owned(), line.cursor())
    }

    #[test]
    fn the_keys_of_readline_do_what_they_do() {
        let line = LineEditor::new("one two/three", false);
        let cases: &[(&[Key], &str, usize)] = &[
            (&[Key::ctrl('a')], "one two/three", 0),
            (&[Key::ctrl('a'), Key::ctrl('e')], "one two/three", 13),
            (&[Key::ctrl('b'), Key::ctrl('d')], "one two/thre", 12),
            (&[Key::ctrl('w')], "one ", 4),
            (&[Key { code: KeyCode::Backspace, ..Key::alt('x') }], "one two/", 8),
            (&[Key::alt('b'), Key::ctrl('u')], "three", 0),
            (&[Key::alt('b'), Key::ctrl('k')], "one two/", 8),
            (&[Key::plain(KeyCode::Home), Key::alt('d')], " two/three", 0),
            (&[Key::plain(KeyCode::Home), Key { code: KeyCode::Right, ..Key::ctrl('x') }], "one two/three", 3),
            (&[Key::ctrl('w'), Key::ctrl('_')], "one two/three", 13),
        ];
        for (keys, text, cursor) in cases {
            assert_eq!(after(line.clone(), keys), ((*text).to_owned(), *cursor), "{keys:?}");
        }
    }

    #[test]
    fn other_keys_are_left_to_others() {
        let mut line = LineEditor::new("a", false);
        for key in [
            Key::plain(KeyCode::Enter),
            Key::plain(KeyCode::Tab),
            Key::plain(KeyCode::Up),
            Key::ctrl('r'),
            Key::alt('c'),
        ] {
            assert!(!line.press(key), "{key:?}");
        }
    }
}
