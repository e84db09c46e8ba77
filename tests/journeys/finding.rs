//! Finding an element: facets, and those used last.

use crate::kit::{Play, scene};
use elemint::{
    catalog::ElementKey,
    domain::fault::FaultKind,
    wizard::{
        Step,
        steps::element::{ElementStep, ListRow},
    },
};
use rstest::rstest;

fn used(recent: &[&str]) -> Play {
    let mut session = scene::known();
    session.elements.recent = recent.iter().copied().map(ElementKey::new).collect();
    Play::new(session)
}

fn list(play: &Play) -> &ElementStep {
    match play.wizard().step() {
        Step::Element(step) => step,
        _ => panic!("no list in {}", play.at()),
    }
}

/// The key of the element in a row.
fn row(play: &Play, row: usize) -> String {
    match list(play).offer(row) {
        Some(ListRow::Element(element, _)) => element.key.to_string(),
        other => panic!("{other:?}"),
    }
}

fn chosen(play: &Play) -> String {
    row(play, list(play).cursor().row(list(play).len()))
}

#[test]
fn facets_narrow_list_together_with_words() {
    let mut play = used(&[]);
    play.keys("hub:crm");
    let crm = list(&play).found();
    play.keys(" auth:oauth2 essentials");
    assert!(list(&play).found() < crm);
    assert_eq!(chosen(&play), "actessentialsoauth");
}

#[test]
fn a_facet_chosen_is_typed_into_the_filter() {
    let mut play = used(&[]);
    play.keys("<tab><down><enter>");
    assert!(play.sees("Which element? auth:oauth2"), "{}", play.screen(80, 24));
    play.keys("infus online");
    assert_eq!(chosen(&play), "infusionsoftecommerce");
}

#[test]
fn facets_show_remaining_counts() {
    let mut play = used(&[]);
    play.keys("zoho<tab>");
    let found = list(&play).found();
    let facets = list(&play).narrowing().expect("facets").facets();
    assert!(facets.iter().all(|facet| (1..=found).contains(&facet.count)), "{facets:?}");
}

#[test]
fn choosing_a_facet_once_more_takes_it_out() {
    let mut play = used(&[]);
    let all = list(&play).found();
    play.keys("<tab><end><enter>");
    assert!(list(&play).found() < all);
    play.keys("<tab><enter>");
    assert_eq!(list(&play).found(), all);
}

#[test]
fn esc_and_tab_close_the_facets_and_leave_the_list_as_it_was() {
    for key in ["<esc>", "<tab>"] {
        let mut play = used(&[]);
        play.keys("zoho<tab><down>").keys(key);
        assert!(list(&play).narrowing().is_none() && play.sees("Which element? zoho"), "{}", play.screen(80, 24));
    }
}

#[test]
fn typing_goes_on_in_the_filter_with_facets_open() {
    let mut play = used(&[]);
    play.keys("<tab>zoho");
    assert!(list(&play).narrowing().is_none() && chosen(&play).starts_with("zoho"));
}

#[test]
fn with_nothing_found_there_are_no_facets_to_choose_from() {
    let mut play = used(&[]);
    play.keys("zzzzqq<tab>");
    assert!(list(&play).narrowing().is_none() && play.sees("No element matches"), "{}", play.screen(80, 24));
    assert_eq!(play.notice_text().trim(), "Nothing matches the words, so there is nothing to filter.");
}

#[rstest]
#[case::wrong_value("hub:finanec", "hub:analytics ")]
#[case::value_without_the_words("zoho hub:social", "hub:crm zoho")]
fn facet_that_keeps_nothing_is_replaced_by_another(#[case] typed: &str, #[case] filter: &str) {
    let mut play = used(&[]);
    play.keys(typed).keys("<tab>");
    let facets = list(&play).narrowing().expect("facets").facets();
    let hub = facets.iter().position(|facet| facet.group.word == "hub").expect("a hub");
    play.keys("<home>").keys(&"<down>".repeat(hub)).keys("<enter>");
    assert_eq!(list(&play).filter.text(), filter);
    assert!(list(&play).found() > 0);
}

#[rstest]
#[case::whole_group("hub:", "hub:analytics ")]
#[case::beginning("hub:fin", "hub:finance ")]
#[case::next_to_a_word("zoho hub:c", "hub:crm zoho")]
fn enter_completes_the_facet_that_was_begun(#[case] typed: &str, #[case] filter: &str) {
    let mut play = used(&[]);
    play.keys(typed).keys("<tab><enter>");
    assert_eq!(list(&play).filter.text(), filter);
}

#[test]
fn taking_letters_away_widens_the_list_again() {
    let mut play = used(&[]);
    play.keys("hub:crmx");
    assert!(list(&play).is_empty());
    play.keys("<bs>");
    assert!(list(&play).found() > 1);
}

#[test]
fn empty_list_mentions_facets() {
    let mut play = used(&[]);
    play.keys("hub:atlantis");
    assert!(play.sees("No element matches.") && play.sees("hub:crm"));
}

