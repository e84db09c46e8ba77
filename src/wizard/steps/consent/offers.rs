//! Answers that came by themselves and need a person's yes.

use crate::domain::Grant;

/// Most answers that are kept to choose from; the oldest goes first.
const MOST: usize = 8;

/// Answers that came by themselves and need a person's yes, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentOffers {
    newest: Vec<Grant>,
    count: u32,
}

impl ConsentOffers {
    /// Adds an answer. The same one again, as from a page that is loaded twice, is not counted.
    pub(super) fn push(&mut self, grant: Grant) {
        if self.newest.contains(&grant) {
            return;
        }
        self.newest.insert(0, grant);
        self.newest.truncate(MOST);
        self.count = self.count.saturating_add(1);
    }

    /// Number of answers that came, those no longer kept included.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Returns the answers that are kept, the newest first.
    pub(super) fn newest(&self) -> &[Grant] {
        &self.newest
    }
}
