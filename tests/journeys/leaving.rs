//! Leaving from every step, and coming back to an unfinished form.

use crate::kit::{Play, scene};
use elemint::{
    catalog::ElementKey,
    domain::{DraftId, KeptDraft, fault::FaultKind},
    wizard::{CreationReply, Effect, Event, Leaving, Prefill, ScreenEffect, SessionEffect, Start},
};

/// Returns the effects of Ctrl-C.
fn broken_off(mut play: Play) -> Vec<Effect> {
    play.effects();
    play.keys("<c-c>");
    play.effects()
}

fn kept(effects: &[Effect]) -> &KeptDraft {
    match effects {
        [
            Effect::Session(SessionEffect::KeepDraft(kept)),
            Effect::Screen(ScreenEffect::Leave(Leaving::BrokeOff(_))),
        ] => &kept.form,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ctrl_c_leaves_the_first_question() {
    assert_eq!(broken_off(Play::new(scene::stranger())), [Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted))]);
}

#[test]
fn ctrl_c_leaves_the_secrets_and_keeps_none() {
    let mut play = Play::new(scene::stranger());
    play.keys("<down><enter>user-secret-0001");
    assert_eq!(broken_off(play), [Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted))]);
}

#[test]
fn ctrl_c_leaves_the_list() {
    assert_eq!(broken_off(Play::new(scene::known())), [Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted))]);
}

#[test]
fn ctrl_c_in_form_saves_all_but_secrets() {
    let effects = broken_off(scene::magento());
    let kept = kept(&effects);
    let values: Vec<_> = kept.values.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(values, [("store.url", "https://shop.example"), ("userName", "ada")]);
}

#[test]
fn ctrl_c_in_the_authorization_keeps_the_form() {
    assert_eq!(kept(&broken_off(scene::waiting(scene::HERE))).name, "Test");
}

#[test]
fn ctrl_c_in_the_review_keeps_the_form() {
    assert_eq!(kept(&broken_off(scene::granted())).tags, "team-a");
}

#[test]
fn ctrl_c_works_while_help_is_shown() {
    let mut play = Play::new(scene::known());
    play.keys("<f1>");
    assert_eq!(broken_off(play), [Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted))]);
}

#[test]
fn ctrl_c_with_a_request_under_way_warns_first() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    assert_eq!(broken_off(play), []);
}

#[test]
fn a_second_ctrl_c_leaves_and_says_that_the_outcome_is_unknown() {
    let mut play = scene::magento();
    play.keys("<c-s><enter><c-c>");
    let effects = broken_off(play);
    let unknown = Leaving::Unknown(ElementKey::new("magentosoapv19"), "Test".into(), Vec::new());
    assert!(
        matches!(&effects[..], [Effect::Session(SessionEffect::KeepDraft(_)), Effect::Screen(ScreenEffect::Leave(how))] if *how == unknown),
        "{effects:?}"
    );
}

#[test]
fn one_ctrl_c_leaves_once_the_screen_says_so() {
    let mut play = scene::magento();
    play.keys("<c-s><enter><esc>");
    assert!(play.sees("ctrl-c to leave"), "{}", play.screen(80, 24));
    let effects = broken_off(play);
    assert!(matches!(effects.last(), Some(Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(..))))), "{effects:?}");
}

#[test]
fn one_ctrl_c_leaves_a_token_behind_once_the_loss_is_named() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("q");
    let effects = broken_off(play);
    assert!(matches!(effects.last(), Some(Effect::Screen(ScreenEffect::Leave(_)))), "{effects:?}");
}

#[test]
fn one_ctrl_c_leaves_from_the_question_that_names_the_loss() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("<esc>");
    let effects = broken_off(play);
    assert!(matches!(effects.last(), Some(Effect::Screen(ScreenEffect::Leave(_)))), "{effects:?}");
}

#[test]
fn ctrl_c_with_a_token_that_is_only_here_warns_first() {
    assert_eq!(broken_off(scene::response(scene::lost(scene::MAGENTO))), []);
}

#[test]
fn a_key_in_between_takes_the_warning_back() {
    let mut play = scene::magento();
    play.keys("<c-s><enter><c-c><up>");
    assert_eq!(broken_off(play), []);
}

#[test]
fn ctrl_c_with_unknown_outcome_keeps_journal_and_reports_it() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    let answer = scene::unclear(&play);
    play.reply(answer);
    let effects = broken_off(play);
    assert!(matches!(effects.last(), Some(Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(..))))), "{effects:?}");
}

#[test]
fn ctrl_c_after_a_failure_leaves_at_once() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>").reply(CreationReply::Created(Err(scene::fault(FaultKind::Refused))));
    assert_eq!(kept(&broken_off(play)).name, "Test");
}