#[test]
fn help_mentions_facets() {
    let mut play = used(&[]);
    play.keys("?");
    assert!(play.sees("auth:oauth2"), "{}", play.screen(80, 24));
}

#[test]
fn last_used_elements_are_first_until_typing() {
    let mut play = used(&["zuorav2", "magentosoapv19"]);
    assert_eq!([row(&play, 0), row(&play, 1)], ["zuorav2", "magentosoapv19"]);
    assert_eq!(list(&play).found(), list(&play).total());
    play.keys("hubspot");
    assert_ne!(chosen(&play), "zuorav2");
    assert!(!play.sees("recent"));
}

#[test]
fn at_most_five_last_used_elements_are_first() {
    let recent = ["zuorav2", "magentosoapv19", "hubspot", "shopify", "xero", "zohocrm"];
    let play = used(&recent);
    let marked = (0..list(&play).len()).filter(|row| list(&play).is_recent(*row)).count();
    assert_eq!(marked, 5);
}

#[test]
fn an_element_the_catalog_no_longer_has_is_passed_over() {
    assert_eq!(row(&used(&["atlantis", "zuorav2"]), 0), "zuorav2");
}

#[test]
fn back_from_form_selects_its_element() {
    for key in ["zuorav2", "shopify"] {
        let mut play = used(&["magentosoapv19", "zuorav2"]);
        play.keys(key).keys("<enter><esc>");
        assert_eq!(chosen(&play), key);
    }
}

#[test]
fn below_an_unfinished_form_the_rows_stay_right() {
    let mut session = scene::returning(scene::left());
    session.elements.recent = vec![ElementKey::new("zuorav2")];
    let mut play = Play::new(session);
    assert_eq!(row(&play, 1), "zuorav2");
    play.keys("<down><enter><esc>");
    assert_eq!(chosen(&play), "zuorav2");
}

#[test]
fn new_instance_is_last_used() {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys("a");
    assert_eq!((play.at(), row(&play, 0)), ("element", "magentosoapv19".to_owned()));
}

#[test]
fn a_notice_from_the_start_stays_until_the_first_key() {
    let mut play = used(&[]);
    play.say(elemint::wizard::Notice::from(&scene::fault(FaultKind::Local)));
    assert!(play.notice_text().starts_with("The platform did not make it."));
    play.keys("a");
    assert_eq!(play.notice_text(), "");
}

#[test]
fn both_kinds_of_consent_are_announced_as_the_browsers() {
    for element in ["infusionsoftecommerce", "flickr"] {
        let mut play = Play::new(scene::known());
        assert!(play.keys(element).sees("provider's page opens"), "{}", play.screen(80, 24));
    }
}

#[test]
fn enter_opens_quickbooks_online_for_quickbooks() {
    let mut play = used(&["quickbooksonprem"]);
    play.keys("quickbooks<enter>");
    assert!(play.sees("QuickBooks Online"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::figma("figma")]
#[case::notion("notion")]
#[case::onelogin("onelogin")]
#[case::misspelled("quikbooks")]
fn enter_after_scattered_letters_opens_nothing_unseen(#[case] typed: &str) {
    let mut play = used(&[]);
    play.keys(typed).keys("<enter>");
    assert_eq!(play.at(), "element", "{}", play.screen(80, 24));
}

#[test]
fn a_second_enter_opens_the_nearest_name() {
    let mut play = used(&[]);
    play.keys("quikbooks<enter><enter>");
    assert!(play.at() == "credentials" && play.sees("QuickBooks Online"), "{}", play.screen(80, 24));
}

#[test]
fn a_resemblance_the_cursor_was_moved_to_opens_at_once() {
    let mut play = used(&[]);
    play.keys("quikbooks<down><up><enter>");
    assert_eq!(play.at(), "credentials", "{}", play.screen(80, 24));
}

#[rstest]
#[case::beginning_of_a_description("hub:dat", "Did you mean hub:db?")]
#[case::synonym("hub:hr", "Did you mean hub:humancapital?")]
#[case::accounting("hub:accounting", "Did you mean hub:finance?")]
#[case::misspelled("hub:finanec", "Did you mean hub:finance?")]
#[case::rubbish("hub:xyz", "Hubs: analytics, billing,")]
#[case::sign_in("auth:saml", "auth: takes credentials, oauth2 or oauth1")]
fn a_facet_that_keeps_nothing_suggests_another(#[case] typed: &str, #[case] advice: &str) {
    let mut play = used(&[]);
    play.keys(typed);
    assert!(play.sees(advice), "{}", play.screen(80, 24));
}

#[test]
fn every_search_in_the_documentation_finds_an_element() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/docs/steps.md")).expect("the page");
    let shown = page.split('`').skip(1).step_by(2).filter(|code| code.contains("hub:") || code.contains("auth:"));
    let empty = shown.filter(|search| {
        let mut play = used(&[]);
        play.keys(search);
        list(&play).found() == 0
    });
    assert_eq!(empty.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn aliases_are_shown_next_to_element() {
    let mut play = used(&[]);
    play.keys("exacttarget");
    assert!(play.screen(120, 40).contains("Also called"), "{}", play.screen(120, 40));
}
