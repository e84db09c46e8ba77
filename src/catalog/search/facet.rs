//! Facets: values that a list can be filtered by, with the number of results for each.

use super::{
    ElementSearch, Group,
    query::{SearchQuery, begins, flow_word},
};
use crate::catalog::{Entry, element::AuthFlow};
use std::collections::BTreeMap;

/// Value that the list can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Property it filters by.
    pub group: Group,
    /// Display name.
    pub label: String,
    /// Number of elements with this value, regardless of the other values chosen in its group.
    pub count: usize,
    /// True if the list is filtered by it.
    pub chosen: bool,
    /// Value as typed.
    value: String,
}

impl ElementSearch {
    /// Returns the facets of the present search, auth flows first. Values without results are left out.
    pub fn facets(&mut self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for group in [Group::SignIn, Group::Hub] {
            let others = self.query.without(group);
            let mut counts: BTreeMap<(u8, String), (String, usize)> = BTreeMap::new();
            for (entry, texts) in self.catalog.entries.iter().zip(self.catalog.texts().texts.iter()) {
                if others.admits(entry) && others.standing(|| &entry.name, texts, &mut self.matcher).is_some() {
                    for (rank, value, label) in values(entry, group) {
                        counts.entry((rank, value)).or_insert((label, 0)).1 += 1;
                    }
                }
            }
            let typed = self.query.selected(group);
            facets.extend(counts.into_iter().map(|((_, value), (label, count))| {
                let chosen = typed.iter().any(|typed| !typed.is_empty() && begins(&value, typed));
                Facet { group, label, count, chosen, value }
            }));
        }
        facets
    }
}

impl Facet {
    /// Returns the search text with this facet added, in place of others of its group. If it is chosen already, it is
    /// removed.
    pub fn typed_into(&self, text: &str) -> String {
        let others = |word: &&str| Group::read(word).is_none_or(|(group, _)| group != self.group);
        let (facets, words): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().filter(others).partition(|word| Group::read(word).is_some());
        let own = (!self.chosen).then(|| format!("{}:{}", self.group.word(), self.value));
        let facets = facets.into_iter().chain(own.as_deref());
        let mut typed = facets.chain(words.iter().copied()).collect::<Vec<_>>().join(" ");
        // A space separates the next typed word.
        if words.is_empty() && !typed.is_empty() {
            typed.push(' ');
        }
        typed
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

/// Returns the facet values of an element: sort order, typed value and label.
fn values(entry: &Entry, group: Group) -> Vec<(u8, String, String)> {
    match group {
        Group::SignIn => {
            let ranked = [AuthFlow::Plain, AuthFlow::OAuth2, AuthFlow::OAuth1].into_iter().zip(0..);
            let has = ranked.filter(|(flow, _)| entry.flows().first() == Some(flow));
            has.map(|(flow, rank)| (rank, flow_word(flow).to_owned(), flow.label().to_owned())).collect()
        }
        // A facet value is one word, so only the first word of a hub is used.
        Group::Hub => {
            let word = entry.hub.as_str().split_whitespace().next();
            word.map(|word| (0, word.to_lowercase(), word.to_owned())).into_iter().collect()
        }
    }
}
