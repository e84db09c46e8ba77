//! What can be taken away besides what is read: a text with a name, under a letter.

use crate::domain::Secret;

/// Something to be saved or copied whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The key it goes by, after `x` to save it and after `y` to copy it.
    pub letter: char,
    /// What it is, as in "Save … to" and "Copied … to".
    pub what: &'static str,
    /// The name its file begins with.
    pub file: String,
    /// Its text; nothing where it is the document itself.
    pub text: Option<Secret>,
}

impl Parcel {
    /// The document itself.
    pub(super) fn whole(file: &str) -> Self {
        Self { letter: 'b', what: "all of it, secrets and all", file: file.to_owned(), text: None }
    }
}
