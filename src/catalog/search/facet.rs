//! Facets: values that a list can be filtered by, with the number of results for each.

use crate::text::quoted_words;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Values by their text in lower case.
    values: BTreeMap<String, CountedValue>,
    /// Number of rows with the same texts, which are in lower case.
    rows: BTreeMap<Vec<String>, usize>,
}

/// Value of a group.
#[derive(Clone, Debug)]
struct CountedValue {
    order: u8,
    value: String,
    label: String,
    count: usize,
}

impl Facet {
    /// Returns the search text with this facet added, in place of others of its group. If it is chosen already, it is
    /// removed. An open quote is closed, so that it does not hold the facet too.
    pub fn typed_into(&self, text: &str) -> String {
        let mut words = quoted_words(text);
        if let Some(last) = words.last_mut().filter(|last| last.matches('"').count() % 2 == 1) {
            last.push('"');
        }
        let group = |word: &str| read(word).map(|(group, _)| group.to_lowercase());
        let others = words.iter().filter(|word| group(word).as_deref() != Some(self.group.word));
        let (facets, words): (Vec<&String>, Vec<&String>) = others.partition(|word| group(word).is_some());
        let own = (!self.chosen).then(|| self.typed());
        let facets = facets.into_iter().chain(own.as_ref());
        let mut typed = facets.chain(words.iter().copied()).map(String::as_str).collect::<Vec<_>>().join(" ");
        // A space separates the next typed word.
        if words.is_empty() && !typed.is_empty() {
            typed.push(' ');
        }
        typed
    }

    /// Returns the facet as it is typed, such as `hub:crm`.
    pub fn typed(&self) -> String {
        let quote = if self.value.contains(char::is_whitespace) { "\"" } else { "" };
        format!("{}:{quote}{}{quote}", self.group.word, self.value)
    }

    /// Returns true if a typed word is this facet, or the beginning of it.
    pub fn is_begun_by(&self, word: &str) -> bool {
        let typed = read(word).filter(|(group, _)| group.eq_ignore_ascii_case(self.group.word));
        typed.is_some_and(|(_, value)| begins(&self.value, value.trim_matches('"')))
    }
}

/// Returns group and value of a typed facet; `None` for a word.
fn read(word: &str) -> Option<(&str, &str)> {
    if word.starts_with('"') { None } else { word.split_once(':') }
}

/// Returns true if a text begins with another, ignoring case: the rule by which a typed value selects texts.
pub fn begins(text: &str, with: &str) -> bool {
    text.to_lowercase().starts_with(&with.to_lowercase())
}

impl FacetCounts {
    /// Begins to count the values of a group.
    pub fn new(group: FacetGroup) -> Self {
        Self { group, values: BTreeMap::new(), rows: BTreeMap::new() }
    }

    /// Counts a row with this value. Values are listed by `order`, and those of the same order by their text.
    pub fn add(&mut self, order: u8, value: &str, label: &str) {
        self.value(order, value, label).count += 1;
    }

    /// Lists a text as a value of the group.
    pub fn offer(&mut self, value: &str, label: &str) {
        self.value(0, value, label);
    }

    /// Counts a row with these texts for each listed value that one of them begins with, as a search for it does.
    pub fn add_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        *self.rows.entry(texts.into_iter().map(str::to_lowercase).collect()).or_default() += 1;
    }

    fn value(&mut self, order: u8, value: &str, label: &str) -> &mut CountedValue {
        let new = || CountedValue { order, value: value.to_owned(), label: label.to_owned(), count: 0 };
        self.values.entry(value.to_lowercase()).or_insert_with(new)
    }

    /// Returns the facets in their order. `is_chosen` decides by the value.
    pub fn into_facets(mut self, is_chosen: impl Fn(&str) -> bool) -> Vec<Facet> {
        for (texts, rows) in &self.rows {
            let begins = texts.iter().flat_map(|text| (1..=text.len()).filter_map(|end| text.get(..end)));
            for begin in begins.collect::<BTreeSet<&str>>() {
                if let Some(value) = self.values.get_mut(begin) {
                    value.count += rows;
                }
            }
        }
        let mut values: Vec<CountedValue> = self.values.into_values().collect();
        values.sort_by_key(|value| value.order);
        let facet = |CountedValue { value, label, count, .. }| Facet {
            group: self.group,
            label,
            count,
            chosen: is_chosen(&value),
            value,
        };
        values.into_iter().map(facet).collect()
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
    #[case::after_an_open_quote("dev", r#"hub:"a b"#, r#"hub:"a b" tag:dev "#)]
    fn facet_is_typed(#[case] value: &str, #[case] text: &str, #[case] typed: &str) {
        assert_eq!(facet(value, false).typed_into(text), typed);
    }

    #[test]
    fn chosen_facet_is_removed() {
        assert_eq!(facet("dev", true).typed_into("tag:dev acme"), "acme");
    }

    #[rstest]
    #[case::beginning("tag:de", true)]
    #[case::whole_value("TAG:Dev", true)]
    #[case::no_value_yet("tag:", true)]
    #[case::open_quote(r#"tag:"d"#, true)]
    #[case::other_value("tag:prod", false)]
    #[case::other_group("hub:dev", false)]
    #[case::word("dev", false)]
    fn typed_word_may_be_the_beginning_of_a_facet(#[case] word: &str, #[case] is_begun: bool) {
        assert_eq!(facet("dev", false).is_begun_by(word), is_begun);
    }

    #[test]
    fn text_counts_for_each_value_that_it_begins_with() {
        let mut counts = FacetCounts::new(TAG);
        for texts in [["dev", "Dev-EU"], ["dev-eu", "prod"], ["DEV-US", "devel"]] {
            for text in texts {
                counts.offer(text, text);
            }
            counts.add_texts(texts);
        }
        let facets = counts.into_facets(|_| false);
        let facets: Vec<_> = facets.iter().map(|facet| (&*facet.label, facet.count)).collect();
        assert_eq!(facets, [("dev", 3), ("Dev-EU", 2), ("DEV-US", 1), ("devel", 1), ("prod", 1)]);
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
