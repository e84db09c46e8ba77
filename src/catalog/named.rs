//! Lookup of elements named on the command line, where the user cannot check the result in a list.

use super::{Catalog, ElementSearch, Entry, Tier};
use std::sync::Arc;

/// Result of looking up an element by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedElement {
    /// Exactly one element matches.
    One(Arc<Entry>),
    /// Several elements match, the closest first.
    Several(Vec<Arc<Entry>>),
    /// No element matches. Holds those with a similar spelling, the most similar first.
    Unknown(Vec<Arc<Entry>>),
}

impl Catalog {
    /// Looks up an element by its key, its name, an alias, or a contiguous part of them. Letters scattered over a name
    /// do not match.
    pub fn named(self: &Arc<Self>, text: &str) -> NamedElement {
        let mut search = ElementSearch::new(self.clone(), &[]);
        search.ask(text);
        let with = |least: Tier| -> Vec<Arc<Entry>> {
            let rows = (0..search.len()).take_while(|row| search.tier(*row).is_some_and(|tier| tier >= least));
            rows.filter_map(|row| search.entry(row).cloned()).collect()
        };
        let found = with(Tier::Hub);
        let contained = with(Tier::Contained);
        match (&*with(Tier::Name), &*contained, &*found) {
            _ if text.trim().is_empty() => NamedElement::Several(found),
            ([first, ..], ..) | ([], [first], _) => NamedElement::One(first.clone()),
            ([], [_, _, ..], _) => NamedElement::Several(contained),
            ([], [], [_, ..]) => NamedElement::Several(found),
            ([], [], []) => NamedElement::Unknown(with(Tier::Similar)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn describe(text: &str) -> String {
        let catalog = Arc::new(Catalog::embedded().expect("the embedded catalog"));
        let keys = |entries: &[Arc<Entry>]| entries.iter().map(|e| e.key.to_string()).collect::<Vec<_>>().join(" ");
        match catalog.named(text) {
            NamedElement::One(entry) => entry.key.to_string(),
            NamedElement::Several(entries) => format!("several: {}", keys(&entries)),
            NamedElement::Unknown(entries) => format!("unknown: {}", keys(&entries)),
        }
    }

    #[rstest]
    #[case::key("quickbooks", "quickbooks")]
    #[case::key_in_capitals("SFDC", "sfdc")]
    #[case::name("infusionsoft ecommerce", "infusionsoftecommerce")]
    #[case::former_name("infusionsoft online sales", "infusionsoftecommerce")]
    #[case::name_without_signs("magento soap v19 beta", "magentosoapv19")]
    #[case::alias("exacttarget", "salesforcemarketingcloud")]
    #[case::only_part("chimp", "mailchimpv3")]
    fn unambiguous_text_names_one_element(#[case] text: &str, #[case] key: &str) {
        assert_eq!(describe(text), key);
    }

    #[rstest]
    #[case::vendor("salesforce", "several: sfdc ")]
    #[case::family("sage", "several: sageone ")]
    #[case::hub("payment", "several: ")]
    fn ambiguous_text_names_several_elements(#[case] text: &str, #[case] expected: &str) {
        assert!(describe(text).starts_with(expected), "{}", describe(text));
    }

    #[rstest]
    #[case::figma("figma")]
    #[case::notion("notion")]
    #[case::onelogin("onelogin")]
    #[case::config("config")]
    #[case::airtable("airtable")]
    #[case::workday("workday")]
    #[case::trello("trello")]
    #[case::asana("asana")]
    #[case::okta("okta")]
    fn scattered_letters_match_no_element(#[case] text: &str) {
        assert_eq!(describe(text), "unknown: ");
    }

    #[rstest]
    #[case::missing_letter("quikbooks", "quickbooks")]
    #[case::swapped_letters("salesfroce", "sfdc")]
    #[case::doubled_letter("shoppify", "shopify")]
    fn similar_name_is_suggested_for_a_misspelled_one(#[case] text: &str, #[case] key: &str) {
        assert!(describe(text).starts_with(&format!("unknown: {key}")), "{}", describe(text));
    }
}
