//! Texts that everyone on the platform sees: an instance's name and its tags.

use super::{Complaint, Draft, DraftEntry};
use crate::{
    document::mask::{holds, is_secret_text},
    text::secret::Secret,
};

const OPEN_TO_ALL: &str = "A secret is in it. Take it out: everyone can read names and tags.";

impl Draft {
    /// Returns the complaint about a text that everyone sees, where it holds a secret.
    pub(super) fn open_complaint(&self, text: &str) -> Option<String> {
        self.tells_secret(text, []).then(|| OPEN_TO_ALL.to_owned())
    }

    /// Returns the complaint about the tags as they are.
    pub fn tags_complaint(&self) -> Option<String> {
        self.open_complaint(&self.tags)
    }

    /// Returns whether a text that everyone sees, such as the name, holds a secret: by its shape, one typed into this
    /// form, or one of these.
    pub(super) fn tells_secret<'s>(&'s self, text: &str, known: impl IntoIterator<Item = &'s Secret>) -> bool {
        is_secret_text(text) || self.secrets().chain(known).any(|secret| holds(text, secret))
    }

    /// Returns complaints about a name or tags that hold one of these secrets.
    pub fn open_complaints(&self, known: &[Secret]) -> Vec<Complaint> {
        let complaint = |place, text: &str| {
            self.tells_secret(text, known).then(|| Complaint { place, text: OPEN_TO_ALL.to_owned() })
        };
        [complaint(DraftEntry::Name, &self.name), complaint(DraftEntry::Tags, &self.tags)]
            .into_iter()
            .flatten()
            .collect()
    }
}
