//! Position in a text that is scrolled and has no cursor.

use super::{action::Action, list::PAGE};

/// First row of a text that is shown. The front end measures the last one to begin with: a key beyond it does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    last: usize,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: 0, last: usize::MAX }
    }
}

impl Scroll {
    /// Returns the first row to show.
    pub fn top(self) -> usize {
        self.top
    }

    /// Sets the last row to begin with.
    pub fn set_last(&mut self, last: u16) {
        self.last = usize::from(last);
        self.top = self.top.min(self.last);
    }

    /// Scrolls by an action; returns false if it does not scroll.
    pub fn moved(&mut self, action: Action) -> bool {
        let top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top.saturating_add(1),
            Action::PageUp => self.top.saturating_sub(PAGE),
            Action::PageDown => self.top.saturating_add(PAGE),
            Action::First => 0,
            Action::Last => self.last,
            _ => return false,
        };
        self.top = top.min(self.last);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::page(Action::PageDown)]
    #[case::end(Action::Last)]
    #[case::row(Action::Down)]
    fn key_past_the_end_leaves_the_next_key_back_its_effect(#[case] action: Action) {
        let mut scroll = Scroll::default();
        scroll.set_last(3);
        for _ in 0..9 {
            assert!(scroll.moved(action));
        }
        scroll.moved(Action::Up);
        assert_eq!(scroll.top(), 2);
    }

    #[test]
    fn position_is_in_a_text_that_fits_again() {
        let mut scroll = Scroll::default();
        scroll.set_last(9);
        scroll.moved(Action::Last);
        scroll.set_last(4);
        assert_eq!(scroll.top(), 4);
    }
}
