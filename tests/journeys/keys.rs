//! Keys a person chose.

use crate::kit::{Play, scene};
use elemint::wizard::{Keys, Overlay, Step};
use rstest::rstest;

fn play(file: &str) -> Play {
    let mut session = scene::known();
    let (keys, faults) = Keys::read(file);
    assert_eq!(faults, []);
    session.options.keys = keys;
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
    assert!(matches!(play.wizard().step(), Step::Element(_)));
}

#[test]
fn the_key_it_replaced_does_nothing_more() {
    let mut play = play("[form]\nsubmit = 'ctrl-g'");
    play.keys("magentosoap<enter><c-s>");
    assert!(!play.screen(80, 24).contains("✗ needed"), "{}", play.screen(80, 24));
}

#[test]
fn typed_values_stay() {
    let mut play = play("[reading]\nsearch = 'f'\n[elements]\nup = 'ctrl-k'");
    play.keys("f/k");
    assert!(play.screen(80, 24).contains("Which element? f/k"), "{}", play.screen(80, 24));
}

#[test]
fn sentences_name_the_keys_a_person_chose() {
    let mut play = play(
        "[elements]\nrefresh = 'F5'\nback = 'ctrl-b'\n[form]\noriginal = 'F6'\n[instance]\nping = 'T'\n[consent]\nlonger = []",
    );
    let fault = elemint::domain::Fault::local("No way.", "");
    play.event(elemint::wizard::Event::Catalog(scene::account(), Err(fault)));
    assert!(play.sees("F5 asks again."), "{}", play.screen(80, 24));
    play.keys("magentosoap<enter>").paste("“ada”\n");
    assert!(play.sees("F6 restores the original."), "{}", play.screen(80, 24));
}

#[test]
fn the_help_starts_with_the_commands_of_the_screen() {
    let mut play = play("");
    play.keys("magentosoapv19<enter><f1>");
    let screen = play.screen(80, 24);
    let at = |words: &str| screen.find(words).unwrap_or(usize::MAX);
    assert!(at("go on from any field") < at("field before"), "{screen}");
}

#[rstest]
#[case::page("<pgdn>")]
#[case::space("<space>")]
#[case::end("<end>")]
fn paging_scrolls_the_help_and_does_not_reach_the_screen_below(#[case] key: &str) {
    let mut play = play("");
    play.keys("<down><f1>").keys(key);
    assert!(matches!(play.wizard().overlay(), Overlay::Help(scroll) if scroll.top() > 0), "{}", play.screen(80, 24));
}

#[rstest]
#[case::end("<end>")]
#[case::pages("<pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn>")]
fn help_that_is_scrolled_past_its_end_comes_back_at_once(#[case] keys: &str) {
    let mut play = play("");
    play.keys("<f1>").measure(60, 16).keys(keys);
    let end = play.screen(60, 16);
    play.keys("<up>");
    assert_ne!(play.screen(60, 16), end);
}

#[test]
fn the_end_of_the_tour_is_listed_only_during_the_tour() {
    let mut session = scene::known();
    session.offer_tour();
    let mut play = Play::new(session);
    play.keys("<f1>");
    assert!(play.screen(80, 60).contains("end the tour"), "{}", play.screen(80, 60));
    play.keys("<esc><f2><f1>");
    assert!(!play.screen(80, 60).contains("end the tour"), "{}", play.screen(80, 60));
}

#[test]
fn the_end_of_the_tour_is_not_listed_after_the_first_instance() {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys("a<f1>");
    assert!(play.at() == "element" && !play.screen(80, 60).contains("end the tour"), "{}", play.screen(80, 60));
}

#[test]
fn empty_command_list_offers_only_its_end() {
    let mut play = play("");
    play.keys("<c-o>fly to the moon");
    let screen = play.screen(80, 24);
    assert!(!screen.contains("do it") && !screen.contains("runs one") && screen.contains("esc close"), "{screen}");
}

#[test]
fn the_command_list_finds_the_options() {
    let mut play = play("");
    play.keys("magentosoapv19<enter><c-o>opt<enter>");
    assert!(play.sees("▾ Options"), "{}", play.screen(80, 24));
}

#[test]
fn home_and_end_move_in_the_list_of_platforms() {
    let mut play = Play::new(scene::stranger());
    play.keys("<end>");
    assert!(play.sees("❯ Another address"), "{}", play.screen(80, 24));
}

#[test]
fn esc_from_a_form_keeps_the_search() {
    let mut play = play("");
    play.keys("magento<down><enter><esc>");
    assert!(play.sees("Which element? magento"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::elements(Play::new(scene::known()))]
#[case::instances(scene::instances(9))]
#[case::calls(scene::operations())]
fn cursor_keys_move_in_the_filter_and_leave_the_row(#[case] mut play: Play) {
    let row = |play: &Play| play.screen(80, 24).lines().find(|line| line.contains('❯')).map(str::to_owned);
    let before = row(play.keys("<down><down>"));
    assert_eq!(row(play.keys("<left><right><home><end><c-a><c-e>")), before);
    play.keys("cs<home>a<right><right>o<left><end>t");
    assert!(play.screen(80, 24).contains("acsot"), "{}", play.screen(80, 24));
}
