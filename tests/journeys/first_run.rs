//! The first run: where one is at home, and with which secrets.

use crate::kit::{Play, scene};
use elemint::{
    domain::{BaseUrl, PasswordLogin, fault::FaultKind},
    text::Secret,
    wizard::{ConsentReply, Effect, Reply, Session, SessionEffect, Step, VisitEffect},
};
use rstest::rstest;

/// The form for the two secrets of the first known place.
fn sign_in() -> Play {
    let mut play = Play::new(scene::stranger());
    play.keys("<down><enter>");
    play
}

fn base(play: &Play) -> &BaseUrl {
    match play.wizard().step() {
        Step::SignIn(step) => &step.base,
        _ => panic!("{}", play.at()),
    }
}

#[test]
fn a_stranger_is_asked_for_a_platform_first() {
    assert_eq!(Play::new(scene::stranger()).at(), "platform");
}

#[test]
fn practising_takes_one_key() {
    let mut play = Play::new(scene::stranger());
    play.keys("<enter>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::StartSandbox)]);
}

#[test]
fn sandbox_leads_to_element_list() {
    let mut play = Play::new(scene::stranger());
    play.keys("<enter>").reply(Reply::SandboxStarted(Ok(scene::account())));
    assert_eq!((play.at(), play.sees(" sandbox")), ("element", true));
}

#[test]
fn failing_sandbox_start_is_explained() {
    let mut play = Play::new(scene::stranger());
    play.keys("<enter>").reply(Reply::SandboxStarted(Err(scene::fault(FaultKind::Local))));
    assert_eq!(
        (play.at(), play.notice_text().as_str()),
        ("platform", "The platform did not make it. Look at what it says.")
    );
}

#[test]
fn a_known_place_asks_for_its_secrets() {
    assert_eq!(base(&sign_in()).host(), "api.cloud-elements.com");
}

#[test]
fn typing_replaces_default_address() {
    let mut play = Play::new(scene::stranger());
    play.keys("my.platform.example<enter>");
    assert_eq!(base(&play).host(), "api.platform.example");
}

#[test]
fn paste_replaces_default_address() {
    let mut play = Play::new(scene::stranger());
    play.paste(" “https://api.platform.example/elements/api-v2/”\n").keys("<enter>");
    assert_eq!(base(&play).as_str(), "https://api.platform.example/elements/api-v2");
}

#[test]
fn invalid_address_is_reported_at_its_row() {
    let mut play = Play::new(scene::stranger());
    play.keys("http://api.platform.example<enter>");
    assert!(play.sees("✗ Use https: http is accepted only"), "{}", play.screen(80, 24));
}

#[test]
fn secrets_are_checked_before_anything_is_built_on_them() {
    let mut play = sign_in();
    play.keys("user-secret-0001<enter>org-secret-0001<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn secrets_that_are_right_are_kept_and_lead_to_the_elements() {
    let mut play = sign_in();
    play.keys("user-secret-0001<enter>org-secret-0001<c-s>").effects();
    play.reply(Reply::Checked(Ok(())));
    assert!(
        matches!(play.effect(), Effect::Session(SessionEffect::KeepProfile(p, _)) if p.account == scene::account())
    );
    assert_eq!(play.at(), "element");
}

#[test]
fn wrong_secrets_are_reported_at_fields() {
    let mut play = sign_in();
    play.keys("user-secret-0001<enter>org-secret-0009<c-s>");
    play.reply(Reply::Checked(Err(scene::fault(FaultKind::Account))));
    assert_eq!((play.focus().as_str(), play.sees("does not know this pair")), ("User secret", true));
}

#[test]
fn wrong_secrets_can_be_fixed_and_checked_again() {
    let mut play = sign_in();
    play.keys("user-secret-0001<enter>org-secret-0009<c-s>");
    play.reply(Reply::Checked(Err(scene::fault(FaultKind::Account)))).effects();
    play.keys("<tab><bs>1<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn a_missing_secret_is_not_sent() {
    let mut play = sign_in();
    play.keys("user-secret-0001<c-s>");
    assert_eq!((play.effects(), play.focus().as_str()), (vec![], "Organization secret"));
}

#[test]
fn secret_with_a_space_is_not_sent_and_stays() {
    let mut play = sign_in();
    play.keys("not a secret<enter>org-secret-0001<c-s>");
    assert_eq!((play.effects(), play.focus().as_str()), (vec![], "User secret"));
    assert!(play.sees("A secret has no space in it. Paste it again, alone."), "{}", play.screen(80, 24));
    play.keys("<c-u>user-secret-0001<c-s>");
    assert!(matches!(play.effects().as_slice(), [Effect::Visit(VisitEffect::Check(_))]));
}

#[test]
fn esc_while_secrets_are_checked_stops_the_question() {
    let mut play = sign_in();
    play.keys("user-secret-0001<enter>org-secret-0001<c-s>");
    let asked = play.wizard().visit();
    play.keys("<esc>").late(asked, Reply::Checked(Ok(())));
    assert_eq!(play.at(), "sign-in");
}

#[test]
fn a_pasted_header_fills_in_both_secrets() {
    let mut play = sign_in();
    play.paste("Authorization: User user-secret-0001, Organization org-secret-0001").keys("<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn a_header_pasted_from_a_curl_command_fills_in_both_secrets() {
    let mut play = sign_in();
    play.paste("-H 'Authorization: User user-secret-0001, Organization org-secret-0001'").keys("<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[rstest]
#[case::lower_case("authorization: user user-secret-0001, organization org-secret-0001")]
#[case::instance("Authorization: User user-secret-0001, Organization org-secret-0001, Element token-0001")]
#[case::command(
    "curl 'https://x.example/elements' \\\n  --header 'Authorization: User user-secret-0001, Organization org-secret-0001'"
)]
fn header_of_each_form_is_named_and_fills_in_both_secrets(#[case] text: &str) {
    let mut play = sign_in();
    play.paste(text);
    assert_eq!(play.notice_text().trim(), "Both secrets of the Authorization header are filled in.");
    play.keys("<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn header_of_a_hub_call_names_the_secret_that_is_missing() {
    let mut play = sign_in();
    play.paste("Authorization: User user-secret-0001, Element token-0001");
    assert!(play.notice_text().contains("It has no organization secret."), "{}", play.notice_text());
    assert_eq!(play.value("User secret"), "user-secret-0001");
}

#[test]
fn header_of_another_kind_says_what_to_paste() {
    let mut play = sign_in();
    play.paste("Authorization: Bearer abcdef");
    assert!(play.notice_text().contains("Paste “Authorization: User ..."), "{}", play.notice_text());
    assert_eq!(play.value("User secret"), "");
}

#[test]
fn typed_header_is_read_as_a_pasted_one() {
    let mut play = sign_in();
    play.keys("Authorization: User user-secret-0001, Organization org-secret-0001<enter><c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn header_pasted_before_the_platform_is_chosen_says_where_it_belongs() {
    let mut play = Play::new(scene::stranger());
    play.paste("Authorization: User user-secret-0001, Organization org-secret-0001");
    assert!(play.notice_text().contains("Select its platform"), "{}", play.notice_text());
    assert!(!play.sees("user-secret-0001"), "{}", play.screen(80, 24));
}

#[test]
fn the_profile_is_named_after_its_place() {
    assert_eq!(sign_in().value("Profile name"), "ce-us");
}

#[test]
fn a_profile_that_is_kept_is_offered_first() {
    let mut play = Play::new(scene::known());
    assert!(play.keys("<esc>").sees("❯ work"), "{}", play.screen(80, 24));
}

/// Returns the sign-in with an e-mail address and a password, which are typed.
fn with_password() -> Play {
    let mut play = sign_in();
    play.keys("<up><space><tab>ada@example.com<tab>pass-word-0001<c-s>");
    play
}

#[test]
fn password_is_sent_in_place_of_the_secrets() {
    let mut play = with_password();
    let password = Secret::new("pass-word-0001");
    let login = PasswordLogin { base: scene::account().base, email: "ada@example.com".into(), password };
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::LogIn(Box::new(login)))]);
}

#[test]
fn secrets_that_the_platform_gives_are_saved() {
    let mut play = with_password();
    play.effects();
    play.reply(Reply::LoggedIn(Ok(scene::account())));
    let kept = play.effect();
    assert!(matches!(&kept, Effect::Session(SessionEffect::KeepProfile(p, _)) if p.account == scene::account()));
    assert_eq!((play.at(), format!("{kept:?}").contains("pass-word")), ("element", false));
}

#[test]
fn refused_password_is_typed_again() {
    let mut play = with_password();
    play.reply(Reply::LoggedIn(Err(scene::fault(FaultKind::Account))));
    assert_eq!((play.focus().as_str(), play.sees("✗ wrong")), ("Password", true));
}

#[test]
fn missing_password_is_not_sent() {
    let mut play = sign_in();
    play.keys("<up><space><tab>ada@example.com<c-s>");
    assert_eq!((play.effects(), play.focus().as_str()), (vec![], "Password"));
}

#[test]
fn password_is_forgotten_when_the_step_is_left() {
    let mut play = sign_in();
    play.keys("<up><space><tab>ada@example.com<tab>pass-word-0001<esc><enter>");
    assert_eq!((play.value("E-mail").as_str(), play.value("Password").as_str()), ("ada@example.com", ""));
}

#[test]
fn header_pasted_over_the_password_chooses_the_secrets() {
    let mut play = sign_in();
    play.keys("<up><space><tab>").paste("User user-secret-0001, Organization org-secret-0001").keys("<c-s>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
}

#[test]
fn platform_of_sap_takes_no_password() {
    let mut play = Play::new(scene::stranger());
    play.keys("api.openconnectors.us2.ext.hana.ondemand.com<enter>");
    assert!(!play.sees("Sign in with"), "{}", play.screen(80, 24));
}

/// Someone with a profile at the first known platform, who signs in there again with other secrets.
fn signed_in_under(name: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys("<esc><down><down><enter>other-user-0001<enter>other-org-0001<enter>").keys(name).keys("<c-s>");
    play
}

#[test]
fn profile_of_another_account_is_not_replaced() {
    let name = scene::profile().name.to_string();
    let mut play = signed_in_under(&name);
    assert!(play.at() == "sign-in" && play.effects().is_empty(), "{}", play.at());
    assert!(play.focus() == "Profile name" && play.sees("exists already"), "{}", play.screen(80, 24));
    play.keys("<c-u>second<c-s>").reply(Reply::Checked(Ok(())));
    assert_eq!(play.at(), "element");
}

#[test]
fn refused_profile_is_replaced_under_its_name() {
    let mut play = scene::infusionsoft(scene::HERE);
    play.keys("<c-s>");
    play.reply(ConsentReply::Address(Err(scene::fault(FaultKind::Account))));
    play.keys("<c-u>other-user-0001<c-s>").reply(Reply::Checked(Ok(())));
    let name = |session: &Session| session.profiles.iter().map(|profile| profile.name.to_string()).collect::<Vec<_>>();
    assert_eq!((play.at(), name(play.wizard().session())), ("credentials", vec![scene::profile().name.to_string()]));
}

#[test]
fn proposed_profile_name_is_free() {
    let mut play = signed_in_under("");
    play.reply(Reply::Checked(Ok(()))).keys("<esc><down><down><down><enter>");
    assert_eq!(play.value("Profile name"), format!("{}-2", sign_in().value("Profile name")));
}
