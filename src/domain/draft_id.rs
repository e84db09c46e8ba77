//! Names of unfinished forms.

use super::journal_id::JournalId;
use std::fmt;

/// Name of an unfinished form: eight hexadecimal digits, short enough to type and fit for a file's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(JournalId);

impl DraftId {
    /// Makes a name of a number.
    pub fn from_number(number: u32) -> Self {
        Self(JournalId::from_bytes(number.to_be_bytes()))
    }

    /// Reads a name as it is printed.
    pub fn read(text: &str) -> Option<Self> {
        JournalId::read(text).map(Self)
    }

    /// Returns the name that follows, for a form that needs a name of its own.
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

/// Source of names for the forms begun in one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftIds(u32);

impl DraftIds {
    /// Begins with a random number, so that two sessions give different names.
    pub fn from_seed(seed: u32) -> Self {
        Self(seed)
    }

    /// Returns a name that was not given before in this session.
    pub fn fresh(&mut self) -> DraftId {
        self.0 = self.0.wrapping_add(1);
        DraftId::from_number(self.0)
    }
}
