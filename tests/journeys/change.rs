//! Existing instances: new credentials and new values, from the instance's ID to the outcome.

use crate::kit::{Play, scene};
use elemint::{
    domain::{ChangeRequest, ChangeVerdict, Fault, Instance, UnknownCause, draft::ChangeForm, fault::FaultKind},
    wizard::{
        ChangeReply, ChangeReport, ConsentReply, Effect, Leaving, ReadInstance, Reply, ScreenEffect, Session,
        SessionEffect, Start, Step, VisitEffect,
        instances::{InstanceJob, InstanceNews},
        steps::change::ChangePhase,
    },
};
use rstest::rstest;
use serde_json::{Value, json};

const PASSWORD: &str = "new-pass-0002";

/// The form that re-authorizes the Magento shop, with the password typed.
fn magento() -> Play {
    let mut play = scene::changing(ChangeForm::Reauthorize, &scene::masked_magento());
    play.keys(PASSWORD);
    play
}

/// The same in the review.
fn reviewed() -> Play {
    let mut play = magento();
    play.keys("<c-s>").effects();
    play
}

/// The same after it was sent.
fn sent() -> Play {
    let mut play = reviewed();
    play.keys("<enter>").effects();
    play
}

/// The form that re-authorizes the Infusionsoft shop, with consent given.
fn infusionsoft() -> Play {
    let mut play = scene::changing(ChangeForm::Reauthorize, &scene::masked_infusionsoft());
    play.keys("client-id-0002<enter>client-secret-0002<c-s>");
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    let grant = play.grant("the-code-0002");
    play.reply(ConsentReply::Granted(grant)).effects();
    play
}

fn request(play: &Play) -> &ChangeRequest {
    match play.wizard().step() {
        Step::Change(step) => step.request().expect("a request"),
        _ => panic!("nothing is changed in {}", play.at()),
    }
}

/// The body that a re-authorization sends.
fn body(play: &Play) -> Value {
    match request(play) {
        ChangeRequest::Reauthorize(request) => serde_json::from_str(&request.expose_body()).expect("JSON"),
        ChangeRequest::Edit(_) => panic!("it is an edit"),
    }
}

/// The body that an edit sends.
fn edited(play: &Play) -> Value {
    match request(play) {
        ChangeRequest::Edit(edit) => serde_json::from_str(&edit.update().expose_body()).expect("JSON"),
        ChangeRequest::Reauthorize(_) => panic!("it is a re-authorization"),
    }
}

fn report(verdict: ChangeVerdict, kind: FaultKind) -> ChangeReply {
    let fault = Some(Fault { status: None, ..scene::fault(kind) });
    ChangeReply::Reported(Box::new(ChangeReport { verdict, fault, ..scene::changed() }))
}

fn is_consent(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::AskAddress(..))))
}

#[test]
fn instance_is_read_before_its_form_is_shown() {
    let mut play = Play::from(scene::known(), &Start::Change(ChangeForm::Reauthorize, "471197".into()));
    let read = Effect::Visit(VisitEffect::ReadInstance("471197".into(), scene::account()));
    assert_eq!((play.at(), play.effects()), ("change", vec![read]));
}

#[test]
fn form_has_the_shown_values_and_no_mask() {
    let play = scene::changing(ChangeForm::Reauthorize, &scene::masked_magento());
    let values = ["User name", "Password", "Store URL", "Instance name"].map(|label| play.value(label));
    assert_eq!(values, ["ada", "", "https://shop.example", "Test"]);
}

#[test]
fn reauthorization_asks_for_a_required_secret_that_is_masked() {
    let mut play = scene::changing(ChangeForm::Reauthorize, &scene::masked_magento());
    assert_eq!(play.keys("<c-s>").at(), "credentials");
    assert_eq!(play.focus(), "Password");
}

