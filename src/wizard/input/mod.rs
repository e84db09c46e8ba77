//! One line under edit, by grapheme.
//!
//! What a person sees as one character is one step of the cursor and one press of Backspace, however many code
//! points it takes. A secret line leaves no copies of itself in memory, no undo and no word structure.

mod history;
mod keys;
mod place;
mod shown;
mod text;

pub use shown::Shown;

use super::key::Key;
use crate::domain::Secret;
use history::{Edit, History};
use keys::{Act, To, act};
use std::fmt;
use text::Text;

/// More than any key or token; what is longer was not meant for a form.
const LIMIT: usize = 64 * 1024;

/// A line of text and a cursor in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    text: Text,
    /// In bytes, always between two graphemes.
    cursor: usize,
    secret: bool,
    history: History,
}

impl Line {
    /// A line with the cursor at its end. `secret` decides whether it may leave copies and traces.
    pub fn new(text: &str, secret: bool) -> Self {
        let mut line = Self { text: Text::default(), cursor: 0, secret, history: History::default() };
        line.put(text);
        line
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

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it is a secret line.
    pub fn is_secret(&self) -> bool {
        self.secret
    }

    /// The cursor as an offset in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts another text in its place, with the cursor at the end. Says whether it fits; if not, nothing changes.
    pub fn set(&mut self, text: &str) -> bool {
        if text.len() > LIMIT {
            return false;
        }
        self.note(Edit::Replaced);
        self.erase(0, self.text.len());
        self.put(text);
        true
    }

    /// Puts a text in at the cursor; line ends and tabs become blanks, other controls are dropped. Says whether it
    /// fits into the 64 KiB a line may have; if not, nothing changes, since half a key is worse than none.
    pub fn insert(&mut self, text: &str) -> bool {
        if self.text.len() + text.len() > LIMIT {
            return false;
        }
        self.note(Edit::Replaced);
        self.put(text);
        true
    }

    /// Hears a key and says whether it was one for the line.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.type_char(c);
            return true;
        }
        let Some(act) = act(key) else { return false };
        match act {
            Act::Undo => self.undo(),
            Act::Move(to) => {
                self.cursor = self.target(to);
                self.history.pause();
            }
            Act::Erase(to) => self.erase_to(to),
        }
        true
    }

    /// What to draw in so many columns, and where the cursor stands among them.
    pub fn view(&self, width: u16, masked: bool) -> Shown {
        let (before, after) = self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""));
        Shown::new(before, after, width, masked)
    }

    fn type_char(&mut self, c: char) {
        if c.is_control() || self.text.len() + c.len_utf8() > LIMIT {
            return;
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
        // What now stands side by side may have become one.
        self.cursor = place::settle(&self.text, from);
    }

    /// Keeps the line as it is now, before an edit. What was secret is not kept.
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

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets are pasted into other lines as well.
        f.write_str("Line(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::key::Code;
    use proptest::prelude::*;

    fn typed(text: &str, secret: bool) -> Line {
        let mut line = Line::new("", secret);
        for c in text.chars() {
            assert!(line.press(Key::plain(Code::Char(c))));
        }
        line
    }

    fn after(mut line: Line, keys: &[Key]) -> (String, usize) {
        for key in keys {
            assert!(line.press(*key), "{key:?}");
        }
        (line.text().to_owned(), line.cursor())
    }

    #[test]
    fn one_press_is_one_character_as_people_count() {
        for text in ["e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "क्षि", "❤️"] {
            let line = typed(&format!("a{text}"), false);
            assert_eq!(after(line.clone(), &[Key::plain(Code::Backspace)]), ("a".into(), 1), "{text}");
            assert_eq!(after(line.clone(), &[Key::plain(Code::Left)]).1, 1, "{text}");
            let there = [Key::plain(Code::Home), Key::ctrl('f'), Key::plain(Code::Delete)];
            assert_eq!(after(line, &there), ("a".into(), 1), "{text}");
        }
    }

    #[test]
    fn a_run_of_typing_is_undone_as_one() {
        let mut line = typed("abc", false);
        line.insert("PASTE");
        assert!(line.press(Key::plain(Code::Backspace)));
        let mut seen = Vec::new();
        for _ in 0..4 {
            line.press(Key::ctrl('_'));
            seen.push(line.text().to_owned());
        }
        assert_eq!(seen, ["abcPASTE", "abc", "", ""]);
    }

    #[test]
    fn a_secret_line_has_no_words_no_undo_and_no_debug() {
        let line = Line::new("correct horse", true);
        assert_eq!(format!("{line:?}"), "Line(…)");
        assert_eq!(after(line.clone(), &[Key::alt('b')]).1, 0);
        assert_eq!(after(line.clone(), &[Key::ctrl('w'), Key::ctrl('_')]), (String::new(), 0));
        assert_eq!(line.secret(), Secret::new("correct horse"));
    }

    #[test]
    fn controls_do_not_get_in() {
        let mut line = typed("a\u{1b}\u{85}b", false);
        assert!(line.insert("c\nd\te\u{1b}"));
        assert_eq!(line.text(), "abc d e");
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let mut line = Line::new("key", false);
        assert!(!line.insert(&"x".repeat(LIMIT - 2)));
        assert!(!line.set(&"x".repeat(LIMIT + 1)));
        assert_eq!(line.text(), "key");
        assert!(line.insert(&"x".repeat(LIMIT - 3)));
        line.press(Key::plain(Code::Char('y')));
        assert_eq!(line.text().len(), LIMIT);
    }

    fn any_of(chars: &str) -> impl Strategy<Value = Code> {
        prop::sample::select(chars.chars().collect::<Vec<_>>()).prop_map(Code::Char)
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            4 => any_of("a /e\u{301}👩\u{200d}🚀🇩🇪क\u{94d}षि日\u{1b}ᄀ"),
            1 => any_of("abdefkuw_/"),
            2 => prop::sample::select(vec![Code::Left, Code::Right, Code::Home, Code::Backspace, Code::Delete]),
        ];
        (code, prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(|(code, ctrl, alt)| Key {
            ctrl,
            alt,
            ..Key::plain(code)
        })
    }

    proptest! {
        #[test]
        fn the_cursor_always_stands_between_two_characters(
            keys in prop::collection::vec(any_key(), 0..60),
            secret: bool,
        ) {
            let mut line = Line::new("", secret);
            for key in keys {
                line.press(key);
                prop_assert_eq!(place::settle(line.text(), line.cursor()), line.cursor());
                prop_assert!(line.text().is_char_boundary(line.cursor()));
                prop_assert!(!line.text().contains(char::is_control));
            }
        }
    }
}
