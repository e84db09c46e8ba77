//! Values of a draft, separated by the rules for showing and saving them.

use crate::{
    catalog::field::FieldKey,
    domain::reference::{Reference, escaped},
    text::secret::Secret,
};
use std::{borrow::Cow, collections::BTreeMap};

/// Value of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftValue {
    /// A value that may be shown and saved.
    Plain(String),
    /// A secret, which may be neither shown nor saved.
    Hidden(Secret),
    /// A reference to the value. It may be shown and saved, and is read before the form is sent.
    Reference(Reference),
}

/// Values of references, by field.
pub type Resolved = BTreeMap<FieldKey, Secret>;

impl DraftValue {
    /// Returns the text, for the request that sends it.
    pub fn expose(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Hidden(secret) => secret.expose(),
            Self::Reference(reference) => reference.as_str(),
        }
    }

    /// Returns the text as typed by the user, for the form that edits it.
    pub fn typed(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(_) | Self::Hidden(_) => escaped(self.expose()),
            Self::Reference(reference) => reference.as_str().into(),
        }
    }

    /// Returns the text as typed, if it may be saved.
    pub(super) fn kept(&self) -> Option<String> {
        match self {
            Self::Plain(_) | Self::Reference(_) => Some(self.typed().into_owned()),
            Self::Hidden(_) => None,
        }
    }
}
