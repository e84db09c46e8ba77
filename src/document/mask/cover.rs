//! Covers of values.

use super::spans::Spans;
use std::borrow::Cow;

/// Extent to which a key or a value is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// No part is covered.
    #[default]
    Open,
    /// Everything is covered.
    Whole,
    /// These parts of the text are covered.
    Part(Spans),
}

impl Cover {
    /// Creates the cover of a text with these secret parts.
    pub(super) fn part(spans: Spans) -> Self {
        if spans.is_empty() { Self::Open } else { Self::Part(spans) }
    }

    /// Returns true if anything is covered.
    pub fn hides(&self) -> bool {
        *self != Self::Open
    }

    /// Returns the text with a mark in place of the covered parts.
    pub fn fill<'t>(&self, text: &'t str, mark: &'t str) -> Cow<'t, str> {
        match self {
            Self::Open => Cow::Borrowed(text),
            Self::Whole => Cow::Borrowed(mark),
            Self::Part(spans) => spans.fill(text, mark),
        }
    }
}

impl From<bool> for Cover {
    fn from(hidden: bool) -> Self {
        if hidden { Self::Whole } else { Self::Open }
    }
}
