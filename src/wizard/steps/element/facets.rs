//! Open list of facets to filter the list of elements by.

use crate::{
    catalog::{ElementSearch, Facet},
    wizard::list::Cursor,
};

/// Open list of facets.
#[derive(Clone, Debug)]
pub struct Narrowing {
    pub(super) facets: Vec<Facet>,
    pub(super) cursor: Cursor,
}

impl Narrowing {
    pub(super) fn new(search: &mut ElementSearch) -> Self {
        let facets = search.facets();
        let chosen = facets.iter().position(|facet| facet.chosen);
        Self { facets, cursor: Cursor::at_row(chosen.unwrap_or_default()) }
    }

    /// The facets, those of one group together.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The one that is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }
}
