//! Reading with the mouse.

use super::{Prompt, Viewer, ViewerOutcome};
use crate::wizard::{
    command::Action,
    mouse::{Gesture, Spot},
    notice::Notice,
    sentence,
};

/// Rows of one notch of the wheel.
const NOTCH: usize = 3;
/// Rows between the cursor and the edge while scrolling moves it.
const MARGIN: usize = 2;

impl Viewer {
    /// The wheel scrolls. A click goes to a row, and where one is already it opens or closes it.
    pub fn point(&mut self, gesture: Gesture, spot: Spot) {
        match (gesture, spot, &self.prompt) {
            (Gesture::Up, ..) => self.scroll(false),
            (Gesture::Down, ..) => self.scroll(true),
            (Gesture::Click, Spot::Row(row), Prompt::None) if row == self.cursor => {
                self.outline.toggle(&self.document, row);
            }
            (Gesture::Click, Spot::Row(row), Prompt::None) => self.cursor = row,
            (Gesture::Click, ..) => {}
        }
        self.follow();
    }

    /// Moves the window; the cursor comes along where it would be left behind.
    fn scroll(&mut self, forward: bool) {
        let (outline, document) = (&self.outline, &self.document);
        let lowest = outline.above(document, outline.last(document), self.room.saturating_sub(1));
        let top =
            if forward { outline.below(document, self.top, NOTCH) } else { outline.above(document, self.top, NOTCH) };
        let top = top.min(lowest);
        let first = outline.below(document, top, MARGIN);
        let last = outline.below(document, top, self.room.saturating_sub(1 + MARGIN)).max(first);
        self.top = top;
        self.cursor = match self.cursor {
            cursor if cursor < first && top > 0 => first,
            cursor if cursor > last && top < lowest => last,
            cursor => cursor,
        };
    }

    pub(super) fn lend_mouse(&mut self) -> ViewerOutcome {
        self.mouse = !self.mouse;
        if self.mouse {
            let words = "The mouse is elemint's: the wheel scrolls, a click goes there, a second one opens or closes.";
            return ViewerOutcome::telling(Notice::plain(words));
        }
        let words = "The mouse is the terminal's: select with it as usual. ";
        ViewerOutcome::telling(Notice::plain(sentence![words, Action::Mouse, " takes it back."]))
    }
}
