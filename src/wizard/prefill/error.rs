//! Values that cannot be given in advance.

use crate::catalog::{Element, FieldKey};

/// Reasons that a value cannot be given in advance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrefillError {
    /// The value is a secret, or looks like one, and is no reference.
    #[error("The value of {0} is a secret.")]
    Secret(FieldKey),
    /// The element has no such field.
    #[error("{element} has no field {key}. It has: {known}.")]
    Unknown {
        /// The element.
        element: String,
        /// Key from the command line.
        key: FieldKey,
        /// The fields it has.
        known: String,
    },
    /// The element has no such way to authenticate.
    #[error("{element} has no way to sign in called {way}. It has: {known}.")]
    Way {
        /// The element.
        element: String,
        /// Auth mode from the command line.
        way: String,
        /// The ways it has.
        known: String,
    },
}

impl PrefillError {
    /// Returns the error for a key that an element does not have, with the keys that it has.
    pub fn unknown(element: &Element, key: &FieldKey) -> Self {
        let fields = element.modes.iter().flat_map(|mode| &mode.fields);
        let known = listed(fields.map(|field| field.key.as_str()));
        Self::Unknown { element: element.name.clone(), key: key.clone(), known }
    }

    /// Returns the error for an auth mode that an element does not have.
    pub(super) fn unknown_way(element: &Element, way: &str) -> Self {
        let known = listed(element.modes.iter().map(|mode| mode.label.as_str()));
        Self::Way { element: element.name.clone(), way: way.to_owned(), known }
    }
}

/// Lists names, each once.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for name in names {
        if !listed.contains(&name) {
            listed.push(name);
        }
    }
    listed.join(", ")
}
