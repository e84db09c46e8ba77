//! Facets of the list of elements.

use super::{
    ElementSearch, Facet, FacetCounts,
    group::Group,
    query::{SearchQuery, flow_word},
};
use crate::catalog::{Entry, element::AuthFlow};

impl ElementSearch {
    /// Returns the facets of the present search, auth flows first. Values without results are left out.
    pub fn facets(&mut self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for group in Group::ALL {
            let others = self.query.without(group);
            let mut counts = FacetCounts::new(group.facet_group());
            for (entry, texts) in self.catalog.entries.iter().zip(self.catalog.texts().texts.iter()) {
                if others.admits(entry) && others.standing(|| &entry.name, texts, &mut self.matcher).is_some() {
                    count(&mut counts, entry, group);
                }
            }
            let typed = self.query.selected(group);
            facets.extend(counts.into_facets(|value| typed.iter().any(|typed| typed.to_lowercase() == value)));
        }
        facets
    }

    /// Returns true if there are facets to choose from: elements match, or would with another value of a facet.
    pub fn has_facets(&self) -> bool {
        let mut matcher = self.matcher.clone();
        let mut is_typed_in_vain = |group: Group| {
            let others = self.query.without(group);
            let mut all = self.catalog.entries.iter().zip(self.catalog.texts().texts.iter());
            !self.query.selected(group).is_empty()
                && all.any(|(entry, texts)| {
                    others.admits(entry) && others.standing(|| &entry.name, texts, &mut matcher).is_some()
                })
        };
        !self.is_empty() || Group::ALL.into_iter().any(&mut is_typed_in_vain)
    }

    /// Returns a typed search without the facets that have no value yet, such as `hub:`.
    pub fn without_beginnings(text: &str) -> String {
        let has_value = |word: &&str| Group::read(word).is_none_or(|(_, value)| !value.is_empty());
        text.split_whitespace().filter(has_value).collect::<Vec<_>>().join(" ")
    }
}

impl SearchQuery {
    fn selected(&self, group: Group) -> &[String] {
        match group {
            Group::SignIn => &self.flows,
            Group::Hub => &self.hubs,
        }
    }

    fn without(&self, group: Group) -> Self {
        let mut query = self.clone();
        match group {
            Group::SignIn => query.flows.clear(),
            Group::Hub => query.hubs.clear(),
        }
        query
    }
}

/// Counts the facet values of an element.
fn count(counts: &mut FacetCounts, entry: &Entry, group: Group) {
    match group {
        Group::SignIn => {
            let ordered = [AuthFlow::Plain, AuthFlow::OAuth2, AuthFlow::OAuth1].into_iter().zip(0..);
            if let Some((flow, order)) = ordered.into_iter().find(|(flow, _)| entry.flows().first() == Some(flow)) {
                counts.add(order, flow_word(flow), flow.label());
            }
        }
        // A facet value is one word, so only the first word of a hub is used.
        Group::Hub => {
            if let Some(word) = entry.hub.as_str().split_whitespace().next() {
                counts.offer(&word.to_lowercase(), word);
                counts.add_texts([entry.hub.as_str()]);
            }
        }
    }
}
