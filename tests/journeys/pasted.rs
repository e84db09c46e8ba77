//! Requests pasted from the documentation in place of typing.

use crate::kit::{Play, scene};
use elemint::wizard::{Effect, SessionEffect};
use rstest::rstest;

const MAGENTO: &str = r#"{
  "element": { "key": "magentosoapv19" },
  "configuration": {
    "userName": "ada",
    "password": "<INSERT_MAGENTO_PASSWORD>",
    "store.url": "https://shop.example",
    "shoe.size": "44"
  },
  "tags": [ "team-a", "b" ],
  "name": "attic"
}"#;

fn listed() -> Play {
    Play::new(scene::known())
}

fn curl(body: &str) -> String {
    format!(
        "curl -X POST\n-H 'Authorization: User <INSERT_USER_SECRET>, Organization <X>'\n-d '{body}'\n'https://x.example/'"
    )
}

#[test]
fn a_request_pasted_into_the_list_opens_the_form_filled_in() {
    let mut play = listed();
    play.paste(MAGENTO);
    let values = ["User name", "Store URL", "Instance name", "Tags"].map(|label| play.value(label));
    assert_eq!(values, ["ada", "https://shop.example", "attic", "team-a, b"]);
}

#[test]
fn a_curl_command_pasted_into_the_list_does_the_same() {
    let mut play = listed();
    play.paste(&curl(MAGENTO));
    assert_eq!((play.value("User name").as_str(), play.value("Instance name").as_str()), ("ada", "attic"));
}

#[test]
fn a_request_pasted_into_the_form_fills_it_in() {
    let mut play = listed();
    play.keys("magentosoap<enter>").paste(MAGENTO);
    assert_eq!(play.value("Store URL"), "https://shop.example");
}

/// Two commands that create instances.
fn two() -> String {
    let other = MAGENTO.replace("\"ada\"", "\"bob\"").replace("attic", "cellar");
    format!("{}\n\n{}", curl(MAGENTO), curl(&other).replace("x.example", "y.example"))
}

#[rstest]
#[case::list("")]
#[case::form("magentosoap<enter>")]
fn of_several_requests_the_chosen_one_fills_the_form(#[case] first: &str) {
    let mut play = listed();
    play.keys(first).paste(&two());
    let screen = play.screen(80, 24);
    assert!(screen.contains("magentosoapv19, “attic”, POST x.example, line 3"), "{screen}");
    assert!(screen.contains("magentosoapv19, “cellar”, POST y.example, line"), "{screen}");
    play.keys("<down><enter>");
    let values = ["User name", "Instance name"].map(|label| play.value(label));
    assert_eq!(values, ["bob", "cellar"]);
}

#[test]
fn none_of_several_requests_is_used_after_esc() {
    let mut play = listed();
    play.paste(&two()).keys("<esc>");
    assert_eq!((play.at(), play.notice_text().trim()), ("element", "Nothing was pasted."));
}

#[test]
fn only_request_that_can_be_used_fills_the_form() {
    let mut play = listed();
    play.paste(&format!(
        "{}\n\n{}",
        curl(&MAGENTO.replace("magentosoapv19", "nosuch")).replace("ada", "bob"),
        curl(MAGENTO)
    ));
    assert_eq!(play.value("User name"), "ada");
    let notice = play.notice_text();
    assert!(notice.contains("1 more request, which cannot be used here"), "{notice}");
}

#[test]
fn values_of_pasted_request_are_saved_without_secrets() {
    let full = MAGENTO.replace("<INSERT_MAGENTO_PASSWORD>", "pass-word-0001");
    for first in ["", "magentosoap<enter>"] {
        let mut play = listed();
        play.keys(first).effects();
        let kept = play.paste(&full).effects().into_iter().find_map(|effect| match effect {
            Effect::Session(SessionEffect::KeepDraft(kept)) => Some(kept.form),
            _ => None,
        });
        let kept = kept.expect("kept");
        let values: Vec<_> = kept.values.values().map(String::as_str).collect();
        assert_eq!((kept.name.as_str(), &values[..]), ("attic", &["44", "https://shop.example", "ada"][..]));
    }
}

#[test]
fn focus_moves_to_missing_value_after_request() {
    let mut play = listed();
    assert_eq!(play.paste(MAGENTO).focus(), "Password");
}

#[test]
fn used_and_unused_paste_entries_are_reported() {
    let mut play = listed();
    play.paste(MAGENTO);
    let expected = "Filled 5 values of Magento SOAP V1.9 Beta from the pasted request. Added, as this form has no such field: shoe.size. Left empty, as placeholders: password (line 5).";
    assert_eq!(play.notice_text(), expected);
}

