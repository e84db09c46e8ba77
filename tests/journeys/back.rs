//! Esc, one step at a time, with everything still there.

use crate::kit::{Play, scene};
use elemint::wizard::{ConsentReply, Effect, Overlay, ScreenEffect, VisitEffect};

#[test]
fn esc_leads_back_to_the_first_question_without_ever_leaving() {
    let mut play = scene::granted();
    let mut way = vec![play.at()];
    for _ in 0..5 {
        way.push(play.keys("<esc>").at());
    }
    // The search that found the element is still there, and is cleared first.
    assert_eq!(way, ["review", "consent", "credentials", "element", "element", "platform"]);
}

#[test]
fn on_the_first_question_esc_asks_whether_to_leave() {
    let mut play = Play::new(scene::stranger());
    assert_eq!(*play.keys("<esc>").wizard().overlay(), Overlay::Leave);
}

#[test]
fn staying_after_all_leaves_everything_as_it_was() {
    let mut play = Play::new(scene::stranger());
    let before = play.screen(80, 24);
    assert_eq!(play.keys("<esc><esc>").screen(80, 24), before);
}

#[test]
fn leaving_takes_a_yes() {
    let mut play = Play::new(scene::stranger());
    play.keys("<esc><enter>");
    assert!(matches!(play.effect(), Effect::Screen(ScreenEffect::Leave(_))));
}

#[test]
fn the_form_is_as_it_was_after_going_back_to_the_list() {
    let mut play = scene::magento();
    let before = play.values();
    play.keys("<esc><enter>");
    assert_eq!(play.values(), before);
}

#[test]
fn the_list_is_come_back_to_on_the_element_one_was_at() {
    let mut play = scene::magento();
    assert!(play.keys("<esc>").sees("❯ Magento"), "{}", play.screen(80, 24));
}

#[test]
fn the_form_is_as_it_was_after_the_review() {
    let mut play = scene::magento();
    let before = play.values();
    play.keys("<c-s><esc>");
    assert_eq!(play.values(), before);
}

#[test]
fn the_form_is_as_it_was_after_the_authorization() {
    let mut play = scene::infusionsoft(scene::HERE);
    let before = play.values();
    play.keys("<c-s>");
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page))).keys("<esc>");
    assert_eq!(play.values(), before);
}

#[test]
fn a_grant_in_hand_is_still_there_after_looking_back() {
    let mut play = scene::granted();
    play.effects();
    play.keys("<esc><enter>");
    assert_eq!((play.at(), play.request().grant().is_some(), play.effects().len()), ("review", true, 0));
}

#[test]
fn a_code_that_has_waited_too_long_can_be_asked_for_anew() {
    let mut play = scene::granted();
    play.effects();
    play.keys("<esc><c-n>");
    assert!(matches!(play.effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn a_filter_is_cleared_before_the_list_is_left() {
    let mut play = Play::new(scene::known());
    play.keys("infus<esc>");
    assert_eq!((play.at(), play.sees("type a part of its name")), ("element", true));
}

#[test]
fn a_pasted_answer_is_cleared_before_the_authorization_is_left() {
    let mut play = scene::waiting(scene::HERE);
    assert_eq!(play.keys("abc<esc>").at(), "consent");
}

#[test]
fn a_grant_in_hand_is_still_there_after_a_look_at_the_form() {
    let mut play = scene::granted();
    play.keys("<esc><esc>");
    assert_eq!(play.at(), "credentials");
    play.keys("<c-s>");
    assert!(play.sees("Consent was given."), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "review");
}

#[test]
fn another_form_takes_another_consent_and_says_so() {
    let mut play = scene::granted();
    play.keys("<esc><esc>x<c-s>");
    assert!(play.notice_text().contains("asked for again"), "{}", play.notice_text());
    assert!(!play.sees("Consent was given."), "{}", play.screen(80, 24));
}

#[test]
fn from_the_place_one_comes_back_to_the_profile_that_is_kept() {
    let mut play = Play::new(scene::known());
    assert_eq!(play.keys("<esc><enter>").at(), "element");
}

#[test]
fn going_back_begins_a_new_visit() {
    let mut play = scene::magento();
    let before = play.wizard().visit();
    assert_ne!(play.keys("<esc>").wizard().visit(), before);
}
