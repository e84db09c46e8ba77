//! What is masked, and what is shown for a while all the same.

use super::{Prompt, Said, Viewer};
use crate::wizard::turn::Notice;
use std::{collections::BTreeSet, time::Duration};

/// How long a revealed secret stays on the screen.
const WHILE: Duration = Duration::from_secs(30);
/// What is left of it at the first beat, which comes a second after the key.
const REST: Duration = Duration::from_secs(29);

/// Which secrets are shown, and for how long.
#[derive(Clone, Debug, Default)]
pub(super) struct Revealed {
    rows: BTreeSet<u32>,
    all: bool,
    /// The time of the visit it ends at, known from the first beat on: a key does not say what time it is.
    until: Option<Duration>,
    left: Duration,
}

impl Revealed {
    fn has(&self, row: u32) -> bool {
        self.all || self.rows.contains(&row)
    }

    pub(super) fn is_any(&self) -> bool {
        self.all || !self.rows.is_empty()
    }

    /// Whether its time is over.
    pub(super) fn has_expired(&mut self, since: Duration) -> bool {
        let until = *self.until.get_or_insert(since + REST);
        self.left = until.saturating_sub(since);
        self.is_any() && self.left.is_zero()
    }

    fn begin(&mut self) {
        (self.until, self.left) = (None, WHILE);
    }
}

impl Viewer {
    /// Whether a row's value is shown masked.
    pub fn is_masked(&self, row: u32) -> bool {
        !self.revealed.has(row) && self.hides(row)
    }

    pub(super) fn hides(&self, row: u32) -> bool {
        self.document.node(row).is_some_and(|node| self.mask.hides(node))
    }

    /// Whether a key or a path holds what may not be shown, which is then masked itself.
    pub fn is_name_masked(&self, name: &str) -> bool {
        !self.revealed.all && self.mask.knows(name)
    }

    /// For how many more seconds secrets are shown, if any are.
    pub fn shown_for(&self) -> Option<u64> {
        self.revealed.is_any().then_some(self.revealed.left.as_secs())
    }

    pub(super) fn reveal(&mut self) -> Said {
        let row = self.cursor;
        if self.revealed.all {
            self.revealed = Revealed::default();
        } else if !self.revealed.rows.remove(&row) {
            if !self.hides(row) {
                return Said::telling(Notice::plain("Nothing is masked here; R shows every secret."));
            }
            self.revealed.rows.insert(row);
            self.revealed.begin();
        }
        self.seek_anew();
        Said::default()
    }

    /// Hiding needs no question.
    pub(super) fn reveal_all(&mut self) {
        if self.revealed.all {
            self.revealed = Revealed::default();
            self.seek_anew();
        } else {
            self.prompt = Prompt::Reveal;
        }
    }

    pub(super) fn show_all(&mut self) {
        self.revealed.all = true;
        self.revealed.begin();
        self.seek_anew();
    }
}
