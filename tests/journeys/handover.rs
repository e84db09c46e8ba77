//! Link to a browser on this machine or another, and actions during the wait.

use crate::{
    consent::{asking, refusal, wait},
    kit::{Play, scene},
};
use elemint::{
    domain::{State, grant::Refusal},
    text::Secret,
    wizard::{
        ConsentReply, Effect, LinkHandover, Listening, ScreenEffect, VisitEffect,
        link_handover::{LaunchEnvironment, LinkDelivery, Remote},
        steps::consent::BrowserLaunch,
    },
};

/// A session that waits for consent on another machine than the browser's.
fn by_ssh(callback: &str, way: LinkDelivery) -> Play {
    let place = LaunchEnvironment::Ssh(Remote { target: "ada@192.0.2.7".into(), port: 22 });
    scene::handed_over(callback, LinkHandover { delivery: way, place, ..LinkHandover::default() })
}

#[test]
fn ssh_session_starts_no_browser_and_shows_tunnel() {
    let mut play = by_ssh(scene::HERE, LinkDelivery::Show);
    assert!(!play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::Open(_)))));
    assert!(play.sees("\nssh -L 8910:127.0.0.1:8910 ada@192.0.2.7\n"), "{}", play.screen(80, 24));
    play.keys("<a-s>");
    assert_eq!(
        play.effect(),
        Effect::Screen(ScreenEffect::Copy(Secret::new("ssh -L 8910:127.0.0.1:8910 ada@192.0.2.7"), "the ssh command"))
    );
}

#[test]
fn foreign_callback_needs_no_tunnel() {
    let mut play = by_ssh(scene::ELSEWHERE, LinkDelivery::Show);
    assert!(!play.sees("ssh -L"), "{}", play.screen(80, 24));
    play.effects();
    assert_eq!(play.keys("<a-s>").effects(), []);
}

#[test]
fn where_the_link_is_only_shown_enter_copies_it() {
    let mut play = by_ssh(scene::HERE, LinkDelivery::Show);
    let link = wait(&play).link();
    play.effects();
    assert_eq!(play.keys("<enter>").effects(), [Effect::Screen(ScreenEffect::Copy(link, "the link"))]);
}

#[test]
fn where_the_link_is_to_be_copied_it_is_once_its_answer_can_be_caught() {
    let mut play = by_ssh(scene::HERE, LinkDelivery::Copy);
    let link = wait(&play).link();
    assert!(play.effects().contains(&Effect::Screen(ScreenEffect::Copy(link, "the link"))));
}

#[test]
fn tokens_one_has_are_typed_without_losing_the_rest() {
    let mut play = scene::waiting(scene::HERE);
    play.keys("<a-t>");
    assert_eq!(play.at(), "credentials");
    assert_eq!(play.value("Client ID"), "client-id-0001");
    assert_eq!(play.value("Instance name"), "Test");
    assert!(play.values().iter().any(|(label, _)| label == "Access token"), "{:?}", play.values());
}

/// A session for which the platform answered with this page.
fn answered(page: &str) -> Play {
    let mut play = asking(scene::HERE);
    let state = State::from_bytes(&[7; 32]);
    let page = play.consent().page(&page.replace("$S", state.as_str()), state).expect("a page");
    play.reply(ConsentReply::Address(Ok(page))).reply(ConsentReply::Listening(Ok(Listening::default())));
    play
}

#[test]
fn wrong_link_is_opened_only_on_request() {
    let link =
        "https://signin.infusionsoft.com/a?client_id=client-id-0001&state=$S&redirect_uri=https%3A%2F%2Felse.com";
    let mut play = answered(link);
    assert_eq!(wait(&play).browser, BrowserLaunch::Held);
    assert!(!play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::Open(_)))));
    assert!(play.sees("sends the browser to https://else.com"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Open(_))));
}

#[test]
fn more_time_can_be_had_before_and_after_it_has_run_out() {
    let mut play = scene::waiting(scene::HERE);
    play.tick(60).keys("<a-m>");
    assert!(play.sees("19:00 left"), "{}", play.screen(80, 24));
    play.tick(1200);
    assert!(play.sees("No answer arrived in time") && play.wizard().tick_interval().is_none());
    play.keys("<a-m>");
    assert!(play.sees("10:00 left") && play.wizard().tick_interval().is_some(), "{}", play.screen(80, 24));
}

/// A session whose port is another program's.
fn blocked() -> Play {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)))
        .reply(ConsentReply::Listening(Err(scene::blocked("Port 8910 is taken."))));
    play.effects();
    play
}

#[test]
fn a_taken_port_is_asked_for_again_by_key_and_by_itself() {
    let mut play = blocked();
    assert!(matches!(play.keys("<a-r>").effect(), Effect::Visit(VisitEffect::Listen(_))));
    play.reply(ConsentReply::Listening(Err(scene::blocked("Port 8910 is taken.")))).effects();
    assert_eq!(play.tick(4).effects(), []);
    assert!(matches!(play.tick(5).effect(), Effect::Visit(VisitEffect::Listen(_))));
    assert_eq!(play.tick(6).effects(), []);
}

#[test]
fn once_a_taken_port_is_free_the_browser_opens() {
    let mut play = blocked();
    assert!(matches!(
        play.reply(ConsentReply::Listening(Ok(Listening::default()))).effect(),
        Effect::Visit(VisitEffect::Open(_))
    ));
}

#[test]
fn a_browser_opened_in_spite_of_a_taken_port_is_not_opened_again() {
    let mut play = blocked();
    play.keys("<enter>").reply(ConsentReply::Opened(Ok(()))).effects();
    assert_eq!(play.reply(ConsentReply::Listening(Ok(Listening::default()))).effects(), []);
}

#[test]
fn smallest_screen_shows_complete_link_alone() {
    let mut play = scene::waiting(scene::HERE);
    let link = wait(&play).authorization.address().to_owned();
    let joined = |play: &Play| play.screen(40, 12).replace('\n', "");
    assert!(!joined(&play).contains(&link));
    assert!(joined(play.keys("<a-u>")).contains(&link), "{}", play.screen(40, 12));
    assert_eq!(play.keys("<esc>").at(), "consent");
    assert!(!joined(&play).contains(&link));
}

#[test]
fn a_picture_is_drawn_where_there_is_room_and_says_so_where_there_is_not() {
    let mut play = scene::waiting(scene::HERE);
    play.keys("<a-q>");
    assert!(play.screen(120, 40).contains("█▀▀▀▀▀█") && play.sees("needs 57 columns"), "{}", play.screen(80, 24));
    play.keys("x");
    assert!(!play.screen(120, 40).contains("█▀▀▀▀▀█"));
}

#[test]
fn the_link_goes_to_a_file_on_a_key() {
    let mut play = scene::waiting(scene::HERE);
    let link = wait(&play).link();
    play.effects();
    assert_eq!(play.keys("<a-w>").effects(), [Effect::Visit(VisitEffect::KeepLink(link))]);
}

#[test]
fn default_returns_after_clearing_line() {
    let mut play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Offered(grant)).keys("x<bs>");
    assert_eq!(play.keys("<enter>").at(), "review");
}

#[test]
fn a_provider_out_of_order_is_not_one_that_said_no() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Refused(Refusal { error: "temporarily_unavailable".into(), ..refusal() }));
    assert!(play.sees("Access was not denied"), "{}", play.screen(80, 24));
}
