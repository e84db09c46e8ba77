//! Choice of facets to filter the list of instances by.

use super::InstancesStep;
use crate::{
    catalog::Facet,
    domain::InstanceQuery,
    wizard::{
        command::Action,
        narrowing::{Narrowed, Narrowing},
        session::Session,
        transition::Transition,
    },
};

impl InstancesStep {
    /// Returns the list of facets, while it is open.
    pub fn narrowing(&self) -> Option<&Narrowing> {
        self.narrowing.as_ref()
    }

    /// Handles an action while the facets are open; returns false if they are not.
    pub(super) fn narrow(&mut self, action: Action, session: &Session) -> bool {
        let without_beginnings = InstanceQuery::without_beginnings;
        let narrowed = Narrowing::handle(&mut self.narrowing, action, &mut self.filter, without_beginnings);
        if narrowed == Narrowed::FilterChanged {
            self.search(session);
        }
        narrowed != Narrowed::NotOpen
    }

    /// Opens the choice of facets, where there is one.
    pub(super) fn open_facets(mut self, session: &Session) -> Transition<Self> {
        self.narrowing = Narrowing::open(self.facets(session), self.filter.text());
        Transition::stay(self)
    }

    /// Counts again while the facets are open.
    pub(super) fn update_facets(&mut self, session: &Session) {
        self.narrowing = self.narrowing.take().and_then(|narrowing| narrowing.updated(self.facets(session)));
    }

    /// Returns the facets of the rows that match the words.
    pub(super) fn facets(&self, session: &Session) -> Vec<Facet> {
        let (query, _) = InstanceQuery::parse_typed(self.filter.text());
        let instances = &session.instances;
        let mut search = self.search.clone();
        let matching = (0..).zip(instances.rows()).filter(|(at, row)| {
            let texts = instances.texts(*at);
            search.is_empty() || texts.is_some_and(|texts| search.standing(|| &row.instance.name, texts).is_some())
        });
        query.facets(matching.map(|(_, row)| row.facet_row()), session.now)
    }
}
