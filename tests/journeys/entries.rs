//! Entries the form does not know, added by the person.

use crate::kit::{Play, scene};
use elemint::wizard::{Effect, SessionEffect};

/// A filled form with the focus on the row for a new entry, the last but the button.
fn adding() -> Play {
    let mut play = scene::magento();
    play.keys("<tab><space>");
    while play.focus() != "Add an entry" {
        play.keys("<tab>");
    }
    play.effects();
    play
}

fn added(key: &str, value: &str) -> Play {
    let mut play = adding();
    play.keys(&format!("{key}<enter>{value}"));
    play
}

#[test]
fn a_key_typed_becomes_a_row_with_the_focus() {
    let mut play = adding();
    play.keys("shoe.size<enter>");
    assert_eq!((play.focus().as_str(), play.value("Add an entry").as_str()), ("shoe.size", ""));
}

#[test]
fn its_value_is_sent_and_shown_before() {
    let mut play = added("shoe.size", "44");
    play.keys("<c-s>");
    assert_eq!(play.request().masked_body()["configuration"]["shoe.size"], "44");
    assert!(play.screen(80, 40).contains("\"shoe.size\": \"44\""), "{}", play.screen(80, 40));
}

#[test]
fn one_with_a_secret_name_is_masked_everywhere_and_not_kept() {
    let mut play = added("shoe.token", "canary-0001");
    assert!(!play.screen(80, 40).contains("canary-0001"), "{}", play.screen(80, 40));
    play.keys("<c-s>");
    assert!(!play.screen(80, 40).contains("canary-0001") && play.request().expose_body().contains("canary-0001"));
    let kept = play.effects().into_iter().filter_map(|effect| match effect {
        Effect::Session(SessionEffect::KeepDraft(kept)) => Some(kept.form),
        _ => None,
    });
    let kept = kept.last().expect("kept");
    assert_eq!((kept.own, kept.values.contains_key("shoe.token")), (vec!["shoe.token".to_owned()], false));
}

#[test]
fn alt_x_takes_it_away() {
    let mut play = added("shoe.size", "44");
    play.keys("<a-x>");
    assert_eq!(play.notice_text().trim(), "shoe.size is taken away.");
    assert!(play.values().iter().all(|(label, _)| label != "shoe.size"));
    play.keys("<c-s>");
    assert_eq!(play.request().masked_body()["configuration"].get("shoe.size"), None);
}

#[test]
fn alt_x_leaves_the_fields_of_the_form_alone() {
    let mut play = scene::magento();
    let before = play.values();
    assert_eq!(play.keys("<up><a-x>").values(), before);
}

#[test]
fn a_key_the_form_has_leads_to_its_field() {
    let mut play = adding();
    play.keys("store.url<enter>");
    assert_eq!(
        (play.focus().as_str(), play.notice_text().trim()),
        ("Store URL", "The form has store.url already: Store URL.")
    );
}

#[test]
fn going_on_with_a_key_and_no_value_asks_for_the_value_first() {
    let mut play = adding();
    play.keys("shoe.size<c-s>");
    assert_eq!((play.at(), play.focus().as_str()), ("credentials", "shoe.size"));
}

#[test]
fn it_stays_when_another_way_to_sign_in_is_chosen() {
    let mut play = Play::new(scene::known());
    play.paste(r#"{ "element": "zuorav2", "configuration": { "shoe.size": "44" } }"#);
    play.keys("<up><right>");
    assert_eq!(play.value("shoe.size"), "44");
}

#[test]
fn it_is_there_when_the_form_is_come_back_to() {
    let mut play = added("shoe.size", "44");
    play.keys("<esc><enter>");
    assert_eq!(play.value("shoe.size"), "44");
}

#[test]
fn element_without_form_accepts_own_entries() {
    let mut play = Play::new(scene::known());
    play.keys("syncplicity<enter>shoe.size<enter>44<enter>Test<c-s>");
    assert_eq!((play.at(), &play.request().masked_body()["configuration"]["shoe.size"]), ("review", &"44".into()));
}

#[test]
fn without_its_last_entry_such_an_element_is_as_before() {
    let mut play = Play::new(scene::known());
    play.keys("syncplicity<enter>shoe.size<enter><a-x>");
    assert!(play.sees("No form is documented"), "{}", play.screen(80, 24));
}
