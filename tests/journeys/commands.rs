//! The list of everything that can be done.

use crate::kit::{Play, scene};
use elemint::wizard::{ConsentReply, Effect, Keys, Leaving, Overlay, Palette, ScreenEffect};
use rstest::rstest;

fn open(play: &Play) -> Option<&Palette> {
    match play.wizard().overlay() {
        Overlay::Commands(palette) => Some(palette),
        _ => None,
    }
}

fn meant(play: &Play) -> &'static str {
    let palette = open(play).expect("the list is open");
    palette.found().get(palette.row()).expect("something is found").title
}

#[test]
fn it_opens_where_no_text_is_typed_and_by_ctrl_o_anywhere() {
    let mut review = scene::granted();
    review.keys("<enter>");
    let mut answer = scene::response(scene::made(scene::MAGENTO));
    for play in [&mut scene::magento(), &mut scene::waiting(scene::HERE), &mut review, &mut answer] {
        assert!(open(play.keys("<c-o>")).is_some(), "{}", play.at());
        assert!(open(play.keys("<c-o>")).is_none(), "{}", play.at());
    }
    assert!(open(answer.keys(":")).is_some());
}

#[test]
fn a_colon_is_typed_where_text_is() {
    let mut play = Play::new(scene::known());
    play.keys("hub:");
    assert!(open(&play).is_none() && play.sees("Which element? hub:"), "{}", play.screen(80, 24));
}

#[test]
fn palette_enter_acts_and_key_is_shown() {
    let mut play = scene::magento();
    play.keys("<c-o>any field");
    assert_eq!(meant(&play), "go on from any field");
    assert!(play.sees("go on from any field") && play.sees("ctrl-s"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "review");
    assert!(open(&play).is_none());
}

#[test]
fn it_is_found_by_its_key_as_well() {
    let mut play = scene::magento();
    play.keys("<c-o>ctrl-s");
    assert_eq!(meant(&play), "go on from any field");
}

#[test]
fn closing_it_loses_nothing() {
    let mut play = scene::magento();
    let before = (play.values(), play.focus());
    play.keys("<c-o>zz<enter>ada<esc>").paste("astray");
    play.keys("<c-o>").paste("astray").keys("<esc>");
    let mut values = before.0;
    values.iter_mut().find(|(label, _)| *label == before.1).expect("the row").1.push_str("astray");
    assert_eq!((play.values(), play.focus()), (values, before.1));
}

#[test]
fn only_possible_commands_are_listed() {
    let mut play = scene::magento();
    play.keys("<up><c-o>take away the entry");
    assert_eq!(open(&play).map(|palette| palette.found().len()), Some(0));
    assert!(play.sees("No command matches."), "{}", play.screen(80, 24));
    // Enter on nothing does nothing.
    assert!(open(play.keys("<enter>")).is_some());
}

#[test]
fn global_commands_are_listed() {
    let mut play = Play::new(scene::stranger());
    play.keys("<c-o>show the keys<enter>");
    assert!(matches!(play.wizard().overlay(), Overlay::Help(scroll) if scroll.top() == 0));
    play.keys("<esc><c-o>leave at once<enter>");
    assert_eq!(play.effect(), Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted)));
}

#[test]
fn late_answer_does_not_apply_to_earlier_step() {
    let mut play = scene::waiting(scene::HERE);
    play.keys("<c-o>copy the link");
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Granted(grant));
    play.effects();
    play.keys("<enter>");
    assert_eq!(play.effects(), []);
    assert!(play.notice_text().starts_with("Nothing was done:"), "{}", play.notice_text());
}

#[test]
fn palette_shows_changed_keys() {
    let mut session = scene::known();
    let (keys, faults) = Keys::read("[everywhere]\ncommands = 'F5'\n[form]\nsubmit = 'ctrl-g'\nreveal = []");
    assert_eq!(faults, []);
    session.options.keys = keys;
    let mut play = Play::new(session);
    play.keys("magentosoap<enter>ada<enter><c-o>");
    assert!(open(&play).is_none());
    play.keys("<f5>any field");
    assert!(play.sees("ctrl-g"), "{}", play.screen(80, 24));
    // An action without a key can still be done here.
    play.keys("<c-u>secret");
    assert!(play.sees("no key"), "{}", play.screen(80, 24));
    play.keys("<f5>").keys("pass<f5>secret<enter>");
    assert!(play.sees("pass"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::platform(Play::new(scene::stranger()))]
#[case::elements(Play::new(scene::known()))]
#[case::form(scene::magento())]
#[case::consent(scene::waiting(scene::HERE))]
fn every_action_is_in_palette(#[case] mut play: Play) {
    let commands = play.wizard().commands();
    let wanted: Vec<_> = commands.iter().map(|bound| bound.command.action).collect();
    play.keys("<c-o>");
    let palette = open(&play).expect("the list is open");
    for action in wanted {
        assert!(palette.all().iter().any(|deed| deed.action == action), "{action:?} in {}", play.at());
    }
}

#[test]
fn original_paste_is_listed_once_a_paste_was_cleaned() {
    let mut play = scene::magento();
    let count = |play: &mut Play| {
        play.keys("<c-o>not cleaned");
        let found = open(play).map(|palette| palette.found().len());
        play.keys("<esc>");
        found
    };
    assert_eq!(count(&mut play), Some(0));
    play.keys("<up>").paste("\u{201c}ada\u{201d}\n");
    assert_eq!(count(&mut play), Some(1), "{}", play.screen(80, 24));
}