#[test]
fn pasted_entry_without_field_is_added() {
    let mut play = listed();
    play.paste(MAGENTO);
    assert_eq!(play.value("shoe.size"), "44");
}

#[test]
fn values_of_auth_mode_are_not_added_as_entries() {
    let mut play = listed();
    play.paste(
        r#"{ "element": { "key": "zuorav2" }, "configuration": { "authentication.type": "tarot", "clientId": "me" } }"#,
    );
    assert!(
        play.notice_text().ends_with("Left out: authentication.type (cannot be set here)."),
        "{}",
        play.notice_text()
    );
}

#[test]
fn typed_values_survive_paste() {
    let mut play = listed();
    play.keys("magentosoap<enter><tab>pass-word-0001").paste(MAGENTO);
    assert_eq!(play.value("Password"), "pass-word-0001");
}

#[test]
fn newest_keys_are_saved_too() {
    let mut play = listed();
    play.keys("magentosoap<enter>ada<tab>pass").keys("-word-0001").paste(MAGENTO);
    assert_eq!(play.value("Password"), "pass-word-0001");
}

#[test]
fn request_for_unknown_element_is_reported_in_place() {
    let mut play = listed();
    play.paste(r#"{ "element": { "key": "atlantis" }, "configuration": {} }"#);
    assert_eq!(play.at(), "element");
    assert!(play.notice_text().starts_with("The pasted request is for atlantis"), "{}", play.notice_text());
}

#[test]
fn a_request_for_another_element_changes_the_form() {
    let mut play = listed();
    play.keys("infus online<enter>").paste(MAGENTO);
    assert!(play.sees("Magento SOAP V1.9 Beta"), "{}", play.screen(80, 24));
}

#[test]
fn a_request_chooses_the_way_to_sign_in_that_it_names() {
    let mut play = listed();
    play.paste(
        r#"{ "element": { "key": "zuorav2" },
             "configuration": { "authentication.type": "custom", "clientId": "me" } }"#,
    );
    assert_eq!(play.value("Client ID"), "me");
}

#[test]
fn a_name_pasted_into_the_list_becomes_the_filter() {
    let mut play = listed();
    assert!(play.paste("“magentosoapv19”\n").sees("Which element? magentosoapv19"), "{}", play.screen(80, 24));
}

#[test]
fn a_command_without_a_body_is_not_taken_for_a_value() {
    let mut play = scene::magento();
    let before = play.values();
    play.paste("curl -X POST\n-H 'Content-Type: application/json'\n-d @instance.json\n'https://api.example/instances'");
    assert_eq!(play.values(), before);
    assert!(play.notice_text().contains("no request body"), "{}", play.notice_text());
}

#[test]
fn a_request_for_another_element_says_that_the_form_before_is_kept() {
    let mut play = scene::magento();
    play.paste(r#"{"element":{"key":"closeio"},"configuration":{"username":"a-key"},"name":"n"}"#);
    assert!(
        play.notice_text().contains("Close.io") && play.notice_text().contains("is saved"),
        "{}",
        play.notice_text()
    );
}

fn form(element: &str) -> Play {
    let mut play = listed();
    play.keys(element).keys("<enter>");
    play
}

#[test]
fn an_address_that_carries_several_values_fills_them_all() {
    let mut play = form("volusion");
    play.paste(
        "http://www.myshop.com/net/WebService.aspx?Login=anna@mycompany.com&EncryptedPassword=F00%2BBA&EDI_Name=x",
    );
    let values = ["Store URL", "Login", "Encrypted password"].map(|label| play.value(label));
    assert_eq!(values, ["http://www.myshop.com", "anna@mycompany.com", "F00+BA"]);
    assert_eq!(play.notice_text().trim(), "Filled out of the pasted address: Store URL, Login, Encrypted password.");
    assert!(!play.sees("F00+BA"), "{}", play.screen(80, 24));
}

#[test]
fn provider_initiated_call_fills_its_values() {
    let mut play = form("weebly");
    play.paste("https://app.example/cb?user_id=1&site_id=123456789&timestamp=1&hmac=abc");
    assert_eq!((play.value("Site ID").as_str(), play.value("Authorization code").as_str()), ("123456789", ""));
    play.paste("https://app.example/cb?authorization_code=c0de-0001&site_id=123456789");
    assert_eq!(play.value("Authorization code"), "c0de-0001");
}

#[test]
fn an_address_that_is_a_value_itself_stays_one() {
    let mut play = form("volusion");
    play.paste("http://www.myshop.com");
    assert_eq!(play.value("Store URL"), "http://www.myshop.com");
}
