//! Consent through an OAuth proxy, chosen in the form.

use crate::kit::{Play, scene};
use elemint::{
    domain::{Consent, OAuthProxy, draft::ChangeForm},
    wizard::{Effect, Event, VisitEffect},
};
use rstest::rstest;

fn proxy(has_keys: bool) -> OAuthProxy {
    OAuthProxy {
        id: "1".into(),
        name: "shop".into(),
        address: Some("https://proxy.example/1".into()),
        addresses: vec!["http://127.0.0.1:8910/callback".into()],
        has_keys,
    }
}

/// The form of a shop, in an account with this proxy.
fn form(has_keys: bool) -> Play {
    let mut play = Play::new(scene::known());
    play.keys("infus online<enter>").event(Event::Proxies(scene::account(), Ok(vec![proxy(has_keys)])));
    play
}

/// The consent that is asked for.
fn asked(play: &mut Play) -> Consent {
    let asked = play.effects().into_iter().find_map(|effect| match effect {
        Effect::Visit(VisitEffect::AskAddress(consent, _)) => Some(consent),
        _ => None,
    });
    *asked.expect("consent is asked for")
}

fn labels(play: &Play) -> Vec<String> {
    let rows = play.wizard().step().form().expect("a form").seen();
    rows.map(|(_, row)| row.label.clone()).collect()
}

/// The same with the proxy chosen. The first row is the kind of sign-in.
fn chosen(has_keys: bool) -> Play {
    let mut play = form(has_keys);
    while play.focus() != "OAuth proxy" {
        play.keys("<up>");
    }
    play.keys("<space>");
    play
}

/// The form that re-authorizes an instance with this callback, in an account with the proxy.
fn reauthorization(callback: &str) -> Play {
    let answer = scene::masked_infusionsoft().replace("http://127.0.0.1:8910/callback", callback);
    let mut play = scene::changing(ChangeForm::Reauthorize, &answer);
    play.event(Event::Proxies(scene::account(), Ok(vec![proxy(true)])));
    play
}

#[rstest]
#[case::proxy("https://proxy.example/1", "shop")]
#[case::other("https://shop.example/cb", "@none")]
fn instance_keeps_the_proxy_that_it_was_authorized_through(#[case] callback: &str, #[case] chosen: &str) {
    assert_eq!(reauthorization(callback).value("OAuth proxy"), chosen);
}

#[test]
fn reauthorization_asks_for_consent_through_the_proxy() {
    let mut play = reauthorization("https://proxy.example/1");
    play.keys("<c-s>");
    let asked = asked(&mut play);
    let proxy = asked.proxy().expect("a proxy");
    assert_eq!((proxy.name, proxy.has_keys, play.at()), ("shop", true, "consent"));
}

#[test]
fn form_of_an_edit_offers_no_proxy() {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_infusionsoft());
    play.event(Event::Proxies(scene::account(), Ok(vec![proxy(true)])));
    assert!(!labels(&play).contains(&"OAuth proxy".to_owned()));
}

#[test]
fn account_without_proxies_has_no_such_row() {
    let mut play = Play::new(scene::known());
    play.keys("infus online<enter>").event(Event::Proxies(scene::account(), Ok(Vec::new())));
    assert!(!labels(&play).contains(&"OAuth proxy".to_owned()));
}

#[test]
fn proxy_is_offered_and_not_chosen() {
    let play = form(false);
    assert_eq!((play.value("OAuth proxy").as_str(), play.focus().as_str()), ("@none", "Client ID"));
}

#[test]
fn chosen_proxy_fills_in_its_address() {
    let play = chosen(false);
    assert_eq!(play.value("Callback URL"), "https://proxy.example/1");
    assert!(labels(&play).contains(&"Return address".to_owned()), "{}", play.screen(80, 24));
}

#[test]
fn keys_that_the_proxy_has_are_not_asked_for() {
    let labels = labels(&chosen(true));
    assert!(
        !labels.iter().any(|label| ["Client ID", "Client Secret", "Callback URL"].contains(&&**label)),
        "{labels:?}"
    );
}

#[test]
fn consent_is_asked_for_through_the_proxy() {
    let mut play = chosen(true);
    while play.focus() != "Instance name" {
        play.keys("<tab>");
    }
    play.keys("Test<c-s>");
    let asked = asked(&mut play);
    let proxy = asked.proxy().expect("a proxy");
    assert_eq!((proxy.name, proxy.has_keys, play.at()), ("shop", true, "consent"));
}
