//! Time of the wait: its end, and the next try of a taken port.

use super::{ListenerState, PATIENCE, Waiting, waiting::PAUSE};
use std::time::Duration;

impl Waiting {
    /// Counts a continued wait from the first tick on.
    pub(super) fn note_time(&mut self, now: Duration) {
        if std::mem::take(&mut self.is_continued) {
            self.until = now + PATIENCE;
        }
    }

    /// Returns true if a taken port is to be tried again.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        self.is_blocked() && now >= self.again
    }

    /// Returns true if the port is taken.
    pub(super) fn is_blocked(&self) -> bool {
        matches!(self.listener, ListenerState::Shut(_))
    }

    pub(super) fn wait_before_again(&mut self, now: Duration) {
        self.again = now + PAUSE;
    }
}
