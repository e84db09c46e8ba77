//! First minute on the sandbox.

use crate::kit::{Play, scene};
use elemint::{
    catalog::ElementKey,
    domain::{Instance, draft::ChangeForm},
    wizard::{ConsentReply, Session, Start, change_report::ReadInstance, reply::ChangeReply},
};

fn newcomer() -> Session {
    let mut session = scene::known();
    session.offer_tour();
    session
}

fn tour(play: &Play) -> bool {
    play.screen(80, 24).contains("F2 ends it.")
}

#[test]
fn a_newcomer_is_shown_around_step_by_step() {
    let mut play = Play::new(newcomer());
    assert!(play.screen(80, 24).contains("Tour: type infusionsoft ecommerce"), "{}", play.screen(80, 24));
    play.keys("infusionsoft ecommerce");
    assert!(play.sees("Infusionsoft eCommerce shows every"), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert!(play.screen(80, 24).contains("provider's consent. F2 ends it."), "{}", play.screen(80, 24));
}

#[test]
fn tour_speaks_of_no_consent_in_the_form_of_an_edit() {
    let start = Start::Change(ChangeForm::Edit, "7".into());
    let mut play = Play::from(newcomer(), &start);
    let instance = Instance::read(&scene::masked_infusionsoft()).expect("an instance");
    play.reply(ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None }))));
    assert_eq!(play.at(), "credentials");
    let screen = play.screen(80, 24);
    assert!(screen.contains("Tour: ") && !screen.contains("consent"), "{screen}");
}

#[test]
fn after_a_refusal_the_tour_does_not_speak_of_allowing() {
    let mut play = Play::new(newcomer());
    play.keys("infusionsoft ecommerce<enter>id<enter>secret<enter>Test<c-s>");
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    assert!(tour(&play), "{}", play.screen(80, 24));
    let refused = play.answer("error=access_denied");
    play.paste(&refused).keys("<enter>");
    assert!(play.sees("The provider denied access.") && !tour(&play), "{}", play.screen(80, 24));
}

#[test]
fn tour_ends_on_request() {
    let mut play = Play::new(newcomer());
    assert!(tour(&play));
    play.keys("<f2>infus");
    assert!(!tour(&play), "{}", play.screen(80, 24));
}

#[test]
fn tour_is_off_after_instance_or_draft() {
    let mut made = scene::known();
    made.elements.recent = vec![ElementKey::new("box")];
    made.offer_tour();
    assert!(!tour(&Play::new(made)));
    assert!(!tour(&Play::new(scene::known())), "nobody asked for it");
}

#[test]
fn notice_precedes_tour_and_low_screen_hides_both() {
    let mut play = Play::new(newcomer());
    play.keys("magentosoap<enter><c-s>");
    assert!(play.screen(80, 24).contains("✗ needed"));
    assert!(!play.screen(80, 16).contains("Tour:"), "{}", play.screen(80, 16));
}
