//! Open list of facets to filter a list by.

use super::{command::Action, input::LineEditor, list::Cursor};
use crate::{catalog::Facet, text::quoted_words};

/// Open list of facets.
#[derive(Clone, Debug)]
pub struct Narrowing {
    facets: Vec<Facet>,
    cursor: Cursor,
}

/// Result of an action where a list of facets may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Narrowed {
    /// No list is open.
    NotOpen,
    /// The action belonged to the list.
    Handled,
    /// A facet was chosen, which changed the filter.
    FilterChanged,
}

impl Narrowing {
    /// Opens the list with the cursor on the facet that was typed last, also if only its beginning was, else on the first
    /// chosen one; `None` if there are no facets.
    pub(super) fn open(facets: Vec<Facet>, typed: &str) -> Option<Self> {
        let place = |word: &String| facets.iter().position(|facet| facet.is_begun_by(word));
        let last = quoted_words(typed).iter().rev().find_map(place);
        let row = last.or_else(|| facets.iter().position(|facet| facet.chosen)).unwrap_or_default();
        (!facets.is_empty()).then(|| Self { facets, cursor: Cursor::at_row(row) })
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

    /// Handles an action if the list is open. A chosen facet is typed into the filter, or removed from it.
    /// `without_beginnings` takes other facets out of the filter that have no value yet.
    pub(super) fn handle(
        open: &mut Option<Self>,
        action: Action,
        filter: &mut LineEditor,
        without_beginnings: impl Fn(&str) -> String,
    ) -> Narrowed {
        let Some(mut narrowing) = open.take() else { return Narrowed::NotOpen };
        match action {
            Action::Back => Narrowed::Handled,
            Action::Accept => match narrowing.facets.get(narrowing.cursor.row(narrowing.facets.len())) {
                Some(facet) => {
                    let text = facet.typed_into(&without_beginnings(filter.text()));
                    filter.set(&text);
                    Narrowed::FilterChanged
                }
                None => Narrowed::Handled,
            },
            action => {
                narrowing.cursor.moved(action, narrowing.facets.len());
                *open = Some(narrowing);
                Narrowed::Handled
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
