//! The list of elements: the platform's own where it can be had.

use crate::kit::{Play, scene};
use elemint::{
    catalog::{AuthFlow, Catalog, Described, ElementKey, StoredTexts},
    domain::{Account, Fault, fault::FaultKind},
    text::Secret,
    wizard::{Effect, ElementList, Event, ListOrigin, Reply, SessionEffect},
};
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::{ops::Range, sync::Arc, time::Duration};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns an element that only this account has, as the platform lists it.
fn private() -> Json {
    json!({
        "id": 90210, "key": "ourwarehouse", "name": "Our Warehouse", "hub": "erp", "private": true, "active": true,
        "authentication": { "type": "basic" },
        "configuration": [
            { "key": "username", "name": "User name", "type": "TEXTFIELD_128", "required": true, "active": true },
            { "key": "password", "name": "Password", "type": "PASSWORD", "required": true, "active": true },
        ],
    })
}

/// Returns the platform's list: some elements by their keys, and the private one.
fn listed(keys: &[&str]) -> ElementList {
    let known = keys.iter().map(|key| json!({ "key": key, "active": true }));
    let catalog = scene::catalog().joined(known.chain([private()]).map(|json| Described::new(&json)).collect());
    ElementList {
        own: catalog.count_not_in(&scene::catalog()),
        catalog: Arc::new(catalog),
        origin: ListOrigin::Platform,
    }
}

fn arrives(play: &mut Play, listed: ElementList) -> &mut Play {
    play.event(Event::Catalog(scene::account(), Ok(listed)))
}

fn fails(play: &mut Play) -> &mut Play {
    play.event(Event::Catalog(scene::account(), Err(scene::fault(FaultKind::Refused))))
}

fn on_cursor(play: &Play) -> String {
    let screen = play.screen(120, 30);
    screen.lines().find(|line| line.contains('❯')).unwrap_or_default().to_owned()
}

#[test]
fn the_list_is_asked_for_once_and_not_by_every_visit() {
    let mut play = Play::new(scene::known());
    assert_eq!(play.lists(), 1);
    play.keys("<enter><esc>");
    assert_eq!((play.at(), play.lists()), ("element", 0));
    arrives(&mut play, listed(&["sfdc"]));
    play.keys("<enter><esc>");
    assert_eq!((play.at(), play.lists()), ("element", 0));
}

#[test]
fn no_request_before_sign_in() {
    assert_eq!(Play::new(scene::stranger()).lists(), 0);
}

#[test]
fn an_account_met_later_is_asked_for_a_list_of_its_own() {
    let mut play = Play::new(scene::stranger());
    let other = Account { user: Secret::new("another-user-0001"), ..scene::account() };
    play.keys("<enter>").reply(Reply::SandboxStarted(Ok(scene::account())));
    assert_eq!((play.at(), play.lists()), ("element", 1));
    arrives(&mut play, listed(&["sfdc"]));
    // The account in use has the first row.
    play.keys("<esc><down><enter>").reply(Reply::SandboxStarted(Ok(other)));
    assert_eq!((play.at(), play.lists()), ("element", 1));
    assert_eq!(play.wizard().session().elements.catalog, scene::catalog());
    arrives(&mut play, listed(&["sfdc"]));
    assert_eq!(play.wizard().session().elements.catalog, scene::catalog());
}

#[test]
fn a_private_element_appears_and_can_be_chosen() {
    let mut play = Play::new(scene::known());
    arrives(&mut play, listed(&["magentosoapv19"]));
    assert!(play.sees("2 of 2 · 1 of your own"), "{}", play.screen(80, 24));
    play.keys("warehouse<enter>");
    assert_eq!(play.at(), "credentials");
    assert!(play.sees("User name") && play.sees("Password"), "{}", play.screen(80, 24));
}

#[test]
fn filter_and_selection_survive_list() {
    let mut play = Play::new(scene::known());
    play.keys("our<down><down>");
    let (before, all) = (on_cursor(&play), scene::catalog());
    let keys: Vec<&str> = all.entries().iter().map(|e| e.key.as_str()).collect();
    arrives(&mut play, listed(&keys));
    assert!(play.sees("Our Warehouse") && play.sees("Which element? our"), "{}", play.screen(80, 24));
    let name = |line: &str| line.split("  ").next().map(str::to_owned);
    assert_eq!(name(&on_cursor(&play)), name(&before));
}

