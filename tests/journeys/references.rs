//! Values that say where the secret is.

use crate::kit::{Play, scene};
use elemint::{
    catalog::FieldKey,
    domain::{Reference, account::SecretStorage, draft::DraftValue, fault::FaultKind},
    wizard::{CreationReply, Effect, Reply, SessionEffect},
};

/// The form for a Magento shop with this for its password.
fn with_password(typed: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys("magentosoap<enter>ada<enter>").paste(typed).keys("<enter>https://shop.example<enter>Test");
    play
}

#[test]
fn a_reference_in_a_secret_field_is_shown_and_a_secret_is_not() {
    let mut play = with_password("cmd:pass show shop");
    assert!(play.sees("cmd:pass show shop") && play.sees("→ reference"), "{}", play.screen(80, 24));
    play = with_password("text:cmd:pass show shop");
    assert!(!play.sees("pass show") && play.sees("••••"), "{}", play.screen(80, 24));
}

#[test]
fn a_reference_is_kept_in_the_draft_as_it_was_typed_and_comes_back() {
    let mut play = with_password("env:SHOP_PASSWORD");
    play.keys("<tab>");
    let kept = play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Session(SessionEffect::KeepDraft(kept)) => Some(kept.form),
        _ => None,
    });
    let kept = kept.expect("a draft");
    assert_eq!(kept.values.get("password").map(String::as_str), Some("env:SHOP_PASSWORD"));
    let mut play = Play::new(scene::returning(kept));
    play.keys("<enter>");
    assert_eq!(play.value("Password"), "env:SHOP_PASSWORD");
}

#[test]
fn the_review_shows_where_the_value_comes_from() {
    let mut play = with_password("env:SHOP_PASSWORD");
    play.keys("<c-s>");
    assert!(play.sees("\"password\": \"env:SHOP_PASSWORD\""), "{}", play.screen(80, 24));
    play.keys("<tab>");
    assert!(play.sees("\"password\": \"$SHOP_PASSWORD\""), "{}", play.screen(80, 24));
}

#[test]
fn a_value_that_only_looks_like_one_is_sent_as_it_is_meant() {
    let mut play = with_password("text:env:SHOP_PASSWORD");
    play.keys("<c-s>");
    let key = FieldKey::new("password");
    let draft = play.request().filled().draft().clone();
    assert_eq!(draft.value(&key).map(DraftValue::expose), Some("env:SHOP_PASSWORD"));
    assert_eq!(draft.references().count(), 0);
    // Back in the form the reference is shown as it was typed.
    play.keys("<esc>");
    assert_eq!(play.value("Password"), "text:env:SHOP_PASSWORD");
}

#[test]
fn pasted_values_are_never_references() {
    let mut play = Play::new(scene::known());
    play.keys("magentosoap<enter>");
    play.paste(
        r#"{"element":{"key":"magentosoapv19"},"name":"x","configuration":{"userName":"cmd:touch taken-over","password":"cmd:reboot","store.url":"https://shop.example"}}"#,
    );
    assert_eq!(play.value("Password"), "text:cmd:reboot");
    play.keys("<c-s>");
    assert_eq!(play.request().filled().draft().references().count(), 0);
}

#[test]
fn unreadable_reference_is_reported_at_its_field() {
    let mut play = with_password("file:/nowhere");
    play.keys("<c-s><enter>");
    let fault = elemint::domain::Fault::new(
        FaultKind::Fields(vec![FieldKey::new("password")]),
        "There is no file /nowhere.",
        "Mend the reference.",
    );
    play.reply(CreationReply::Created(Err(fault))).keys("<enter>");
    assert_eq!((play.at(), play.focus().as_str()), ("credentials", "Password"));
    assert!(play.sees("✗ There is no file /nowhere."), "{}", play.screen(80, 24));
}

#[test]
fn one_of_the_account_that_cannot_be_read_leads_to_the_account() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    play.reply(CreationReply::Created(Err(scene::fault(FaultKind::Unread)))).keys("<enter>");
    assert_eq!(play.at(), "sign-in");
}

#[test]
fn referenced_secret_is_masked_in_answer() {
    let answer = scene::MAGENTO.replace("\"Test\"", "\"told-by-a-file-77\"");
    let mut made = scene::made(&answer);
    assert!(scene::response(made.clone()).sees("told-by-a-file-77"));
    made.secrets = vec![elemint::text::Secret::new("told-by-a-file-77")];
    let mut play = scene::response(made);
    play.keys("E");
    assert!(!play.sees("\"told-by-a-file-77\""), "{}", play.screen(80, 24));
}

#[test]
fn the_person_decides_where_secrets_are_kept() {
    for (keys, keeping) in [("", SecretStorage::Keyring), ("<tab><tab><tab> ", SecretStorage::File)] {
        let mut session = scene::stranger();
        session.options.keyring = true;
        let mut play = Play::new(session);
        play.keys("<down><enter>user-secret-0001<tab>org-secret-0001<up>").keys(keys).keys("<c-s>").effects();
        play.reply(Reply::Checked(Ok(())));
        let effects = play.effects();
        assert!(
            effects.iter().any(|e| matches!(e, Effect::Session(SessionEffect::KeepProfile(_, at)) if *at == keeping)),
            "{effects:?}"
        );
    }
}

#[test]
fn missing_keyring_asks_no_question() {
    let mut play = Play::new(scene::stranger());
    play.keys("<down><enter>user-secret-0001<tab>org-secret-0001");
    assert!(!play.sees("Save secrets"));
    play.keys("<c-s>").reply(Reply::Checked(Ok(())));
    assert!(
        play.effects().iter().any(|e| matches!(e, Effect::Session(SessionEffect::KeepProfile(_, SecretStorage::File))))
    );
}

#[test]
fn every_kind_of_reference_reads_in_any_field() {
    for typed in ["env:A", "file:/a", "cmd:a b", "keyring:a"] {
        assert!(Reference::read(typed).is_some());
        let mut play = with_password("x");
        play.keys("<up><c-u>").paste(typed).keys("<c-s>");
        assert_eq!(play.at(), "review", "{typed}: {}", play.screen(80, 24));
    }
}
