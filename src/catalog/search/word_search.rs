//! Search by words in texts that are no elements: with the ranking and the marks of the search for elements.

use super::{
    query::{SearchQuery, Standing},
    texts::TextsEntry,
};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// Parsed words of a search.
#[derive(Clone, Debug)]
pub struct WordSearch {
    query: SearchQuery,
    matcher: Matcher,
}

impl Default for WordSearch {
    fn default() -> Self {
        Self::new::<&str>(&[])
    }
}

impl WordSearch {
    /// Parses words. They have to be in a text in any order. Words with a digit are matched exactly: a similar number is
    /// another one.
    pub fn new<W: AsRef<str>>(words: &[W]) -> Self {
        let query = SearchQuery::from_words(words.iter().map(AsRef::as_ref)).with_exact_numbers();
        Self { query, matcher: Matcher::new(Config::DEFAULT) }
    }

    /// Returns true if there are no words, so that every text matches.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Returns the rank of texts whose name is also given as it is written; `None` if they do not match.
    pub fn standing<'n>(&mut self, name: impl FnOnce() -> &'n str, texts: TextsEntry<'_>) -> Option<Standing> {
        self.query.standing(name, texts, &mut self.matcher)
    }

    /// Returns the indexes of the characters of a text that matched.
    pub fn marks(&mut self, text: &str) -> Vec<u32> {
        if self.is_empty() {
            Vec::new()
        } else {
            self.query.marks(Utf32String::from(text).slice(..), &mut self.matcher)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{SearchTexts, Tier};
    use rstest::rstest;

    fn tier(words: &[&str]) -> Option<Tier> {
        let mut texts = SearchTexts::default();
        texts.push("Acme Sales EU", ["471196", "data team"], "sfdc", "crm");
        let standing = WordSearch::new(words).standing(|| "Acme Sales EU", texts.get(0).expect("a row"));
        standing.map(|standing| standing.tier)
    }

    #[rstest]
    #[case::name(&["acme", "sales", "eu"], Some(Tier::Name))]
    #[case::start(&["acme"], Some(Tier::Start))]
    #[case::words_in_any_order(&["eu", "acme"], Some(Tier::WordStart))]
    #[case::alias(&["471196"], Some(Tier::Alias))]
    #[case::part_of_a_number(&["7119"], Some(Tier::Contained))]
    #[case::key(&["sfdc"], Some(Tier::Key))]
    #[case::key_and_name(&["sfdc", "sales"], Some(Tier::WordStart))]
    #[case::hub(&["crm"], Some(Tier::Hub))]
    #[case::typing_error(&["slaes"], Some(Tier::Similar))]
    #[case::left_out_letters(&["acsl"], Some(Tier::Scattered))]
    #[case::similar_number(&["471197"], None)]
    #[case::scattered_number(&["4116"], None)]
    #[case::number_next_to_left_out_letters(&["acsl", "471196"], None)]
    #[case::no_match(&["hubspot"], None)]
    fn words_rank_a_text(#[case] words: &[&str], #[case] expected: Option<Tier>) {
        assert_eq!(tier(words), expected);
    }

    #[rstest]
    #[case::beginning(&["acme"], &[0, 1, 2, 3])]
    #[case::left_out_letters(&["acu"], &[0, 1, 12])]
    #[case::other_text(&["sfdc"], &[])]
    #[case::two_words(&["eu", "acme"], &[0, 1, 2, 3, 11, 12])]
    #[case::other_word_first(&["sfdc", "acme"], &[0, 1, 2, 3])]
    #[case::other_word_last(&["acme", "sfdc"], &[0, 1, 2, 3])]
    #[case::other_number(&["471196", "acme"], &[0, 1, 2, 3])]
    #[case::no_words(&[], &[])]
    fn matching_characters_are_marked(#[case] words: &[&str], #[case] marks: &[u32]) {
        assert_eq!(WordSearch::new(words).marks("Acme Sales EU"), marks);
    }
}