#[test]
fn secret_that_the_platform_shows_is_taken_and_masked() {
    let mut play = scene::changing(ChangeForm::Reauthorize, scene::MAGENTO);
    play.keys("<c-s>");
    assert!(play.at() == "change" && !play.sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn review_shows_the_difference_without_the_secret() {
    let mut play = magento();
    play.keys("<enter><c-u>https://new.example<c-s>");
    assert!(play.sees("Store URL: https://shop.example → https://new.example"), "{}", play.screen(80, 24));
    assert!(play.sees("Password: •••••••• → •••••••• (new secret)") && !play.sees(PASSWORD));
}

#[test]
fn reauthorization_sends_new_and_carried_values() {
    let sent = body(&reviewed());
    let configuration = json!({
        "base.url": "{store.url}/index.php/api/v2_soap/index/", "pagination.max": "200",
        "store.url": "https://shop.example", "userName": "ada", "password": PASSWORD,
    });
    assert_eq!((&sent["configuration"], &sent["element"]), (&configuration, &json!({ "key": "magentosoapv19" })));
}

#[test]
fn reauthorization_is_sent_for_the_instance_and_nothing_is_created() {
    let mut play = reviewed();
    play.keys("<enter>");
    let effect = play.effect();
    let Effect::Visit(VisitEffect::Change(request, profile)) = effect else { panic!("{effect:?}") };
    assert_eq!((request.existing().id.as_str(), profile.account), ("471197", scene::account()));
}

#[test]
fn consent_comes_before_the_review_and_its_code_is_sent() {
    let play = infusionsoft();
    assert_eq!(play.at(), "change");
    assert_eq!(body(&play)["providerData"], json!({ "code": "the-code-0002" }));
}

#[test]
fn old_tokens_and_times_are_not_sent_back() {
    let sent = body(&infusionsoft());
    let keys: Vec<&str> = sent["configuration"].as_object().expect("values").keys().map(String::as_str).collect();
    assert!(!keys.iter().any(|key| key.starts_with("oauth.user.")), "{keys:?}");
}

#[test]
fn outcome_names_the_test_and_the_kept_token() {
    let mut play = sent();
    play.reply(ChangeReply::Reported(Box::new(scene::changed())));
    let screen = play.screen(80, 24);
    for words in ["“Test” is re-authorized.", "answered in 240 ms", "instance token are the same"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn test_of_a_reauthorization_is_the_latest_one_of_the_instance() {
    let mut play = scene::instances(3);
    let refused = Err(scene::fault(FaultKind::Refused));
    play.keys("<enter>").event(scene::news(InstanceNews::Done("1".into(), InstanceJob::Test, refused)));
    assert!(play.sees("The test failed"), "{}", play.screen(80, 24));
    play.keys("a").reply(read(&scene::masked_magento().replace("471197", "1")));
    play.keys(PASSWORD).keys("<c-s><enter>").reply(ChangeReply::Reported(Box::new(scene::changed())));
    play.keys("<enter>");
    assert!(play.sees("The provider answers (240 ms)") && !play.sees("failed"), "{}", play.screen(80, 24));
    play.keys("<esc>test:passed");
    assert!(play.sees("Shop 1"), "{}", play.screen(80, 24));
}

#[test]
fn disabled_instance_is_announced_and_reported_as_enabled() {
    let disabled = scene::masked_magento().replace("\"disabled\": false", "\"disabled\": true");
    let mut play = scene::changing(ChangeForm::Reauthorize, &disabled);
    play.keys(PASSWORD).keys("<c-s>");
    assert!(play.sees("It is disabled now, and is enabled then."), "{}", play.screen(80, 24));
    play.keys("<enter>");
    play.reply(ChangeReply::Reported(Box::new(ChangeReport { enabled: Some(Ok(())), ..scene::changed() })));
    assert!(play.sees("It was disabled, and is enabled again."), "{}", play.screen(80, 24));
}

#[rstest]
#[case::refused(
    ChangeVerdict::Unknown(UnknownCause::Masked),
    FaultKind::Refused,
    "It is unknown if “Test” was changed",
    "credentials"
)]
#[case::stopped(ChangeVerdict::Stopped, FaultKind::Refused, "and “Test” does not work", "credentials")]
#[case::fields(ChangeVerdict::Unchanged, FaultKind::Fields(Vec::new()), "“Test” is unchanged.", "credentials")]
#[case::cut(
    ChangeVerdict::Unknown(UnknownCause::AtWork),
    FaultKind::Unclear,
    "It is unknown if “Test” was changed",
    "change"
)]
#[case::made(ChangeVerdict::Changed, FaultKind::Unclear, "“Test” was changed, although", "element")]
#[case::unreached(ChangeVerdict::Unchanged, FaultKind::Unreached, "“Test” is unchanged.", "change")]
#[case::missing(ChangeVerdict::Missing, FaultKind::Unclear, "has no instance 471197 any more", "element")]
#[case::account(ChangeVerdict::Unchanged, FaultKind::Account, "“Test” is unchanged.", "sign-in")]
fn outcome_is_reported_with_its_next_step(
    #[case] verdict: ChangeVerdict,
    #[case] kind: FaultKind,
    #[case] words: &str,
    #[case] next: &str,
) {
    let mut play = sent();
    play.reply(report(verdict, kind));
    assert!(play.sees(words), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), next);
}

