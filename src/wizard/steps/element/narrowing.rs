//! Choice of facets to filter the list of elements by.

use super::{ElementStep, Narrowing};
use crate::wizard::{command::Action, session::Session, transition::Transition};

impl ElementStep {
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
    pub(super) fn look_at_facets(mut self) -> Transition<Self> {
        let narrowing = Narrowing::new(&mut self.search);
        self.narrowing = (!narrowing.facets.is_empty()).then_some(narrowing);
        Transition::stay(self)
    }
}
