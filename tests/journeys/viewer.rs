//! Reading the answer.

use crate::kit::{Play, scene};
use elemint::{
    frontend::tui,
    text::Secret,
    wizard::{
        CreationReply, DocumentReply, Effect, Event, Leaving, ScreenEffect, SessionEffect, Step, VisitEffect,
        effect::{Overwrite, Topic},
        mouse::{Gesture, Spot},
        steps::instance::Side,
        viewer::Prompt,
    },
};
use ratatui::layout::{Position, Rect};
use rstest::rstest;
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
        Effect::Screen(ScreenEffect::Copy(text, _)) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_token_and_every_secret_are_masked() {
    let mut play = viewer();
    play.keys("0");
    let screen = play.screen(120, 60);
    let seen = [scene::TOKEN, "pass-word-0001", "00112233445566778899aabbccddeeff"].map(|s| screen.contains(s));
    assert_eq!(seen, [false; 3], "{screen}");
}

#[test]
fn plain_values_are_shown() {
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
fn left_moves_to_parent_and_right_to_child() {
    let mut play = on("pagination.max");
    assert!(play.keys("<left>").sees("❯   ▾ configuration"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::response(viewer(), "")]
#[case::details(scene::instances(1), "<enter>")]
#[case::document(scene::operations(), "<enter><c-s>")]
fn paste_of_several_lines_into_a_search_is_refused(#[case] mut play: Play, #[case] keys: &str) {
    play.keys(keys);
    if play.at() == "call" {
        play.reply(scene::call_answer("[]", None));
    }
    play.keys("/").paste("one\ntwo");
    assert!(play.notice_text().contains("The paste has 2 lines"), "{}", play.screen(80, 24));
}

#[test]
fn search_unfolds_to_the_match() {
    let mut play = viewer();
    play.keys("1/pagination<enter>");
    assert!(play.sees("pagination.max"), "{}", play.screen(80, 24));
}

#[test]
fn search_does_not_match_masked_values() {
    let mut play = viewer();
    assert!(play.keys("/pass-word-0001").sees("0 found"), "{}", play.screen(80, 24));
}

#[test]
fn c_closes_parent_and_e_opens_it() {
    let mut play = on("pagination.max");
    let closed = !play.keys("c").screen(200, 24).contains("pagination.max  ") && play.sees("❯   ▸ configuration");
    assert!(closed && play.keys("e").sees("pagination.max  "), "{}", play.screen(80, 24));
}

#[test]
fn capital_letters_fold_level() {
    let mut play = on("valid");
    let closed = play.keys("C").sees("▸ element") && play.sees("▸ configuration");
    assert!(closed && play.keys("E").sees("▾ element") && play.sees("▾ configuration"), "{}", play.screen(80, 24));
}

#[test]
fn a_number_shows_so_many_levels() {
    let mut play = viewer();
    let one = play.keys("1").sees("▸ configuration");
    assert!(one && play.keys("2").sees("▾ configuration") && play.sees("▾ element"), "{}", play.screen(80, 24));
}

#[test]
fn capital_j_and_k_stay_on_the_level() {
    let mut play = on("valid");
    let next = play.keys("JJ").sees("❯   ▾ configuration") && play.keys("J").sees("❯     eventsEnabled");
    assert!(next && play.keys("K").sees("❯   ▾ configuration"), "{}", play.screen(80, 24));
}

#[test]
fn a_star_searches_for_the_word_under_the_cursor() {
    let mut play = on("deleted");
    assert!(play.keys("*").sees("/false: 2 of 3 found"), "{}", play.screen(80, 24));
}

#[test]
fn star_on_masked_value_searches_its_key() {
    let mut play = on("password");
    assert!(play.keys("*").notice_text().contains("no other occurrence"), "{}", play.notice_text());
    assert!(play.sees("/password: "), "{}", play.screen(80, 24));
}

#[test]
fn long_values_are_wrapped_when_asked_for() {
    let mut play = scene::response(scene::made(&scene::MAGENTO.replace("ada", &format!("{}ada-end", "x".repeat(100)))));
    let cut = !play.sees("ada-end");
    assert!(cut && play.keys("w").sees("ada-end"), "{}", play.screen(80, 24));
}

#[test]
fn as_json_everything_open_is_the_document() {
    let mut play = viewer();
    let screen = play.keys("R").keys("y").keys("0r").screen(80, 60);
    let shown: Vec<&str> = screen.lines().skip(5).take_while(|line| !line.starts_with(" root")).collect();
    let shown: serde_json::Value = serde_json::from_str(&shown.join("\n")).expect("JSON");
    assert_eq!(shown, serde_json::from_str::<serde_json::Value>(scene::MAGENTO).expect("JSON"));
}

#[test]
fn as_json_secrets_are_masked_too() {
    let screen = viewer().keys("0r").screen(120, 60);
    assert!(!screen.contains("pass-word-0001") && !screen.contains(scene::TOKEN), "{screen}");
}

#[test]
fn all_secrets_are_shown_only_after_a_yes() {
    let mut play = viewer();
    let asked = play.keys("R").sees("Show every secret") && !play.keys("n").sees(scene::TOKEN);
    assert!(asked && play.keys("Ry").sees(scene::TOKEN), "{}", play.screen(80, 24));
}

#[test]
fn search_matches_in_revealed_values_end_with_them() {
    let mut play = viewer();
    let found = play.keys("Ry/pass-word-0001<enter>").sees("1 of 1 found");
    for second in 1..=30 {
        play.tick(second);
    }
    assert!(found && play.sees("0 found"), "{}", play.screen(80, 24));
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
fn yv_copies_the_value() {
    let mut play = on("pagination");
    assert_eq!(copied(play.keys("yv")), "200");
}

#[test]
fn yk_copies_the_key_and_yp_the_path_as_a_program_writes_it() {
    let mut play = on("pagination");
    assert_eq!(copied(play.keys("yk")), "pagination.max");
    assert_eq!(copied(play.keys("yp")), r#"configuration["pagination.max"]"#);
}

#[test]
fn yy_copies_a_text_as_json() {
    assert_eq!(copied(on("pagination").keys("yy")), r#""200""#);
}

#[test]
fn esc_after_y_copies_nothing_and_stays() {
    let mut play = viewer();
    assert!(play.keys("y").sees("jq path") && play.keys("<esc>").effects().is_empty() && play.at() == "instance");
}

#[test]
fn a_capital_copies_all_of_it_with_its_secrets() {
    let text = copied(viewer().keys("yB"));
    assert!(text.contains(scene::TOKEN) && text.contains("pass-word-0001"));
}

#[test]
fn yv_does_not_copy_masked_value() {
    let mut play = on("password");
    assert_eq!(play.keys("yv").effects(), []);
    assert!(play.notice_text().contains("masked"), "{}", play.notice_text());
}

#[test]
fn yy_on_container_copies_secrets_masked() {
    for mut play in [viewer(), on("configuration")] {
        let text = copied(play.keys("yy"));
        assert!(!text.contains("pass-word-0001") && text.contains("shop.example"), "{text}");
    }
}

#[test]
fn capital_letter_copies_masked_values() {
    let mut play = on("password");
    assert_eq!(copied(play.keys("yV")), "pass-word-0001");
}

#[test]
fn text_without_clipboard_is_printed() {
    let mut play = viewer();
    play.event(Event::Uncopied(Secret::new("x"), "the value"));
    assert_eq!(play.effect(), Effect::Screen(ScreenEffect::Print(Secret::new("x"), "the value")));
}

#[test]
fn xp_prints_a_value_and_a_masked_one_only_for_a_capital() {
    let printed = |play: &mut Play| match play.effect() {
        Effect::Screen(ScreenEffect::Print(text, _)) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(printed(on("userName").keys("xp")), "ada");
    let mut play = on("password");
    assert!(play.keys("xp").effects().is_empty() && play.notice_text().contains("xP"), "{}", play.notice_text());
    assert_eq!(printed(play.keys("xP")), "pass-word-0001");
}

#[test]
fn t_copies_the_token() {
    assert_eq!(copied(viewer().keys("t")), scene::TOKEN);
}

#[test]
fn yq_copies_the_path_as_jq_writes_it() {
    let mut play = on("pagination");
    assert_eq!(copied(play.keys("yq")), r#".configuration["pagination.max"]"#);
}

#[test]
fn yb_copies_masked_answer_even_while_revealed() {
    let text = copied(viewer().keys("Ryyb"));
    assert!(!text.contains("pass-word-0001") && !text.contains(scene::TOKEN), "{text}");
}

#[test]
fn ctrl_r_shows_one_secret_and_hides_it_again() {
    let mut play = on("password");
    let shown = play.keys("<c-r>").sees("pass-word-0001") && !play.sees(scene::TOKEN);
    assert!(shown && !play.keys("<c-r>").sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn revealed_secret_is_masked_after_half_a_minute() {
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
    let before = play.wizard().tick_interval();
    assert!(before.is_none() && play.keys("<c-r>").wizard().tick_interval().is_some());
}

#[test]
fn the_answer_is_saved_with_its_secrets_only_under_a_capital() {
    for (keys, bare) in [("s", false), ("xb", false), ("S", true), ("xB", true)] {
        let mut play = viewer();
        match play.keys(&format!("{keys}<enter>")).effect() {
            Effect::Session(SessionEffect::Save(path, text, Overwrite::No)) => {
                assert_eq!(path, Path::new("magentosoapv19-471197.json"));
                assert_eq!(text.expose().contains(scene::TOKEN), bare, "{keys}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_yes() {
    let mut play = viewer();
    play.keys("s<enter>").effects();
    play.event(Event::Exists("magentosoapv19-471197.json".into()));
    assert!(play.sees("Replace it?"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("y").effect(), Effect::Session(SessionEffect::Save(_, _, Overwrite::Yes))));
}

#[test]
fn anything_but_yes_replaces_nothing() {
    let mut play = viewer();
    play.keys("s<enter>").effects();
    play.event(Event::Exists("magentosoapv19-471197.json".into()));
    assert_eq!(play.keys("<enter>x").effects(), []);
    assert!(play.sees("Replace it?"), "{}", play.screen(80, 24));
    assert_eq!(play.notice_text().trim(), "Press y for yes, or esc for no.");
    assert_eq!(play.keys("n").notice_text().trim(), "Nothing was written.");
}

#[test]
fn question_if_secrets_are_shown_stays_until_it_is_answered() {
    let mut play = viewer();
    play.keys("Rx<down>");
    assert!(play.sees("Show every secret here"), "{}", play.screen(80, 24));
    play.keys("n");
    assert!(!play.sees("Show every secret here"), "{}", play.screen(80, 24));
}

#[test]
fn copy_outcome_is_reported() {
    let mut play = viewer();
    play.event(Event::Done(Topic::Copy, Ok("Copied the token to the clipboard.".into())));
    assert!(play.sees("✓ Copied the token"), "{}", play.screen(80, 24));
}

#[test]
fn q_leaves_with_a_summary() {
    assert!(
        matches!(viewer().keys("q").effect(), Effect::Screen(ScreenEffect::Leave(Leaving::Made(made))) if made[0].id == "471197")
    );
}

#[test]
fn unsaved_token_is_reported_in_first_lines() {
    assert!(scene::response(scene::lost(scene::MAGENTO)).sees("not saved: copy it now. The disk is full."));
}

#[test]
fn a_token_kept_nowhere_is_not_left_behind_silently() {
    for key in ["q", "a", "<c-c>"] {
        let mut play = scene::response(scene::lost(scene::MAGENTO));
        play.keys(key);
        assert_eq!((play.effects(), play.at()), (vec![], "instance"), "{key}");
        assert!(play.notice_text().contains("not saved"), "{key}: {}", play.notice_text());
    }
}

#[test]
fn a_token_that_was_copied_may_be_left() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("t").effects();
    assert!(matches!(play.keys("q").effect(), Effect::Screen(ScreenEffect::Leave(_))));
}

#[test]
fn a_token_that_was_saved_may_be_left() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("S<enter>").event(Event::Done(Topic::Save, Ok("Saved.".into()))).effects();
    assert!(matches!(play.keys("q").effect(), Effect::Screen(ScreenEffect::Leave(_))));
}

#[test]
fn a_token_that_was_saved_masked_may_not() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("s<enter>").event(Event::Done(Topic::Save, Ok("Saved.".into()))).effects();
    assert_eq!(play.keys("q").effects(), []);
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
    assert!(
        matches!(play.keys("<esc><enter>").effect(), Effect::Screen(ScreenEffect::Leave(Leaving::Made(made))) if made[0].kept.is_none())
    );
}

#[test]
fn a_token_known_to_the_session_is_masked_in_the_next_answer() {
    let mut play = viewer();
    play.keys("amagentosoap<enter>bob<enter>other-word-0002<enter>https://b.example<enter>B<c-s><enter>");
    let answer = scene::MAGENTO.replace("\"name\": \"Test\"", "\"name\": \"old pass-word-0001 here\"");
    play.reply(elemint::wizard::Reply::Creation(CreationReply::Created(Ok(scene::made(&answer))))).keys("0");
    let secret = Secret::new("pass-word-0001");
    let tree = play.screen(120, 60).lines().skip(4).collect::<String>();
    assert!(!tree.contains(secret.expose()), "{}", play.screen(120, 60));
}

#[test]
fn p_tests_instance_and_shows_duration() {
    let mut play = viewer();
    assert!(
        matches!(play.keys("p").effect(), Effect::Visit(VisitEffect::Ping(instance, _)) if instance.id == "471197")
    );
    let asked = play.sees("Asking the provider") && play.keys("p").effects().is_empty();
    play.reply(elemint::wizard::Reply::Pinged(Ok(std::time::Duration::from_millis(182))));
    assert!(asked && play.sees("✓ The provider answers (182 ms)"), "{}", play.screen(80, 24));
}

#[test]
fn a_test_that_fails_says_why() {
    let mut play = viewer();
    let fault = scene::fault(elemint::domain::fault::FaultKind::Refused);
    play.keys("p").reply(elemint::wizard::Reply::Pinged(Err(fault)));
    assert!(
        play.sees("✗ The test failed") && play.notice_text().contains("did not make it"),
        "{}",
        play.screen(80, 24)
    );
}

#[test]
fn tab_shows_request_with_changes_marked() {
    let mut play = viewer();
    let sent = play.keys("<tab>").sees("‹ Request ›") && play.sees("userName  \"ada\"") && !play.sees("base.url");
    let came = play.keys("<tab>").sees("‹ Answer ›") && play.sees(" +      base.url");
    assert!(sent && came, "{}", play.screen(80, 24));
    assert!(!play.keys("<esc>").sees("‹ Answer ›") && play.at() == "instance");
}

#[test]
fn wide_screen_shows_both_documents() {
    let screen = viewer().keys("<tab>").screen(120, 40);
    assert!(screen.contains("‹ Request ›") && screen.contains("Answer"), "{screen}");
    assert!(!screen.contains("pass-word-0001") && !screen.contains(scene::TOKEN), "{screen}");
}

#[test]
fn sent_request_is_masked_in_every_export() {
    let mut play = viewer();
    play.keys("<tab>0");
    let screen = play.screen(120, 60);
    let texts = [copied(play.keys("yb")), copied(play.keys("gyy"))];
    assert!(!screen.contains("pass-word-0001") && texts.iter().all(|t| !t.contains("pass-word-0001")), "{screen}");
}

#[test]
fn exports_hold_no_secret_unless_asked_for_with_a_capital() {
    let secrets = ["pass-word-0001", scene::TOKEN, scene::USER, scene::ORGANIZATION];
    for letter in ["i", "c", "a", "s", "b"] {
        let text = copied(viewer().keys("y").keys(letter));
        assert!(!secrets.iter().any(|secret| text.contains(secret)), "{letter}: {text}");
    }
    assert!(copied(viewer().keys("yI")).contains("pass-word-0001"));
    assert!(copied(viewer().keys("yS")).contains(scene::TOKEN));
}

#[rstest]
#[case::save("xA", "No secret is in the answers. Press xa instead. ")]
#[case::copy("yC", "No secret is in the curl lines. Press yc instead. ")]
#[case::save_unknown_letter("xz", "Nothing was saved. ")]
#[case::copy_unknown_letter("yz", "Nothing was copied. ")]
fn letter_without_an_export_says_so(#[case] keys: &str, #[case] notice: &str) {
    assert_eq!(viewer().keys(keys).notice_text(), notice);
}

#[test]
fn an_export_is_saved_under_a_name_of_its_own() {
    let mut play = viewer();
    assert!(play.keys("x").sees("i instance.json") && play.keys("s").sees("shell variables, to: instance.env"));
    match play.keys("<enter>").effect() {
        Effect::Session(SessionEffect::Save(path, text, Overwrite::No)) => {
            assert_eq!(path, Path::new("instance.env"));
            assert!(text.expose().contains("export CE_INSTANCE='471197'"), "{}", text.expose());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_token_is_not_safe_because_something_else_was_saved() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("xa<enter>").event(Event::Done(Topic::Save, Ok("Saved.".into()))).effects();
    assert_eq!(play.keys("q").effects(), []);
}

#[test]
fn pager_and_editor_get_masked_text_unless_asked() {
    let text = |play: &mut Play| match play.effect() {
        Effect::Screen(ScreenEffect::Page(text) | ScreenEffect::Edit(text, _)) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    };
    for keys in ["v", "xv", "xe", "Ryv"] {
        assert!(!text(viewer().keys(keys)).contains("pass-word-0001"), "{keys}");
    }
    for keys in ["xV", "xE"] {
        assert!(text(viewer().keys(keys)).contains("pass-word-0001"), "{keys}");
    }
}

/// A click on the row of the screen that has these words.
fn click(play: &mut Play, words: &str) {
    let at = play.screen(80, 24).lines().position(|line| line.contains(words)).expect("the words are on the screen");
    let at = Position::new(8, u16::try_from(at).expect("a row"));
    let spot = tui::spot(play.wizard(), Rect::new(0, 0, 80, 24), at);
    play.event(Event::Point(Gesture::Click, spot));
}

#[test]
fn a_click_goes_to_a_row_and_a_second_one_opens_it() {
    let mut play = viewer();
    click(&mut play, "element  {");
    let there = play.sees("❯   ▸ element");
    click(&mut play, "element  {");
    assert!(there && play.sees("❯   ▾ element"), "{}", play.screen(80, 24));
}

#[test]
fn the_wheel_scrolls_and_the_cursor_comes_along() {
    let mut play = viewer();
    play.keys("0").event(Event::Room(10));
    for _ in 0..9 {
        play.event(Event::Point(Gesture::Down, Spot::Nothing));
    }
    let end = play.screen(80, 17).contains("eventsEnabled") && !play.sees("❯ ▾ {");
    for _ in 0..9 {
        play.event(Event::Point(Gesture::Up, Spot::Nothing));
    }
    assert!(end && play.screen(80, 17).contains("  ▾ { 8 }"), "{}", play.screen(80, 17));
}

#[test]
fn click_on_other_document_focuses_it() {
    let mut play = viewer();
    play.keys("<tab>");
    let at = Position::new(100, 12);
    let spot = tui::spot(play.wizard(), Rect::new(0, 0, 120, 40), at);
    play.event(Event::Point(Gesture::Click, spot));
    assert!(play.screen(120, 40).contains("‹ Answer ›"), "{}", play.screen(120, 40));
}

#[test]
fn m_lends_the_mouse_to_the_terminal_and_takes_it_back() {
    let mut play = viewer();
    let ours = play.wizard().points();
    let lent = !play.keys("m").wizard().points() && play.notice_text().contains("select");
    assert!(ours && lent && play.keys("m").wizard().points());
}

#[test]
fn while_a_secret_is_asked_for_or_a_name_typed_a_click_does_nothing() {
    let mut play = viewer();
    play.keys("s");
    click(&mut play, "valid");
    assert!(play.keys("<esc>").sees("❯ ▾ {"), "{}", play.screen(80, 24));
}

#[test]
fn before_it_is_sent_a_request_is_read_with_its_secrets_covered() {
    let mut play = scene::granted();
    play.effects();
    let covered = !play.screen(120, 60).contains("client-secret-0001") && play.sees("client-id-0001");
    assert!(covered && !copied(play.keys("yb")).contains("client-secret-0001"), "{}", play.screen(80, 24));
    let shown = play.keys("/api.secret<enter><c-r>").sees("client-secret-0001");
    assert!(shown && play.at() == "review", "{}", play.screen(80, 24));
}

#[test]
fn in_the_review_enter_sends_and_esc_ends_a_search_before_it_leads_back() {
    let mut play = scene::granted();
    play.keys("/name<enter><esc>");
    let still = play.at() == "review";
    assert!(still && play.keys("<enter>").at() == "creating");
}

#[test]
fn a_filter_is_given_stars_and_its_result_is_read_until_esc() {
    use elemint::document::json::Document;
    let mut play = viewer();
    play.keys("|id");
    let effects = play.effects();
    let Some(Effect::Visit(VisitEffect::Filter(input, words))) = effects.last() else { panic!("{effects:?}") };
    let sent = input.sent(words);
    assert!(words == ".id" && !sent.expose().contains(scene::TOKEN) && !sent.expose().contains("pass-word-0001"));
    let made = || Document::read("471197".to_owned()).map_err(|fault| fault.to_string());
    play.reply(DocumentReply::Filtered(".i".into(), Err("An older one.".into())));
    play.reply(DocumentReply::Filtered(".id".into(), made())).keys("<enter>");
    let read = play.sees("| .id") && !play.sees("configuration");
    assert!(read && play.keys("<esc>").sees("configuration") && play.at() == "instance", "{}", play.screen(80, 24));
}

#[test]
fn tab_completes_the_path_of_a_filter() {
    let mut play = viewer();
    play.keys("|conf<tab>");
    assert!(play.sees("| .configuration"), "{}", play.screen(80, 24));
}

#[test]
fn a_filter_at_fault_is_not_put_in_force() {
    let mut play = viewer();
    play.keys("|.foo[").effects();
    let fault = || Err("Column 5: This [ is not closed.".to_owned());
    play.reply(DocumentReply::Filtered(".foo[".into(), fault())).keys("<enter>");
    assert!(play.sees("This [ is not closed.") && play.sees("| .foo["), "{}", play.screen(80, 24));
    // Nor if the rest of the answer comes after it was taken for complete.
    let mut play = viewer();
    play.keys("|.foo[<enter>").effects();
    play.reply(DocumentReply::Filtered(".foo[".into(), fault()));
    assert!(play.sees("This [ is not closed."), "{}", play.screen(80, 24));
}

#[test]
fn the_dot_a_filter_begins_with_may_be_typed_all_the_same() {
    let mut play = viewer();
    play.keys("|.name");
    assert!(play.sees("| .name") && !play.sees("..name"), "{}", play.screen(80, 24));
    assert!(play.keys("<c-u>..").sees("| .."), "{}", play.screen(80, 24));
}

#[test]
fn existing_file_is_asked_about_in_the_document_that_was_saved() {
    let mut play = viewer();
    play.keys("s<c-u>answer.json<enter><tab>").effects();
    play.event(Event::Exists("/tmp/answer.json".into()));
    let Step::Instance(step) = play.wizard().step() else { panic!("{}", play.at()) };
    assert!(matches!(step.answer.prompt(), Prompt::Replace(..)) && step.side == Side::Answer);
}

#[test]
fn existing_file_is_reported_where_its_document_is_closed() {
    let mut play = scene::instances(3);
    play.keys("<enter>s<c-u>answer.json<enter><esc>").effects();
    play.event(Event::Exists("/tmp/answer.json".into()));
    assert!(play.notice_text().contains("exists already, so nothing was written"), "{}", play.notice_text());
}
