//! Keys a person chose.

use crate::kit::{Play, scene};
use elemint::wizard::{Keys, Step};

fn play(file: &str) -> Play {
    let mut session = scene::known();
    let (keys, faults) = Keys::read(file);
    assert_eq!(faults, []);
    session.keys = keys;
    Play::new(session)
}

#[test]
fn a_chosen_key_does_it_and_the_footer_and_the_help_say_so() {
    let mut play = play("[form]\nback = 'ctrl-b'\nsubmit = 'ctrl-g'");
    play.keys("magentosoap<enter>");
    assert!(play.screen(80, 24).contains("ctrl-g go on"), "{}", play.screen(80, 24));
    assert!(play.screen(80, 24).contains("ctrl-b back"), "{}", play.screen(80, 24));
    play.keys("<c-g>");
    assert!(play.screen(80, 24).contains("✗ needed"), "{}", play.screen(80, 24));
    play.keys("<f1>");
    assert!(play.screen(80, 24).contains("ctrl-b"), "{}", play.screen(80, 24));
    play.keys("<esc><c-b>");
    assert!(matches!(play.wizard().step(), Step::Choose(_)));
}

#[test]
fn the_key_it_replaced_does_nothing_more() {
    let mut play = play("[form]\nsubmit = 'ctrl-g'");
    play.keys("magentosoap<enter><c-s>");
    assert!(!play.screen(80, 24).contains("✗ needed"), "{}", play.screen(80, 24));
}

#[test]
fn what_is_typed_stays_typed() {
    let mut play = play("[reading]\nsearch = 'f'\n[elements]\nup = 'ctrl-k'");
    play.keys("f/k");
    assert!(play.screen(80, 24).contains("Which element? f/k"), "{}", play.screen(80, 24));
}
