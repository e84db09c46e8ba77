//! One decision for each value that may be secret: shown, covered, or covered in part.
//!
//! A value is judged by the names around it, by the values beside it, by its own shape, and by the secrets of this
//! session in any spelling. Inside an instance's configuration only values known to be harmless are shown. Forms,
//! previews, viewers, copies, exports, drafts and messages ask here; none of them decides for itself.

mod judge;
mod known;
mod name;
mod shape;
mod spans;
mod text;
mod value;

pub use judge::Judge;
pub use name::{is_secret_field, is_secret_name};
pub use spans::Spans;
pub use value::is_stand_in;

use super::json::NodePart;
use crate::text::{MASK, secret::Secret};
use known::Known;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How much of a key or a value is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Nothing.
    #[default]
    Open,
    /// Everything.
    Whole,
    /// These places of its text.
    Part(Spans),
}

impl Cover {
    /// The cover of a text with these places secret.
    fn part(spans: Spans) -> Self {
        if spans.is_empty() { Self::Open } else { Self::Part(spans) }
    }

    /// Returns whether anything is covered.
    pub fn hides(&self) -> bool {
        *self != Self::Open
    }

    /// The text with a mark in the place of what is covered.
    pub fn fill<'t>(&self, text: &'t str, mark: &'t str) -> Cow<'t, str> {
        match self {
            Self::Open => Cow::Borrowed(text),
            Self::Whole => Cow::Borrowed(mark),
            Self::Part(spans) => spans.fill(text, mark),
        }
    }
}

impl From<bool> for Cover {
    fn from(hidden: bool) -> Self {
        if hidden { Self::Whole } else { Self::Open }
    }
}

/// The secrets of a session, and how values are judged.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    known: Arc<Known>,
    /// The rows that are secret, where that is known; else names and shapes decide.
    rows: Option<BTreeSet<u32>>,
    /// Settings the element describes, by key: true where one is secret.
    settings: Arc<BTreeMap<String, bool>>,
}

impl Mask {
    /// A mask that knows these secrets of the session. Less than four characters are not looked for.
    pub fn new(known: impl IntoIterator<Item = Secret>) -> Self {
        Self { known: Arc::new(Known::new(known)), ..Self::default() }
    }

    /// Decides the settings of an instance as its form does: each key with true is secret, each with false is plain,
    /// independent of its name. A key that is listed as secret once is secret.
    #[must_use]
    pub fn with_settings<'s>(mut self, settings: impl IntoIterator<Item = (&'s str, bool)>) -> Self {
        let mut decided = BTreeMap::new();
        for (key, is_secret) in settings {
            *decided.entry(key.to_owned()).or_default() |= is_secret;
        }
        self.settings = Arc::new(decided);
        self
    }

    /// For a document made here: these rows are secret, and besides only the secrets of the session.
    #[must_use]
    pub fn covering(mut self, rows: BTreeSet<u32>) -> Self {
        self.rows = Some(rows);
        self
    }

    /// Returns whether a key or a value is covered, in part or as a whole. Containers never are, nor is a value that
    /// gives nothing away: `true`, `null`, an empty text, and the stars the platform itself puts in the place of a
    /// secret.
    pub fn hides(&self, part: NodePart<'_>) -> bool {
        self.judge().hides(part)
    }

    /// Returns a judge of many parts of one document, which costs far less than asking for each.
    pub fn judge(&self) -> Judge<'_> {
        Judge::new(self)
    }

    /// Returns whether a text holds a secret of this session, in any spelling.
    pub fn knows(&self, text: &str) -> bool {
        let mut spans = Spans::default();
        self.known.find(text, &mut spans);
        !spans.is_empty()
    }

    /// A text that is no document, with dots in the place of the secrets of this session, in any spelling.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans = Spans::default();
        self.known.find(text, &mut spans);
        spans.fill(text, MASK)
    }

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
    let (mut spans, mut lines, mut at) = (Spans::default(), text::LineMasker::default(), 0);
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
