//! Facets: values that a list can be filtered by, with the number of results for each.

use crate::text::quoted_words;
use std::collections::BTreeMap;

/// Property that facets select by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetGroup {
    /// Word before the colon of a typed facet.
    pub word: &'static str,
    /// Heading in the list of facets.
    pub heading: &'static str,
}

/// Value that the list can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Property it filters by.
    pub group: FacetGroup,
    /// Display name.
    pub label: String,
    /// Number of rows with this value, regardless of the other values chosen in its group.
    pub count: usize,
    /// True if the list is filtered by it.
    pub chosen: bool,
    /// Value as typed.
    value: String,
}

/// Counts of the values of one group.
#[derive(Clone, Debug)]
pub struct FacetCounts {
    group: FacetGroup,
    /// Order, label and number of each value.
    counts: BTreeMap<String, (u8, String, usize)>,
}

impl Facet {
    /// Returns the search text with this facet added, in place of others of its group. If it is chosen already, it is
    /// removed.
    pub fn typed_into(&self, text: &str) -> String {
        let words = quoted_words(text);
        let group = |word: &str| match word.split_once(':') {
            Some((group, _)) if !word.starts_with('"') => Some(group.to_lowercase()),
            _ => None,
        };
        let others = words.iter().filter(|word| group(word).as_deref() != Some(self.group.word));
        let (facets, words): (Vec<&String>, Vec<&String>) = others.partition(|word| group(word).is_some());
        let quote = if self.value.contains(char::is_whitespace) { "\"" } else { "" };
        let own = (!self.chosen).then(|| format!("{}:{quote}{}{quote}", self.group.word, self.value));
        let facets = facets.into_iter().chain(own.as_ref());
        let mut typed = facets.chain(words.iter().copied()).map(String::as_str).collect::<Vec<_>>().join(" ");
        // A space separates the next typed word.
        if words.is_empty() && !typed.is_empty() {
            typed.push(' ');
        }
        typed
    }
}

impl FacetCounts {
    /// Begins to count the values of a group.
    pub fn new(group: FacetGroup) -> Self {
        Self { group, counts: BTreeMap::new() }
    }

    /// Counts a row with this value. Values are listed by `order`, and those of the same order by their text.
    pub fn add(&mut self, order: u8, value: &str, label: &str) {
        match self.counts.get_mut(value) {
            Some((_, _, count)) => *count += 1,
            None => drop(self.counts.insert(value.to_owned(), (order, label.to_owned(), 1))),
        }
    }

    /// Returns the facets in their order. `is_chosen` decides by the value.
    pub fn into_facets(self, is_chosen: impl Fn(&str) -> bool) -> Vec<Facet> {
        let group = self.group;
        let facet = |(value, (order, label, count)): (String, (u8, String, usize))| {
            (order, Facet { group, label, count, chosen: is_chosen(&value), value })
        };
        let mut facets: Vec<(u8, Facet)> = self.counts.into_iter().map(facet).collect();
        facets.sort_by_key(|(order, _)| *order);
        facets.into_iter().map(|(_, facet)| facet).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const TAG: FacetGroup = FacetGroup { word: "tag", heading: "Tag" };

    fn facet(value: &str, chosen: bool) -> Facet {
        Facet { group: TAG, label: String::new(), count: 1, chosen, value: value.to_owned() }
    }

    #[rstest]
    #[case::nothing_typed("dev", "", "tag:dev ")]
    #[case::before_the_words("dev", "acme eu", "tag:dev acme eu")]
    #[case::after_other_facets("dev", "acme state:disabled", "state:disabled tag:dev acme")]
    #[case::in_place_of_its_group("dev", "TAG:prod acme", "tag:dev acme")]
    #[case::in_quotes("data team", "", r#"tag:"data team" "#)]
    #[case::in_place_of_quotes("dev", r#"tag:"data team" acme"#, "tag:dev acme")]
    #[case::before_a_quoted_word("dev", r#""a:b c""#, r#"tag:dev "a:b c""#)]
    fn facet_is_typed(#[case] value: &str, #[case] text: &str, #[case] typed: &str) {
        assert_eq!(facet(value, false).typed_into(text), typed);
    }

    #[test]
    fn chosen_facet_is_removed() {
        assert_eq!(facet("dev", true).typed_into("tag:dev acme"), "acme");
    }

    #[test]
    fn values_are_counted_and_ordered() {
        let mut counts = FacetCounts::new(TAG);
        for (order, value) in [(1, "a"), (0, "b"), (1, "a")] {
            counts.add(order, value, value);
        }
        let facets = counts.into_facets(|value| value == "b");
        let facets: Vec<_> = facets.iter().map(|facet| (&*facet.label, facet.count, facet.chosen)).collect();
        assert_eq!(facets, [("b", 1, true), ("a", 2, false)]);
    }
}
