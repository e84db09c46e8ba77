//! When no clear answer came: the instance may exist, so it is looked for before anything is tried again.

use crate::kit::{Play, scene};
use elemint::{
    domain::{Instance, fault::FaultKind},
    wizard::{Effect, Reply},
};

fn unclear(mut play: Play) -> Play {
    play.keys("<enter>").reply(Reply::Created(Err(scene::fault(FaultKind::Unclear)))).effects();
    play
}

fn magento() -> Play {
    let mut play = scene::magento();
    play.keys("<c-s>");
    play
}

/// The platform was asked twice and had none.
fn absent(play: Play) -> Play {
    let mut play = unclear(play);
    play.keys("<enter>").reply(Reply::Found(Ok(Vec::new()))).tick(11);
    play.reply(Reply::Found(Ok(Vec::new()))).effects();
    play
}

fn instance(id: u32) -> Instance {
    let text = scene::MAGENTO.replace("471197", &id.to_string());
    Instance::read(&text).expect("an instance")
}

#[test]
fn enter_looks_for_the_instance() {
    let mut play = unclear(magento());
    assert!(matches!(play.keys("<enter>").effect(), Effect::Find(..)));
}

#[test]
fn there_is_no_way_back_before_one_has_looked() {
    let mut play = unclear(magento());
    assert_eq!(play.keys("<esc>").at(), "provisioning");
    assert!(play.told().contains("look for it first"), "{}", play.told());
}

#[test]
fn nothing_there_is_asked_a_second_time_after_a_pause() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(Vec::new()))).effects();
    assert_eq!(play.tick(9).effects(), []);
    assert!(matches!(play.tick(10).effect(), Effect::Find(..)));
}

#[test]
fn the_pause_cannot_be_walked_away_from() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(Vec::new())));
    assert_eq!(play.keys("<esc><enter>").at(), "provisioning");
}

#[test]
fn twice_nothing_there_may_be_tried_again() {
    let mut play = absent(magento());
    assert!(matches!(play.keys("<enter>").effect(), Effect::Create(..)));
}

#[test]
fn twice_nothing_there_begins_with_consent_where_a_code_was_spent() {
    let mut play = absent(scene::granted());
    assert!(matches!(play.keys("<enter>").effect(), Effect::AskAddress(..)));
}

#[test]
fn a_spent_code_is_not_sent_again_by_way_of_going_back() {
    let mut play = absent(scene::granted());
    play.keys("<esc><enter>");
    assert!(!play.effects().iter().any(|e| matches!(e, Effect::Create(..))), "{}", play.at());
}

#[test]
fn a_search_that_fails_leaves_it_unclear() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Err(scene::fault(FaultKind::Unreached)))).effects();
    assert!(play.sees("is not known"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Find(..)));
}

#[test]
fn the_one_that_is_there_is_taken_over() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(vec![instance(1)]))).effects();
    play.keys("<enter>");
    assert_eq!(play.effects(), [Effect::Adopt(Box::new(instance(1)), scene::account())]);
}

#[test]
fn of_several_the_one_under_the_cursor_is_taken_over() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(vec![instance(1), instance(2), instance(3)]))).effects();
    play.keys("<down><enter>");
    assert_eq!(play.effects(), [Effect::Adopt(Box::new(instance(2)), scene::account())]);
}

#[test]
fn what_is_taken_over_is_read_like_what_is_made() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(vec![instance(1)]))).keys("<enter>");
    play.reply(Reply::Adopted(scene::made(scene::MAGENTO)));
    assert_eq!(play.at(), "response");
}

#[test]
fn how_long_it_took_is_not_made_up_for_what_is_taken_over() {
    let mut play = unclear(magento());
    play.keys("<enter>").reply(Reply::Found(Ok(vec![instance(1)]))).keys("<enter>");
    let made = elemint::wizard::Made { took: std::time::Duration::ZERO, ..scene::made(scene::MAGENTO) };
    assert!(!play.reply(Reply::Adopted(made)).sees("made in"), "{}", play.screen(80, 24));
}

#[test]
fn an_answer_nobody_waits_for_changes_nothing() {
    let mut play = unclear(magento());
    let before = play.screen(80, 24);
    play.reply(Reply::Found(Ok(vec![instance(1)]))).reply(Reply::Adopted(scene::made(scene::MAGENTO)));
    assert_eq!(play.screen(80, 24), before);
}
