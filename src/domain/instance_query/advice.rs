//! Suggestions for filters with a value that no instance has.

use super::{FacetRow, InstanceQuery, QueryFilter};
use crate::catalog::{begins, nearest};
use std::collections::BTreeSet;

impl InstanceQuery {
    /// Returns sentences about the elements, hubs and tags of the filters that no instance has.
    pub fn advice<'r>(&self, rows: &(impl Iterator<Item = FacetRow<'r>> + Clone)) -> Vec<String> {
        let advice = self.filters.iter().map(|typed| &typed.filter).filter_map(|filter| {
            let (typed, values): (_, BTreeSet<&str>) = match filter {
                QueryFilter::Element(typed) => (typed, rows.clone().map(|row| row.listed.element.as_str()).collect()),
                QueryFilter::Hub(typed) => (typed, rows.clone().filter_map(|row| row.listed.hub.as_deref()).collect()),
                QueryFilter::Tag(typed) => {
                    let plain = rows.clone().filter(|row| row.has_plain_tags);
                    (typed, plain.flat_map(|row| &row.listed.tags).map(String::as_str).collect())
                }
                QueryFilter::State(_)
                | QueryFilter::Expires(_)
                | QueryFilter::Age(_)
                | QueryFilter::Test(_)
                | QueryFilter::Token(_)
                | QueryFilter::Events(_) => return None,
            };
            if values.iter().any(|value| begins(value, typed)) {
                return None;
            }
            let word = filter.property().group().word;
            let question = nearest(typed, &values).map(|value| {
                let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
                format!(" Did you mean {word}:{quote}{value}{quote}?")
            });
            Some(format!("No {word} starts with “{typed}”.{}", question.unwrap_or_default()))
        });
        advice.collect()
    }
}
