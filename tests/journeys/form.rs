//! Filling in a form.

use crate::kit::{Play, scene};
use elemint::{
    catalog::field::RETRIEVE_OBJECTS,
    text::{MASK, Secret},
    wizard::{Effect, Event, SessionEffect, Step},
};
use rstest::rstest;
use serde_json::json;

fn empty(element: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys(element).keys("<enter>");
    play.effects();
    play
}

#[test]
fn the_focus_begins_where_something_is_missing() {
    assert_eq!(empty("infus online").focus(), "Client ID");
}

#[test]
fn a_field_is_checked_when_it_is_left() {
    let mut play = empty("magentosoap");
    play.keys("<tab><tab>nonsense<tab>");
    assert!(play.sees("✗ wrong"), "{}", play.screen(80, 24));
}

#[test]
fn a_field_is_not_blamed_while_it_is_typed() {
    let mut play = empty("magentosoap");
    play.keys("<tab><tab>nonsense<tab><up> ");
    assert!(!play.sees("✗ wrong"), "{}", play.screen(80, 24));
}

#[test]
fn submitting_leads_to_the_first_fault() {
    let mut play = empty("magentosoap");
    play.keys("ada<tab><tab>https://shop.example<tab>Test<c-s>");
    assert_eq!((play.at(), play.focus().as_str()), ("credentials", "Password"));
}

#[test]
fn submitting_says_how_many_entries_are_missing() {
    let mut play = empty("magentosoap");
    play.keys("<c-s>");
    assert!(play.notice_text().starts_with("4 entries need your attention."), "{}", play.notice_text());
}

#[test]
fn enter_leads_through_the_form_to_its_button() {
    let mut play = scene::magento();
    play.keys("<enter><tab><enter>");
    assert_eq!(play.at(), "review");
}

#[test]
fn optional_rows_are_folded_until_opened() {
    let mut play = empty("magentosoap");
    let folded = play.screen(80, 24).contains("Event notifications");
    play.keys("<tab><tab><tab><tab><tab><space>");
    assert_eq!((folded, play.screen(80, 40).contains("Event notifications")), (false, true));
}

#[test]
fn a_folded_field_with_a_fault_is_unfolded() {
    let mut play = scene::magento();
    // Options, tagging, nulls, notifications, how events are found, where they go.
    play.keys("<tab><space><tab><tab><tab><tab><tab>nonsense").keys("<up><up><up><up><up><space><c-s>");
    assert_eq!(play.focus(), "Events go to");
}

#[test]
fn space_turns_a_toggle_and_it_is_sent() {
    let mut play = scene::infusionsoft(scene::ELSEWHERE);
    play.keys("<tab><space><tab><space>");
    assert_eq!(play.value("Document tagging"), "");
    play.keys("<space>");
    assert_eq!(play.value("Document tagging"), "true");
}

#[test]
fn a_choice_goes_round_with_the_arrows() {
    let mut play = scene::magento();
    play.keys("<tab><space><tab><tab><tab><tab>");
    let mut seen = Vec::new();
    for _ in 0..3 {
        play.keys("<right>");
        seen.push(play.value("How events are found"));
    }
    assert_eq!(seen, ["polling", "webhook", ""]);
}

#[test]
fn another_way_to_sign_in_has_other_fields() {
    let mut play = empty("zuorav2");
    let before = play.values().iter().any(|(label, _)| label == "Client secret");
    play.keys("<up><right>");
    assert_eq!((before, play.values().iter().any(|(label, _)| label == "Client secret")), (false, true));
}

#[test]
fn changing_the_way_to_sign_in_back_loses_nothing() {
    let mut play = empty("zuorav2");
    play.keys("api@shop.example<up><right><left>");
    assert_eq!(play.value("User name"), "api@shop.example");
}

#[test]
fn auth_mode_is_sent_to_platform() {
    let mut play = empty("zuorav2");
    play.keys("<up><right><tab>id<tab>secret-0001<tab><tab>Test<c-s>");
    assert_eq!(play.request().masked_body()["configuration"]["authentication.type"], "custom");
}

