//! What is waited for between bytes.

use std::time::Duration;

/// What the last bytes leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Escape, or the first byte of a sequence.
    Escape,
    /// A sequence or a character that is not whole yet.
    Sequence,
    /// A paste whose end has not come yet.
    Paste,
}

impl Pending {
    /// How long to wait for more before [`super::Decoder::flush`].
    pub fn wait(self) -> Duration {
        match self {
            Self::Escape => Duration::from_millis(30),
            // Across a slow network the halves of a sequence can be this far apart.
            Self::Sequence => Duration::from_millis(150),
            Self::Paste => Duration::from_millis(500),
        }
    }
}
