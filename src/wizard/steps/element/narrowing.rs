//! Choice of facets to filter the list of elements by.

use super::ElementStep;
use crate::{
    catalog::ElementSearch,
    wizard::{
        command::Action,
        narrowing::{Narrowed, Narrowing},
        session::Session,
        transition::Transition,
    },
};

impl ElementStep {
    /// Returns the list of facets, while it is open.
    pub fn narrowing(&self) -> Option<&Narrowing> {
        self.narrowing.as_ref()
    }

    /// Returns true if there are facets to choose from.
    pub(in crate::wizard) fn has_facets(&self) -> bool {
        self.search.has_facets()
    }

    /// Handles an action while the facets are open; returns false if they are not.
    pub(super) fn narrow(&mut self, action: Action, session: &Session) -> bool {
        let without_beginnings = ElementSearch::without_beginnings;
        let narrowed = Narrowing::handle(&mut self.narrowing, action, &mut self.filter, without_beginnings);
        if narrowed == Narrowed::FilterChanged {
            self.search(session);
        }
        narrowed != Narrowed::NotOpen
    }

    /// Opens the choice of facets, where there is one.
    pub(super) fn open_facets(mut self) -> Transition<Self> {
        self.narrowing = Narrowing::open(self.search.facets(), self.filter.text());
        Transition::stay(self)
    }
}
