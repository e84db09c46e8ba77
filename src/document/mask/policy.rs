//! Policy by which the values of a session are masked.

use super::{known::Known, spans::Spans};
use crate::text::{MASK, secret::Secret};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The secrets of a session, and how values are judged.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    pub(super) known: Arc<Known>,
    /// The rows that are secret, where that is known; else names and shapes decide.
    pub(super) rows: Option<BTreeSet<u32>>,
    /// Settings the element describes, by key: true where one is secret.
    pub(super) settings: Arc<BTreeMap<String, bool>>,
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
}
