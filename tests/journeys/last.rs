//! Last values, offered for the next instance.

use crate::kit::{Play, parse, scene};
use elemint::{
    domain::{KeptDraft, LastValues, ProfileName},
    wizard::{CreationReply, Effect, Prefill, Session, SessionEffect, Start, VisitEffect},
};

/// Someone who made an instance before, of this form.
fn once(kept: KeptDraft) -> Session {
    let mut session = scene::known();
    let mut last = LastValues::default();
    last.note(&ProfileName::new("work"), kept);
    session.forms.last = last;
    session
}

fn magento() -> Play {
    Play::from(once(scene::left()), &Start::Element("magentosoapv19".into()))
}

#[test]
fn last_values_are_filled_in_and_marked() {
    let play = magento();
    assert_eq!((play.value("User name").as_str(), play.value("Store URL").as_str()), ("ada", "https://shop.example"));
    assert_eq!((play.value("Password").as_str(), play.value("Tags").as_str()), ("", "old"));
    assert_eq!(play.focus(), "Password");
    assert_eq!(play.screen(80, 24).matches("· last time").count(), 3, "{}", play.screen(80, 24));
}

#[test]
fn a_name_is_offered_only_where_names_are_numbered() {
    assert_eq!(magento().value("Instance name"), "");
    let numbered = KeptDraft { name: "shop 7".into(), ..scene::left() };
    let play = Play::from(once(numbered), &Start::Element("magentosoapv19".into()));
    assert_eq!(play.value("Instance name"), "shop 8");
}

#[test]
fn one_key_takes_it_out_and_puts_it_in_again() {
    let mut play = magento();
    play.keys("pass-word-0001<down><down>attic");
    assert!(play.screen(120, 40).contains("alt-l begin empty"), "{}", play.screen(120, 40));
    play.keys("<a-l>");
    assert_eq!((play.value("User name"), play.value("Store URL")), (String::new(), String::new()));
    // Typed values belong to the user alone.
    assert_eq!((play.value("Password").as_str(), play.value("Instance name").as_str()), ("pass-word-0001", "attic"));
    assert_eq!(play.focus(), "Instance name");
    assert!(!play.sees("· last time") && play.screen(120, 40).contains("alt-l as last time"));
    play.keys("<a-l>");
    assert_eq!(play.value("User name"), "ada");
}

#[test]
fn typed_value_replaces_last_value() {
    let mut play = magento();
    play.keys("<up><c-u>bob");
    assert_eq!(play.screen(80, 24).matches("· last time").count(), 2, "{}", play.screen(80, 24));
    play.keys("<a-l>");
    assert_eq!(play.value("User name"), "bob");
}

#[test]
fn a_form_only_looked_at_leaves_nothing_behind() {
    let mut play = magento();
    play.keys("<esc>");
    assert_eq!(play.effects(), []);
}

#[test]
fn it_is_remembered_from_one_instance_to_the_next_without_secrets() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>").reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    let kept = play.effects().into_iter().find_map(|effect| match effect {
        Effect::Session(SessionEffect::KeepLast(profile, kept)) => Some((profile, kept)),
        _ => None,
    });
    let (profile, kept) = kept.expect("it is remembered");
    assert_eq!(profile.as_str(), "work");
    assert!(!serde_json::to_string(&kept).expect("a text").contains("pass-word-0001"));
    play.keys("amagentosoap<enter>");
    assert_eq!((play.value("User name").as_str(), play.value("Password").as_str()), ("ada", ""));
}

#[test]
fn other_profiles_are_offered_nothing() {
    let mut session = once(scene::left());
    session.profile =
        session.profile.map(|profile| elemint::domain::Profile { name: ProfileName::new("home"), ..profile });
    let play = Play::from(session, &Start::Element("magentosoapv19".into()));
    assert_eq!(play.value("User name"), "");
}

#[test]
fn command_line_values_precede_last_values() {
    let values = vec![(elemint::catalog::FieldKey::new("userName"), "bob".to_owned())];
    let given = Prefill { element: "magentosoapv19".into(), name: Some("cellar".into()), values, ..Prefill::default() };
    let play = Play::from(once(scene::left()), &Start::Given(Box::new(given)));
    assert_eq!((play.value("User name").as_str(), play.value("Store URL").as_str()), ("bob", "https://shop.example"));
    assert_eq!(play.value("Instance name"), "cellar");
}

#[test]
fn a_pasted_request_is_not_mixed_with_it() {
    let mut play = magento();
    play.paste(r#"{ "element": { "key": "magentosoapv19" }, "configuration": { "userName": "eve" }, "name": "x" }"#);
    assert_eq!((play.value("User name").as_str(), play.value("Store URL").as_str()), ("eve", ""));
    assert_eq!(play.value("Tags"), "");
}

#[test]
fn second_magento_instance_takes_four_keys_plus_secret_and_name() {
    let mut play = magento();
    let typed = "pass-word-0001<enter><enter>attic<c-s><enter>";
    play.keys(typed);
    assert_eq!(parse(typed).len() - "pass-word-0001attic".len(), 4);
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn numbered_names_take_two_keys_plus_secret() {
    let numbered = KeptDraft { name: "shop-7".into(), ..scene::left() };
    let mut play = Play::from(once(numbered), &Start::Element("magentosoapv19".into()));
    let typed = "pass-word-0001<c-s><enter>";
    play.keys(typed);
    assert_eq!(parse(typed).len() - "pass-word-0001".len(), 2);
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn where_the_secret_is_a_reference_it_takes_two_keys_and_nothing_typed() {
    let mut kept = KeptDraft { name: "shop-7".into(), ..scene::left() };
    kept.values.insert("password".into(), "env:SHOP_PASSWORD".into());
    let mut play = Play::from(once(kept), &Start::Element("magentosoapv19".into()));
    play.keys("<c-s><enter>");
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}
