//! The two elements the program began with, from the first key to the viewer.

use crate::kit::{Play, scene};
use elemint::wizard::{ConsentReply, CreationReply, Effect, Listening, SessionEffect, VisitEffect};
use serde_json::{Value, json};

/// Returns the body that the only effect sends.
fn sent(play: &mut Play) -> Value {
    match play.effect() {
        Effect::Visit(VisitEffect::Create(provision, _)) => {
            serde_json::from_str(&provision.expose_body()).expect("JSON")
        }
        other => panic!("{other:?}"),
    }
}

fn documented_infusionsoft() -> Value {
    json!({
        "element": { "key": "infusionsoftecommerce" },
        "providerData": { "code": "the-code-0001" },
        "configuration": {
            "oauth.callback.url": "http://127.0.0.1:8910/callback",
            "oauth.api.key": "client-id-0001",
            "oauth.api.secret": "client-secret-0001",
            "document.tagging": false
        },
        "tags": ["team-a"],
        "name": "Test"
    })
}

fn documented_magento() -> Value {
    json!({
        "element": { "key": "magentosoapv19" },
        "configuration": {
            "userName": "ada",
            "password": "pass-word-0001",
            "store.url": "https://shop.example"
        },
        "tags": ["team-a", "b"],
        "name": "Test"
    })
}

#[test]
fn a_magento_instance_takes_one_form_and_two_keys() {
    let mut play = Play::new(scene::known());
    play.keys("magento v1.9<enter>ada<enter>pass-word-0001<enter>https://shop.example<enter>Test<c-s><enter>");
    play.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    assert_eq!(play.at(), "instance");
}

#[test]
fn an_infusionsoft_instance_takes_a_form_consent_and_two_keys() {
    let mut play = scene::infusionsoft(scene::HERE);
    play.keys("<c-s>");
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)))
        .reply(ConsentReply::Listening(Ok(Listening::default())))
        .reply(ConsentReply::Opened(Ok(())));
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Granted(grant)).keys("<enter>");
    play.reply(CreationReply::Created(Ok(scene::made(scene::INFUSIONSOFT))));
    assert_eq!(play.at(), "instance");
}

#[test]
fn infusionsoft_request_equals_documentation() {
    let mut play = scene::granted();
    play.effects();
    play.keys("<enter>");
    assert_eq!(sent(&mut play), documented_infusionsoft());
}

#[test]
fn magento_request_equals_documentation() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    assert_eq!(sent(&mut play), documented_magento());
}

#[test]
fn entries_are_sent_in_the_order_of_the_documentation() {
    let mut play = scene::granted();
    play.effects();
    play.keys("<enter>");
    // Maps compare without regard to order; their texts do not.
    assert_eq!(sent(&mut play).to_string(), documented_infusionsoft().to_string());
}

#[test]
fn infusionsoft_preview_equals_masked_request() {
    let mut masked = documented_infusionsoft();
    masked["providerData"]["code"] = json!("••••••••");
    masked["configuration"]["oauth.api.secret"] = json!("••••••••");
    assert_eq!(scene::granted().request().masked_body(), masked);
}

#[test]
fn magento_preview_equals_masked_request() {
    let mut play = scene::magento();
    play.keys("<c-s>");
    let mut masked = documented_magento();
    masked["configuration"]["password"] = json!("••••••••");
    assert_eq!(play.request().masked_body(), masked);
}

#[test]
fn every_parameter_of_the_redirect_is_passed_on_but_the_state() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer("code=the-code-0001&realmId=9130&dataSource=QBO");
    play.paste(&answer).keys("<enter>").effects();
    play.keys("<enter>");
    assert_eq!(
        sent(&mut play)["providerData"],
        json!({ "code": "the-code-0001", "realmId": "9130", "dataSource": "QBO" })
    );
}

#[test]
fn the_request_goes_to_the_platform_of_the_profile() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    match play.effect() {
        Effect::Visit(VisitEffect::Create(_, account)) => assert_eq!(account, scene::account()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_element_without_consent_has_none_on_its_way() {
    let mut play = scene::magento();
    assert!(!play.keys("<c-s>").sees("Authorize"), "{}", play.screen(80, 24));
}

#[test]
fn the_kept_draft_goes_once_the_instance_is_there() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>").effects();
    play.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    assert!(matches!(
        play.effects().as_slice(),
        [Effect::Session(SessionEffect::DropDraft(_)), Effect::Session(SessionEffect::KeepLast(..))]
    ));
}

#[test]
fn another_instance_of_another_element_begins_with_an_empty_form() {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys("azendesk<enter>");
    assert!(play.at() == "credentials" && !play.sees("last time"), "{}", play.screen(80, 24));
}

#[test]
fn an_element_named_on_the_command_line_begins_with_its_form() {
    let start = elemint::wizard::Start::Element("magentosoapv19".into());
    assert_eq!(Play::from(scene::known(), &start).at(), "credentials");
}

#[test]
fn a_part_of_a_name_on_the_command_line_becomes_the_filter() {
    let play = Play::from(scene::known(), &elemint::wizard::Start::Element("infus".into()));
    assert!(play.sees("Which element? infus"), "{}", play.screen(80, 24));
}
