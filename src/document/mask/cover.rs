//! Covers of values.

use super::spans::Spans;
use std::borrow::Cow;

/// How much of a key or a value is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Nothing.
    #[default]
    Open,
    /// Everything.
    Whole,
    /// These places of its text.
    Part(Spans),
}

impl Cover {
    /// The cover of a text with these places secret.
    pub(super) fn part(spans: Spans) -> Self {
        if spans.is_empty() { Self::Open } else { Self::Part(spans) }
    }

    /// Returns whether anything is covered.
    pub fn hides(&self) -> bool {
        *self != Self::Open
    }

    /// The text with a mark in the place of what is covered.
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
