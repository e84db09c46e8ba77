//! What a list can be narrowed by, with what would be left of it.

use super::{
    ElementSearch, Group,
    query::{SearchQuery, begins, flow_word},
};
use crate::catalog::{Entry, element::AuthFlow};
use std::collections::BTreeMap;

/// One value the list can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it says of an element.
    pub group: Group,
    /// What it is called.
    pub label: String,
    /// How many elements are left with it, whatever else of its group is chosen now.
    pub count: usize,
    /// Whether the list is narrowed by it.
    pub chosen: bool,
    /// What is typed for it.
    value: String,
}

impl ElementSearch {
    /// What the list can be narrowed by as things stand, ways to sign in first; what would leave nothing is left out.
    pub fn facets(&mut self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for group in [Group::SignIn, Group::Hub] {
            let others = self.query.without(group);
            let mut counts: BTreeMap<(u8, String), (String, usize)> = BTreeMap::new();
            for (entry, texts) in self.catalog.entries.iter().zip(&self.catalog.texts) {
                if others.admits(entry) && others.standing(entry, texts, &mut self.matcher).is_some() {
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
    /// What is typed with this facet in place of others of its group; without any where it is chosen already.
    pub fn typed_into(&self, text: &str) -> String {
        let others = |word: &&str| Group::read(word).is_none_or(|(group, _)| group != self.group);
        let (facets, words): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().filter(others).partition(|word| Group::read(word).is_some());
        let own = (!self.chosen).then(|| format!("{}:{}", self.group.word(), self.value));
        let facets = facets.into_iter().chain(own.as_deref());
        let mut typed = facets.chain(words.iter().copied()).collect::<Vec<_>>().join(" ");
        // What is typed next is a word of its own.
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

/// What an element counts for: the order of the values, what is typed for each, and what it is called.
fn values(entry: &Entry, group: Group) -> Vec<(u8, String, String)> {
    match group {
        Group::SignIn => {
            let ranked = [AuthFlow::Plain, AuthFlow::OAuth2, AuthFlow::OAuth1].into_iter().zip(0..);
            let has = ranked.filter(|(flow, _)| entry.flows().first() == Some(flow));
            has.map(|(flow, rank)| (rank, flow_word(flow).to_owned(), flow.label().to_owned())).collect()
        }
        // A facet is one word; of a hub of several the first tells enough.
        Group::Hub => {
            let word = entry.hub.as_str().split_whitespace().next();
            word.map(|word| (0, word.to_lowercase(), word.to_owned())).into_iter().collect()
        }
    }
}