#[test]
fn a_paste_from_a_web_page_is_repaired_and_says_so() {
    let mut play = empty("magentosoap");
    play.paste("“ada” \n");
    assert_eq!((play.value("User name").as_str(), play.sees("curly quotes")), ("ada", true));
}

#[test]
fn alt_o_takes_a_repaired_paste_as_it_was() {
    let mut play = empty("magentosoap");
    play.paste("“ada”").keys("<a-o>");
    assert_eq!(play.value("User name"), "“ada”");
}

#[test]
fn draft_takes_original_paste_of_alt_o() {
    let mut play = scene::magento();
    play.keys("<up><c-u>").paste("“Test”").keys("<a-o><c-s>");
    assert_eq!(play.request().filled().name(), "“Test”");
}

#[test]
fn a_secret_is_masked_until_asked_for() {
    let mut play = empty("magentosoap");
    play.keys("<tab>pass-word-0001");
    let masked = !play.sees("pass-word-0001");
    assert!(masked && play.keys("<c-r>").sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn a_secret_is_shown_only_while_one_looks_at_it() {
    let mut play = empty("magentosoap");
    play.keys("<tab>pass-word-0001<c-r><tab>");
    assert!(!play.sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn revealed_secret_is_masked_when_focus_moves_to_fault() {
    let mut play = empty("magentosoap");
    play.keys("<tab>pass-word-0001<c-r><c-s>");
    assert!(!play.sees("pass-word-0001"), "{}", play.screen(80, 24));
}

#[test]
fn draft_file_has_no_secret() {
    let mut play = empty("magentosoap");
    play.keys("ada<tab>pass-word-0001<tab>");
    let kept = play.effects().into_iter().filter_map(|e| match e {
        Effect::Session(SessionEffect::KeepDraft(kept)) => Some(kept.form),
        _ => None,
    });
    let keys: Vec<_> = kept.last().expect("kept").values.into_keys().collect();
    assert_eq!(keys, ["userName"]);
}

/// The last draft that was kept, as it is written.
fn kept(play: &mut Play) -> String {
    let kept = play.effects().into_iter().filter_map(|effect| match effect {
        Effect::Session(SessionEffect::KeepDraft(kept)) => Some(format!("{kept:?}")),
        _ => None,
    });
    kept.last().expect("kept")
}

#[test]
fn an_address_with_a_password_in_it_is_covered_and_not_kept() {
    for address in ["https://ada:hush-0001@shop.example/", "https://shop.example/x?access_token=hush-0001"] {
        let mut play = empty("magentosoap");
        play.keys("ada<tab>pass-word-0001<tab>").keys(address);
        let typed = play.screen(80, 24);
        assert!(!typed.contains("hush-0001") && typed.contains("It contains a secret"), "{typed}");
        assert!(play.keys("<c-r>").sees("hush-0001"), "{}", play.screen(80, 24));
        let kept = kept(play.keys("<tab>"));
        assert!(kept.contains("ada") && !kept.contains("hush-0001"), "{kept}");
        play.keys("Test<c-s>");
        assert_eq!(play.at(), "review");
        assert!(!play.sees("hush-0001"), "{}", play.screen(80, 24));
    }
}

#[test]
fn a_name_or_tag_that_holds_a_secret_is_not_kept() {
    let mut play = empty("magentosoap");
    play.keys("ada<tab><tab><tab>https://a:hush-0001@b<tab>https://a:hush-0001@b<tab>");
    let kept = kept(&mut play);
    assert!(kept.contains("ada") && !kept.contains("hush-0001"), "{kept}");
}

#[test]
fn a_question_mark_is_text_in_a_form() {
    let mut play = empty("magentosoap");
    assert_eq!(play.keys("who?").value("User name"), "who?");
}

#[test]
fn an_emptied_default_stays_empty_when_one_comes_back() {
    let mut play = empty("infus online");
    play.keys("<up><c-u><esc><enter>");
    assert!(matches!(play.wizard().step(), Step::Credentials(_)));
    assert_eq!(play.value("Callback URL"), "");
}

/// Returns the filled form of a shop with the options open, and the focus on the option with this label.
fn at_option(label: &str) -> Play {
    let mut play = scene::magento();
    play.keys("<tab><space>");
    for _ in 0..play.values().len() {
        if play.focus() == label {
            break;
        }
        play.keys("<tab>");
    }
    assert_eq!(play.focus(), label);
    play
}

#[test]
fn objects_are_requested_in_the_request_itself() {
    let mut play = at_option("List objects");
    play.keys("<space><c-s>");
    let body = play.request().masked_body();
    let inside = body["configuration"].get(RETRIEVE_OBJECTS).cloned();
    assert_eq!((&body[RETRIEVE_OBJECTS], inside), (&json!(true), None));
}

#[test]
fn pasted_request_turns_the_option_on() {
    let mut play = empty("magentosoap");
    play.paste(
        r#"{"element": {"key": "magentosoapv19"}, "configuration": {"userName": "ada"},
        "retrieveObjectsAfterInstantiation": true}"#,
    );
    assert_eq!(play.value("List objects"), "true");
}

#[test]
fn objects_of_the_new_instance_are_on_its_card() {
    let raw = r#"{"id":7,"name":"Test","token":"fictive+instance+token/0001=","element":{"key":"magentosoapv19"},
        "objects":[{"name":"orders","vendorName":"Order","type":"ceCanonical"},{"name":"Task"}]}"#;
    let play = scene::response(scene::made(raw));
    assert!(play.sees("2 objects") && play.sees("ceCanonical"), "{}", play.screen(80, 24));
}

#[test]
fn json_of_several_lines_is_pasted_on_one_line() {
    let mut play = at_option("Poller configuration");
    play.paste("{\n  \"contacts\": {\n    \"url\": \"/hubs/crm/contacts\"\n  }\n}");
    assert_eq!(play.value("Poller configuration"), r#"{"contacts":{"url":"/hubs/crm/contacts"}}"#);
}

#[rstest]
#[case::typed("{\"a\": 1 \"b\": 2}<tab><up>", "", "Not valid JSON at character 9: expected `,` or `}`.")]
#[case::pasted("", "{\n  \"a\": x\n}", "Not valid JSON at line 2, character 8: expected value. Nothing was")]
fn place_of_a_fault_in_json_is_shown(#[case] typed: &str, #[case] pasted: &str, #[case] complaint: &str) {
    let mut play = at_option("Poller configuration");
    play.keys(typed);
    if !pasted.is_empty() {
        play.paste(pasted);
    }
    assert!(play.sees(complaint), "{}", play.screen(80, 24));
}

#[test]
fn credentials_of_events_are_masked() {
    let mut play = at_option("Events password");
    play.keys("hush-hush-0001<c-s>");
    assert_eq!(play.request().masked_body()["configuration"]["event.notification.basic.password"], MASK);
}

#[test]
fn refused_tags_are_masked_until_no_secret_is_in_them() {
    let mut play = scene::magento();
    play.keys("<c-u>pass-word-0001<c-s>");
    assert!(play.at() == "credentials" && !play.sees("pass-word-0001"), "{}", play.screen(80, 24));
    play.keys("<c-u>team-b<tab>");
    assert!(play.sees("team-b"), "{}", play.screen(80, 24));
}

#[test]
fn value_stays_where_another_one_is_not_taken() {
    let mut play = scene::magento();
    let row = play.wizard().step().form().expect("a form").seen().position(|(_, row)| row.label == "User name");
    for refused in ["bob\ncarl", &"x".repeat(70_000)] {
        play.event(Event::Set(row.expect("a row"), Secret::new(refused)));
        assert_eq!(play.value("User name"), "ada");
    }
    play.event(Event::Set(row.expect("a row"), Secret::new("bob\ncarl")));
    assert!(play.notice_text().contains("2 lines"), "{}", play.notice_text());
}

#[test]
fn curl_command_is_scrolled_to_its_last_line_and_back_at_once() {
    let mut play = scene::magento();
    play.keys("<c-s><tab>").measure(60, 12).keys("<pgdn><pgdn><pgdn><pgdn>");
    let end = play.screen(60, 12);
    let Step::Review(step) = play.wizard().step() else { panic!("{end}") };
    let last = step.curl().lines().last().unwrap_or_default().trim();
    assert!(end.contains(last), "{last}: {end}");
    play.keys("<up>");
    assert_ne!(play.screen(60, 12), end);
}
