//! Checks of texts that all users of the platform see: the name and the tags of an instance.

use super::{Complaint, Draft, DraftEntry};
use crate::{
    document::mask::{holds_any, is_secret_text},
    text::secret::Secret,
};

const OPEN_TO_ALL: &str = "A secret is in it. Take it out: everyone can read names and tags.";

impl Draft {
    /// Returns the fault of a text visible to all users, if it contains a secret.
    pub(super) fn public_text_complaint(&self, text: &str) -> Option<String> {
        self.contains_secret(text, []).then(|| OPEN_TO_ALL.to_owned())
    }

    /// Returns the fault of the tags, if there is one.
    pub fn tags_complaint(&self) -> Option<String> {
        self.public_text_complaint(&self.tags)
    }

    /// Returns true if a text visible to all users contains a secret: one recognized by its shape, one typed into this
    /// form, or one of `known`.
    pub(super) fn contains_secret<'s>(&'s self, text: &str, known: impl IntoIterator<Item = &'s Secret>) -> bool {
        holds_any(text, self.secrets().chain(known)) || is_secret_text(text)
    }

    /// Returns the faults of a name or tags that contain one of these secrets.
    pub fn open_complaints(&self, known: &[Secret]) -> Vec<Complaint> {
        let complaint = |place, text: &str| {
            self.contains_secret(text, known).then(|| Complaint { place, text: OPEN_TO_ALL.to_owned() })
        };
        [complaint(DraftEntry::Name, &self.name), complaint(DraftEntry::Tags, &self.tags)]
            .into_iter()
            .flatten()
            .collect()
    }
}
