//! Reading the answer.

use crate::kit::{Play, scene};
use elemint::{
    domain::Secret,
    wizard::{
        Effect, Event, Leaving,
        effect::{Overwrite, Topic},
    },
};
use std::path::Path;

fn viewer() -> Play {
    scene::response(scene::made(scene::MAGENTO))
}

/// The viewer with the cursor on the row that is found by these words.
fn on(words: &str) -> Play {
    let mut play = viewer();
    play.keys("/").keys(words).keys("<enter>");
    play
}

fn copied(play: &mut Play) -> String {
    match play.effect() {
        Effect::Copy(text, _) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_token_and_every_secret_are_masked() {
    let mut play = viewer();
    play.keys("E");
    let screen = play.screen(120, 60);
    let seen = [scene::TOKEN, "pass-word-0001", "00112233445566778899aabbccddeeff"].map(|s| screen.contains(s));
    assert_eq!(seen, [false; 3], "{screen}");
}

#[test]
fn what_is_no_secret_is_shown() {
    assert!(viewer().sees("https://shop.example"));
}

#[test]
fn space_folds_and_unfolds() {
    let mut play = on("configuration");
    let open = play.sees("pagination.max");
    let closed = !play.keys("<space>").screen(200, 24).contains("pagination.max  ");
    assert!(open && closed && play.keys("<space>").sees("pagination.max"), "{}", play.screen(80, 24));
}

#[test]
fn left_goes_to_what_holds_a_value_and_right_goes_inside() {
    let mut play = on("pagination.max");
    assert!(play.keys("<left>").sees("❯   ▾ configuration"), "{}", play.screen(80, 24));
}

#[test]
fn a_search_opens_what_hides_the_place() {
    let mut play = viewer();
    play.keys("C/pagination<enter>");
    assert!(play.sees("pagination.max"), "{}", play.screen(80, 24));
}

#[test]
fn a_search_does_not_tell_what_is_masked() {
    let mut play = viewer();
    assert!(play.keys("/pass-word-0001").sees("0 found"), "{}", play.screen(80, 24));
}

#[test]
fn n_goes_round_the_places_found() {
    let mut play = on("event");
    let first = play.screen(80, 24);
    assert!(play.keys("n").screen(80, 24) != first && play.keys("n").screen(80, 24) == first);
}

#[test]
fn esc_ends_the_search_where_it_began() {
    let mut play = on("valid");
    assert!(play.keys("/session<esc>").sees("❯     valid"), "{}", play.screen(80, 24));
}

#[test]
fn y_copies_the_value() {
    let mut play = on("pagination");
    assert_eq!(copied(play.keys("y")), "200");
}

#[test]
fn y_does_not_copy_what_is_masked() {
    let mut play = on("password");
    assert_eq!(play.keys("y").effects(), []);
    assert!(play.told().contains("masked"), "{}", play.told());
}

#[test]
fn y_on_what_holds_secrets_copies_it_with_them_masked() {
    for mut play in [viewer(), on("configuration")] {
        let text = copied(play.keys("y"));
        assert!(!text.contains("pass-word-0001") && text.contains("shop.example"), "{text}");
    }
}

#[test]
fn capital_y_copies_what_is_masked() {
    let mut play = on("password");
    assert_eq!(copied(play.keys("Y")), "pass-word-0001");
}

#[test]
fn t_copies_the_token() {
    assert_eq!(copied(viewer().keys("t")), scene::TOKEN);
}

#[test]
fn p_copies_the_path() {
    let mut play = on("pagination");
    assert_eq!(copied(play.keys("p")), r#".configuration["pagination.max"]"#);
}

#[test]
fn b_copies_the_whole_answer_masked_even_while_secrets_are_shown() {
    let text = copied(viewer().keys("Rb"));
    assert!(!text.contains("pass-word-0001") && !text.contains(scene::TOKEN), "{text}");
}

#[test]
fn ctrl_r_shows_one_secret_and_hides_it_again() {
    let mut play = on("password");
    let shown = play.keys("<c-r>").sees("pass-word-0001") && !play.sees(scene::TOKEN);
    assert!(shown && !play.keys("<c-r>").sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn what_is_shown_hides_itself_after_half_a_minute() {
    let mut play = on("password");
    play.keys("<c-r>");
    for second in 1..30 {
        play.tick(second);
    }
    let still = play.sees("pass-word-0001");
    assert!(still && !play.tick(30).sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn time_is_asked_for_only_while_a_secret_is_shown() {
    let mut play = on("password");
    let before = play.wizard().beat();
    assert!(before.is_none() && play.keys("<c-r>").wizard().beat().is_some());
}

#[test]
fn the_answer_is_saved_whole() {
    let mut play = viewer();
    match play.keys("s<enter>").effect() {
        Effect::Save(path, text, Overwrite::No) => {
            assert_eq!(path, Path::new("magentosoapv19-471197.json"));
            assert!(text.expose().contains(scene::TOKEN));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_yes() {
    let mut play = viewer();
    play.keys("s<enter>").effects();
    play.event(Event::Exists("magentosoapv19-471197.json".into()));
    assert!(play.sees("Replace it?"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("y").effect(), Effect::Save(_, _, Overwrite::Yes)));
}

#[test]
fn anything_but_yes_replaces_nothing() {
    let mut play = viewer();
    play.keys("s<enter>").effects();
    play.event(Event::Exists("x.json".into()));
    assert_eq!(play.keys("<enter>").effects(), []);
}

#[test]
fn what_became_of_a_copy_is_told() {
    let mut play = viewer();
    play.event(Event::Done(Topic::Copy, Ok("Copied the token to the clipboard.".into())));
    assert!(play.sees("✓ Copied the token"), "{}", play.screen(80, 24));
}

#[test]
fn q_leaves_with_a_summary() {
    assert!(matches!(viewer().keys("q").effect(), Effect::Leave(Leaving::Made(made)) if made.id == "471197"));
}

#[test]
fn a_token_kept_nowhere_is_told_in_the_first_lines() {
    assert!(scene::response(scene::lost(scene::MAGENTO)).sees("kept nowhere, t copies it. The disk is full."));
}

#[test]
fn a_token_kept_nowhere_is_not_left_behind_silently() {
    for key in ["q", "a", "<c-c>"] {
        let mut play = scene::response(scene::lost(scene::MAGENTO));
        play.keys(key);
        assert_eq!((play.effects(), play.at()), (vec![], "response"), "{key}");
        assert!(play.told().contains("kept nowhere"), "{key}: {}", play.told());
    }
}

#[test]
fn a_token_that_was_copied_may_be_left() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("t").effects();
    assert!(matches!(play.keys("q").effect(), Effect::Leave(_)));
}

#[test]
fn a_token_that_was_saved_may_be_left() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("s<enter>").event(Event::Done(Topic::Save, Ok("Saved.".into()))).effects();
    assert!(matches!(play.keys("q").effect(), Effect::Leave(_)));
}

#[test]
fn a_token_that_could_not_be_saved_may_not() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("s<enter>").event(Event::Exists("x.json".into())).keys("n").effects();
    assert_eq!(play.keys("q").effects(), []);
}

#[test]
fn a_token_kept_nowhere_can_be_left_after_a_yes() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    assert!(matches!(play.keys("<esc><enter>").effect(), Effect::Leave(Leaving::Made(made)) if made.kept.is_none()));
}

#[test]
fn a_token_known_to_the_session_is_masked_in_the_next_answer() {
    let mut play = viewer();
    play.keys("amagentosoap<enter>bob<enter>other-word-0002<enter>https://b.example<enter>B<c-s><enter>");
    let answer = scene::MAGENTO.replace("\"name\": \"Test\"", "\"name\": \"old pass-word-0001 here\"");
    play.reply(elemint::wizard::Reply::Created(Ok(scene::made(&answer)))).keys("E");
    let secret = Secret::new("pass-word-0001");
    let tree = play.screen(120, 60).lines().skip(4).collect::<String>();
    assert!(!tree.contains(secret.expose()), "{}", play.screen(120, 60));
}
