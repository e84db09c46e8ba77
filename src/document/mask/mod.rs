//! Masking of secrets: each value is shown, covered, or covered in part.
//!
//! A value is judged by the names around it, by its neighbors, by its own shape, and by the secrets of this session in
//! all encodings. In the configuration of an instance, only values known to be harmless are shown. Forms, previews,
//! viewers, copies, exports, drafts and messages all use this module.

mod cover;
mod judge;
mod known;
mod name;
mod plain_entry;
mod policy;
mod shape;
mod spans;
mod text;
mod value;

pub use cover::Cover;
pub use judge::Judge;
pub use known::holds_any;
pub use name::{is_secret_field, is_secret_name};
pub use policy::Mask;
pub use spans::Spans;
pub use value::is_stand_in;

use crate::text::MASK;
use std::borrow::Cow;

impl Mask {
    /// Returns a single value, such as a name or a tag, with dots in place of secrets recognized by shape and secrets
    /// of this session.
    pub fn cover_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans = secrets_in(text);
        self.known.find(text, &mut spans);
        spans.fill(text, MASK)
    }
}

/// Returns true if a text is a secret, or contains one, by its own shape.
pub fn is_secret_text(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || !secrets_in(text).is_empty()
}

/// Finds the parts of a text that are secret by their own shape.
pub fn secrets_in(text: &str) -> Spans {
    let mut spans = Spans::default();
    judge::find_inside(&Mask::default(), text, &mut spans);
    spans
}

#[cfg(test)]
mod tests;
