//! Line editor, by grapheme.
//!
//! A grapheme is one step of the cursor and one press of Backspace, however many code points it has. A secret line
//! leaves no copies of itself in memory, and has no undo and no words.

mod history;
mod keys;
mod place;
mod shown;
mod text;

pub use shown::VisibleText;

use super::key::Key;
use crate::text::Secret;
use history::{Edit, History};
use keys::{Act, To, act};
use std::fmt;
use text::Text;

/// Bytes, more than any key or token has; a longer text was not meant for a form.
const LIMIT: usize = 64 * 1024;

/// A line of text and a cursor in it.
#[derive(Clone, PartialEq, Eq)]
pub struct LineEditor {
    text: Text,
    /// In bytes, always between two graphemes.
    cursor: usize,
    secret: bool,
    /// Holds a value that is only offered: the first character replaces it, as it would a selection.
    offered: bool,
    history: History,
}

impl LineEditor {
    /// Creates a line with the cursor at its end. `secret` forbids copies and undo.
    pub fn new(text: &str, secret: bool) -> Self {
        let mut line = Self { text: Text::default(), cursor: 0, secret, offered: false, history: History::default() };
        line.put(text);
        line
    }

    /// A line with a value that is only offered: typing replaces it, and moving the cursor keeps it.
    pub fn offering(text: &str) -> Self {
        let mut line = Self::new(text, false);
        line.offer(true);
        line
    }

    /// Offers the value as it is, or keeps it.
    pub fn offer(&mut self, is_offered: bool) {
        self.offered = is_offered && !self.is_empty();
    }

    /// The text; of a secret line as well, so it is for sending and checking, not for showing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A copy of the text that stays secret.
    pub fn secret(&self) -> Secret {
        let mut copy = String::with_capacity(self.text.len());
        copy.push_str(&self.text);
        Secret::new(copy)
    }

    /// Returns true if the line is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns true if the line is secret.
    pub fn is_secret(&self) -> bool {
        self.secret
    }

    /// Returns true if the text is a secret by its shape, such as an address with a password.
    pub fn holds_secret(&self) -> bool {
        self.text.holds_secret()
    }

    /// Judges a long text anew that was being typed.
    pub fn settle(&mut self) {
        self.text.settle();
    }

    /// The cursor as an offset in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Replaces the text, with the cursor at its end. Returns false if it does not fit; the line is then unchanged.
    pub fn set(&mut self, text: &str) -> bool {
        if text.len() > LIMIT {
            return false;
        }
        self.offered = false;
        self.note(Edit::Replaced);
        self.erase(0, self.text.len());
        self.put(text);
        true
    }

    /// Inserts a text at the cursor; line ends and tabs become blanks, other control characters are dropped. Returns
    /// false if it exceeds the 64 KiB of a line; the line is then unchanged, since half a key is worse than none.
    pub fn insert(&mut self, text: &str) -> bool {
        if self.offered {
            return self.set(text);
        }
        if self.text.len() + text.len() > LIMIT {
            return false;
        }
        self.note(Edit::Replaced);
        self.put(text);
        true
    }

    /// Handles a key, and returns true if it changed the text. A key that moves the cursor does not.
    pub fn edit(&mut self, key: Key) -> bool {
        let before = self.text().to_owned();
        self.press(key) && self.text() != before
    }

    /// Handles a key, and returns true if the line uses it.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.type_char(c);
            return true;
        }
        let Some(act) = act(key) else { return false };
        self.offered = false;
        match act {
            Act::Undo => self.undo(),
            Act::Move(to) => self.move_to(to),
            Act::Erase(to) => self.erase_to(to),
        }
        true
    }

    /// Moves the cursor to the start.
    pub fn to_start(&mut self) {
        self.move_to(To::Start);
    }

    /// Moves the cursor to the end.
    pub fn to_end(&mut self) {
        self.move_to(To::End);
    }

    fn move_to(&mut self, to: To) {
        self.offered = false;
        self.cursor = self.target(to);
        self.history.pause();
    }

    /// Returns the visible part for a number of columns, with the column of the cursor.
    pub fn view(&self, width: u16, masked: bool) -> VisibleText {
        let (before, after) = self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""));
        VisibleText::new(before, after, width, masked)
    }

    fn type_char(&mut self, c: char) {
        if c.is_control() || self.text.len() + c.len_utf8() > LIMIT {
            return;
        }
        if std::mem::take(&mut self.offered) {
            // Typing that replaces it continues the run, so that one undo restores it.
            self.history.pause();
            self.note(Edit::Typed);
            self.erase(0, self.text.len());
        }
        self.note(Edit::Typed);
        self.put(c.encode_utf8(&mut [0; 4]));
    }

    fn put(&mut self, text: &str) {
        let end = self.cursor + self.text.insert(self.cursor, text);
        self.cursor = place::settle(&self.text, end);
    }

    fn erase_to(&mut self, to: To) {
        let end = self.target(to);
        if end != self.cursor {
            self.note(if matches!(to, To::Left | To::Right) { Edit::Erased } else { Edit::Replaced });
            self.erase(self.cursor.min(end), self.cursor.max(end));
        }
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.text.erase(from, to);
        // Characters that are now neighbors may have become one grapheme.
        self.cursor = place::settle(&self.text, from);
    }

    /// Stores the line before an edit. A secret line is not stored.
    fn note(&mut self, edit: Edit) {
        if !self.secret {
            self.history.note(&self.text, self.cursor, edit);
        }
    }

    fn undo(&mut self) {
        if let Some((text, cursor)) = self.history.back() {
            self.text = Text::from(text);
            self.cursor = cursor;
        }
    }

    fn target(&self, to: To) -> usize {
        let (text, at) = (self.text(), self.cursor);
        match to {
            To::Start => 0,
            To::End => text.len(),
            To::Left => place::before(text, at),
            To::Right => place::after(text, at),
            // The words of a secret are part of it.
            To::WordLeft | To::BlankLeft if self.secret => 0,
            To::WordRight if self.secret => text.len(),
            To::WordLeft => place::start(text, at, place::is_letter),
            To::BlankLeft => place::start(text, at, place::is_ink),
            To::WordRight => place::end(text, at),
        }
    }
}

impl fmt::Debug for LineEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets are pasted into other lines as well.
        f.write_str("Line(…)")
    }
}

#[cfg(test)]
mod tests;
