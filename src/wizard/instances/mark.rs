//! Short words for states and outcomes.

use crate::wizard::status::{Fact, Tone};

/// State or outcome in a word or two, for a column of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceMark {
    /// Its tone.
    pub tone: Tone,
    /// The words, in lower case.
    pub words: String,
}

impl InstanceMark {
    /// Creates a mark.
    pub(in crate::wizard) fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into() }
    }
}

impl From<InstanceMark> for Fact {
    fn from(mark: InstanceMark) -> Self {
        let mut words = mark.words;
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self::new(mark.tone, words)
    }
}