#[rstest]
#[case::cut(FaultKind::Unclear)]
#[case::spent(FaultKind::Code)]
fn spent_code_is_not_sent_again(#[case] kind: FaultKind) {
    let mut play = infusionsoft();
    play.keys("<enter>").effects();
    play.reply(report(ChangeVerdict::Unknown(UnknownCause::Masked), kind)).keys("<enter>");
    assert!(is_consent(&play.effects()), "{}", play.at());
}

#[test]
fn request_under_way_cannot_be_left_by_one_key() {
    let mut play = sent();
    assert_eq!(play.keys("<esc>").at(), "change");
    play.keys("<c-c>");
    assert!(play.notice_text().contains("A change is in progress") && play.effects().is_empty());
    play.keys("<c-c>");
    assert!(matches!(play.effect(), Effect::Screen(ScreenEffect::Leave(Leaving::UnknownChange(..)))));
}

#[test]
fn late_report_of_another_visit_changes_nothing() {
    let mut play = sent();
    let visit = play.wizard().visit();
    play.reply(report(ChangeVerdict::Unchanged, FaultKind::Unreached)).keys("<enter>").effects();
    play.late(visit, Reply::from(ChangeReply::Reported(Box::new(scene::changed()))));
    assert!(matches!(play.wizard().step(), Step::Change(step) if matches!(step.phase(), ChangePhase::Sending(_))));
}

#[test]
fn form_of_an_existing_instance_is_never_saved_as_one_for_a_new_instance() {
    let mut play = magento();
    play.keys("<enter><esc>");
    let is_kept = |effect: &Effect| matches!(effect, Effect::Session(SessionEffect::KeepDraft(_)));
    assert!(!play.effects().iter().any(is_kept));
    play.keys("magentosoap<enter>");
    assert_eq!(play.value("User name"), "");
}

#[test]
fn edit_sends_only_changed_values() {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_magento());
    play.keys("<up><up><up><c-u>bob<c-s>").effects();
    assert_eq!(edited(&play), json!({ "configuration": { "userName": "bob" } }));
}

#[test]
fn edit_leaves_secrets_unchanged_unless_they_are_typed() {
    let play = scene::changing(ChangeForm::Edit, &scene::masked_magento());
    assert!(play.screen(80, 24).contains("unchanged"), "{}", play.screen(80, 24));
}

#[test]
fn emptied_value_is_sent_as_empty() {
    let mut play =
        scene::changing(ChangeForm::Edit, &scene::MAGENTO.replace("\"valid\"", "\"tags\": [\"a\"], \"valid\""));
    play.keys("<down><c-u><c-s>").effects();
    assert_eq!(edited(&play), json!({ "tags": [] }));
}

#[test]
fn edit_without_a_change_is_not_sent() {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_magento());
    play.keys("<c-s><enter>");
    assert_eq!((play.at(), play.effects()), ("change", Vec::new()));
}

#[test]
fn edit_of_an_oauth_instance_asks_for_no_consent() {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_infusionsoft());
    play.keys("<c-s>");
    assert_eq!((play.at(), is_consent(&play.effects())), ("change", false));
}

#[test]
fn instance_of_an_unknown_element_is_reported() {
    let answer = scene::MAGENTO.replace("magentosoapv19", "nosuchelement");
    let play = scene::changing(ChangeForm::Edit, &answer);
    assert!(play.sees("does not know the element nosuchelement"), "{}", play.screen(80, 24));
}

#[test]
fn request_of_another_element_is_not_pasted_into_the_form() {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_magento());
    play.paste(r#"{"element":{"key":"closeio"},"configuration":{"username":"x"}}"#);
    assert!(play.notice_text().contains("for another element"), "{}", play.notice_text());
    assert_eq!(play.value("User name"), "ada");
}

