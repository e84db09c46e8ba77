//! Creation without a clear answer: the instance may exist, so it is looked for before another attempt.

use crate::kit::{Play, scene};
use elemint::{
    domain::{Instance, fault::FaultKind},
    wizard::{CreationReply, Effect, Leaving, RecoveryReply, ScreenEffect, SessionEffect, VisitEffect},
};
use std::time::Duration;

fn unclear(mut play: Play) -> Play {
    play.keys("<enter>");
    let answer = scene::unclear(&play);
    play.reply(answer).effects();
    play
}

fn magento() -> Play {
    let mut play = scene::magento();
    play.keys("<c-s>");
    play
}

#[test]
fn while_the_platform_may_be_at_it_that_nothing_is_there_says_nothing() {
    let mut play = unclear(magento());
    play.keys("<enter>");
    for left in [100, 60, 1] {
        play.reply(RecoveryReply::Found(Ok(Vec::new()), Duration::from_secs(left)));
        assert!(play.sees("Not found yet") && play.sees("may still be creating it"), "{}", play.screen(80, 24));
        play.tick(11).effects();
    }
    play.reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO));
    assert!(play.sees("The instance was created after all."), "{}", play.screen(80, 24));
}

#[test]
fn looking_can_be_stopped_and_the_request_stays_open() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::from_secs(100))).effects();
    play.keys("<esc>");
    assert!(play.sees("The outcome is unknown"), "{}", play.screen(80, 24));
    assert_eq!(play.effects(), []);
}

/// The platform was asked twice and had none.
fn absent(play: Play) -> Play {
    let mut play = unclear(play);
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO)).tick(11);
    play.reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO));
    assert_eq!(play.effects().last(), Some(&Effect::Session(SessionEffect::Settle(scene::entry(&play).id))));
    play
}

fn instance(id: u32) -> Instance {
    let text = scene::MAGENTO.replace("471197", &id.to_string());
    Instance::read(&text).expect("an instance")
}

#[test]
fn enter_looks_for_the_instance() {
    let mut play = unclear(magento());
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Find(..))));
}

#[test]
fn there_is_no_way_back_before_one_has_looked() {
    let mut play = unclear(magento());
    assert_eq!(play.keys("<esc>").at(), "recovery");
    assert!(play.notice_text().contains("↵ to look for it"), "{}", play.notice_text());
}

#[test]
fn nothing_there_is_asked_a_second_time_after_a_pause() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO)).effects();
    assert_eq!(play.tick(9).effects(), []);
    assert!(matches!(play.tick(10).effect(), Effect::Visit(VisitEffect::Find(..))));
}

#[test]
fn the_pause_cannot_be_walked_away_from() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO));
    assert_eq!(play.keys("<esc><enter>").at(), "recovery");
}

#[test]
fn twice_nothing_there_may_be_tried_again() {
    let mut play = absent(magento());
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Create(..))));
}

#[test]
fn twice_nothing_there_begins_with_consent_where_a_code_was_spent() {
    let mut play = absent(scene::granted());
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn a_spent_code_is_not_sent_again_by_way_of_going_back() {
    let mut play = absent(scene::granted());
    play.keys("<esc><enter>");
    assert!(!play.effects().iter().any(|e| matches!(e, Effect::Visit(VisitEffect::Create(..)))), "{}", play.at());
}

#[test]
fn a_search_that_fails_leaves_it_unclear() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Err(scene::fault(FaultKind::Unreached)), Duration::ZERO)).effects();
    assert!(play.sees("The outcome is unknown"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Find(..))));
}

#[test]
fn the_one_that_is_there_is_taken_over() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).effects();
    play.keys("<enter>");
    let adopted = play.effects();
    assert_eq!(
        adopted,
        [Effect::Visit(VisitEffect::Adopt(Box::new(instance(1)), scene::entry(&play).id, scene::account()))]
    );
}

