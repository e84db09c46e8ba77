//! One value of a draft, kept apart by what may be done with it.

use crate::{
    catalog::field::FieldKey,
    domain::reference::{Reference, escaped},
    text::secret::Secret,
};
use std::{borrow::Cow, collections::BTreeMap};

/// One value of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftValue {
    /// May be shown and saved.
    Plain(String),
    /// May be neither.
    Hidden(Secret),
    /// Says where the value is; may be shown and saved, and is read before it is sent.
    Reference(Reference),
}

/// What references stand for, by the field they were typed in.
pub type Resolved = BTreeMap<FieldKey, Secret>;

impl DraftValue {
    /// The text itself, for the request that sends it.
    pub fn expose(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Hidden(secret) => secret.expose(),
            Self::Reference(reference) => reference.as_str(),
        }
    }

    /// The text as a person types it, for the form that edits it.
    pub fn typed(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(_) | Self::Hidden(_) => escaped(self.expose()),
            Self::Reference(reference) => reference.as_str().into(),
        }
    }

    /// The text as typed, where it may outlive the program.
    pub(super) fn kept(&self) -> Option<String> {
        match self {
            Self::Plain(_) | Self::Reference(_) => Some(self.typed().into_owned()),
            Self::Hidden(_) => None,
        }
    }
}
