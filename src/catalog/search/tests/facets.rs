//! Facets of elements.

use super::*;

fn facet(text: &str, label: &str) -> Facet {
    let facets = asked(text).facets();
    facets.iter().find(|facet| facet.label == label).unwrap_or_else(|| panic!("{label} in {facets:?}")).clone()
}

#[test]
fn facet_count_is_the_number_of_results() {
    for text in ["", "zoho", "auth:oauth2", "hub:crm a", "hub:market auth:credentials"] {
        for facet in asked(text).facets() {
            let left = if facet.chosen { text.to_owned() } else { facet.typed_into(text) };
            assert_eq!(asked(&left).len(), facet.count, "{text:?} {facet:?}");
        }
    }
}

#[test]
fn facet_replaces_another_of_its_group() {
    assert_eq!(
        facet("a hub:crm auth:oauth2", "finance").typed_into("a hub:crm auth:oauth2"),
        "auth:oauth2 hub:finance a"
    );
    assert_eq!(facet("", "OAuth 1").typed_into(""), "auth:oauth1 ");
}

#[test]
fn chosen_facet_is_removed() {
    assert_eq!(facet("hub:marketing a", "marketing").typed_into("hub:marketing a"), "a");
}

#[test]
fn beginning_of_a_facet_is_completed() {
    assert_eq!(facet("hub:market a", "marketing").typed_into("hub:market a"), "hub:marketing a");
}

#[test]
fn count_of_a_hub_is_the_number_of_its_results() {
    let hub = |(at, hub): (usize, &str)| format!("key='e{at}'\nname='E {at}'\nhub='{hub}'\n[[mode]]\nflow='plain'");
    let files: Vec<String> = ["crm", "CRM plus", "crmx", "Ünion"].into_iter().enumerate().map(hub).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("made.toml", text.as_str())).collect();
    let catalog = Arc::new(Catalog::read(("common.toml", "field = []"), &files).expect("a catalog"));
    let search = || ElementSearch::new(catalog.clone(), &[]);
    let results = |text: &str| {
        let mut search = search();
        search.ask(text);
        search.len()
    };
    let facets = search().facets();
    let hubs: Vec<_> = facets.iter().filter(|facet| facet.group.word == "hub").collect();
    assert!(hubs.iter().all(|facet| facet.count == results(&facet.typed_into(""))), "{hubs:?}");
}

#[test]
fn facet_without_results_is_not_offered() {
    let facets = asked("infus online").facets();
    assert!(facets.iter().all(|facet| facet.count > 0) && facets.len() < 6, "{facets:?}");
}
