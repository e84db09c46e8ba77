//! What is waited for between bytes.

use std::time::Duration;

/// What the last bytes leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Escape, or the first byte of a sequence.
    Escape,
    /// A sequence or a character that is not whole yet.
    Sequence,
    /// An answer of the terminal that is not whole yet.
    Answer,
    /// A paste whose end has not come yet.
    Paste,
}

impl Pending {
    /// How long to wait for more before [`super::Decoder::flush`]. While an answer of the terminal is `expected`, an
    /// Escape by itself may be its first byte, which would leave the screen if it were taken for the key.
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
