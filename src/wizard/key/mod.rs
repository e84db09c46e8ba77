//! Keys in the wizard's own terms.
//!
//! Terminals encode keys in many ways; all become one of these in the terminal adapter, so that no other code knows an
//! escape sequence.

mod label;

use super::mouse::Mouse;
use crate::text::Secret;

/// Typed key or paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Complete bracketed paste. It may hold a secret, so it is kept as one.
    Paste(Secret),
    /// The mouse.
    Mouse(Mouse),
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Key.
    pub code: KeyCode,
    /// True if Ctrl was held; the letter is then lower case.
    pub ctrl: bool,
    /// True if Alt (Meta, Option) was held.
    pub alt: bool,
    /// True if Shift was held, for keys other than characters, which show it themselves.
    pub shift: bool,
}

/// The keys the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A character, as the keyboard's layout makes it.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Tab; Shift-Tab is [`KeyCode::BackTab`].
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Escape.
    Esc,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// A function key, F1 being 1.
    F(u8),
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A letter held with Ctrl.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: true, alt: false, shift: false }
    }

    /// A letter held with Alt.
    pub const fn alt(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: false, alt: true, shift: false }
    }

    /// A key held with Shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: true }
    }

    /// The character it types, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}