#[test]
fn signal_ends_program_at_once_with_true_summary() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>").effects();
    play.event(Event::Interrupt);
    assert!(matches!(play.effects().last(), Some(Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(..))))));
}

#[test]
fn leaving_after_creation_names_the_instance() {
    let effects = broken_off(scene::response(scene::made(scene::MAGENTO)));
    assert!(
        matches!(&effects[..], [Effect::Screen(ScreenEffect::Leave(Leaving::Made(made)))] if made[0].id == "471197"),
        "{effects:?}"
    );
}

#[test]
fn leaving_a_second_form_keeps_it_though_an_instance_was_made() {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys("ainfus online<enter>my-client");
    kept(&broken_off(play));
}

#[test]
fn a_form_that_was_left_is_offered_first() {
    let play = Play::new(scene::returning(scene::left()));
    assert!(play.sees("❯ ↺ Go on with Magento SOAP V1.9 Beta “attic”, 2 h ago"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_that_was_left_is_as_it_was_but_for_its_secrets() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("<enter>");
    let values = ["User name", "Password", "Store URL", "Instance name", "Tags"].map(|label| play.value(label));
    assert_eq!(values, ["ada", "", "https://shop.example", "attic", "old"]);
}

#[test]
fn the_focus_goes_to_the_secret_that_was_not_kept() {
    let mut play = Play::new(scene::returning(scene::left()));
    assert_eq!(play.keys("<enter>").focus(), "Password");
}

#[test]
fn values_typed_after_return_survive_second_return() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("<enter>pass-word-0001<esc><home><pgup>");
    play.keys("magentosoap<enter>");
    assert_eq!(play.value("Password"), "pass-word-0001");
}

#[test]
fn a_form_taken_up_again_is_not_offered_as_it_was_before() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("<enter>pass-word-0001<esc>");
    assert!(!play.sees("↺"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_that_was_left_can_be_forgotten() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("<del>");
    assert_eq!(
        (play.effects(), play.sees("↺")),
        (vec![Effect::Session(SessionEffect::DropDraft(DraftId::from_number(1)))], false)
    );
}

#[test]
fn a_forgotten_form_does_not_come_back() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("<del><enter><esc>");
    assert!(!play.sees("↺"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_for_an_element_that_is_gone_is_not_offered() {
    let play = Play::new(scene::returning(KeptDraft { element: "atlantis".into(), ..scene::left() }));
    assert!(!play.sees("↺"), "{}", play.screen(80, 24));
}

#[test]
fn ctrl_z_suspends_and_ctrl_l_draws_anew_from_anywhere() {
    for mut play in [Play::new(scene::stranger()), scene::magento(), scene::waiting(scene::HERE)] {
        play.effects();
        assert_eq!(
            play.keys("<c-z><c-l>").effects(),
            [Effect::Screen(ScreenEffect::Suspend), Effect::Screen(ScreenEffect::Redraw)]
        );
    }
}

#[test]
fn a_form_only_looked_at_does_not_take_the_place_of_one_that_was_begun() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("box<enter><tab><tab><esc>box<enter>");
    let kept = |effect: &Effect| matches!(effect, Effect::Session(SessionEffect::KeepDraft(_)));
    assert!(!play.effects().iter().any(kept) && !broken_off(play).iter().any(kept));
}

#[test]
fn choosing_the_element_of_a_form_that_was_left_goes_on_with_it() {
    let mut play = Play::new(scene::returning(scene::left()));
    play.keys("magentosoap<enter>");
    assert_eq!(play.value("Instance name"), "attic");
}

#[test]
fn the_question_whether_to_leave_is_answered_by_no_other_key() {
    let mut play = Play::new(scene::known());
    play.keys("<esc>");
    play.keys("<esc>");
    assert!(play.sees("Leave elemint?"), "{}", play.screen(80, 24));
    assert!(play.keys("x").sees("Leave elemint?") && play.effects().is_empty(), "{}", play.screen(80, 24));
    assert!(!play.keys("n").sees("Leave elemint?"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_that_is_begun_with_values_of_its_own_goes_on_from_no_other() {
    let given = Prefill { element: "magentosoapv19".into(), name: Some("shop".into()), ..Prefill::default() };
    let left = scene::left();
    let play = Play::from(scene::returning(left.clone()), &Start::Given(Box::new(given)));
    assert_eq!((play.value("Instance name"), play.value("User name")), ("shop".into(), String::new()));
    let play = Play::from(scene::returning(left), &Start::Element("magentosoapv19".into()));
    assert_eq!(play.value("User name"), "ada");
}
