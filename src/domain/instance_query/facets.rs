//! Facets of the list of instances.

use super::{Bound, InstanceQuery, QueryFilter, TypedFilter, filter};
use crate::{
    catalog::{Facet, FacetCounts, FacetGroup},
    domain::{
        instance::ListedInstance,
        instance_facts::{InstanceFacts, InstanceState},
        timestamp::Timestamp,
    },
};

/// Instance whose values are counted.
#[derive(Clone, Copy, Debug)]
pub struct FacetRow<'r> {
    /// The instance.
    pub listed: &'r ListedInstance,
    /// Its facts.
    pub facts: &'r InstanceFacts,
    /// True if its tags may be shown.
    pub has_plain_tags: bool,
}

/// Property of an instance that a facet selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    State,
    Test,
    Expiry,
    Age,
    Token,
    Events,
    Hub,
    Tag,
    Element,
}

/// Limits that are offered for the expiry, with their labels.
const EXPIRY: [(&str, &str); 2] = [("<24h", "within 24 hours"), ("<7d", "within 7 days")];
/// Limits that are offered for the age, with their labels.
const AGE: [(&str, &str); 2] = [("<7d", "up to 7 days"), (">30d", "over 30 days")];

impl InstanceQuery {
    /// Returns the facets of rows that match the words, short groups first. Values without results are left out.
    pub fn facets<'r>(&self, rows: impl Iterator<Item = FacetRow<'r>>, now: Timestamp) -> Vec<Facet> {
        let mut counts = Property::ALL.map(|property| (property, FacetCounts::new(property.group())));
        for row in rows {
            // The filters of a group do not limit the counts of that group.
            let filters = self.filters.iter().map(|typed| &typed.filter);
            let mut failed = filters.filter(|filter| !filter.admits(row.listed, row.facts, now));
            let only = failed.next().map(QueryFilter::property);
            if failed.any(|filter| Some(filter.property()) != only) {
                continue;
            }
            for (property, counts) in &mut counts {
                if only.is_none_or(|only| only == *property) {
                    property.count(&row, now, counts);
                }
            }
        }
        let facets = counts.into_iter().flat_map(|(property, counts)| {
            counts.into_facets(|value| self.filters.iter().any(|typed| typed.is_whole(property, value)))
        });
        facets.collect()
    }
}

impl QueryFilter {
    /// Returns the property that it filters by.
    pub(super) fn property(&self) -> Property {
        match self {
            Self::Element(_) => Property::Element,
            Self::Hub(_) => Property::Hub,
            Self::Tag(_) => Property::Tag,
            Self::State(_) => Property::State,
            Self::Expires(_) => Property::Expiry,
            Self::Age(_) => Property::Age,
            Self::Test(_) => Property::Test,
            Self::Token(_) => Property::Token,
            Self::Events(_) => Property::Events,
        }
    }
}

impl TypedFilter {
    /// Returns true if it filters by this value of a property, and not by a beginning of it.
    fn is_whole(&self, property: Property, value: &str) -> bool {
        let is_same = || match self.filter {
            // A duration has several spellings.
            QueryFilter::Expires(Some(_)) | QueryFilter::Age(_) => {
                filter(value, property.group().word, value).is_ok_and(|filter| filter == self.filter)
            }
            QueryFilter::Element(_)
            | QueryFilter::Hub(_)
            | QueryFilter::Tag(_)
            | QueryFilter::State(_)
            | QueryFilter::Expires(None)
            | QueryFilter::Test(_)
            | QueryFilter::Token(_)
            | QueryFilter::Events(_) => self.value == value.to_lowercase(),
        };
        self.filter.property() == property && is_same()
    }
}

impl Property {
    /// All properties, in the order in which they are listed.
    const ALL: [Self; 9] = [
        Self::State,
        Self::Test,
        Self::Expiry,
        Self::Age,
        Self::Token,
        Self::Events,
        Self::Hub,
        Self::Tag,
        Self::Element,
    ];

    /// Returns the group of its facets.
    pub(super) const fn group(self) -> FacetGroup {
        let (word, heading) = match self {
            Self::State => ("state", "State"),
            Self::Test => ("test", "Test"),
            Self::Expiry => ("expires", "Expires"),
            Self::Age => ("age", "Age"),
            Self::Token => ("token", "Token"),
            Self::Events => ("events", "Events"),
            Self::Hub => ("hub", "Hub"),
            Self::Tag => ("tag", "Tag"),
            Self::Element => ("element", "Element"),
        };
        FacetGroup { word, heading }
    }

    /// Counts the values of an instance.
    fn count(self, row: &FacetRow<'_>, now: Timestamp, counts: &mut FacetCounts) {
        let FacetRow { listed, facts, has_plain_tags } = *row;
        match self {
            Self::State => {
                let order = (0..).zip(InstanceState::ALL).find(|(_, state)| *state == facts.state);
                counts.add(order.map_or(0, |(order, _)| order), facts.state.label(), facts.state.label());
            }
            Self::Test => {
                let label = facts.test.map_or("none", |test| test.outcome.label());
                counts.add(u8::from(facts.test.is_none()), label, label);
            }
            Self::Expiry if facts.expires.is_none() => counts.add(2, "unknown", "unknown"),
            Self::Expiry => {
                let is_within = |bound: &str| match Bound::parse(bound) {
                    Some(Bound::Less(seconds)) => facts.expires_within(seconds, now),
                    Some(Bound::More(_)) | None => false,
                };
                add_bounds(counts, EXPIRY, is_within);
            }
            Self::Age => {
                let is_within = |bound: &str| Bound::parse(bound).is_some_and(|bound| bound.admits(facts.age(now)));
                add_bounds(counts, AGE, is_within);
            }
            Self::Token => add_one_of(counts, ["here", "missing"], facts.is_token_here),
            Self::Events => add_one_of(counts, ["on", "off"], facts.has_events),
            Self::Hub => add_texts(counts, listed.hub.as_deref(), true),
            Self::Tag => add_texts(counts, listed.tags.iter().map(String::as_str), has_plain_tags),
            Self::Element => add_texts(counts, [listed.element.as_str()], true),
        }
    }
}

fn add_bounds(counts: &mut FacetCounts, bounds: [(&str, &str); 2], is_within: impl Fn(&str) -> bool) {
    for (order, (value, label)) in (0..).zip(bounds) {
        if is_within(value) {
            counts.add(order, value, label);
        }
    }
}

fn add_one_of(counts: &mut FacetCounts, [yes, no]: [&str; 2], is_yes: bool) {
    let value = if is_yes { yes } else { no };
    counts.add(u8::from(!is_yes), value, value);
}

/// Counts a row with these texts, and lists those that may be shown. One with a double quote cannot be typed as a filter.
fn add_texts<'t>(
    counts: &mut FacetCounts,
    texts: impl IntoIterator<Item = &'t str, IntoIter: Clone>,
    may_be_shown: bool,
) {
    let texts = texts.into_iter();
    let listed = texts.clone().filter(|text| may_be_shown && !text.trim().is_empty() && !text.contains('"'));
    listed.for_each(|text| counts.offer(text, text));
    counts.add_texts(texts);
}
