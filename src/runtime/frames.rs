//! Frames of the screen, for work that should not delay the next one.

use std::time::Duration;
use tokio::{sync::watch, time::timeout};

/// Longest wait for a frame.
const LONGEST: Duration = Duration::from_millis(50);

/// Counts the frames.
#[derive(Clone, Debug, Default)]
pub(super) struct Frames(watch::Sender<u64>);

/// The next frame after a moment.
#[derive(Debug)]
pub(super) struct NextFrame(watch::Receiver<u64>);

impl Frames {
    /// Notes that a frame was drawn.
    pub(super) fn add(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    /// Returns the frame that is drawn next.
    pub(super) fn next(&self) -> NextFrame {
        NextFrame(self.0.subscribe())
    }
}

impl NextFrame {
    /// Waits until it is drawn, but not for long.
    pub(super) async fn drawn(mut self) {
        // Without a screen nothing waits for the frame either.
        let _ = timeout(LONGEST, self.0.changed()).await;
    }
}
