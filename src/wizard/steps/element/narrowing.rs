//! Choice of facets to filter the list of elements by.

use super::ChooseElement;
use crate::{
    catalog::{ElementSearch, Facet},
    wizard::{command::Action, list::Cursor, session::Session, transition::Transition},
};

/// Open list of facets.
#[derive(Clone, Debug)]
pub struct Narrowing {
    facets: Vec<Facet>,
    cursor: Cursor,
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

impl ChooseElement {
    /// Returns the list of facets, while it is open.
    pub fn narrowing(&self) -> Option<&Narrowing> {
        self.narrowing.as_ref()
    }

    /// Handles an action while the facets are open; returns false if they are not.
    pub(super) fn narrow(&mut self, action: Action, session: &Session) -> bool {
        let Some(mut narrowing) = self.narrowing.take() else { return false };
        match action {
            Action::Back => {}
            Action::Accept => {
                let row = narrowing.cursor.row(narrowing.facets.len());
                if let Some(facet) = narrowing.facets.get(row) {
                    self.filter.set(&facet.typed_into(self.filter.text()));
                    self.search(session);
                }
            }
            action => {
                narrowing.cursor.moved(action, narrowing.facets.len());
                self.narrowing = Some(narrowing);
            }
        }
        true
    }

    /// Opens the choice of facets, where there is one.
    pub(super) fn look_at_facets(mut self) -> Transition {
        let narrowing = Narrowing::new(&mut self.search);
        self.narrowing = (!narrowing.facets.is_empty()).then_some(narrowing);
        Transition::stay(self)
    }
}
