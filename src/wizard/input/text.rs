//! A text that leaves no copy of itself behind.

use crate::{document::mask::is_secret_text, domain::draft::LONG};
use std::{cell::Cell, ops::Deref};
use zeroize::Zeroizing;

/// Room from the start, so that hardly a line ever has to move to a larger place.
const ROOM: usize = 1024;

/// Text of a line: without control characters, and wiped when it is dropped or moved.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    chars: Zeroizing<String>,
    judgment: Judgment,
}

/// Judgment of a text, once it was made. It follows from the text, so texts are compared without it.
#[derive(Clone, Default)]
struct Judgment {
    is_secret: Cell<Option<bool>>,
    /// True if a long text was edited since.
    is_old: bool,
}

impl Text {
    /// Returns true if the text is a secret by its shape. The judgment is kept, since several parts of a frame ask for it;
    /// a long text that is being typed keeps the one before, until [`Text::settle`] is called.
    pub(super) fn holds_secret(&self) -> bool {
        let judgment = &self.judgment.is_secret;
        let is_secret = judgment.get().unwrap_or_else(|| is_secret_text(&self.chars));
        judgment.set(Some(is_secret));
        is_secret
    }

    /// Judges a long text anew, now that it is complete.
    pub(super) fn settle(&mut self) {
        if self.judgment.is_old {
            self.judgment = Judgment::default();
        }
    }

    /// Notes a change by this many bytes.
    fn changed(&mut self, bytes: usize) {
        if self.chars.len() < LONG || bytes >= LONG {
            self.judgment = Judgment::default();
        } else {
            self.judgment.is_old = true;
        }
    }

    /// Puts a text in and says how long it is then: line ends and tabs become blanks, other controls are dropped.
    pub(super) fn insert(&mut self, at: usize, text: &str) -> usize {
        let mut clean = Zeroizing::new(String::with_capacity(text.len()));
        let blank = |c| if matches!(c, '\n' | '\t') { ' ' } else { c };
        clean.extend(text.chars().map(blank).filter(|c| !c.is_control()));
        self.make_room(clean.len());
        self.chars.insert_str(at, &clean);
        self.changed(clean.len());
        clean.len()
    }

    /// Takes a part out.
    pub(super) fn erase(&mut self, from: usize, to: usize) {
        self.chars.drain(from..to);
        self.changed(to - from);
    }

    /// Moves to a larger place by hand: a string that grows by itself leaves its old place unwiped.
    fn make_room(&mut self, more: usize) {
        let needed = self.chars.len() + more;
        if needed > self.chars.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(needed.next_power_of_two().max(ROOM)));
            larger.push_str(&self.chars);
            self.chars = larger;
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { chars: Zeroizing::new(text), judgment: Judgment::default() }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.chars
    }
}

impl PartialEq for Judgment {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Judgment {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_in_one_place_until_it_outgrows_it() {
        let mut text = Text::default();
        text.insert(0, "x");
        let place = text.as_ptr();
        (1..ROOM).for_each(|at| _ = text.insert(at, "x"));
        assert_eq!((text.as_ptr(), text.len()), (place, ROOM));
    }

    #[test]
    fn changed_text_is_judged_again() {
        let mut text = Text::default();
        text.insert(0, "https://ada:pw@shop.example/");
        let before = text.holds_secret();
        text.erase("https://".len(), "https://ada:pw@".len());
        let erased = text.holds_secret();
        text.insert("https://".len(), "ada:pw@");
        assert_eq!((before, erased, text.holds_secret()), (true, false, true));
    }

    #[test]
    fn long_text_is_judged_once_it_is_complete() {
        let mut text = Text::default();
        text.insert(0, &"ada ".repeat(LONG));
        let before = text.holds_secret();
        text.insert(0, "https://ada:pw@shop.example/ ");
        let typed = text.holds_secret();
        text.settle();
        assert_eq!((before, typed, text.holds_secret()), (false, false, true));
    }

    #[test]
    fn pasted_long_text_is_judged_at_once() {
        let mut text = Text::default();
        text.insert(0, "ada");
        let before = text.holds_secret();
        text.insert(0, &"https://ada:pw@shop.example/ ".repeat(LONG));
        assert_eq!((before, text.holds_secret()), (false, true));
    }
}
