//! One decision for each value that may be secret: shown, covered, or covered in part.
//!
//! A value is judged by the names around it, by the values beside it, by its own shape, and by the secrets of this
//! session in any spelling. Inside an instance's configuration only values known to be harmless are shown. Forms,
//! previews, viewers, copies, exports, drafts and messages ask here; none of them decides for itself.

mod cover;
mod judge;
mod known;
mod name;
mod policy;
mod shape;
mod spans;
mod text;
mod value;

pub use cover::Cover;
pub use judge::Judge;
pub use name::{is_secret_field, is_secret_name};
pub use policy::Mask;
pub use spans::Spans;
pub use value::is_stand_in;

use crate::text::{MASK, secret::Secret};
use known::Known;
use std::borrow::Cow;

impl Mask {
    /// One value by itself, such as a name or a tag, with dots in the place of secrets by shape and of the secrets of
    /// this session.
    pub fn cover_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans = secrets_in(text);
        self.known.find(text, &mut spans);
        spans.fill(text, MASK)
    }
}

/// Returns true if a text holds the complete secret, in any of its spellings. A part of it, such as a word that a
/// passphrase begins with, is no reason to refuse a text.
pub fn holds(text: &str, secret: &Secret) -> bool {
    let mut spans = Spans::default();
    Known::new([secret.clone()]).find(text, &mut spans);
    spans.ranges().any(|range| range.len() >= secret.expose().trim().len())
}

/// Returns whether a text is secret, or holds a secret, by its own shape.
pub fn is_secret_text(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || !secrets_in(text).is_empty()
}

/// Finds the places of a text that are secret by their own shape.
pub fn secrets_in(text: &str) -> Spans {
    let mut spans = Spans::default();
    judge::find_inside(&Mask::default(), text, &mut spans);
    spans
}

/// Finds the secret places of a text of several lines that is no JSON.
pub fn secrets_in_lines(text: &str) -> Spans {
    let (mut spans, mut lines, mut at) = (Spans::default(), judge::lines(), 0);
    for line in text.split_inclusive('\n') {
        spans.add_all(&lines.next(line.trim_end_matches(['\n', '\r'])), at);
        at += line.len();
        if lines.wants_rest() {
            lines.look_ahead(text.get(at..).unwrap_or_default().lines());
        }
    }
    spans
}

#[cfg(test)]
mod tests;
