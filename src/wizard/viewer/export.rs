//! Exports: texts that can be copied or saved in addition to the document, each under a letter.

use crate::text::Secret;

/// Text to be saved or copied as a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The key it goes by, after `x` to save it and after `y` to copy it.
    pub letter: char,
    /// Description, as in "Save … to" and "Copied … to".
    pub label: &'static str,
    /// The name its file begins with.
    pub file: String,
    /// Its text; nothing where it is the document itself.
    pub text: Option<Secret>,
    /// The same with its secrets, under the capital of the letter.
    pub bare: Option<Secret>,
}

impl Export {
    /// A text without secrets, and the same with them where that is something else.
    pub fn new(letter: char, label: &'static str, file: &str, text: impl Into<String>, bare: Option<Secret>) -> Self {
        Self { letter, label, file: file.to_owned(), text: Some(Secret::new(text)), bare }
    }

    /// Returns the text if this is the export of a letter.
    pub(super) fn under(&self, letter: char) -> Option<&Secret> {
        if letter == self.letter {
            return self.text.as_ref();
        }
        self.bare.as_ref().filter(|_| letter == self.letter.to_ascii_uppercase())
    }

    /// The document itself.
    pub(super) fn whole(file: &str) -> Self {
        Self { letter: WHOLE, label: "all of it", file: file.to_owned(), text: None, bare: None }
    }
}

/// The letter of the document itself, its secrets masked.
pub(super) const WHOLE: char = 'b';
/// The letter of the document with its secrets.
pub(super) const BARE: char = 'B';
