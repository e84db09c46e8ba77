//! Profiles in the choice of the platform: their account is tested, and their limits are set and lifted.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{Guard, Profile, ProfileName, fault::FaultKind},
    wizard::{Effect, Reply, Session, Start, VisitEffect},
};
use rstest::rstest;

fn session(guard: Guard) -> Session {
    let profile = scene::limited(guard);
    Session::new(scene::catalog(), vec![profile.clone()], Some(profile), None)
}

/// Returns a session in the choice of the platform, on a profile with these limits.
fn platforms(guard: Guard) -> Play {
    let mut play = Play::new(session(guard));
    play.keys("<esc>").effects();
    play
}

fn limits(is_protected: bool, is_read_only: bool) -> Effect {
    Effect::Visit(VisitEffect::LimitProfile(ProfileName::new("work"), Guard::new(is_protected, is_read_only)))
}

#[test]
fn account_of_a_profile_is_tested() {
    let mut play = platforms(Guard::default());
    play.keys("<a-t>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Check(scene::account()))]);
    assert!(play.sees("Testing the account of profile work"), "{}", play.screen(80, 24));
    play.reply(Reply::Checked(Ok(())));
    assert!(play.notice_text().contains("accepts the secrets of profile work."), "{}", play.notice_text());
    assert_eq!(play.at(), "platform");
}

#[test]
fn refused_account_of_a_profile_is_reported() {
    let mut play = platforms(Guard::default());
    play.keys("<a-t>").reply(Reply::Checked(Err(scene::fault(FaultKind::Account))));
    assert!(play.at() == "platform" && !play.notice_text().is_empty(), "{}", play.notice_text());
}

#[test]
fn esc_cancels_the_test_of_a_profile() {
    let mut play = platforms(Guard::default());
    play.keys("<a-t>");
    let asked = play.wizard().visit();
    play.keys("<esc>").late(asked, Reply::Checked(Ok(())));
    assert!(play.at() == "platform" && !play.sees("Testing"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::protected(Guard::default(), limits(true, false))]
#[case::read_only(Guard::new(true, false), limits(true, true))]
fn each_press_sets_the_next_limit(#[case] before: Guard, #[case] effect: Effect) {
    let mut play = platforms(before);
    play.keys("<a-p>");
    assert_eq!(play.effects(), [effect]);
}

#[rstest]
#[case::yes("<a-p>y", vec![limits(false, false)])]
#[case::no("<a-p>n", Vec::new())]
#[case::esc("<a-p><esc>", Vec::new())]
#[case::other_key("<a-p>x", Vec::new())]
fn limits_are_lifted_only_after_a_yes(#[case] keys: &str, #[case] effects: Vec<Effect>) {
    let mut play = platforms(Guard::new(true, true));
    play.keys(keys);
    assert_eq!(play.effects(), effects);
}

#[test]
fn saved_limits_hold_for_the_session() {
    let mut play = platforms(Guard::default());
    play.keys("<a-p>").reply(Reply::Limited(Ok("Profile work is protected. Saved in profiles.toml.".into())));
    assert!(play.notice_text().contains("Profile work is protected."), "{}", play.notice_text());
    assert!(play.sees(", protected"), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert!(play.sees("protected: work"), "{}", play.screen(80, 24));
}

#[test]
fn limits_that_are_not_saved_are_as_before() {
    let mut play = platforms(Guard::default());
    play.keys("<a-p>").reply(Reply::Limited(Err(scene::fault(FaultKind::Local))));
    assert!(!play.sees(", protected"), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert_eq!(play.at(), "element");
}

#[test]
fn nothing_is_done_while_limits_are_saved() {
    let mut play = platforms(Guard::default());
    play.keys("<a-p><enter>");
    assert_eq!(play.at(), "platform");
}

#[test]
fn row_without_a_profile_says_so() {
    let mut play = platforms(Guard::default());
    play.keys("<down><a-t>");
    assert_eq!(play.notice_text().trim(), "This row is no profile. Select a profile first.");
}

#[test]
fn limits_are_not_changed_where_nothing_is_kept() {
    let mut session = session(Guard::default());
    session.options.keeps = false;
    let mut play = Play::new(session);
    play.keys("<esc><a-p>");
    assert_eq!(play.notice_text().trim(), "With --keep-nothing profiles are not changed.");
}

#[test]
fn plain_lines_test_and_limit_a_profile_by_its_number() {
    let mut talk = Conversation::new(session(Guard::default()));
    talk.say(":back").say("test 1");
    assert_eq!(talk.play.effect(), Effect::Visit(VisitEffect::Check(scene::account())));
    talk.reply(Reply::Checked(Ok(())));
    talk.say("limit 1");
    assert_eq!(talk.play.effect(), limits(true, false));
}

/// Returns a session with an account that the environment names, in its list of instances or of elements.
fn unsaved(start: &Start) -> Play {
    let profile = Profile { name: ProfileName::new("environment"), ..scene::profile() };
    Play::from(Session::new(scene::catalog(), Vec::new(), Some(profile), None), start)
}

#[rstest]
#[case::instances(Start::Instances, "instances")]
#[case::elements(Start::Usual, "element")]
fn esc_leads_to_the_row_of_an_account_that_is_not_saved_and_enter_back(#[case] start: Start, #[case] step: &str) {
    let mut play = unsaved(&start);
    play.keys("<esc>");
    assert!(play.at() == "platform" && play.sees("❯ environment"), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert_eq!(play.at(), step);
}

#[test]
fn account_that_is_not_saved_has_no_limits() {
    let mut play = unsaved(&Start::Usual);
    play.keys("<esc>").effects();
    play.keys("<a-p>");
    assert_eq!(play.effects(), []);
    assert_eq!(play.notice_text().trim(), "This account is not saved as a profile. Only a profile has limits.");
}

#[test]
fn home_leads_from_the_start_of_a_typed_address_to_the_first_row() {
    let mut play = platforms(Guard::default());
    play.keys("api.example.com<home>");
    assert!(play.sees("❯ Another address"), "{}", play.screen(80, 24));
    play.keys("<home>");
    assert!(play.sees("❯ work"), "{}", play.screen(80, 24));
}
