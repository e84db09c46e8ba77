//! Unfinished input between bytes.

use std::time::Duration;

/// Kind of unfinished input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Escape, or the first byte of a sequence.
    Escape,
    /// An incomplete sequence or character.
    Sequence,
    /// An incomplete answer of the terminal.
    Answer,
    /// A paste whose end has not come yet.
    Paste,
}

impl Pending {
    /// Returns the time to wait for more before [`super::Decoder::flush`]. While an answer of the terminal is
    /// `expected`, a single Escape may be its first byte, and taken for the key it would leave the screen.
    pub fn wait(self, expected: bool) -> Duration {
        match self {
            Self::Escape if expected => Duration::from_millis(400),
            Self::Sequence if expected => Duration::from_secs(1),
            Self::Answer => Duration::from_secs(1),
            Self::Escape => Duration::from_millis(30),
            // Across a slow network the halves of a sequence can be this far apart.
            Self::Sequence => Duration::from_millis(150),
            Self::Paste => Duration::from_millis(500),
        }
    }
}
