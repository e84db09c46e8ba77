//! Secret text written into memory of its exact size.

use crate::text::Secret;
use std::fmt::{self, Write};

/// Writes a text twice: first to measure it, then into a buffer of that size. A growing buffer would leave copies
/// behind that are not wiped.
pub(super) fn measured(mut write: impl FnMut(&mut dyn Write) -> fmt::Result) -> Secret {
    let mut length = Length(0);
    let mut text = String::new();
    if write(&mut length).is_ok() {
        text.reserve_exact(length.0);
        // Writing to a string cannot fail.
        let _ = write(&mut text);
    }
    Secret::new(text)
}

/// Counts bytes instead of writing them.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}
