//! Names of unfinished forms.

use super::journal_id::JournalId;
use std::fmt;

/// ID of a saved draft: eight hexadecimal digits, short enough to type and valid in a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(JournalId);

impl DraftId {
    /// Creates an ID from a number.
    pub fn from_number(number: u32) -> Self {
        Self(JournalId::from_bytes(number.to_be_bytes()))
    }

    /// Parses an ID as printed.
    pub fn read(text: &str) -> Option<Self> {
        JournalId::read(text).map(Self)
    }

    /// Returns the next ID.
    #[must_use]
    pub fn next(&self) -> Self {
        Self::from_number(u32::from_str_radix(&self.to_string(), 16).unwrap_or(0).wrapping_add(1))
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Generator of draft IDs for one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftIds(u32);

impl DraftIds {
    /// Starts with a random number, so that two sessions generate different IDs.
    pub fn from_seed(seed: u32) -> Self {
        Self(seed)
    }

    /// Returns an ID that was not used before in this session.
    pub fn fresh(&mut self) -> DraftId {
        self.0 = self.0.wrapping_add(1);
        DraftId::from_number(self.0)
    }
}
