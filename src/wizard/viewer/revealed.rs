//! Secrets that are revealed for a while, and cached decisions on what is masked.

use crate::document::{
    json::{Document, NodePart},
    mask::{Cover, Judge},
};
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

/// Time that a revealed secret stays on the screen.
const WHILE: Duration = Duration::from_secs(30);
/// Rest of that time at the first tick, which comes a second after the key.
const REST: Duration = Duration::from_secs(29);

/// Revealed secrets with their end.
#[derive(Clone, Debug, Default)]
pub(super) struct Revealed {
    pub rows: BTreeSet<u32>,
    pub all: bool,
    /// Time of the visit at which it ends, known from the first tick on: a key carries no time.
    until: Option<Duration>,
    /// Time of the visit at the last tick.
    seen: Duration,
    pub left: Duration,
}

impl Revealed {
    pub(super) fn has(&self, row: u32) -> bool {
        self.all || self.rows.contains(&row)
    }

    pub(super) fn is_any(&self) -> bool {
        self.all || !self.rows.is_empty()
    }

    /// Returns true once its time is over.
    pub(super) fn has_expired(&mut self, since: Duration) -> bool {
        // Coming back from a document begins a new visit, in which the time starts at zero.
        if since < self.seen {
            self.until = self.until.map(|_| since + self.left);
        }
        self.seen = since;
        let until = *self.until.get_or_insert(since + REST);
        self.left = until.saturating_sub(since);
        self.is_any() && self.left.is_zero()
    }

    /// The rows are another document's from here on.
    pub(super) fn forget_rows(&mut self) {
        self.rows.clear();
    }

    pub(super) fn begin(&mut self) {
        (self.until, self.left) = (None, WHILE);
    }
}

/// Covers of keys and values of one document, by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Decided {
    document: Document,
    covers: HashMap<(u32, bool), Cover>,
}

/// Decisions that are cached; then the cache starts again.
const MOST: usize = 1 << 12;

impl Decided {
    /// Returns the cover of a part, judged at most once while it is kept.
    pub(super) fn cover(&mut self, document: &Document, part: NodePart<'_>, judge: &mut Judge<'_>) -> Cover {
        if !self.document.is_same(document) || self.covers.len() >= MOST {
            *self = Self { document: document.clone(), covers: HashMap::new() };
        }
        let at = (part.node().row(), matches!(part, NodePart::Key(_)));
        self.covers.entry(at).or_insert_with(|| judge.cover(part)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_goes_on_in_a_new_visit() {
        let mut revealed = Revealed { all: true, ..Revealed::default() };
        revealed.begin();
        for (seconds, left) in [(3, 29), (28, 4), (1, 4), (4, 1)] {
            assert!(!revealed.has_expired(Duration::from_secs(seconds)), "{seconds}");
            assert_eq!(revealed.left.as_secs(), left, "{seconds}");
        }
        assert!(revealed.has_expired(Duration::from_secs(5)));
    }
}