#[test]
fn a_list_that_comes_late_changes_nothing_of_the_form_and_is_there_on_the_way_back() {
    let mut play = scene::magento();
    let before = play.values();
    let shown = play.screen(80, 24);
    arrives(&mut play, listed(&["magentosoapv19"]));
    assert_eq!((play.at(), play.values(), play.screen(80, 24)), ("credentials", before, shown));
    play.keys("<esc><esc>");
    assert!(play.sees("2 of 2"), "{}", play.screen(80, 24));
}

#[test]
fn stored_list_is_shown_until_platform_answers() {
    let mut play = Play::new(scene::known());
    let kept = |days| ElementList { origin: ListOrigin::Outdated(DAY * days), ..listed(&["sfdc", "box"]) };
    arrives(&mut play, kept(3));
    assert!(play.sees("3 of 3 · 1 of your own, 3 days old"), "{}", play.screen(80, 24));
    arrives(&mut play, listed(&["sfdc"]));
    assert!(play.sees("2 of 2 · 1 of your own") && !play.sees("old"), "{}", play.screen(80, 24));
    arrives(&mut play, kept(1));
    assert!(play.sees("2 of 2 · 1 of your own") && !play.sees("old"), "{}", play.screen(80, 24));
}

#[test]
fn missing_list_is_reported_only_without_stored_list() {
    let mut play = Play::new(scene::known());
    fails(&mut play);
    assert!(play.notice_text().contains("documented elements") && play.sees("no live list"), "{}", play.screen(80, 24));
    let mut play = Play::new(scene::known());
    arrives(&mut play, ElementList { origin: ListOrigin::Outdated(DAY), ..listed(&["sfdc"]) });
    fails(&mut play);
    assert_eq!(play.notice_text(), "");
    assert!(play.sees("no live list, 1 day old"), "{}", play.screen(80, 24));
}

#[test]
fn failure_is_not_shown_in_later_steps() {
    let mut play = scene::magento();
    fails(&mut play);
    assert_eq!(play.notice_text(), "");
}

#[test]
fn manual_refresh_reports_outcome() {
    let mut play = Play::new(scene::known());
    arrives(&mut play, listed(&["sfdc"]));
    play.lists();
    assert_eq!(play.keys("<c-r><c-r>").lists(), 1);
    arrives(&mut play, listed(&["sfdc", "box"]));
    assert!(play.notice_text().contains("up to date: 3 elements"), "{}", play.notice_text());
    assert_eq!(play.keys("<c-r>").lists(), 1);
    fails(&mut play);
    assert!(play.notice_text().contains("The platform did not make it."), "{}", play.notice_text());
    assert_eq!(play.keys("<c-r>").lists(), 1);
}

#[test]
fn manual_refresh_during_request_reports_outcome() {
    let mut play = Play::new(scene::known());
    play.lists();
    assert_eq!(play.keys("<c-r>").lists(), 0);
    arrives(&mut play, listed(&["sfdc"]));
    assert!(play.notice_text().contains("up to date: 2 elements"), "{}", play.notice_text());
}

#[test]
fn a_narrow_screen_keeps_its_room_for_the_filter() {
    let mut play = Play::new(scene::known());
    arrives(&mut play, listed(&["sfdc"]));
    assert!(!play.screen(60, 20).contains("of your own"));
}

#[test]
fn unlisted_elements_are_not_offered() {
    let mut play = Play::new(scene::known());
    arrives(&mut play, listed(&["sfdc"]));
    play.keys("magentosoap<enter>");
    assert_eq!(play.at(), "element");
    let known: Fault = scene::fault(FaultKind::Refused);
    play.event(Event::Catalog(scene::account(), Err(known)));
    assert_eq!(play.wizard().session().elements.catalog.entries().len(), 2);
}

