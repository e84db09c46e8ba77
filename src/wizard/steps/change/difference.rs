//! Difference of a change as it is shown.

use std::fmt;

/// Value that a change replaces, with its secrets masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDifference {
    /// Label of the value.
    pub label: String,
    /// Value before.
    pub before: String,
    /// Value after.
    pub after: String,
    /// True if the value after is a secret.
    pub is_new_secret: bool,
}

impl fmt::Display for ShownDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let new = if self.is_new_secret { " (new secret)" } else { "" };
        write!(f, "{}: {} → {}{new}", self.label, self.before, self.after)
    }
}
