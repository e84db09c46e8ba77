//! Elements that only resemble the typed words, and the question before one opens.

use super::{ElementStep, ListRow};
use crate::{
    catalog::Tier,
    wizard::{Press, command::Action, notice::Notice, sentence},
};

impl ElementStep {
    /// Suggestions for facets that no element has.
    pub fn advice(&self) -> Vec<String> {
        self.search.advice()
    }

    /// Returns true if the element under the cursor only resembles the typed words.
    pub fn is_guess(&self) -> bool {
        match self.chosen() {
            Some(ListRow::Element(_, row)) => self.search.tier(row).is_some_and(|tier| tier <= Tier::Similar),
            Some(ListRow::Resume(_)) | None => false,
        }
    }

    /// Returns the question to ask before the element under the cursor opens: only a guess matches the typed words, so
    /// the user may never have looked at it, and secrets would go into the wrong form.
    pub(super) fn doubt(&self) -> Option<Notice> {
        let Some(ListRow::Element(entry, _)) = self.chosen() else { return None };
        let typed = self.filter.text().trim();
        let words = format!("“{typed}” is in no name here; the nearest is {}.", entry.name);
        (self.is_guess() && !self.looked)
            .then(|| Notice::bad(words, sentence![Press::Start(Action::Accept), " again to open it."]))
    }
}
