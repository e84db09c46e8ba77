//! Policy by which the values of a session are masked.

use super::{known::Known, spans::Spans};
use crate::text::{MASK, secret::Secret};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Secrets of a session, and rules for values.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    pub(super) known: Arc<Known>,
    /// Secret rows, if they are known; otherwise names and shapes decide.
    pub(super) rows: Option<BTreeSet<u32>>,
    /// Settings described by the element, by key. True marks a secret one.
    pub(super) settings: Arc<BTreeMap<String, bool>>,
}

impl Mask {
    /// Creates a mask with the secrets of the session. Secrets of less than four characters are ignored.
    pub fn new(known: impl IntoIterator<Item = Secret>) -> Self {
        Self { known: Arc::new(Known::new(known)), ..Self::default() }
    }

    /// Sets the secrecy of settings as in the element's form, independent of their names. A key listed several times is
    /// secret if one of them is.
    #[must_use]
    pub fn with_settings<'s>(mut self, settings: impl IntoIterator<Item = (&'s str, bool)>) -> Self {
        let mut decided = BTreeMap::new();
        for (key, is_secret) in settings {
            *decided.entry(key.to_owned()).or_default() |= is_secret;
        }
        self.settings = Arc::new(decided);
        self
    }

    /// Sets the secret rows, for a document created by the program. Besides these, only secrets of the session are
    /// covered.
    #[must_use]
    pub fn covering(mut self, rows: BTreeSet<u32>) -> Self {
        self.rows = Some(rows);
        self
    }

    /// Returns true if the text contains a secret of this session, in any encoding.
    pub fn knows(&self, text: &str) -> bool {
        let mut spans = Spans::default();
        self.known.find(text, &mut spans);
        !spans.is_empty()
    }

    /// Returns a text with dots in place of the secrets of this session, in any encoding.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans = Spans::default();
        self.known.find(text, &mut spans);
        spans.fill(text, MASK)
    }
}
