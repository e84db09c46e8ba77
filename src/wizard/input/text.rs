//! A text that leaves no copy of itself behind.

use std::ops::Deref;
use zeroize::Zeroizing;

/// Room from the start, so that hardly a line ever has to move to a larger place.
const ROOM: usize = 1024;

/// Text of a line: without control characters, and wiped when it is dropped or moved.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Text(Zeroizing<String>);

impl Text {
    /// Puts a text in and says how long it is then: line ends and tabs become blanks, other controls are dropped.
    pub(super) fn insert(&mut self, at: usize, text: &str) -> usize {
        let mut clean = Zeroizing::new(String::with_capacity(text.len()));
        let blank = |c| if matches!(c, '\n' | '\t') { ' ' } else { c };
        clean.extend(text.chars().map(blank).filter(|c| !c.is_control()));
        self.make_room(clean.len());
        self.0.insert_str(at, &clean);
        clean.len()
    }

    /// Takes a part out.
    pub(super) fn erase(&mut self, from: usize, to: usize) {
        self.0.drain(from..to);
    }

    /// Moves to a larger place by hand: a string that grows by itself leaves its old place unwiped.
    fn make_room(&mut self, more: usize) {
        let needed = self.0.len() + more;
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(needed.next_power_of_two().max(ROOM)));
            larger.push_str(&self.0);
            self.0 = larger;
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

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
}
