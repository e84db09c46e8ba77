use super::*;
use crate::domain::Element;
use proptest::prelude::*;
use std::sync::LazyLock;

static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(Catalog::embedded().expect("the embedded catalog")));

fn asked(text: &str) -> Search {
    let mut search = Search::new(CATALOG.clone(), &[]);
    search.ask(text);
    search
}

fn found(text: &str) -> Vec<Arc<Element>> {
    let search = asked(text);
    (0..search.len()).filter_map(|row| search.entry(row).map(|entry| entry.element())).collect()
}

fn first(text: &str) -> Option<String> {
    found(text).first().map(|element| element.key.to_string())
}

#[test]
fn typing_a_part_finds_the_element_and_marks_it() {
    let search = asked("infus online");
    assert_eq!(first("infus online").as_deref(), Some("infusionsoftecommerce"));
    assert!(!search.marker().marks(0).name.is_empty());
    assert_eq!(first("magentosoap").as_deref(), Some("magentosoapv19"));
    assert!(asked("zzzzqq").is_empty());
    assert_eq!(asked("  ").len(), search.total());
}

#[test]
fn a_hub_is_named_by_its_beginning_in_any_case() {
    let crm = found("HUB:cr");
    assert!(crm.len() > 5 && crm.iter().all(|e| e.hub.as_str() == "crm"), "{crm:?}");
}

#[test]
fn a_way_to_authenticate_is_named_likewise() {
    let has = |element: &Element, flow| element.modes.iter().any(|m| !m.external && m.flow == flow);
    for (text, flow) in [("auth:oauth1", Flow::OAuth1), ("Auth:OAuth2", Flow::OAuth2), ("auth:cred", Flow::Plain)] {
        let all = found(text);
        let count = CATALOG.elements().filter(|e| has(e, flow)).count();
        assert!(!all.is_empty() && all.len() == count && all.iter().all(|e| has(e, flow)), "{text}");
    }
}

#[test]
fn facets_and_words_come_in_any_order() {
    let keys = |text: &str| found(text).iter().map(|e| e.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys("hub:crm essentials auth:oauth2"), ["actessentialsoauth"]);
    assert_eq!(keys("auth:oauth2 hub:crm essentials"), ["actessentialsoauth"]);
    assert!(keys("essentials hub:crm").len() < keys("hub:crm").len());
    assert!(keys("hub:erp actessentials").is_empty());
}

#[test]
fn an_unknown_value_matches_nothing_and_an_unknown_facet_is_text() {
    assert!(asked("hub:atlantis").is_empty() && asked("auth:saml").is_empty());
    assert!(asked("colour:red").is_empty());
    assert_eq!(asked("hub:").len(), asked("").len());
}

#[test]
fn recent_elements_come_first_and_once_while_nothing_is_typed() {
    let recent = ["magentosoapv19", "atlantis", "zuorav2", "magentosoapv19"].map(ElementKey::new);
    let mut search = Search::new(CATALOG.clone(), &recent);
    let keys = |search: &Search| -> Vec<String> {
        (0..search.len()).filter_map(|row| search.entry(row)).map(|e| e.key.to_string()).collect()
    };
    let all = keys(&search);
    assert_eq!((all.len(), &all[..2]), (search.total(), &["magentosoapv19".to_owned(), "zuorav2".into()][..]));
    assert!(search.is_recent(1) && !search.is_recent(2));
    assert_eq!(search.row("zuorav2"), Some(1));
    search.ask("a");
    assert!(!search.is_recent(0));
    search.ask("");
    assert_eq!(keys(&search), all);
}

proptest! {
    #[test]
    fn what_is_found_does_not_depend_on_how_it_was_typed(text in "[a-zA-Z0-9:!^$'\\\\ é-]{0,6}(hub:|auth:)?[a-z! ]{0,4}") {
        let mut typed = asked("");
        for (at, c) in text.char_indices() {
            typed.ask(&text[..at + c.len_utf8()]);
        }
        prop_assert_eq!(&typed.hits, &asked(&text).hits);
    }
}

fn facet(text: &str, label: &str) -> Facet {
    let facets = asked(text).facets();
    facets.iter().find(|facet| facet.label == label).unwrap_or_else(|| panic!("{label} in {facets:?}")).clone()
}

#[test]
fn a_facet_counts_what_it_would_leave() {
    for text in ["", "zoho", "auth:oauth2", "hub:crm a", "hub:market auth:credentials"] {
        for facet in asked(text).facets() {
            let left = if facet.chosen { text.to_owned() } else { facet.typed_into(text) };
            assert_eq!(asked(&left).len(), facet.count, "{text:?} {facet:?}");
        }
    }
}

#[test]
fn a_facet_takes_the_place_of_another_of_its_group() {
    assert_eq!(
        facet("a hub:crm auth:oauth2", "finance").typed_into("a hub:crm auth:oauth2"),
        "auth:oauth2 hub:finance a"
    );
    assert_eq!(facet("", "OAuth 1").typed_into(""), "auth:oauth1 ");
}

#[test]
fn a_chosen_facet_goes_again() {
    assert_eq!(facet("hub:market a", "marketing").typed_into("hub:market a"), "a");
}

#[test]
fn what_would_leave_nothing_is_not_offered() {
    let facets = asked("infus online").facets();
    assert!(facets.iter().all(|facet| facet.count > 0) && facets.len() < 6, "{facets:?}");
}