#[test]
fn someone_who_is_not_signed_in_comes_to_the_form_after_signing_in() {
    let session: Session = scene::stranger();
    let mut play = Play::from(session, &Start::Change(ChangeForm::Edit, "471197".into()));
    assert_eq!(play.at(), "platform");
    play.keys("<down><enter>user<tab>org<c-s>").reply(Reply::Checked(Ok(())));
    assert_eq!(play.at(), "change");
}

#[test]
fn secret_in_the_name_of_an_instance_is_masked() {
    let answer = scene::masked_magento().replacen("\"Test\"", "\"x https://ada:pa55w0rd@h.example/\"", 1);
    let instance = Instance::read(&answer).expect("an instance");
    assert!(instance.name.contains("pa55w0rd"));
    let play = scene::changing(ChangeForm::Reauthorize, &answer);
    assert!(play.sees("ada:••") && !play.sees("pa55w0rd"), "{}", play.screen(120, 30));
}

/// Returns the instance that was read for a form.
fn read(answer: &str) -> ChangeReply {
    let instance = Instance::read(answer).expect("an instance");
    ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None })))
}

#[test]
fn refused_consent_returns_to_the_form_of_the_instance_after_signing_in() {
    let mut play = scene::changing(ChangeForm::Reauthorize, &scene::masked_infusionsoft());
    play.keys("client-id-0002<enter>client-secret-0002<c-s>");
    play.reply(ConsentReply::Address(Err(scene::fault(FaultKind::Account))));
    assert_eq!(play.at(), "sign-in");
    play.keys("<c-s>").reply(Reply::Checked(Ok(())));
    assert_eq!(play.at(), "change");
    play.reply(read(&scene::masked_infusionsoft()));
    let is_change = matches!(play.wizard().step(), Step::Credentials(step) if !step.draft().is_for_new());
    assert!(
        is_change && play.values().iter().any(|(_, value)| value == "client-secret-0002"),
        "{}",
        play.screen(80, 24)
    );
}

#[rstest]
#[case::edit("i", "<up><c-u>https://new.example<up>new-pass-0002")]
#[case::reauthorization("a", "new-pass-0002<enter><c-u>https://new.example")]
fn form_of_an_instance_that_was_left_keeps_what_was_typed(#[case] open: &str, #[case] typed: &str) {
    let mut play = scene::instances(3);
    play.keys("<enter>").keys(open).reply(read(&scene::masked_magento()));
    play.keys(typed).keys("<esc><enter>").keys(open).reply(read(&scene::masked_magento()));
    let values = ["User name", "Password", "Store URL"].map(|label| play.value(label));
    assert_eq!(values, ["ada", PASSWORD, "https://new.example"]);
}

#[test]
fn form_of_a_changed_instance_is_new_again() {
    let mut play = sent();
    play.reply(ChangeReply::Reported(Box::new(scene::changed()))).keys("<enter><a-2>");
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([scene::listed(1)])))));
    play.keys("<enter>a").reply(read(&scene::masked_magento()));
    assert_eq!(play.value("Password"), "");
}

#[test]
fn typed_change_is_not_called_saved_on_leaving() {
    let mut play = scene::instances(3);
    play.keys("<enter>i").reply(read(&scene::masked_magento()));
    play.keys("<up><c-u>https://new.example<esc><enter>q");
    assert!(play.sees("changes of instances are not"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::rows("<down><down><down><down><down><down><down><down><down><down>")]
#[case::pages("<pgdn><pgdn>")]
fn text_that_is_scrolled_past_its_end_comes_back_at_once(#[case] keys: &str) {
    let mut play = sent();
    let fault = Some(scene::fault(FaultKind::Refused));
    let report = ChangeReport { fault, ..ChangeReport::new(ChangeVerdict::Unknown(UnknownCause::Masked)) };
    play.reply(ChangeReply::Reported(Box::new(report)));
    play.measure(40, 12);
    let start = play.screen(40, 12);
    play.keys(keys);
    let end = play.screen(40, 12);
    assert_ne!(start, end);
    play.keys("<up>");
    assert_ne!(play.screen(40, 12), end);
}