#[test]
fn of_several_the_one_under_the_cursor_is_taken_over() {
    let mut play = unclear(magento());
    play.keys("<enter>")
        .reply(RecoveryReply::Found(Ok(vec![instance(1), instance(2), instance(3)]), Duration::ZERO))
        .effects();
    play.keys("<down><enter>");
    let adopted = play.effects();
    assert_eq!(
        adopted,
        [Effect::Visit(VisitEffect::Adopt(Box::new(instance(2)), scene::entry(&play).id, scene::account()))]
    );
}

#[test]
fn adopted_instance_is_shown_like_created_one() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).keys("<enter>");
    play.reply(RecoveryReply::Adopted(scene::made(scene::MAGENTO)));
    assert_eq!(play.at(), "instance");
}

#[test]
fn adopted_instance_has_no_duration() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).keys("<enter>");
    let made = elemint::wizard::CreatedInstance { took: Duration::ZERO, ..scene::made(scene::MAGENTO) };
    assert!(!play.reply(RecoveryReply::Adopted(made)).sees("created in"), "{}", play.screen(80, 24));
}

#[test]
fn unexpected_answer_changes_nothing() {
    let mut play = unclear(magento());
    let before = play.screen(80, 24);
    play.reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO))
        .reply(RecoveryReply::Adopted(scene::made(scene::MAGENTO)));
    assert_eq!(play.screen(80, 24), before);
}

#[test]
fn leaving_found_instance_sends_no_second_request() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).effects();
    assert_eq!(play.keys("<esc>").at(), "element");
    assert!(play.sees("“Test”, requested, outcome not known"), "{}", play.screen(100, 24));
    assert_eq!(play.keys("<home><pgup><enter>").at(), "recovery");
    play.keys("<esc>").keys("magentosoap<enter>");
    assert_eq!(play.value("Instance name"), "", "the element begins another form");
}

#[test]
fn none_of_them_is_said_twice_and_settles_it() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).effects();
    let id = scene::entry(&play).id;
    assert_eq!(play.keys("x").at(), "recovery");
    assert!(play.notice_text().contains("Press x again"), "{}", play.notice_text());
    assert_eq!(play.keys("x").at(), "review");
    assert_eq!(play.effects(), [Effect::Session(SessionEffect::GiveUp(id))]);
}

#[test]
fn a_key_in_between_takes_the_forgetting_back() {
    let mut play = unclear(magento());
    play.keys("x<up>x");
    assert_eq!((play.at(), play.effects()), ("recovery", Vec::new()));
}

#[test]
fn one_that_is_older_than_the_request_is_not_called_its_work() {
    let mut play = unclear(magento());
    let old = Instance { created: Some("2020-01-01T00:00:00Z".into()), ..instance(1) };
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![old]), Duration::ZERO));
    assert!(play.sees("No instance was created since") && !play.sees("created after all"), "{}", play.screen(80, 24));
}

#[test]
fn created_instance_does_not_hide_an_unknown_outcome_on_leaving() {
    let mut session = scene::known();
    session.requests.sent.push(scene::earlier());
    let mut play = Play::new(session);
    play.keys("magentosoap<enter>ada<enter>pass-word-0001<enter>https://shop.example<enter>Test<c-s><enter>");
    play.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO)))).effects();
    let left = play.keys("q").effect();
    let unknown = scene::earlier().name;
    assert!(
        matches!(&left, Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(_, name, made))) if *name == unknown && made.len() == 1),
        "{left:?}"
    );
}

#[test]
fn request_of_this_session_is_not_described_as_one_of_another() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![instance(1)]), Duration::ZERO)).keys("<esc>");
    play.keys(&"<pgup>".repeat(20)).keys("<enter>");
    assert_eq!(play.at(), "recovery");
    assert!(play.sees("no clear answer arrived") && play.sees("to decide later"), "{}", play.screen(80, 24));
}

#[test]
fn search_can_be_canceled() {
    let mut play = unclear(magento());
    play.keys("<enter>").effects();
    play.keys("<esc>");
    assert!(play.sees("The outcome is unknown"), "{}", play.screen(80, 24));
}
