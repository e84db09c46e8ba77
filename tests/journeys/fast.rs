//! Fewest keys from a cold start to the request that is sent.

use crate::kit::{Play, parse, scene};
use elemint::{
    catalog::FieldKey,
    wizard::{ConsentReply, Effect, Listening, Prefill, PrefillError, Start, VisitEffect},
};

/// The keys of a way, without those that only type a value.
fn keys(play: &mut Play, notation: &str, values: &[&str]) -> usize {
    let typed: usize = values.iter().map(|value| value.chars().count()).sum();
    play.keys(notation);
    parse(notation).len() - typed
}

fn given(element: &str, values: &[(&str, &str)]) -> Prefill {
    let values = values.iter().map(|(key, value)| (FieldKey::new(*key), (*value).to_owned())).collect();
    Prefill { element: element.into(), name: Some("shop".into()), values, ..Prefill::default() }
}

fn begun(given: Prefill) -> Play {
    let given = given.checked(&scene::catalog()).expect("it can be given");
    Play::from(scene::known(), &Start::Given(Box::new(given)))
}

#[test]
fn given_values_leave_secret_and_two_keys() {
    let mut play = begun(given("magentosoapv19", &[("userName", "ada"), ("store.url", "https://shop.example")]));
    assert_eq!((play.at(), play.focus()), ("credentials", "Password".into()));
    assert_eq!(keys(&mut play, "pass-word-0001<c-s><enter>", &["pass-word-0001"]), 2);
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn where_the_secret_is_may_be_given_and_leaves_two_keys() {
    let values = [("userName", "ada"), ("password", "env:SHOP_PASSWORD"), ("store.url", "https://shop.example")];
    let mut play = begun(given("magentosoapv19", &values));
    assert_eq!(play.value("Password"), "env:SHOP_PASSWORD");
    assert_eq!(keys(&mut play, "<c-s><enter>", &[]), 2);
    let Some(Effect::Visit(VisitEffect::Create(provision, _))) = play.effects().pop() else { panic!("{}", play.at()) };
    assert_eq!(provision.filled().draft().references().count(), 1);
}

#[test]
fn magento_instance_takes_five_keys_plus_values() {
    let mut play = Play::from(scene::known(), &Start::Element("magentosoapv19".into()));
    let values = ["ada", "pass-word-0001", "https://shop.example", "Test"];
    let typed = "ada<enter>pass-word-0001<enter>https://shop.example<enter>Test<c-s><enter>";
    assert_eq!(keys(&mut play, typed, &values), 5);
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn infusionsoft_instance_takes_four_keys_plus_values() {
    let mut play = Play::from(scene::known(), &Start::Element("infusionsoftecommerce".into()));
    let values = ["client-id-0001", "client-secret-0001", "Test"];
    let mut pressed = keys(&mut play, "client-id-0001<enter>client-secret-0001<enter>Test<c-s>", &values);
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    play.reply(ConsentReply::Listening(Ok(Listening::default()))).reply(ConsentReply::Opened(Ok(())));
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Granted(grant));
    pressed += keys(&mut play, "<enter>", &[]);
    assert_eq!(pressed, 4);
    assert!(matches!(play.effects().last(), Some(Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn a_name_or_the_only_match_goes_straight_to_the_form() {
    for text in ["magento soap v1.9", "Zendesk", "syncplicit", "magentosoapv19"] {
        assert_eq!(Play::from(scene::known(), &Start::Element(text.into())).at(), "credentials", "{text}");
    }
    assert_eq!(Play::from(scene::known(), &Start::Element("infus".into())).at(), "element");
}

#[test]
fn a_way_to_sign_in_is_given_by_a_part_of_its_label() {
    let way = |way: &str| Prefill { way: Some(way.into()), ..given("infusionsoftecommerce", &[]) };
    assert_eq!(begun(way("tokens")).value("Sign-in"), "1");
    assert_eq!(begun(way("oauth")).value("Sign-in"), "0");
}

#[test]
fn no_secret_is_taken_in_advance() {
    for key in ["password", "oauth.api.secret", "some.token"] {
        let refused = given("magentosoapv19", &[(key, "canary")]).checked(&scene::catalog());
        assert_eq!(refused, Err(PrefillError::Secret(FieldKey::new(key))));
        let escaped = given("magentosoapv19", &[(key, "text:env:canary")]).checked(&scene::catalog());
        assert_eq!(escaped, Err(PrefillError::Secret(FieldKey::new(key))));
    }
}
