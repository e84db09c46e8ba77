//! Session that begins with a create request of the last one, whose outcome is unknown.

use crate::kit::{Play, scene};
use elemint::{
    domain::Instance,
    wizard::{Effect, RecoveryReply, Reply, Session, SessionEffect, VisitEffect},
};

fn with(mut session: Session) -> Play {
    session.requests.unsettled.push_back(scene::earlier());
    Play::new(session)
}

fn made() -> Instance {
    Instance::read(scene::MAGENTO).expect("an instance")
}

#[test]
fn unknown_request_is_shown_first_and_nothing_is_sent() {
    let mut play = with(scene::known());
    assert_eq!((play.at(), play.effects()), ("recovery", Vec::new()));
    assert!(play.sees("The outcome for “attic” is unknown"), "{}", play.screen(80, 24));
}

#[test]
fn enter_looks_for_it_on_its_own_platform() {
    let mut play = with(scene::known());
    let find = Effect::Visit(VisitEffect::Find(Box::new(scene::earlier()), scene::account()));
    assert_eq!(play.keys("<enter>").effect(), find);
}

#[test]
fn created_instance_is_adopted_and_resolves_request() {
    let mut play = with(scene::known());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![made()]), std::time::Duration::ZERO)).effects();
    let adopt = Effect::Visit(VisitEffect::Adopt(Box::new(made()), scene::earlier().id, scene::account()));
    assert_eq!(play.keys("<enter>").effect(), adopt);
    assert_eq!(play.reply(RecoveryReply::Adopted(scene::made(scene::MAGENTO))).at(), "instance");
}

#[test]
fn missing_instance_is_resolved_and_session_begins() {
    let mut play = with(scene::known());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), std::time::Duration::ZERO)).tick(10).effects();
    play.reply(RecoveryReply::Found(Ok(Vec::new()), std::time::Duration::ZERO));
    assert_eq!(play.effects(), [Effect::Session(SessionEffect::Settle(scene::earlier().id))]);
    assert_eq!(play.keys("<enter>").at(), "element");
}

#[test]
fn esc_leaves_it_for_the_next_time() {
    let mut play = with(scene::known());
    play.keys("<esc>");
    assert_eq!((play.at(), play.effects()), ("element", Vec::new()));
}

#[test]
fn several_requests_are_shown_in_turn() {
    let mut session = scene::known();
    session.requests.unsettled = [scene::earlier(), scene::earlier()].into();
    let mut play = Play::new(session);
    assert_eq!(play.keys("<esc>").at(), "recovery");
    assert_eq!(play.keys("<esc>").at(), "element");
}

#[test]
fn without_an_account_there_one_signs_in_and_comes_back() {
    let mut play = with(scene::stranger());
    assert_eq!(play.keys("<enter>").at(), "sign-in");
    play.keys("user<tab>org<c-s>").reply(Reply::Checked(Ok(()))).effects();
    assert_eq!(play.at(), "recovery");
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Find(..))));
}

#[test]
fn the_form_it_was_made_of_is_forgotten_with_it_and_another_is_not() {
    for (name, forgotten) in [("attic", true), ("cellar", false)] {
        let kept = elemint::domain::KeptDraft { name: name.into(), ..scene::left() };
        let mut play = with(scene::returning(kept));
        play.keys("<enter>")
            .reply(RecoveryReply::Found(Ok(vec![made()]), std::time::Duration::ZERO))
            .keys("<enter>")
            .effects();
        play.reply(RecoveryReply::Adopted(scene::made(scene::MAGENTO)));
        assert_eq!(
            play.effects().iter().any(|effect| matches!(effect, Effect::Session(SessionEffect::DropDraft(_)))),
            forgotten,
            "{name}"
        );
    }
}

#[test]
fn a_secret_in_the_name_of_a_found_instance_is_covered() {
    let named = scene::MAGENTO.replacen("\"name\":", "\"name\": \"x https://ada:pa55w0rd@h.example/\", \"was\":", 1);
    let found = Instance::read(&named).expect("an instance");
    let mut play = with(scene::known());
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(vec![found]), std::time::Duration::ZERO)).effects();
    assert!(play.sees("x https://ada:••") && !play.sees("pa55w0rd"), "{}", play.screen(80, 24));
}