#[test]
fn a_cloned_element_with_consent_asks_for_the_application() {
    let clone = json!({ "key": "sfdc-clone", "name": "Ours of Salesforce", "authentication": { "type": "oauth2" },
        "configuration": [
            { "key": "oauth.api.key", "required": true, "hideFromConsole": true },
            { "key": "oauth.callback.url", "required": true, "hideFromConsole": true },
        ] });
    let catalog: Catalog = scene::catalog().joined(vec![Described::new(&clone)]);
    let flow = catalog.find("sfdc-clone").and_then(|e| e.default_mode().map(|m| m.flow));
    assert_eq!(flow, Some(AuthFlow::OAuth2));
    let mut play = Play::new(scene::known());
    arrives(&mut play, ElementList { own: 1, catalog: Arc::new(catalog), origin: ListOrigin::Platform });
    play.keys("<enter>");
    for label in ["Callback URL", "API key", "API secret"] {
        assert!(play.sees(label), "{label}:\n{}", play.screen(80, 24));
    }
}

/// The form of an element the platform's list only names.
fn named_only() -> Play {
    let named = json!({ "key": "ours", "name": "Ours", "authentication": { "type": "basic" } });
    opened(Described::new(&named))
}

/// Opens the form of an element of the platform's list.
fn opened(described: Described) -> Play {
    let catalog = scene::catalog().joined(vec![described]);
    let mut play = Play::new(scene::known());
    arrives(&mut play, ElementList { own: 1, catalog: Arc::new(catalog), origin: ListOrigin::Platform });
    play.keys("<enter>");
    play
}

fn described() -> Described {
    Described::new(&json!({ "key": "ours", "name": "Ours", "authentication": { "type": "basic" }, "configuration": [
        { "key": "username", "name": "User name", "required": true },
        { "key": "shoe.size", "name": "Shoe size", "required": true },
    ] }))
}

fn key() -> ElementKey {
    ElementKey::new("ours")
}

#[test]
fn fields_of_named_element_are_requested_once() {
    let mut play = named_only();
    assert_eq!(play.effect(), Effect::Session(SessionEffect::FetchElement(key(), scene::account())));
    assert!(play.sees("Add an entry"), "{}", play.screen(80, 24));
    play.keys("<esc><enter>");
    assert!(!play.effects().iter().any(|effect| matches!(effect, Effect::Session(SessionEffect::FetchElement(..)))));
}

#[test]
fn its_form_comes_when_the_platform_answers() {
    let mut play = named_only();
    play.event(Event::Element(key(), scene::account(), Ok(described())));
    assert!(play.sees("User name") && play.focus() == "User name", "{}", play.screen(80, 24));
}

#[test]
fn typed_values_survive_answer() {
    let mut play = named_only();
    play.keys("shoe.size<enter>44<enter>half a na");
    play.event(Event::Element(key(), scene::account(), Ok(described())));
    play.keys("me");
    assert_eq!((play.value("Shoe size").as_str(), play.value("Instance name").as_str()), ("44", "half a name"));
}

#[rstest]
#[case::only_listed(named_only())]
#[case::unreadable(unreadable())]
fn missing_platform_description_is_reported_without_other_source(#[case] mut play: Play) {
    play.event(Event::Element(key(), scene::account(), Err(scene::fault(FaultKind::Refused))));
    assert!(!play.notice_text().is_empty());
}

/// Stored list whose file was altered after it was read.
#[derive(Debug)]
struct Altered;

impl StoredTexts for Altered {
    fn read(&self, _: Range<u64>) -> Option<String> {
        Some("{ altered".into())
    }
}

fn unreadable() -> Play {
    opened(Described::from_stored(described().to_stored().0, Arc::new(Altered), 0..9))
}

#[test]
fn unreadable_stored_description_is_named() {
    let play = unreadable();
    assert!(play.sees("The stored description of this element cannot be read."), "{}", play.screen(80, 24));
}

#[test]
fn form_with_unknown_fields_does_not_name_support() {
    let mut play = unreadable();
    play.keys("<c-s>");
    assert_eq!(play.notice_text().trim(), "The fields of Ours are not known. Add them below.");
}

#[test]
fn answer_for_another_account_is_ignored() {
    let mut play = named_only();
    let other = Account { user: Secret::new("other"), ..scene::account() };
    play.event(Event::Element(key(), other, Ok(described())));
    assert!(!play.sees("User name"));
}

#[test]
fn fields_that_could_not_be_read_are_requested_again() {
    let mut play = named_only();
    play.effects();
    play.event(Event::Element(key(), scene::account(), Err(scene::fault(FaultKind::Unreached))));
    play.keys("<esc><enter>");
    assert_eq!(play.effect(), Effect::Session(SessionEffect::FetchElement(key(), scene::account())));
}
