//! Open list of facets to filter a list by.

use super::{command::Action, list::Cursor};
use crate::catalog::Facet;

/// Open list of facets.
#[derive(Clone, Debug)]
pub struct Narrowing {
    facets: Vec<Facet>,
    cursor: Cursor,
}

/// Result of an action on the list of facets.
pub(super) enum Narrowed {
    /// It stays open.
    Open(Narrowing),
    /// It is closed, and the filter stays as it is.
    Closed,
    /// It is closed, and this is the filter.
    Chosen(String),
}

impl Narrowing {
    /// Opens the list with the cursor on the first chosen facet; `None` if there are no facets.
    pub(super) fn open(facets: Vec<Facet>) -> Option<Self> {
        let chosen = facets.iter().position(|facet| facet.chosen);
        (!facets.is_empty()).then(|| Self { facets, cursor: Cursor::at_row(chosen.unwrap_or_default()) })
    }

    /// Replaces the facets. The cursor stays on its value.
    pub(super) fn updated(self, facets: Vec<Facet>) -> Option<Self> {
        let row = self.cursor.row(self.facets.len());
        let focused = self.facets.get(row);
        let is_focused = |facet: &Facet| focused.is_some_and(|f| f.group == facet.group && f.label == facet.label);
        let cursor = Cursor::at_row(facets.iter().position(is_focused).unwrap_or(row));
        (!facets.is_empty()).then_some(Self { facets, cursor })
    }

    /// Moves the cursor to a row.
    pub(super) fn select(&mut self, row: usize) {
        self.cursor = Cursor::at_row(row);
    }

    /// Handles an action; `text` is the typed filter.
    pub(super) fn act(mut self, action: Action, text: &str) -> Narrowed {
        match action {
            Action::Back => Narrowed::Closed,
            Action::Accept => {
                let facet = self.facets.get(self.cursor.row(self.facets.len()));
                facet.map_or(Narrowed::Closed, |facet| Narrowed::Chosen(facet.typed_into(text)))
            }
            action => {
                self.cursor.moved(action, self.facets.len());
                Narrowed::Open(self)
            }
        }
    }

    /// Returns the facets, those of one group together.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Returns the cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }
}
